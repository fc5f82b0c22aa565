"""Draws the pictures of the ribbon: ``python addin/drawing/draw.py``.

Comes in: nothing. Goes out: a PNG per picture in addin/pictures. Excel shows one
at 16 units, or 32 on a large button; each is drawn at twice that for fine screens.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from shapes import (
    Layer,
    Shape,
    arc,
    both,
    box,
    disc,
    pixels,
    png,
    polygon,
    stroke,
    without,
)

INK, PAPER, LINE = (92, 108, 124), (255, 255, 255), (168, 180, 190)
GREEN, BLUE, TEAL = (16, 124, 88), (38, 104, 178), (14, 116, 130)
RED, AMBER, ROSE = (196, 49, 75), (226, 148, 20), (226, 120, 134)

LARGE = frozenset({"check", "next", "tracker"})


def _page(left: float, top: float, right: float, bottom: float) -> list[Layer]:
    return [
        (box(left, top, right, bottom, 2.5), INK),
        (box(left + 2, top + 2, right - 2, bottom - 2, 1), PAPER),
    ]


def _tick(x: float, y: float, radius: float) -> list[Layer]:
    """A green disc with a tick, on a rim that sets it off from what is below."""
    r = radius
    tick = stroke(
        r * 0.34,
        (x - r * 0.46, y),
        (x - r * 0.1, y + r * 0.38),
        (x + r * 0.5, y - r * 0.36),
    )
    return [(disc(x, y, r + 1.6), PAPER), (disc(x, y, r), GREEN), (tick, PAPER)]


def _check() -> list[Layer]:
    lines = [(stroke(1.6, (8, y), (20, y)), LINE) for y in (9.5, 14, 18.5, 23)]
    marks = [
        (box(18, 7.5, 22, 11.5, 1), AMBER),
        (box(18, 12, 22, 16, 1), RED),
    ]
    return [*_page(3, 2, 26, 30), *lines, *marks, *_tick(23, 23, 7)]


def _check_sheet() -> list[Layer]:
    grid = [(stroke(2, (4, 12), (26, 12)), LINE), (stroke(2, (14, 6), (14, 26)), LINE)]
    return [*_page(2, 3, 28, 28), *grid, *_tick(22, 21.5, 8)]


def _clear() -> list[Layer]:
    # A rubber on its edge: the end that rubs, and the sleeve.
    whole = polygon((3, 20), (17, 4), (28, 13), (14, 29), (10, 29))
    end = polygon((3, 20), (9.4, 12.7), (20.4, 21.7), (14, 29), (10, 29))
    return [(whole, BLUE), (end, ROSE), (stroke(2.2, (15, 29), (29, 29)), INK)]


def _arrow(mirrored: bool) -> list[Layer]:
    def turned(x: float) -> float:
        return 32 - x if mirrored else x

    arrow = polygon(
        *(
            (turned(x), y)
            for x, y in (
                (1.5, 12.6),
                (9, 12.6),
                (9, 6),
                (19, 16),
                (9, 26),
                (9, 19.4),
                (1.5, 19.4),
            )
        )
    )
    left, right = sorted((turned(21), turned(30.5)))
    return [(arrow, BLUE), (box(left, 11, right, 21, 1.6), AMBER)]


def _explain() -> list[Layer]:
    return [
        (stroke(5, (21, 21), (28, 28)), INK),
        (disc(13.5, 13.5, 11), INK),
        (disc(13.5, 13.5, 8.4), PAPER),
        (disc(13.5, 9.2, 1.8), BLUE),
        (stroke(3, (13.5, 13.8), (13.5, 18)), BLUE),
    ]


def _tracker() -> list[Layer]:
    rows = ((9, RED), (16, AMBER), (23, GREEN))
    dots = [(disc(9.5, y, 2.6), colour) for y, colour in rows]
    lines = [(stroke(2.4, (15, y), (24.5, y)), LINE) for y, _ in rows]
    return [*_page(3, 2, 29, 30), *dots, *lines]


def _reply() -> list[Layer]:
    flap = stroke(2, (3.5, 9), (15, 18), (26.5, 9))
    arrow = polygon(
        (17, 21), (24, 21), (24, 17), (31.5, 23.5), (24, 30), (24, 26), (17, 26)
    )
    rim = stroke(
        3.4,
        (17, 21),
        (24, 21),
        (24, 17),
        (31.5, 23.5),
        (24, 30),
        (24, 26),
        (17, 26),
        (17, 21),
    )
    return [*_page(1.5, 5, 28.5, 25), (flap, INK), (rim, PAPER), (arrow, BLUE)]


def _folder() -> list[Layer]:
    back = box(2, 5, 14, 14, 2)
    front = box(2, 8.5, 30, 27, 2)
    return [
        (back, (190, 120, 10)),
        (front, AMBER),
        (stroke(1.6, (4, 13), (28, 13)), (246, 196, 110)),
        *_tick(22, 21.5, 7.4),
    ]


def _policy() -> list[Layer]:
    shield = polygon(
        (16, 1.5),
        (28, 6),
        (28, 15),
        (25.5, 21.5),
        (21.5, 26.5),
        (16, 30.5),
        (10.5, 26.5),
        (6.5, 21.5),
        (4, 15),
        (4, 6),
    )
    lines = [(stroke(2.6, (10, y), (22, y)), PAPER) for y in (11, 16)]
    return [
        (shield, BLUE),
        *lines,
        (stroke(2.6, (12.5, 21), (19.5, 21)), PAPER),
    ]


def _language() -> list[Layer]:
    globe = disc(16, 16, 14)
    meridian = without(disc(16, 16, 14, 0.5), disc(16, 16, 12.2, 0.42))
    return [
        (globe, TEAL),
        (both(globe, meridian), PAPER),
        (both(globe, box(15, 2, 17, 30)), PAPER),
        (both(globe, box(2, 15, 30, 17)), PAPER),
        (both(globe, arc(16, -6, 17.5, 1.9, (35, 145))), PAPER),
        (both(globe, arc(16, 38, 17.5, 1.9, (215, 325))), PAPER),
    ]


def _settings() -> list[Layer]:
    teeth = [_tooth(turn * math.pi / 4) for turn in range(8)]
    return [
        *((tooth, INK) for tooth in teeth),
        (without(disc(16, 16, 10.4), disc(16, 16, 4.6)), INK),
    ]


def _tooth(turn: float) -> Shape:
    x, y = math.cos(turn), math.sin(turn)
    corners = ((8, -3.4), (14.6, -2.2), (14.6, 2.2), (8, 3.4))
    return polygon(*((16 + a * x - b * y, 16 + a * y + b * x) for a, b in corners))


def _doctor() -> list[Layer]:
    pulse = stroke(2.6, (4.5, 17), (10, 17), (13, 9), (18, 24), (21, 17), (27.5, 17))
    return [(box(1.5, 3.5, 30.5, 28.5, 4.5), TEAL), (pulse, PAPER)]


def _help() -> list[Layer]:
    return [
        (disc(16, 16, 14), BLUE),
        (arc(16, 12.4, 4.6, 3, (180, 405)), PAPER),
        (stroke(3, (19.2, 15.6), (16, 18.4), (16, 19.8)), PAPER),
        (disc(16, 24.4, 1.9), PAPER),
    ]


def pictures() -> Mapping[str, list[bytes]]:
    """Every picture by name, as rows of pixels."""
    drawn = {
        "check": _check(),
        "check-sheet": _check_sheet(),
        "clear": _clear(),
        "next": _arrow(mirrored=False),
        "previous": _arrow(mirrored=True),
        "explain": _explain(),
        "tracker": _tracker(),
        "reply": _reply(),
        "folder": _folder(),
        "policy": _policy(),
        "language": _language(),
        "settings": _settings(),
        "doctor": _doctor(),
        "help": _help(),
    }
    return {
        name: pixels(layers, 64 if name in LARGE else 32)
        for name, layers in drawn.items()
    }


if __name__ == "__main__":
    folder = Path(__file__).parent.parent / "pictures"
    for name, rows in pictures().items():
        (folder / f"{name}.png").write_bytes(png(rows))
