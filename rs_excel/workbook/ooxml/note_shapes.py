"""The drawn boxes of notes: one VML shape a note, in the sheet's legacy drawing.

Comes in: the drawing's bytes (it may hold form controls and pictures) and the notes.
Goes out: the drawing with boxes appended, or cut out again. Nothing is parsed into a
tree, since VML in the wild is often not well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable

from rs_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, Place
from rs_excel.workbook.ooxml.sheet_outline import Outline

_WIDTH, _LINE, _MARGIN = 300, 15, 10  # pixels
_TALLEST = 460
_CHARACTERS = 48  # a line of a box that wide
_MOST_CELLS = 60  # a box never spans more columns or rows than this
_COLUMN_WIDTH = 64  # pixels of a column that says nothing
_PIXELS_PER_POINT = 4 / 3
_HEIGHT = re.compile(rb' ht="([\d.]+)"')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_IDS = re.compile(rb"_x0000_s(\d+)")
# Programs differ in the prefixes they give: v:, ns0: or none at all.
_SHAPE = re.compile(rb"<((?:\w+:)?shape)\b.*?</\1>\s*", re.DOTALL)
_ROW_AT = re.compile(rb"<(?:\w+:)?Row>\s*(\d+)\s*<")
_COLUMN_AT = re.compile(rb"<(?:\w+:)?Column>\s*(\d+)\s*<")
_ANY_SHAPE = re.compile(rb"<(?:\w+:)?(?:shape|rect|oval|line|image|group|roundrect)\b")
_NAMES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_NEW = (
    f"<xml{_NAMES}>"
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/>'
    "</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    '<v:shapetype{names} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_BOX = (
    'type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    f'width:{_WIDTH * 3 // 4}pt;height:%dpt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>%s</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>%d</x:Row><x:Column>%d</x:Column></x:ClientData></v:shape>"
)


class Paper:
    """Widths and heights of a sheet in pixels, so that a box fits its words.

    Fastest when asked about rows from top to bottom.
    """

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._right_edges: dict[int, tuple[int, int]] = {}
        self._heights: dict[int, int] = {}
        self._cursor = (0, 0)  # row last found, and where it starts

    def right_edge(self, column: int) -> tuple[int, int]:
        """Where a box ends that stands right of ``column``: column, pixels into it."""
        if column not in self._right_edges:
            edge = _reach(column + 1, 15 + _WIDTH, self._column_pixels)
            self._right_edges[column] = edge
        return self._right_edges[column]

    def bottom_edge(self, row: int, height: int) -> tuple[int, int]:
        """Where a box ends that begins at the top of ``row``: row, pixels into it."""
        return _reach(row, 10 + height, self._row_pixels)

    def _column_pixels(self, column: int) -> int:
        for first, last, width in self.outline.widths:
            if first <= column <= last:
                return int(width * 7 + 5) if width else 0
        return _COLUMN_WIDTH

    def _row_pixels(self, row: int) -> int:
        if row not in self._heights:
            self._heights[row] = int(self._row_points(row) * _PIXELS_PER_POINT)
        return self._heights[row]

    def _row_points(self, row: int) -> float:
        data = self.outline.data
        start = self._cursor[1] if row > self._cursor[0] else 0
        at = data.find(b'<row r="%d"' % row, start)
        if at < 0:
            return self.outline.row_height
        self._cursor = (row, at)
        end = data.index(b">", at)
        if _HIDDEN.search(data, at, end):
            return 0.0
        height = _HEIGHT.search(data, at, end)
        return float(height[1]) if height else self.outline.row_height


def with_boxes(
    drawing: bytes | None, notes: Iterable[tuple[Place, str]], paper: Paper, number: int
) -> bytes:
    """``drawing`` with a box for each note; ``number`` tells new drawings apart."""
    data = drawing or _NEW.format(number=number).encode()
    last = max([number * 1024, *(int(i) for i in _IDS.findall(data))])
    head = data[: data.find(b">", data.find(b"<xml"))]
    known = all(name in head for name in _NAMES.encode().split())
    names = "" if known else _NAMES
    boxes = [] if b"_x0000_t202" in data else [_SHAPE_TYPE.format(names=names)]
    for index, (place, words) in enumerate(notes, last + 1):
        box = _box(place, words, paper)
        boxes.append(f'<v:shape{names} id="_x0000_s{index}" {box}')
    end = data.rindex(b"</xml>")
    return data[:end] + "".join(boxes).encode() + data[end:]


def without_boxes(drawing: bytes, places: Collection[Place]) -> bytes:
    """``drawing`` without the note boxes of these cells; other shapes stay."""

    def kept(match: re.Match[bytes]) -> bytes:
        row, column = _ROW_AT.search(match[0]), _COLUMN_AT.search(match[0])
        if not row or not column or b'ObjectType="Note"' not in match[0]:
            return match[0]
        place = Place(int(row[1]) + 1, int(column[1]) + 1)
        return b"" if place in places else match[0]

    return _SHAPE.sub(kept, drawing)


def is_bare(drawing: bytes) -> bool:
    """Whether a drawing shows nothing any more."""
    return _ANY_SHAPE.search(drawing) is None


def _box(place: Place, words: str, paper: Paper) -> str:
    """A box that holds its words, but for the start of its tag."""
    row, column = place
    height = min(_height(words), _TALLEST)
    right, right_at = paper.right_edge(column)
    top = max(row - 1, 1)
    bottom, bottom_at = paper.bottom_edge(top, height)
    right, bottom = min(right, LAST_COLUMN), min(bottom, LAST_ROW)
    anchor = (
        f"{column}, 15, {top - 1}, 10, "
        f"{right - 1}, {right_at}, {bottom - 1}, {bottom_at}"
    )
    return _BOX % (height * 3 // 4, anchor, row - 1, column - 1)


def _height(words: str) -> int:
    lines = [-(-len(line) // _CHARACTERS) or 1 for line in words.split("\n")]
    return sum(lines) * _LINE + _MARGIN


def _reach(first: int, pixels: int, size: Callable[[int], int]) -> tuple[int, int]:
    """The column or row in which ``pixels`` from the start of ``first`` end."""
    for step in range(_MOST_CELLS):
        extent = size(first + step)
        if pixels <= extent:
            return first + step, pixels
        pixels -= extent
    return first + _MOST_CELLS, 0
