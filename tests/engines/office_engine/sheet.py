"""One sheet of a workbook open in LibreOffice, behind the port of the engines.

Blocks travel in one call. What a block of values does not tell (which numbers are days
or truth values, what an error is) is asked for only where there are such cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.driver import Colour, Protection, Rows, Shown, Value
from tests.engines.geometry import Block
from tests.engines.office_engine.reading import values_of
from tests.engines.office_engine.writing import put_values

if TYPE_CHECKING:
    from tests.engines.office_engine.book import OfficeBook

# com.sun.star.sheet.CellFlags
_CONTENTS = 1 | 2 | 4 | 16
_NOTES = 8
_FORMATS = 32
_NO_COLOUR = -1


def block_at(address: Any) -> Block:
    """The rectangle of a CellRangeAddress."""
    return Block(
        address.StartRow + 1,
        address.StartColumn + 1,
        address.EndRow - address.StartRow + 1,
        address.EndColumn - address.StartColumn + 1,
    )


class OfficeSheet:
    """A spreadsheet of a document."""

    def __init__(self, book: OfficeBook, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet

    def cells(self, block: Block) -> Any:
        return self.sheet.getCellRangeByPosition(
            block.column - 1, block.row - 1, block.last_column - 1, block.last_row - 1
        )

    @property
    def title(self) -> str:
        title: str = self.sheet.Name
        return title

    @title.setter
    def title(self, title: str) -> None:
        self.book.remember_very_hidden(title, self.shown)
        self.sheet.Name = title

    @property
    def shown(self) -> Shown:
        if self.sheet.IsVisible:
            return Shown.VISIBLE
        very = self.book.is_very_hidden(self.title)
        return Shown.VERY_HIDDEN if very else Shown.HIDDEN

    @shown.setter
    def shown(self, shown: Shown) -> None:
        self.sheet.IsVisible = shown is Shown.VISIBLE
        self.book.remember_very_hidden(self.title, shown)

    def protection(self) -> Protection:
        """LibreOffice tells whether, not what: formats and notes count as forbidden."""
        protected = bool(self.sheet.isProtected())
        return Protection(contents=protected, formats=protected, notes=protected)

    def has_locked(self, block: Block) -> bool:
        kinds = self.cells(block).getUniqueCellFormatRanges()
        alike = (kinds.getByIndex(index) for index in range(kinds.Count))
        return any(ranges.CellProtection.IsLocked for ranges in alike)

    def used(self) -> Block:
        return Block(*map(int, self.book.inside("UsedBlock", self.sheet)))

    def values(self, block: Block) -> list[list[Value]]:
        formats = self.book.document.NumberFormats
        return values_of(self.cells(block), formats, self.book)

    def put_values(self, block: Block, rows: Rows) -> None:
        put_values(self.cells(block), rows, self.book)

    def formulas(self, block: Block) -> list[list[str]]:
        cells = self.cells(block)
        rows = [list(row) for row in cells.getFormulaArray()]
        for number, row in enumerate(rows):
            for offset, text in enumerate(row):
                if text.startswith("="):
                    cell = cells.getCellByPosition(offset, number)
                    row[offset] = self._formula(cell) or text
        return rows

    def _formula(self, cell: Any) -> str:
        tokens = cell.getTokens()
        if not tokens:
            return ""  # a text that begins with an equals sign
        return f"={self.book.formulas.printFormula(tokens, cell.CellAddress)}"

    def clear(self, block: Block, *, contents: bool, formats: bool) -> None:
        flags = (_CONTENTS if contents else 0) | (_FORMATS if formats else 0)
        if contents and formats:
            flags |= _NOTES
        self.cells(block).clearContents(flags)

    def fill(self, block: Block) -> Colour | None:
        number = self.cells(Block(block.row, block.column)).CellBackColor
        if number == _NO_COLOUR:
            return None
        return number >> 16 & 255, number >> 8 & 255, number & 255

    def put_fill(self, block: Block, colour: Colour | None) -> None:
        red, green, blue = colour or (0, 0, 0)
        number = red << 16 | green << 8 | blue
        self.cells(block).CellBackColor = _NO_COLOUR if colour is None else number

    def number_format(self, block: Block) -> str | None:
        cells = self.cells(block)
        if cells.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        return self.book.format_code(cells.NumberFormat)

    def put_number_format(self, block: Block, code: str) -> None:
        self.cells(block).NumberFormat = self.book.format_key(code)

    def note(self, row: int, column: int) -> str | None:
        note = self.cells(Block(row, column)).getCellByPosition(0, 0).Annotation
        return note.String or None

    def put_note(self, row: int, column: int, text: str) -> None:
        cell = self.cells(Block(row, column)).getCellByPosition(0, 0)
        self.sheet.Annotations.insertNew(cell.CellAddress, text)

    def drop_note(self, row: int, column: int) -> None:
        self.cells(Block(row, column)).clearContents(_NOTES)

    def noted(self) -> list[tuple[int, int]]:
        places = [note.Position for note in self.sheet.Annotations]
        return sorted((place.Row + 1, place.Column + 1) for place in places)

    def merged(self, row: int, column: int) -> Block:
        cursor = self.sheet.createCursorByRange(self.cells(Block(row, column)))
        cursor.collapseToMergedArea()
        return block_at(cursor.RangeAddress)

    def rows_hidden(self, block: Block) -> bool | None:
        rows = self.cells(block).Rows
        said = {not rows.getByIndex(index).IsVisible for index in range(rows.Count)}
        return said.pop() if len(said) == 1 else None

    def hide_rows(self, block: Block, hidden: bool) -> None:
        self.cells(block).Rows.IsVisible = not hidden
