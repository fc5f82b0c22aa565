"""Values put into cells of a sheet that people work in, everything else untouched.

Comes in: a sheet's outline and a value for each place. Goes out: the sheet in which
only those cells differ, each in the style it had, or in its column's where it is new.
Rows and cells that are not there yet are put where they belong.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rs_excel.workbook.addresses import Place, column_letters, column_number
from rs_excel.workbook.ooxml.cell_values import serial_of
from rs_excel.workbook.ooxml.markup import Dialect, attribute, content
from rs_excel.workbook.ooxml.sheet_outline import Outline
from rs_excel.workbook.ooxml.sheet_xml import is_plain
from rs_excel.workbook.ooxml.splices import Splice, apply
from rs_excel.workbook.ports import CellValue, Formula

_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*>')
_CELL = re.compile(rb'<c r="([A-Z]+)[0-9]+"')
_STYLE = re.compile(rb' s="([0-9]+)"')
_SPANS = re.compile(rb' spans="[^"]*"')
_COLUMN = re.compile(rb"<col\s[^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_NO_ROWS = re.compile(rb"<sheetData\s*/>")
_AS_USUAL: Mapping[int, float] = MappingProxyType({})


def can_edit(outline: Outline, dialect: Dialect) -> bool:
    """Whether the bytes of the sheet are spelt as Excel and LibreOffice spell them."""
    if not is_plain(outline, dialect):
        return False
    rows = outline.data.count(b"<row ") + outline.data.count(b"<row>")
    return rows == outline.data.count(b'<row r="')


def edited(
    outline: Outline,
    values: Mapping[Place, CellValue],
    heights: Mapping[int, float] = _AS_USUAL,
    *,
    counts_from_1904: bool = False,
) -> bytes:
    """The sheet with every value put in its place; None empties a cell.

    ``heights`` are those of new rows, in points. Only for sheets that ``can_edit``
    allows.
    """
    sheet = _Sheet.of(outline.data, heights, counts_from_1904)
    by_row: dict[int, dict[int, CellValue]] = {}
    for place in sorted(values):
        by_row.setdefault(place.row, {})[place.column] = values[place]
    splices = [s for row, cells in by_row.items() for s in sheet.put(row, cells)]
    return apply(sheet.data, _joined(splices))


def _joined(splices: Iterable[Splice]) -> list[Splice]:
    """New rows at one place become one splice: they must keep their order."""
    new: dict[int, list[bytes]] = {}
    others = []
    for splice in splices:
        if splice.start == splice.end:
            new.setdefault(splice.start, []).append(splice.new)
        else:
            others.append(splice)
    return [*others, *(Splice(at, at, b"".join(rows)) for at, rows in new.items())]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where the rows of a sheet begin, and how its columns look."""

    data: bytes
    numbers: list[int]
    starts: list[int]
    end: int  # of the rows
    styles: Mapping[int, bytes]  # of columns
    heights: Mapping[int, float]  # of new rows
    counts_from_1904: bool

    @classmethod
    def of(
        cls, data: bytes, heights: Mapping[int, float], counts_from_1904: bool
    ) -> _Sheet:
        data = _NO_ROWS.sub(b"<sheetData></sheetData>", data, count=1)
        rows = [(int(found[1]), found.start()) for found in _ROW.finditer(data)]
        return cls(
            data=data,
            numbers=[number for number, _ in rows],
            starts=[start for _, start in rows],
            end=data.rindex(b"</sheetData>"),
            styles=dict(_column_styles(data)),
            heights=heights,
            counts_from_1904=counts_from_1904,
        )

    def put(self, row: int, cells: Mapping[int, CellValue]) -> Iterator[Splice]:
        """The splices that put values into one row."""
        index = bisect_right(self.numbers, row)
        here = index and self.numbers[index - 1] == row
        after = self.starts[index] if index < len(self.starts) else self.end
        if not here:
            yield Splice(after, after, self._new_row(row, cells))
            return
        start = self.starts[index - 1]
        head_end = self.data.index(b">", start) + 1
        if self.data[head_end - 2] == ord("/"):
            inner = b"".join(self._cell(row, c, v, b"") for c, v in cells.items())
            head = _SPANS.sub(b"", self.data[start : head_end - 2])
            yield Splice(start, head_end, head + b">" + inner + b"</row>")
            return
        yield from self._into(row, cells, head_end, after)

    def _into(
        self, row: int, cells: Mapping[int, CellValue], start: int, end: int
    ) -> Iterator[Splice]:
        missing: dict[int, list[bytes]] = {}
        for column, value in cells.items():
            mark = b'<c r="%s%d"' % (column_letters(column).encode(), row)
            at = self.data.find(mark, start, end)
            if at < 0:
                place = self._place_for(column, start, end)
                new = self._cell(row, column, value, b"")
                missing.setdefault(place, []).append(new)
                continue
            head_end = self.data.index(b">", at) + 1
            empty = self.data[head_end - 2] == ord("/")
            stop = head_end if empty else self.data.index(b"</c>", head_end) + 4
            style = _STYLE.search(self.data, at, head_end)
            new = self._cell(row, column, value, style[1] if style else b"0")
            if new != self.data[at:stop]:
                yield Splice(at, stop, new)
        for place, new_cells in missing.items():
            yield Splice(place, place, b"".join(new_cells))

    def _place_for(self, column: int, start: int, end: int) -> int:
        """Where a new cell goes: before the first to its right, or last in its row."""
        for found in _CELL.finditer(self.data, start, end):
            if column_number(found[1].decode()) > column:
                return found.start()
        return self.data.index(b"</row>", start)

    def _new_row(self, row: int, cells: Mapping[int, CellValue]) -> bytes:
        inner = b"".join(self._cell(row, c, v, b"") for c, v in cells.items())
        height = b' ht="%g"' % self.heights[row] if row in self.heights else b""
        return b'<row r="%d"%s>%s</row>' % (row, height, inner)

    def _cell(self, row: int, column: int, value: CellValue, style: bytes) -> bytes:
        style = style or self.styles.get(column, b"0")
        head = f'<c r="{column_letters(column)}{row}" s="{style.decode()}"'
        return f"{head}{_said(value, self.counts_from_1904)}".encode()


def _said(value: CellValue, counts_from_1904: bool) -> str:
    """What follows the address and style of a cell."""
    if value is None or value == "":
        return "/>"
    if isinstance(value, Formula):
        formula = attribute(value.text)
        if isinstance(value.shows, str):
            return f' t="str"><f>{formula}</f><v>{content(value.shows)}</v></c>'
        return f"><f>{formula}</f><v>{value.shows:.15g}</v></c>"
    if isinstance(value, str):
        # Only blanks at either end need saying so; in long lists it adds up.
        space = "" if value == value.strip() else ' xml:space="preserve"'
        return f' t="inlineStr"><is><t{space}>{content(value)}</t></is></c>'
    if isinstance(value, date):
        return f"><v>{serial_of(value, counts_from_1904):.15g}</v></c>"
    return f"><v>{value!r}</v></c>"


def _column_styles(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Column → the style of cells that are not stored in it."""
    head = data[: data.index(b"<sheetData")]
    for found in _COLUMN.finditer(head):
        said: dict[bytes, bytes] = dict(_ATTRIBUTE.findall(found[0]))
        if b"style" in said and b"min" in said:
            first, last = int(said[b"min"]), int(said.get(b"max") or said[b"min"])
            for column in range(first, min(last, first + 256) + 1):
                yield column, said[b"style"]
