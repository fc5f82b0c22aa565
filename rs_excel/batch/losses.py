"""What one job may take, and the ways in which it is lost with whoever did it.

Words that all have in common who do the work of a batch: processes of this machine and
workers of a cluster.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one job may take."""

    seconds: float = 60
    memory: int = 1 << 30  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Crashed:
    """The process ended by itself; ``how`` is for people: ``signal 9``."""

    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hung:
    """The process was ended at the time limit."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swollen:
    """The process was ended because it held more than this."""

    memory: int  # bytes


Lost = Crashed | Hung | Swollen
