"""Plain shapes on a square of 32 by 32 units, and their picture as a PNG file.

Comes in: layers, each a shape with a colour, the lowest first. Goes out: the bytes of a
PNG with smooth edges on a clear ground. Only the standard library is used.
"""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise

UNITS = 32
_SAMPLES = 5  # each way inside a pixel

Shape = Callable[[float, float], bool]
"""Whether a point lies inside."""
Colour = tuple[int, int, int]
Layer = tuple[Shape, Colour]


def box(
    left: float, top: float, right: float, bottom: float, round_: float = 0
) -> Shape:
    """A rectangle, its corners rounded."""

    def inside(x: float, y: float) -> bool:
        if not (left <= x <= right and top <= y <= bottom):
            return False
        near_x = min(max(x, left + round_), right - round_)
        near_y = min(max(y, top + round_), bottom - round_)
        return math.hypot(x - near_x, y - near_y) <= round_ or round_ == 0

    return inside


def disc(x0: float, y0: float, radius: float, squeeze: float = 1) -> Shape:
    """A circle; squeezed, an ellipse that is narrower."""
    return lambda x, y: math.hypot((x - x0) / squeeze, y - y0) <= radius


def stroke(width: float, *points: tuple[float, float]) -> Shape:
    """A line through points, with round ends and joints."""
    pairs = list(pairwise(points))

    def inside(x: float, y: float) -> bool:
        return any(_away(x, y, start, end) <= width / 2 for start, end in pairs)

    return inside


def polygon(*points: tuple[float, float]) -> Shape:
    """A filled outline."""
    pairs = list(zip(points, (*points[1:], points[0]), strict=True))

    def inside(x: float, y: float) -> bool:
        crossed = sum(
            (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0
            for (x0, y0), (x1, y1) in pairs
        )
        return crossed % 2 == 1

    return inside


def arc(
    x0: float, y0: float, radius: float, width: float, degrees: tuple[float, float]
) -> Shape:
    """A bent line from one direction to another; 0 is right, 90 is down."""
    start, end = degrees
    steps = max(2, int(abs(end - start) / 8))
    turns = [math.radians(start + (end - start) * n / steps) for n in range(steps + 1)]
    return stroke(
        width, *((x0 + radius * math.cos(t), y0 + radius * math.sin(t)) for t in turns)
    )


def without(whole: Shape, *cut: Shape) -> Shape:
    """The first shape where none of the others is."""
    return lambda x, y: whole(x, y) and not any(part(x, y) for part in cut)


def both(one: Shape, other: Shape) -> Shape:
    """Where two shapes lie over each other."""
    return lambda x, y: one(x, y) and other(x, y)


def pixels(layers: Sequence[Layer], size: int) -> list[bytes]:
    """Rows of red, green, blue and how opaque, one byte each."""
    return [
        b"".join(_pixel(layers, size, column, row) for column in range(size))
        for row in range(size)
    ]


def png(rows: Sequence[bytes]) -> bytes:
    """A square picture as a file."""
    size = len(rows)
    head = struct.pack(">2I5B", size, size, 8, 6, 0, 0, 0)  # 8 bits, with opacity
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data))
        + kind
        + data
        + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def _pixel(layers: Sequence[Layer], size: int, column: int, row: int) -> bytes:
    seen: list[Colour] = []
    for place in range(_SAMPLES * _SAMPLES):
        down, across = divmod(place, _SAMPLES)
        x = (column + (across + 0.5) / _SAMPLES) * UNITS / size
        y = (row + (down + 0.5) / _SAMPLES) * UNITS / size
        top = next((c for shape, c in reversed(layers) if shape(x, y)), None)
        if top is not None:
            seen.append(top)
    if not seen:
        return bytes(4)
    mixed = (round(sum(part) / len(seen)) for part in zip(*seen, strict=True))
    return bytes((*mixed, round(255 * len(seen) / _SAMPLES**2)))


def _away(
    x: float, y: float, start: tuple[float, float], end: tuple[float, float]
) -> float:
    """How far a point is from a straight line between two others."""
    (x0, y0), (x1, y1) = start, end
    length = (x1 - x0) ** 2 + (y1 - y0) ** 2
    along = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length if length else 0
    along = min(1.0, max(0.0, along))
    return math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))
