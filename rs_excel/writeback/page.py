"""A sheet of ours while it is being written: rows from the top, heights by text.

Comes in: cells, row by row. Goes out: the rows and heights a ``ReportSheet`` wants,
and the row numbers its table, chart and formats refer to. Excel does not fit merged
or freshly written rows to their text by itself, so heights are estimated here.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from string import ascii_uppercase
from unicodedata import east_asian_width

from rs_excel.domain.questions import CellRef
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.workbook.ports import CellContent, Ink, InkLook, ReportCell
from rs_excel.writeback.palette import LOOKS

_TALLEST = 409.0  # points; Excel's own limit
_LEAST = 16.0
_LINE = 1.3  # height of a line as a multiple of the font size
_PADDING = 5.0
_WIDE = 2.2  # letters that one as wide as it is high takes the room of
_LETTERS_A_DIGIT = 1.2  # widths count digits; letters are narrower on average


class Page:
    """Rows of one sheet under way, in one language. ``widths`` are in characters."""

    def __init__(self, widths: Sequence[float], tongue: Tongue = ENGLISH) -> None:
        self.widths = tuple(widths)
        self.tongue = tongue
        self.rows: list[tuple[ReportCell, ...]] = []
        self.heights: dict[int, float] = {}

    @property
    def last(self) -> int:
        """The 1-based number of the row added last."""
        return len(self.rows)

    @property
    def last_column(self) -> str:
        return letter(len(self.widths))

    def add(self, *cells: ReportCell, least: float = _LEAST) -> int:
        """Add a row, as tall as its text needs; returns its number."""
        self.rows.append(cells)
        self.heights[self.last] = self._height(cells, least)
        return self.last

    def line(self, value: CellContent, ink: Ink) -> int:
        """Add one text over the whole width."""
        return self.add(text(value, ink, span=len(self.widths)))

    def gap(self, height: float = 9.0) -> int:
        """Add an empty row."""
        return self.add(least=height)

    def _height(self, cells: Sequence[ReportCell], least: float) -> float:
        tallest, column, widths = least, 0, self.widths
        for value, ink, _, span in cells:
            points, letters = _PRINT[ink]
            height = points + _PADDING
            if letters and isinstance(value, str):
                width = widths[column] if span == 1 else sum(widths[column:][:span])
                room = width * letters
                if _room_of(value) > room or "\n" in value:
                    height = _lines(value, room) * points + _PADDING
            tallest = max(tallest, height)
            column += span
        return min(round(tallest, 1), _TALLEST)


def text(value: CellContent, ink: Ink = Ink.WRAP, *, span: int = 1) -> ReportCell:
    """A cell without a link."""
    return ReportCell(value, ink, None, span)


def jump(cell: CellRef, value: str, *, span: int = 1) -> ReportCell:
    """A cell that leads to another when clicked."""
    return ReportCell(value, Ink.LINK, cell, span)


def where(
    cells: Sequence[CellRef], *, span: int = 1, tongue: Tongue = ENGLISH
) -> ReportCell:
    """A link to the first of a finding's cells; an escalation may have none."""
    if not cells:
        return text(across(tongue), span=span)
    return jump(cells[0], str(cells[0]), span=span)


def across(tongue: Tongue) -> str:
    """In the place of a cell, of a finding that rests on none."""
    # Translators: in the place of a cell, of a finding that rests on no single one
    return tongue.say("finding.across", "Across the sheet")


def letter(column: int) -> str:
    """``C`` for 3; our sheets are never wider than Z."""
    return ascii_uppercase[column - 1]


@lru_cache(maxsize=4096)
def _lines(words: str, room: float) -> int:
    """How many lines words take where ``room`` letters stand in one.

    Most long texts are the rules' own, and come again with every return of a batch.
    """
    return sum([ceil(_room_of(part) / room) or 1 for part in words.split("\n")])


def _room_of(words: str) -> float:
    """Letters that words take the room of; an East Asian one takes that of two."""
    if words.isascii():
        return len(words)
    return sum([_WIDE if east_asian_width(sign) in "WF" else 1 for sign in words])


def _print_of(look: InkLook) -> tuple[float, float]:
    """Points a line is high, and letters a digit's width holds: 0 without wrapping."""
    # Widths are meant for ten points; larger or bold text needs more room.
    letters = _LETTERS_A_DIGIT * 10 / look.size / (1.08 if look.bold else 1.0)
    return look.size * _LINE, letters if look.wrap else 0.0


_PRINT = {ink: _print_of(look) for ink, look in LOOKS.items()}
