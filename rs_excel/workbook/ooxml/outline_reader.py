"""What stands around the cells of a worksheet, told by the parser.

Comes in: a sheet whose cells are left out. Goes out: what was found on its first
levels, in the terms of ``sheet_outline.Outline``.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from rs_excel.workbook.addresses import Block, block_of

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


def found_around(data: bytes, *, seam: int) -> dict[str, Any]:
    """The fields of an outline. Positions from ``seam`` on count from the end.

    Raises expat.ExpatError for what is no XML.
    """
    reader = _Reader(seam=seam, size=len(data))
    reader.parser.Parse(data, True)
    return reader.found()


class _Reader:
    """Follows the parser and notes what stands on the first two levels."""

    def __init__(self, *, seam: int, size: int) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._seam = seam
        self._size = size
        self._depth = 0
        self._top = (0, "")  # start and name of the current top-level element
        self._found: dict[str, Any] = {}
        self._merges: list[Block] = []
        self._widths: list[tuple[int, int, float]] = []
        self._selected: list[int] = []

    def found(self) -> dict[str, Any]:
        return {
            **self._found,
            "merges": tuple(self._merges),
            "widths": tuple(self._widths),
            "selected": tuple(self._selected),
        }

    def _position(self) -> int:
        index = self.parser.CurrentByteIndex
        return index if index < self._seam else index - self._size

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if self._depth == 0:
            self._found["prefix"] = f"{prefix}:" if prefix else ""
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
        if self._depth == 0:
            self._found.setdefault("insert_at", self._position())

    def _first_level(self, local: str, attributes: dict[str, str]) -> None:
        self._stands_after(local)
        if local == "legacyDrawing":
            ids = (v for k, v in attributes.items() if k.rpartition(":")[2] == "id")
            self._found["drawing_id"] = next(ids, None)
            self._found["drawing_at"] = self._top[0]
        elif local == "sheetFormatPr":
            height = attributes.get("defaultRowHeight", "15")
            self._found["row_height"] = float(height)

    def _second_level(self, local: str, attributes: dict[str, str]) -> None:
        if local == "mergeCell":
            self._merges.append(block_of(attributes["ref"]))
        elif local == "col":
            hidden = attributes.get("hidden") in {"1", "true"}
            width = 0.0 if hidden else float(attributes.get("width", "8.43"))
            span = int(attributes["min"]), int(attributes["max"])
            self._widths.append((*span, width))
        elif local == "sheetView" and attributes.get("tabSelected") in {"1", "true"}:
            self._selected.append(self._position())

    def _stands_after(self, local: str) -> None:
        if local in _AFTER_DRAWING:
            self._found.setdefault("insert_at", self._top[0])
