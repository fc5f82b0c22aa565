"""Changes to the bytes of a sheet, and those that are made outside its cells.

Comes in: the outline of a sheet. Goes out: splices, and the bytes with all of them
made. Everything not named by a splice stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rs_excel.workbook.ooxml.sheet_outline import Outline

_SELECTED = re.compile(rb"""\s+tabSelected\s*=\s*["']\w+["']""")


class Splice(NamedTuple):
    """Replace the bytes from ``start`` to ``end`` by ``new``."""

    start: int
    end: int
    new: bytes


def apply(data: bytes, splices: Sequence[Splice]) -> bytes:
    """``data`` with every splice made; they may not overlap."""
    pieces, done = [], 0
    for splice in sorted(splices):
        pieces += [data[done : splice.start], splice.new]
        done = splice.end
    return b"".join([*pieces, data[done:]])


def link_drawing(outline: Outline, relation: str, relations: str) -> Splice:
    """The splice that links a notes' drawing; ``relations`` is the namespace."""
    name = f"{outline.prefix}legacyDrawing"
    element = f'<{name} xmlns:r="{relations}" r:id="{relation}"/>'
    return Splice(outline.insert_at, outline.insert_at, element.encode())


def unlink_drawing(outline: Outline) -> Splice:
    """The splice that takes the link to the notes' drawing out again."""
    data, start = outline.data, outline.drawing_at
    end = data.index(b">", start) + 1
    if data[end - 2 : end - 1] != b"/":
        end = data.index(b">", end) + 1
    return Splice(start, end, b"")


def unselect(outline: Outline) -> list[Splice]:
    """Splices after which the sheet is not among the selected ones."""
    data = outline.data
    views = ((start, data.index(b">", start)) for start in outline.selected)
    found = (_SELECTED.search(data, start, end) for start, end in views)
    return [Splice(f.start(), f.end(), b"") for f in found if f]
