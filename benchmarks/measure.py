"""Measures two things in turn, so that a drifting machine changes no ratio.

Comes in: functions. Goes out: medians in milliseconds and their ratio, pair by pair.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things measured in turn; times in milliseconds."""

    ours: float
    theirs: float
    ratio: float  # theirs / ours, median of the pairs
    lowest: float
    highest: float


def pair(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> Pair:
    """``runs`` pairs after one warm-up of each."""
    ours(), theirs()
    pairs = [(elapsed(ours), elapsed(theirs)) for _ in range(runs)]
    ratios = sorted(theirs_ / ours_ for ours_, theirs_ in pairs)
    return Pair(
        ours=statistics.median(ours_ for ours_, _ in pairs),
        theirs=statistics.median(theirs_ for _, theirs_ in pairs),
        ratio=statistics.median(ratios),
        lowest=ratios[0],
        highest=ratios[-1],
    )


def elapsed(what: Callable[[], object]) -> float:
    """Milliseconds of one call, with the debris of earlier calls cleared first."""
    gc.collect()
    begun = time.perf_counter()
    what()
    return (time.perf_counter() - begun) * 1000


def median_ms(what: Callable[[], object], runs: int) -> float:
    """Median milliseconds of one thing alone."""
    what()
    return statistics.median(elapsed(what) for _ in range(runs))
