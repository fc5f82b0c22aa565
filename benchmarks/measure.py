"""Measures two things in turn, so that a drifting machine changes no ratio.

Comes in: functions. Goes out: medians in milliseconds, and the ratio round by round.
Within a round each side runs a few times on end, as it would over a folder of files:
after the other side the first run pays for caches that the other has filled.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS_ON_END = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things measured in turn; times in milliseconds."""

    ours: float
    theirs: float
    ratio: float  # theirs / ours, median of the rounds
    lowest: float
    highest: float


def pair(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> Pair:
    """``rounds`` of a few runs each, after one warm-up of both."""
    ours(), theirs()
    pairs = [
        (median_ms(ours, RUNS_ON_END), median_ms(theirs, 2)) for _ in range(rounds)
    ]
    ratios = sorted(theirs_ / ours_ for ours_, theirs_ in pairs)
    return Pair(
        ours=statistics.median(ours_ for ours_, _ in pairs),
        theirs=statistics.median(theirs_ for _, theirs_ in pairs),
        ratio=statistics.median(ratios),
        lowest=ratios[0],
        highest=ratios[-1],
    )


def median_ms(what: Callable[[], object], runs: int) -> float:
    """Median milliseconds of ``runs`` on end, cleared of earlier debris first."""
    gc.collect()
    what()
    return statistics.median(_elapsed(what) for _ in range(runs))


def _elapsed(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return (time.perf_counter() - begun) * 1000
