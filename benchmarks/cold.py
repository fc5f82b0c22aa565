"""Cold starts: what a person waits for at the command line."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.lines import Line

RUNS = 15
MOST_TIMES = 5


def cold_start(file: Path) -> Iterator[Line]:
    """``--help`` against an empty program; a whole check, and what it imports."""
    python = [sys.executable]
    command = [str(Path(sys.executable).with_name("rs-excel"))]
    empty, helped = _in_turn([*python, "-c", "pass"], [*command, "--help"])
    came_to = f"{helped / empty:5.1f} times `python -c pass` (at most {MOST_TIMES})"
    yield Line(
        what="rs-excel --help", came_to=came_to, kept=helped <= MOST_TIMES * empty
    )
    with tempfile.TemporaryDirectory() as out:
        check = [*command, "check", str(file), "--out", out]
        _, checked = _in_turn([*python, "-c", "pass"], check)
    yield Line(what="rs-excel check, cold", came_to=f"{checked * 1000:6.0f} ms")


def _in_turn(first: Sequence[str], second: Sequence[str]) -> tuple[float, float]:
    """Median seconds of each command, run in turn after a warm-up."""
    times: tuple[list[float], list[float]] = ([], [])
    for run in range(RUNS + 1):
        for command, kept in zip((first, second), times, strict=True):
            begun = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            if run:
                kept.append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])
