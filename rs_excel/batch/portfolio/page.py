"""One sheet of the portfolio, written from its first row to its last.

Comes in: rows of values, each with the ink it wears. Goes out: a sheet with its title,
what its figures count, the pack's notice, a head that stays in sight and a page set up
for paper. Rows go to disk as they are written. Words of others are written as text:
none becomes a formula or a link.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rs_excel.batch.portfolio.imprint import Imprint
from rs_excel.batch.portfolio.looks import HEAD, NAVY, Looks
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LOOKS

LAST_ROW = 1_048_576  # that Excel has
_LONGEST = 32_767  # characters Excel keeps in a cell
_MOST_SHOWN = 20  # lines a row grows to; the rest is in the cell
_TO_A_LINE = 1.12  # characters of text to a unit of width, in a column
_TO_A_LONG_LINE = 1.3  # over the whole width, where words break less often
_INDENT = 1.5  # units of width before a text
_USUAL = 10.0  # points of a font
_LEADING = 1.26  # height of a line to its font
_WIDE = "\u2e80"  # Chinese, Japanese and Korean begin here; Vietnamese comes before
_TALLER = 1.2  # their lines, in fonts that stand in, to those of the usual one

Value = str | int | float | date | None
Cell = tuple[Value, Format]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, its width in characters."""

    head: str
    width: float


class Page:
    """One sheet, its next row in ``row``, counted from 0."""

    def __init__(
        self, book: Workbook, looks: Looks, name: str, widths: Sequence[float]
    ) -> None:
        self.looks = looks
        self.name = name
        self.row = 0
        self.sheet: Worksheet = book.add_worksheet(name)
        self._widths = tuple(widths)
        plain = looks.of(Ink.PLAIN)
        for place, width in enumerate(widths):
            self.sheet.set_column(place, place, width, plain)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_tab_color(NAVY)

    @property
    def last_column(self) -> int:
        return len(self._widths) - 1

    def opening(self, title: str, counts: Iterable[str], imprint: Imprint) -> None:
        """Title, basis, what the figures count, and the notice."""
        self.line(title, Ink.TITLE, height=28)
        self.line(imprint.basis, Ink.LABEL, height=16)
        for said in counts:
            self.line(said, Ink.PLAIN, text_wrap=True)
        self.line(imprint.notice, Ink.MUTED, font_size=8)
        self.gap()
        foot = f"{title} · as of {imprint.as_of} · not an audit, no legal advice"
        left = foot.replace("&", "&&")
        self.sheet.set_footer(f"&L&8{left}&C&8&A&R&8Page &P of &N")

    def line(
        self, text: str, ink: Ink, *, height: float | None = None, **differs: Any
    ) -> None:
        """One text over the whole width; as high as it needs unless said otherwise."""
        told = self.looks.of(ink, **differs)
        size = differs.get("font_size", LOOKS[ink].size)
        room = sum(self._widths) * _TO_A_LONG_LINE * _USUAL / size
        self.sheet.set_row(self.row, height or _points(_lines(text, room), size))
        self.merged(0, self.last_column, text, told)
        self.row += 1

    def merged(self, first: int, last: int, value: Value, told: Format) -> None:
        """One value over several columns of the row that is written."""
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", told)
        self.put(first, (value, told))

    def gap(self, height: float = 8) -> None:
        self.sheet.set_row(self.row, height)
        self.row += 1

    def heads(self, columns: Sequence[Column], *, height: float = 30) -> None:
        """The head of a table, in sight however far one scrolls, and on each page."""
        self.sheet.set_row(self.row, height)
        told = self.looks.of(Ink.HEADER, **HEAD)
        for place, column in enumerate(columns):
            self.put(place, (column.head, told))
        self.row += 1
        self.sheet.repeat_rows(self.row - 1)

    def stay(self, columns: int) -> None:
        """What is above and left of here stays in sight."""
        self.sheet.freeze_panes(self.row, columns)

    def add(self, cells: Sequence[Cell | None]) -> None:
        """One row from column A on, as high as its longest text."""
        needs = [
            (cell[0], max(self._widths[place] - _INDENT, 1))
            for place, cell in enumerate(cells)
            if cell is not None and isinstance(cell[0], str)
        ]
        self.sheet.set_row(self.row, self._height(needs))
        for place, cell in enumerate(cells):
            if cell is not None:
                self.put(place, cell)
        self.row += 1

    def put(self, column: int, cell: Cell) -> None:
        """One value, typed; a text is a text whatever it begins with."""
        put(self.sheet, self.row, column, cell)

    def _height(self, texts: Sequence[tuple[str, float]]) -> float:
        """Points for the text with the most lines at its width."""
        lines = (_lines(text, width * _TO_A_LINE) for text, width in texts)
        return _points(max(lines, default=1))


def put(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    """One value into a sheet."""
    value, told = cell
    if value is None or value == "":
        sheet.write_blank(row, column, None, told)
    elif isinstance(value, str):
        sheet.write_string(row, column, as_text(value), told)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, told)
    else:
        sheet.write_number(row, column, value, told)


def as_text(text: str) -> str:
    """What a file can hold: no halves of characters, no more than Excel keeps."""
    whole = text.encode("utf-8", "backslashreplace").decode()
    return whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…"


def _points(lines: float, size: float = _USUAL) -> float:
    return min(lines, _MOST_SHOWN) * size * _LEADING + 3


def _lines(text: str, room: float) -> float:
    """How many lines of ``room`` characters, in lines of the usual height.

    Signs of wide scripts take two places, in taller lines.
    """
    return sum(_lines_of(part, room) for part in text.split("\n"))


def _lines_of(part: str, room: float) -> float:
    wide = sum(sign >= _WIDE for sign in part)
    return max(1, math.ceil((len(part) + wide) / room)) * (_TALLER if wide else 1)
