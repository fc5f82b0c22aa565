"""What stands around the cells of a worksheet, with exact byte positions.

Comes in: the bytes of a sheet. Goes out: merged ranges, column widths, the link to
the notes' drawing, which views are selected, and where a new element may stand.
Only the few bytes outside ``sheetData`` are parsed, so size costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from rs_excel.workbook.addresses import Block, block_of, place_of
from rs_excel.workbook.ooxml.markup import parse, serialise

_SHEET_DATA = re.compile(rb"<((?:[\w.-]+:)?sheetData)\b[^>]*?(/?)>")
_MERGED = re.compile(
    rb"<(?:[\w.-]+:)?mergeCells\b(.*?)</(?:[\w.-]+:)?mergeCells>", re.S
)
_REFERENCE = re.compile(rb"""\bref=["']([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)["']""")
_UTF_8 = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["'](?i:utf-8)["']""")
_DECLARED = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding""")
# Elements that stand after the link to the notes' drawing (ECMA-376 18.3.1.99).
_AFTER_DRAWING = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)


@dataclass(slots=True)
class Outline:
    """Everything of a sheet but its cells."""

    prefix: str = ""
    merges: list[Block] = field(default_factory=list)
    widths: list[tuple[int, int, float]] = field(default_factory=list)  # from, to
    row_height: float = 15.0  # points, of rows that say nothing
    drawing_id: str | None = None  # relationship of the notes' drawing
    drawing_at: int = 0
    selected: list[int] = field(default_factory=list)  # starts of selected views
    insert_at: int = 0  # where the link to a notes' drawing may be put

    def anchor_of(self, address: str) -> str:
        """The cell that shows what ``address`` holds, inside a merged range."""
        if not self.merges:
            return address
        place = place_of(address)
        covering = (block for block in self.merges if block.holds(place))
        return next((block.anchor.address for block in covering), address)


def as_utf_8(data: bytes) -> bytes:
    """The same part in UTF-8; the usual case costs a glance."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return serialise(parse(data))
    if _DECLARED.match(data) and not _UTF_8.match(data):
        return serialise(parse(data))
    return data


def read_outline(data: bytes) -> Outline:
    """The outline of a sheet in UTF-8; positions are offsets into ``data``."""
    *guesses, everything = _cuts(data)
    for cut in guesses:
        try:
            return _outline_with(data, cut)
        except expat.ExpatError:  # what was passed over was not what it looked like
            continue
    return _outline_with(data, everything)


class _Cut(NamedTuple):
    """What is passed over: from ``start`` to ``end``; ``closing`` stands for it."""

    start: int
    closing: bytes
    end: int


def _cuts(data: bytes) -> list[_Cut]:
    """What may be passed over, the most first; nothing, where bytes may mislead.

    The page margins follow formats and validations in every sheet, so that these
    need not be parsed either.
    """
    nothing = _Cut(len(data), b"", len(data))
    opening = _SHEET_DATA.search(data)
    # A comment or CDATA section may hold anything.
    if opening is None or opening[2] or b"<!" in data:
        return [nothing]
    closing = b"</" + opening[1] + b">"
    end = data.rfind(closing)
    if end < 0:
        return [nothing]
    margins = data.rfind(b"<" + opening[1][:-9] + b"pageMargins", end)
    to_margins = [_Cut(opening.end(), closing, margins)] if margins > 0 else []
    return [*to_margins, _Cut(opening.end(), closing, end + len(closing)), nothing]


def _outline_with(data: bytes, cut: _Cut) -> Outline:
    read = cut.start + len(cut.closing)
    reader = _OutlineReader(skipped_from=read, skipped=cut.end - read)
    reader.parser.Parse(data[: cut.start] + cut.closing, False)
    reader.parser.Parse(data[cut.end :], True)
    merged = _MERGED.search(data, data.rfind(cut.closing, 0, cut.end), cut.end)
    if cut.closing and merged:
        found = _REFERENCE.findall(merged[1])
        reader.outline.merges += [block_of(cells.decode()) for cells in found]
    return reader.outline


class _OutlineReader:
    """Follows the parser and notes what stands on the first two levels."""

    def __init__(self, *, skipped_from: int, skipped: int) -> None:
        self.outline = Outline()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._skipped_from = skipped_from
        self._skipped = skipped
        self._depth = 0
        self._top = (0, "")  # start and name of the current top-level element

    def _position(self) -> int:
        index = self.parser.CurrentByteIndex
        return index + self._skipped if index >= self._skipped_from else index

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if self._depth == 0:
            self.outline.prefix = f"{prefix}:" if prefix else ""
        elif self._depth == 1:
            self._top = (self._position(), local)
            self._first_level(local, attributes)
        elif self._depth == 2:
            self._second_level(local, attributes)
        elif self._depth == 3 and self._top[1] == "AlternateContent":
            self._stands_after(local)
        self._depth += 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._depth == 0 and not self.outline.insert_at:
            self.outline.insert_at = self._position()

    def _first_level(self, local: str, attributes: dict[str, str]) -> None:
        self._stands_after(local)
        if local == "legacyDrawing":
            ids = (v for k, v in attributes.items() if k.rpartition(":")[2] == "id")
            self.outline.drawing_id = next(ids, None)
            self.outline.drawing_at = self._top[0]
        elif local == "sheetFormatPr":
            height = attributes.get("defaultRowHeight", "15")
            self.outline.row_height = float(height)

    def _second_level(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell":
            self.outline.merges.append(block_of(attributes["ref"]))
        elif local == "col":
            hidden = attributes.get("hidden") in {"1", "true"}
            width = 0.0 if hidden else float(attributes.get("width", "8.43"))
            span = int(attributes["min"]), int(attributes["max"])
            self.outline.widths.append((*span, width))
        elif local == "sheetView" and attributes.get("tabSelected") in {"1", "true"}:
            self.outline.selected.append(self._position())

    def _stands_after(self, local: str) -> None:
        if local in _AFTER_DRAWING and not self.outline.insert_at:
            self.outline.insert_at = self._top[0]
