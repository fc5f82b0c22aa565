"""Memory over thousands of checks in one process."""

from __future__ import annotations

import gc
from pathlib import Path

from benchmarks.lines import Line
from benchmarks.warm import annotated_copy

WARM_UP = 200
MOST_GROWTH_MB = 8.0  # noise of the allocator, not a leak of kilobytes a check


def memory_growth(file: Path, *, checks: int) -> Line:
    """Resident megabytes after ``checks`` checks, against those after a warm-up."""
    for _ in range(WARM_UP):
        annotated_copy(file)
    before = _resident_mb()
    for _ in range(checks - WARM_UP):
        annotated_copy(file)
    growth = _resident_mb() - before
    came_to = f"{growth:+5.1f} MB after {checks} checks (at most {MOST_GROWTH_MB:g})"
    return Line(
        what=f"memory over {checks} checks",
        came_to=came_to,
        kept=growth <= MOST_GROWTH_MB,
    )


def _resident_mb() -> float:
    """Resident set of this process, from the kernel (Linux)."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
