"""Rectangles of cells and their addresses, as xlwings speaks of them.

Comes in: ``"B3"``, ``"A1:C9"``, ``"A:C"``, ``"3:5"``, absolute or not. Goes out: a
``Block``; and back to an address.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384


class Block(NamedTuple):
    """A rectangle: 1-based first row and column, and how many of each."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        return self.column + self.columns - 1

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    def places(self) -> Iterator[tuple[int, int]]:
        """(row, column) of each cell, in reading order."""
        for row in range(self.row, self.row + self.rows):
            for column in range(self.column, self.column + self.columns):
                yield row, column

    def at(self, row: int, column: int) -> Block:
        """The cell at an offset counted from one."""
        return Block(self.row + row - 1, self.column + column - 1)

    def hull(self, other: Block) -> Block:
        """The smallest rectangle that holds both."""
        row, column = min(self.row, other.row), min(self.column, other.column)
        bottom = max(self.last_row, other.last_row)
        right = max(self.last_column, other.last_column)
        return Block(row, column, bottom - row + 1, right - column + 1)

    def within(self, other: Block) -> Block | None:
        """What the two share."""
        row, column = max(self.row, other.row), max(self.column, other.column)
        bottom = min(self.last_row, other.last_row)
        right = min(self.last_column, other.last_column)
        if bottom < row or right < column:
            return None
        return Block(row, column, bottom - row + 1, right - column + 1)

    def address(
        self, *, row_absolute: bool = True, column_absolute: bool = True
    ) -> str:
        row_sign, column_sign = "$" * row_absolute, "$" * column_absolute
        first = f"{column_sign}{get_column_letter(self.column)}{row_sign}{self.row}"
        if self.cells == 1:
            return first
        letters = get_column_letter(self.last_column)
        return f"{first}:{column_sign}{letters}{row_sign}{self.last_row}"


WHOLE_SHEET = Block(1, 1, LAST_ROW, LAST_COLUMN)


def block_of(address: str) -> Block | None:
    """The rectangle of an address; None where the text is no address."""
    try:
        left, top, right, bottom = range_boundaries(address.strip().upper())
    except (ValueError, TypeError):
        return None
    row, column = top or 1, left or 1
    return Block(
        row,
        column,
        (bottom or LAST_ROW) - row + 1,
        (right or LAST_COLUMN) - column + 1,
    )
