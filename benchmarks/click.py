"""From a click to the first words in the status bar.

The add-in puts its own words there before it starts anything, so that they are seen at
once. What is measured is how soon Python follows: what the runner loads until then, on
top of Python itself and of xlwings, without which no word reaches Excel.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.lines import Line

RUNS = 15
MOST_OF_OURS = 0.5  # of a bare Python: 1.5 in all, xlwings set aside

_AND_OUT = "import os; os._exit(0)"  # nobody waits for what Python does at its end
_NOTHING = _AND_OUT
_THE_DOOR = f"import rs_excel.workbook.live.door as d; d.open_xlwings(); {_AND_OUT}"
_FIRST_WORDS = """
import os
from rs_excel.ribbon import runner, window
class Excel:
    hwnd = 7
    def __setattr__(self, name, said):
        os._exit(0 if name == "status_bar" else 1)
def running():
    window.open_xlwings()
    return [Excel()]
window.running = running
runner.main(["checkWorkbook", "--hwnd", "7"])
"""
_ALL_OF_XLWINGS = f"import xlwings; {_AND_OUT}"


def first_words() -> Iterator[Line]:
    """What stands between a click and the first words of Python."""
    bare, everything, door, words = _in_turn(
        _NOTHING, _ALL_OF_XLWINGS, _THE_DOOR, _FIRST_WORDS
    )
    ours = (words - door) / bare
    yield Line(
        what="click to first words, ours",
        came_to=f"{ours:5.2f} of `python -c pass` (at most {MOST_OF_OURS})",
        kept=ours <= MOST_OF_OURS,
    )
    times = f"{words / bare:.1f} times `python -c pass`, with xlwings"
    yield Line(
        what="click to first words",
        came_to=f"{words * 1000:6.0f} ms of processor, {times}",
    )
    saved = f"{door / everything:5.2f} of `import xlwings`"
    yield Line(what="xlwings through our door", came_to=saved, kept=door < everything)


def _in_turn(*programs: str) -> list[float]:
    """Median seconds of each, run in turn, started as Excel does.

    The warm-up leaves compiled modules behind, as installing a package does.

    Seconds of the processor: other work on the machine counts less than on the clock.
    """
    times: list[list[float]] = [[] for _ in programs]
    for run in range(RUNS + 1):
        for program, kept in zip(programs, times, strict=True):
            begun = _processor()
            flags = ["-I", "-B"] if run else ["-I"]
            subprocess.run([sys.executable, *flags, "-c", program], check=True)
            if run:
                kept.append(_processor() - begun)
    return [statistics.median(kept) for kept in times]


def _processor() -> float:
    """Seconds that processes we started have taken so far."""
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took.ru_utime + took.ru_stime
