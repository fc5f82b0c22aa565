"""Runs every measurement and prints ratios, with the floor each must keep.

``python -m benchmarks`` exits 1 when a ratio falls below its floor. Seconds are shown
to be read, never to be compared between machines.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import batch
from benchmarks.click import first_words
from benchmarks.cold import cold_start
from benchmarks.heavy import heavy_return
from benchmarks.hours import large_hours_sample
from benchmarks.lines import Line, print_all
from benchmarks.live import live_against_file
from benchmarks.memory import memory_growth
from benchmarks.packs import ready_against_checks
from benchmarks.tracker import tracker_of_a_portfolio
from benchmarks.warm import against_openpyxl, where_time_goes
from rs_excel.supplied import workbooks_folder

FULLEST = workbooks_folder() / "saq" / "samples" / "mixed.xlsx"


def measurements(folder: Path) -> Iterator[Line]:
    """Everything measured, in reading order."""
    heavy = folder / "heavy.xlsx"
    heavy.write_bytes(heavy_return(FULLEST.read_bytes()))
    yield against_openpyxl("check of the fullest sample", FULLEST, 9, floor=8)
    yield from where_time_goes(FULLEST, 15)
    yield against_openpyxl("check of a heavy return", heavy, 3, floor=25)
    yield from where_time_goes(heavy, 5)
    yield ready_against_checks(FULLEST)
    yield from large_hours_sample(folder)
    yield from cold_start(FULLEST)
    yield from first_words()
    yield from live_against_file(FULLEST, folder)
    yield tracker_of_a_portfolio(FULLEST, folder)
    yield memory_growth(FULLEST, checks=2_000)
    yield from batch.measurements(folder)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        return print_all(measurements(Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
