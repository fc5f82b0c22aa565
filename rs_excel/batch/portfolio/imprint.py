"""What stands on every sheet of the portfolio, and which run it is compared with.

Comes in: nothing. Goes out: two values, to be had without any library loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """As of when, under which policy and pack, and what the figures are not."""

    as_of: str
    terms: str  # policy and pack
    notice: str
    texts: Path | None = None  # the pack's words in other languages

    @property
    def basis(self) -> str:
        """In one line."""
        return f"As of {self.as_of} · {self.terms}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The run that is compared with."""

    run: int
    as_of: str
    terms: str
