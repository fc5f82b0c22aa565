"""What xlwings asks of cells: values, formulas, looks, notes.

Comes in: a sheet and a rectangle, both known to Python, so that asking where a range
stands costs no call. Writing where a sheet is protected is refused, as Excel refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import expansion, main

from tests.engines.driver import Colour, Kept, Value
from tests.engines.geometry import LAST_COLUMN, LAST_ROW, Block
from tests.engines.values import typed
from tests.engines.wire import Wire, call, put, refused

if TYPE_CHECKING:
    from tests.engines.xl_sheet import SheetImpl

_PROTECTED = (
    "The cell or chart you're trying to change is on a protected sheet. To make a "
    "change, unprotect the sheet. You might be requested to enter a password."
)
_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
TEXT_FORMAT = "@"


class RangeImpl:
    """A rectangle of cells."""

    has_array = False
    max_cells_per_read = max_cells_per_write = None  # a block goes in one call

    def __init__(self, sheet: SheetImpl, block: Block) -> None:
        self.sheet = sheet
        self.block = block
        self.options: dict[str, Any] = {}

    @property
    def wire(self) -> Wire:
        return self.sheet.wire

    @property
    def api(self) -> RangeImpl:
        return self

    @property
    def row(self) -> int:
        return self.block.row

    @property
    def column(self) -> int:
        return self.block.column

    @property
    def shape(self) -> tuple[int, int]:
        return self.block.rows, self.block.columns

    @property
    def coords(self) -> tuple[Any, ...]:
        return (self.sheet, *self.block)

    def __len__(self) -> int:
        return self.block.cells

    def __call__(self, row: int, column: int | None = None) -> RangeImpl:
        if column is None:
            down, right = divmod(row - 1, self.block.columns)
            row, column = down + 1, right + 1
        return RangeImpl(self.sheet, self.block.at(row, column))

    def __iter__(self) -> Iterator[RangeImpl]:
        for row, column in self.block.places():
            yield RangeImpl(self.sheet, Block(row, column))

    @property
    def address(self) -> str:
        return self.get_address(True, True)

    def get_address(
        self, row_absolute: bool, column_absolute: bool, external: bool = False
    ) -> str:
        address = self.block.address(
            row_absolute=row_absolute, column_absolute=column_absolute
        )
        if not external:
            return address
        return f"'[{self.sheet.book.name}]{self.sheet.name}'!{address}"

    # Values

    @property
    @call
    def raw_value(self) -> Any:
        rows = self.sheet.driver.values(self.block)
        return rows[0][0] if self.block.cells == 1 else rows

    @raw_value.setter
    @put
    def raw_value(self, value: Any) -> None:
        rows = value if isinstance(value, (list, tuple)) else self._filled_with(value)
        self.forbid(self.sheet.driver.protection().contents, unlocked=True)
        self.sheet.driver.put_values(self.block, self._typed(rows))

    def _filled_with(self, value: Value) -> list[list[Value]]:
        return [[value] * self.block.columns for _ in range(self.block.rows)]

    def _typed(self, rows: Any) -> list[list[Value]]:
        """As Excel takes them; texts in cells formatted as text stay what they are."""
        seen = [[typed(value) for value in row] for row in rows]
        asked = [(i, j) for i, row in enumerate(rows) for j, value in enumerate(row)
                 if isinstance(value, str) and not isinstance(seen[i][j], Kept)
                 and seen[i][j] is not value]  # fmt: skip
        if not asked:
            return seen
        driver, code = self.sheet.driver, self.sheet.driver.number_format(self.block)
        for i, j in asked:
            cell = self.block.at(i + 1, j + 1)
            if (code or driver.number_format(cell)) == TEXT_FORMAT:
                seen[i][j] = typed(rows[i][j], as_text=True)
        return seen

    @property
    @call
    def formula(self) -> Any:
        rows = self.sheet.driver.formulas(self.block)
        return rows[0][0] if self.block.cells == 1 else rows

    @formula.setter
    @put
    def formula(self, value: Any) -> None:
        self.raw_value = value

    formula2 = formula

    @call
    def clear_contents(self) -> None:
        self.forbid(self.sheet.driver.protection().contents, unlocked=True)
        self.sheet.driver.clear(self.block, contents=True, formats=False)

    @call
    def clear_formats(self) -> None:
        self.forbid(self.sheet.driver.protection().formats)
        self.sheet.driver.clear(self.block, contents=False, formats=True)

    @call
    def clear(self) -> None:
        self.forbid(self.sheet.driver.protection().formats)
        self.sheet.driver.clear(self.block, contents=True, formats=True)

    # Looks

    @property
    @call
    def color(self) -> Colour | None:
        return self.sheet.driver.fill(self.block)

    @color.setter
    @put
    def color(self, colour: Colour | int | str | None) -> None:
        self.forbid(self.sheet.driver.protection().formats)
        self.sheet.driver.put_fill(self.block, _red_green_blue(colour))

    @property
    @call
    def number_format(self) -> str | None:
        return self.sheet.driver.number_format(self.block)

    @number_format.setter
    @put
    def number_format(self, code: str) -> None:
        self.forbid(self.sheet.driver.protection().formats)
        self.sheet.driver.put_number_format(self.block, code)

    @property
    @call
    def row_hidden(self) -> bool | None:
        return self.sheet.driver.rows_hidden(self.block)

    @row_hidden.setter
    @put
    def row_hidden(self, hidden: bool) -> None:
        self.sheet.driver.hide_rows(self.block, hidden)

    @property
    @call
    def merge_area(self) -> RangeImpl:
        merged = self.sheet.driver.merged(self.block.row, self.block.column)
        return RangeImpl(self.sheet, merged)

    @property
    @call
    def merge_cells(self) -> bool:
        merged = self.sheet.driver.merged(self.block.row, self.block.column)
        return merged.cells > 1

    # Notes

    @property
    @call
    def note(self) -> NoteImpl | None:
        text = self.sheet.driver.note(self.block.row, self.block.column)
        return None if text is None else NoteImpl(self)

    @call
    def add_note(self, text: str) -> NoteImpl:
        self.forbid(self.sheet.driver.protection().notes)
        self.sheet.driver.put_note(self.block.row, self.block.column, text)
        return NoteImpl(self)

    # Moving about

    def expand(self, mode: str = "table") -> Any:
        return expansion.expanders[mode].expand(main.Range(impl=self)).impl

    @call
    def select(self) -> None:
        active, _ = self.sheet.book.driver.selection()
        if active.title != self.sheet.driver.title:
            raise refused("Select method of Range class failed")
        self.sheet.book.driver.select(self.sheet.driver, self.block)

    @call
    def end(self, direction: str) -> RangeImpl:
        """Where Ctrl and an arrow lead."""
        used = self.sheet.driver.used()
        rows = self.sheet.driver.values(used)
        down, right = _STEPS[direction]
        row, column = self.block.row, self.block.column

        def filled(at_row: int, at_column: int) -> bool:
            if used.within(Block(at_row, at_column)) is None:
                return False
            return rows[at_row - used.row][at_column - used.column] not in (None, "")

        if filled(row, column) and filled(row + down, column + right):
            while filled(row + down, column + right):
                row, column = row + down, column + right
            return RangeImpl(self.sheet, Block(row, column))
        reach = used.hull(Block(row, column))
        while reach.within(Block(row + down, column + right)) is not None:
            row, column = row + down, column + right
            if filled(row, column):
                return RangeImpl(self.sheet, Block(row, column))
        edge = {"down": (LAST_ROW, column), "right": (row, LAST_COLUMN)}
        edge |= {"up": (1, column), "left": (row, 1)}
        return RangeImpl(self.sheet, Block(*edge[direction]))

    def forbid(self, protected: bool, *, unlocked: bool = False) -> None:
        """Raises on a protected sheet; unlocked cells may be written."""
        if protected and not (
            unlocked and not self.sheet.driver.has_locked(self.block)
        ):
            raise refused(_PROTECTED)


def _red_green_blue(colour: Colour | int | str | None) -> Colour | None:
    if isinstance(colour, str):
        colour = int("".join(reversed(re.findall("..", colour.lstrip("#")))), 16)
    if isinstance(colour, int):
        return colour & 255, colour >> 8 & 255, colour >> 16 & 255
    return colour and (colour[0], colour[1], colour[2])


class NoteImpl:
    """The note on a cell."""

    author = ""

    def __init__(self, cell: RangeImpl) -> None:
        self.location = cell

    @property
    def wire(self) -> Wire:
        return self.location.wire

    @property
    def api(self) -> NoteImpl:
        return self

    @property
    @call
    def text(self) -> str:
        cell = self.location
        return cell.sheet.driver.note(cell.row, cell.column) or ""

    @text.setter
    @put
    def text(self, text: str) -> None:
        cell = self.location
        cell.forbid(cell.sheet.driver.protection().notes)
        cell.sheet.driver.put_note(cell.row, cell.column, text)

    @call
    def delete(self) -> None:
        cell = self.location
        cell.forbid(cell.sheet.driver.protection().notes)
        cell.sheet.driver.drop_note(cell.row, cell.column)
