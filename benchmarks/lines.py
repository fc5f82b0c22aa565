"""One line of the benchmark's print-out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was measured, what it came to, and whether a promised floor is kept."""

    what: str
    came_to: str
    kept: bool = True

    def __str__(self) -> str:
        return f"{'  ' if self.kept else '✗ '}{self.what:<44} {self.came_to}"
