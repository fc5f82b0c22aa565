"""Reads .ods workbooks, as LibreOffice and others write them.

Comes in: the archive of the package. Goes out: its sheets; WorkbookError where it is
damaged or would fill memory. One pass over the content; nothing is kept of it but the
cells that hold something, so a row that is repeated a million times and empty costs
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.parsers import expat

from rs_excel.workbook.addresses import LAST_COLUMN, LAST_ROW
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.gate import refuse
from rs_excel.workbook.other_formats.ods_values import Attributes, value_of, width_of
from rs_excel.workbook.other_formats.sheets import (
    MOST_RECORDS,
    MOST_TEXT,
    Patience,
    Sheet,
)
from rs_excel.workbook.ports import RawValue

CONTENT = "content.xml"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_BODY = [f"{_OFFICE} document-content", f"{_OFFICE} body", f"{_OFFICE} spreadsheet"]
_CELLS = frozenset({f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell"})
_ROW, _COLUMN = f"{_TABLE} table-row", f"{_TABLE} table-column"
_PARAGRAPH = f"{_TEXT} p"
_SPACES, _TAB, _BREAK = f"{_TEXT} s", f"{_TEXT} tab", f"{_TEXT} line-break"
_HIDDEN = frozenset({"collapse", "filter"})
_LETTERS_OF_A_RECORD = MOST_TEXT // MOST_RECORDS
_MOST_SPACES = 32_767  # as many letters as a cell of Excel holds


def sheets_in(archive: Archive) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in the order of its tabs."""
    reader = _Reader(Patience(archive.name))
    try:
        reader.parser.Parse(archive.read(CONTENT), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise refuse("BOOK-012", archive.name, part=CONTENT, reason=reason) from error
    return tuple(table.sheet() for table in reader.tables if not table.elsewhere)


class _Table:
    """A sheet as it is gathered."""

    def __init__(self, title: str, *, hidden: bool) -> None:
        self.elsewhere = False  # what was last seen of a sheet in another file
        self._title = title
        self._hidden = hidden
        self._rows: dict[int, dict[int, RawValue]] = {}
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._widths: dict[int, float] = {}
        self._next_row = self._next_column = 1

    def column(self, attributes: Attributes, width: float) -> None:
        """A column, as often as it is repeated; ``width`` is 0 where it is unknown."""
        after = self._next_column + _repeated(attributes, "columns", LAST_COLUMN)
        span = range(self._next_column, min(after, LAST_COLUMN + 1))
        if attributes.get(f"{_TABLE} visibility") in _HIDDEN:
            self._hidden_columns.update(span)
        if width:
            self._widths.update(dict.fromkeys(span, width))
        self._next_column = after

    def row(
        self, attributes: Attributes, cells: dict[int, RawValue], patience: Patience
    ) -> None:
        """A row, as often as it is repeated."""
        after = self._next_row + _repeated(attributes, "rows", LAST_ROW)
        numbers = range(self._next_row, min(after, LAST_ROW + 1))
        if cells:
            patience.spend(sum(map(_weight, cells.values())) * len(numbers))
            self._rows.update((number, cells) for number in numbers)
        if attributes.get(f"{_TABLE} visibility") in _HIDDEN:
            self._hidden_rows.update(numbers)
        self._next_row = after

    def sheet(self) -> Sheet:
        return Sheet(
            title=self._title,
            rows=self._rows,
            hidden=self._hidden,
            hidden_rows=frozenset(self._hidden_rows),
            hidden_columns=frozenset(self._hidden_columns),
            widths=self._widths,
        )


def _weight(value: RawValue) -> int:
    """Long texts count as many: a cell may be repeated a million times."""
    return 1 + len(value) // _LETTERS_OF_A_RECORD if isinstance(value, str) else 1


def _repeated(attributes: Attributes, what: str, most: int) -> int:
    said = attributes.get(f"{_TABLE} number-{what}-repeated", "1")
    return min(int(said), most) if said.isdecimal() and said.isascii() else 1


class _Reader:
    """Follows the parser through the tables of the document's body."""

    def __init__(self, patience: Patience) -> None:
        self.tables: list[_Table] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self._patience = patience
        self._path: list[str] = []
        self._hidden_styles: set[str] = set()
        self._widths: dict[str, float] = {}  # by style
        self._style = ""
        self._row: tuple[Attributes, dict[int, RawValue]] | None = None
        self._column = 1
        self._cell: Attributes | None = None
        self._inside = 0  # how deep the path was where the cell began
        self._paragraphs: list[str] = []

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._patience.spend()
        path = self._path
        path.append(name)
        if self._cell is not None:
            self._in_cell(name, attributes)
        elif name == f"{_STYLE} style":
            self._style = attributes.get(f"{_STYLE} name", "")
        elif name == f"{_STYLE} table-properties":
            if attributes.get(f"{_TABLE} display") == "false":
                self._hidden_styles.add(self._style)
        elif name == f"{_STYLE} table-column-properties":
            width = attributes.get(f"{_STYLE} column-width", "")
            self._widths[self._style] = width_of(width)
        elif path[:3] == _BODY and len(path) > 3:
            self._in_body(name, attributes)

    def _in_body(self, name: str, attributes: Attributes) -> None:
        path = self._path
        if name == f"{_TABLE} table" and len(path) == 4:
            hidden = attributes.get(f"{_TABLE} style-name") in self._hidden_styles
            title = attributes.get(f"{_TABLE} name", "")
            self.tables.append(_Table(title, hidden=hidden))
        elif path[3] != f"{_TABLE} table":
            return
        elif name == f"{_TABLE} table-source":
            self.tables[-1].elsewhere = True
        elif name == _COLUMN:
            style = attributes.get(f"{_TABLE} style-name", "")
            self.tables[-1].column(attributes, self._widths.get(style, 0.0))
        elif name == _ROW:
            self._row, self._column = (attributes, {}), 1
        elif name in _CELLS and self._row is not None:
            self._cell, self._inside = attributes, len(path)
            self._paragraphs = []

    def _in_cell(self, name: str, attributes: Attributes) -> None:
        """Only its own paragraphs count, not those of notes and drawings in it."""
        if name == _PARAGRAPH and len(self._path) == self._inside + 1:
            self._paragraphs.append("")
        elif not self._in_paragraph():
            return
        elif name == _SPACES:
            said = attributes.get(f"{_TEXT} c", "1")
            count = int(said) if said.isdecimal() and len(said) < 6 else 1
            self._paragraphs[-1] += " " * min(count, _MOST_SPACES)
        elif name in (_TAB, _BREAK):
            self._paragraphs[-1] += "\t" if name == _TAB else "\n"

    def _in_paragraph(self) -> bool:
        inside = self._path[self._inside :]
        text = all(step.startswith(_TEXT) for step in inside)
        return bool(inside) and inside[0] == _PARAGRAPH and text

    def _letters(self, text: str) -> None:
        if self._cell is not None and self._in_paragraph():
            self._paragraphs[-1] += text

    def _end(self, name: str) -> None:
        if self._cell is not None and len(self._path) == self._inside:
            self._end_of_cell(self._cell)
        elif name == _ROW and self._cell is None and self._row is not None:
            attributes, cells = self._row
            self.tables[-1].row(attributes, cells, self._patience)
            self._row = None
        self._path.pop()

    def _end_of_cell(self, cell: Attributes) -> None:
        value = value_of(cell, self._paragraphs)
        count = _repeated(cell, "columns", LAST_COLUMN)
        if value is not None and self._row is not None:
            columns = range(self._column, min(self._column + count, LAST_COLUMN + 1))
            self._patience.spend(_weight(value) * len(columns))
            self._row[1].update(dict.fromkeys(columns, value))
        self._column += count
        self._cell = None
