"""One worksheet of openpyxl, behind the port of the engines."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, time, timedelta
from typing import Literal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils.datetime import CALENDAR_WINDOWS_1900 as EPOCH
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.workbook.addresses import quoted
from tests.engines.driver import (
    Colour,
    ErrorText,
    FormulaText,
    Protection,
    Rows,
    Shown,
    Value,
)
from tests.engines.geometry import Block
from tests.engines.values import error_or_text

Results = dict[tuple[int, int], Value]

_STATES: dict[Shown, Literal["visible", "hidden", "veryHidden"]] = {
    Shown.VISIBLE: "visible",
    Shown.HIDDEN: "hidden",
    Shown.VERY_HIDDEN: "veryHidden",
}
_ERROR = "e"
_FORMULA = "f"
_TEXT = "s"


class OpenpyxlSheet:
    """A worksheet, and what its formulas came to."""

    def __init__(self, sheet: Worksheet, results: Results) -> None:
        self.sheet = sheet
        self.results = results

    @property
    def title(self) -> str:
        return self.sheet.title

    @title.setter
    def title(self, title: str) -> None:
        """Names of the book that refer to the sheet follow it, as in Excel."""
        before, self.sheet.title = quoted(self.sheet.title), title
        book = self.sheet.parent
        assert book is not None
        for name in book.defined_names.values():
            sheet, sign, cells = name.attr_text.rpartition("!")
            if quoted(sheet.strip("'").replace("''", "'")) == before:
                name.attr_text = f"{quoted(title)}{sign}{cells}"

    @property
    def shown(self) -> Shown:
        return next(
            s for s, state in _STATES.items() if state == self.sheet.sheet_state
        )

    @shown.setter
    def shown(self, shown: Shown) -> None:
        self.sheet.sheet_state = _STATES[shown]

    def protection(self) -> Protection:
        said = self.sheet.protection
        if not said.sheet:
            return Protection()
        return Protection(
            contents=True, formats=bool(said.formatCells), notes=bool(said.objects)
        )

    def has_locked(self, block: Block) -> bool:
        return any(cell.protection.locked for cell in self._cells(block))

    def used(self) -> Block:
        top, left = self.sheet.min_row, self.sheet.min_column
        return Block(
            top, left, self.sheet.max_row - top + 1, self.sheet.max_column - left + 1
        )

    def values(self, block: Block) -> list[list[Value]]:
        filled = block.within(self.used())
        rows: list[list[Value]] = [[None] * block.columns for _ in range(block.rows)]
        if filled is None:
            return rows
        for cell in self._cells(filled):
            value = self._value(cell)
            if value is not None:
                rows[cell.row - block.row][cell.column - block.column] = value
        return rows

    def _value(self, cell: Cell) -> Value:
        if cell.data_type == _FORMULA:
            return self.results.get((cell.row, cell.column))
        value = cell.value
        if isinstance(value, (time, timedelta)):
            return _as_datetime(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return datetime(value.year, value.month, value.day)
        return error_or_text(value, cell.data_type)

    def put_values(self, block: Block, rows: Rows) -> None:
        for number, row in enumerate(rows):
            for offset, value in enumerate(row):
                at = (block.row + number, block.column + offset)
                cell = self.sheet.cell(*at)
                if isinstance(cell, Cell):  # nothing is kept behind a merged area
                    _put(cell, value)
                    self.results.pop(at, None)

    def formulas(self, block: Block) -> list[list[str]]:
        return [
            [self._formula(cell.value) for cell in row] for row in self._rows(block)
        ]

    def _formula(self, value: object) -> str:
        """A day is its number, counted as the workbook counts."""
        if isinstance(value, date):
            book = self.sheet.parent
            assert book is not None
            return str(to_excel(value, book.epoch))  # type: ignore[no-untyped-call]
        return "" if value is None else str(value)

    def clear(self, block: Block, *, contents: bool, formats: bool) -> None:
        for cell in self._cells(block):
            if contents:
                cell.value = None
                self.results.pop((cell.row, cell.column), None)
            if formats:
                cell._style = StyleArray()  # type: ignore[attr-defined]
            if contents and formats:
                cell.comment = None

    def fill(self, block: Block) -> Colour | None:
        fill = self.sheet.cell(block.row, block.column).fill
        code = fill.fgColor.rgb
        if fill.fill_type is None or not isinstance(code, str):
            return None
        return int(code[2:4], 16), int(code[4:6], 16), int(code[6:8], 16)

    def put_fill(self, block: Block, colour: Colour | None) -> None:
        code = None if colour is None else "FF{:02X}{:02X}{:02X}".format(*colour)
        fill = PatternFill("solid", fgColor=code) if code else PatternFill()
        for cell in self._cells(block):
            cell.fill = copy(fill)

    def number_format(self, block: Block) -> str | None:
        codes = {cell.number_format for cell in self._cells(block)}
        return codes.pop() if len(codes) == 1 else None

    def put_number_format(self, block: Block, code: str) -> None:
        for cell in self._cells(block):
            cell.number_format = code

    def note(self, row: int, column: int) -> str | None:
        comment = self.sheet.cell(row, column).comment
        return comment.text if comment else None

    def put_note(self, row: int, column: int, text: str) -> None:
        self.sheet.cell(row, column).comment = Comment(text, "")

    def drop_note(self, row: int, column: int) -> None:
        self.sheet.cell(row, column).comment = None

    def noted(self) -> list[tuple[int, int]]:
        cells = self._cells(self.used())
        return [(cell.row, cell.column) for cell in cells if cell.comment]

    def merged(self, row: int, column: int) -> Block:
        for area in self.sheet.merged_cells.ranges:
            left, top, right, bottom = area.bounds
            if top <= row <= bottom and left <= column <= right:
                return Block(top, left, bottom - top + 1, right - left + 1)
        return Block(row, column)

    def rows_hidden(self, block: Block) -> bool | None:
        rows = range(block.row, block.last_row + 1)
        said = {bool(self.sheet.row_dimensions[row].hidden) for row in rows}
        return said.pop() if len(said) == 1 else None

    def hide_rows(self, block: Block, hidden: bool) -> None:
        for row in range(block.row, block.last_row + 1):
            self.sheet.row_dimensions[row].hidden = hidden

    def _rows(self, block: Block) -> list[tuple[Cell | MergedCell, ...]]:
        return list(
            self.sheet.iter_rows(
                block.row, block.last_row, block.column, block.last_column
            )
        )

    def _cells(self, block: Block) -> list[Cell]:
        """Cells of a block; of a merged area only the first is a cell."""
        cells = (cell for row in self._rows(block) for cell in row)
        return [cell for cell in cells if isinstance(cell, Cell)]


def _put(cell: Cell, value: Value) -> None:
    code = cell.number_format
    cell.value = None if value == "" else _plain(value)
    if isinstance(value, ErrorText):
        cell.data_type = _ERROR
    elif isinstance(value, str) and not isinstance(value, FormulaText):
        cell.data_type = _TEXT
    if code != "General":
        cell.number_format = code  # openpyxl gives days a format of its own


def _plain(value: Value) -> Value:
    """Without the class that told what a text is."""
    return str(value) if isinstance(value, str) else value


def _as_datetime(value: time | timedelta) -> datetime:
    """A time of day, as Excel hands it out: on its day zero."""
    if isinstance(value, timedelta):
        return EPOCH + value
    return datetime.combine(EPOCH, value)
