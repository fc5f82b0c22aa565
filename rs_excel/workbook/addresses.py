"""Cell addresses in words of A1: letters to numbers and back.

Comes in: ``"AB12"``, ``"A1:C9"``. Goes out: 1-based rows and columns, and the other
way round. Nothing here knows a file.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


class Place(NamedTuple):
    """A cell by number, both 1-based; sorts in reading order."""

    row: int
    column: int

    @property
    def address(self) -> str:
        return f"{column_letters(self.column)}{self.row}"


class Block(NamedTuple):
    """A rectangle of cells, corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        inside_rows = self.top <= place.row <= self.bottom
        return inside_rows and self.left <= place.column <= self.right

    def meets(self, other: Block) -> bool:
        """Whether the two have a cell in common."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    @property
    def anchor(self) -> Place:
        return Place(self.top, self.left)


@lru_cache(maxsize=4096)
def place_of(address: str) -> Place:
    """Row and column of ``"C14"`` or ``"$C$14"``; ValueError for anything else."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise ValueError(f"not a cell address: {address!r}")
    return Place(int(match[2]), column_number(match[1]))


def block_of(cells: str) -> Block:
    """The rectangle of ``"A1:C9"``; a single address is a block of one cell."""
    first, _, last = cells.partition(":")
    start, end = place_of(first), place_of(last or first)
    return Block(
        min(start.row, end.row),
        min(start.column, end.column),
        max(start.row, end.row),
        max(start.column, end.column),
    )


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def absolute(cells: str) -> str:
    """``A4:N30`` as ``$A$4:$N$30``, the way defined names want it."""
    return re.sub(r"([A-Z]+)([0-9]+)", r"$\1$\2", cells)


def quoted(sheet: str) -> str:
    """A sheet title as formulas write it, always in quotes."""
    return "'" + sheet.replace("'", "''") + "'"
