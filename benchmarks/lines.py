"""The benchmark's print-out, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What was measured, what it came to, and whether a promised floor is kept."""

    what: str
    came_to: str
    kept: bool = True

    def __str__(self) -> str:
        return f"{'  ' if self.kept else '✗ '}{self.what:<44} {self.came_to}"


def print_all(lines: Iterable[Line]) -> int:
    """Prints each line as it is measured; the exit code, 1 where a floor is missed."""
    kept = True
    for line in lines:
        print(line, flush=True)
        kept = kept and line.kept
    return 0 if kept else 1
