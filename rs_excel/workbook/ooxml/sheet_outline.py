"""What stands around the cells of a worksheet, with exact byte positions.

Comes in: the bytes of a sheet. Goes out: the same in UTF-8, merged ranges, column
widths, the link to the notes' drawing, which views are selected, and where a new
element may stand. Only the few bytes outside ``sheetData`` are parsed, so that size
costs next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from rs_excel.workbook.addresses import Block, Place, block_of, place_of
from rs_excel.workbook.ooxml.markup import parse, serialise
from rs_excel.workbook.ooxml.outline_reader import found_around

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?sheetData)\b[^>]*?(/?)>")
_MERGED = re.compile(
    rb"<(?:[\w.-]+:)?mergeCells\b(.*?)</(?:[\w.-]+:)?mergeCells>", re.S
)
_REFERENCE = re.compile(rb"""\bref=["']([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)["']""")
_UTF_8 = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["'](?i:utf-8)["']""")
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding""")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml\s[^>]*>")
_SMALL = 64 << 10  # bytes around cells that are worth keeping in mind


@dataclass(frozen=True, slots=True)
class Outline:
    """A sheet in UTF-8, and all that stands around its cells.

    Positions are offsets into ``data``. A sheet is ``clear`` without comments, CDATA
    sections and instructions: whatever looks like a tag in its bytes is one.
    """

    data: bytes
    clear: bool
    prefix: str = ""
    merges: tuple[Block, ...] = ()
    widths: tuple[tuple[int, int, float], ...] = ()  # from, to
    row_height: float = 15.0  # points, of rows that say nothing
    drawing_id: str | None = None  # relationship of the notes' drawing
    drawing_at: int = 0
    selected: tuple[int, ...] = ()  # starts of selected views
    insert_at: int = 0  # where the link to a notes' drawing may be put

    def anchor_of(self, address: str) -> str:
        """The cell that shows what ``address`` holds, inside a merged range."""
        place = place_of(address)
        row, column = place
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return Place(top, left).address
        return place.address


def read_outline(part: bytes) -> Outline:
    """The outline of a worksheet part."""
    data = _as_utf_8(part)
    clear = _is_clear(data)
    for cut in _cuts(data) if clear else ():
        try:
            return _outline_with(data, cut, clear=clear)
        except expat.ExpatError:  # what was passed over was not what it looked like
            continue
    return _outline_with(data, _Cut(len(data), b"", len(data)), clear=clear)


def _as_utf_8(data: bytes) -> bytes:
    """The same part in UTF-8; the usual case costs a glance."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return serialise(parse(data))
    if _DECLARED.match(data) and not _UTF_8.match(data):
        return serialise(parse(data))
    return data


def _is_clear(data: bytes) -> bool:
    declaration = _DECLARATION.match(data)
    start = declaration.end() if declaration else 0
    return not any(_opens_with(mark, data, start) for mark in (b"!", b"?"))


def _opens_with(mark: bytes, data: bytes, start: int) -> bool:
    """Whether ``<`` and ``mark`` stand together; the rarer of the two is looked for."""
    at = data.find(mark, start)
    while at >= 0 and data[at - 1 : at] != b"<":
        at = data.find(mark, at + 1)
    return at >= 0


class _Cut(NamedTuple):
    """What is passed over: from ``start`` to ``end``; ``closing`` stands for it."""

    start: int
    closing: bytes
    end: int


def _cuts(data: bytes) -> list[_Cut]:
    """What may be passed over in a clear sheet, the most first.

    The page margins follow formats and validations in every sheet, so that these
    need not be parsed either.
    """
    opening = _SHEET_DATA.search(data)
    if opening is None or opening[2]:
        return []
    closing = b"</" + opening[1] + b">"
    end = data.rfind(closing)
    if end < 0:
        return []
    margins = data.rfind(b"<" + opening[1][:-9] + b"pageMargins", end)
    to_margins = [_Cut(opening.end(), closing, margins)] if margins > 0 else []
    return [*to_margins, _Cut(opening.end(), closing, end + len(closing))]


def _outline_with(data: bytes, cut: _Cut, *, clear: bool) -> Outline:
    before, after = data[: cut.start], data[cut.end :]
    small = len(before) + len(after) < _SMALL
    around = (_known_around if small else _around)(before, cut.closing, after)
    size, merges = len(data), around.merges
    if cut.closing:
        merged = _MERGED.search(data, data.rfind(cut.closing, 0, cut.end), cut.end)
        merges += _blocks(merged[1]) if merged else ()
    return replace(
        around,
        data=data,
        clear=clear,
        merges=merges,
        drawing_at=_from_start(around.drawing_at, size),
        selected=tuple([_from_start(at, size) for at in around.selected]),
        insert_at=_from_start(around.insert_at, size),
    )


def _around(before: bytes, closing: bytes, after: bytes) -> Outline:
    """The outline of a sheet whose cells are left out.

    Positions in ``after`` are negative: they count from the end.
    """
    found = found_around(before + closing + after, seam=len(before + closing))
    return Outline(data=b"", clear=False, **found)


_known_around = lru_cache(maxsize=64)(_around)
"""What stands around the cells is the same in the many returns of one template."""


def _from_start(position: int, size: int) -> int:
    return position if position >= 0 else position + size


@lru_cache(maxsize=64)
def _blocks(references: bytes) -> tuple[Block, ...]:
    found = _REFERENCE.findall(references)
    return tuple(block_of(cells.decode()) for cells in found)
