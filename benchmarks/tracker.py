"""A tracker of a whole portfolio, against merely reading and rewriting its file.

The yardstick is what nobody can do without: calamine reading every cell, and our
patcher opening the file and packing the tracker's sheet anew. Measured in a process of
its own, whose peak memory is that of the tracker alone.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from python_calamine import CalamineWorkbook

from benchmarks.lines import Line
from benchmarks.warm import ON
from rs_excel.app.check import check_file
from rs_excel.app.seen import seen_in
from rs_excel.app.track import keep_track
from rs_excel.domain.tracker_changes import Seen
from rs_excel.domain.vocabulary import Outcome
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.repack import deflated, repack

SITES, ROWS_OF_A_SITE = 400, 50
MOST_TIMES = 3.0
MOST_MB = 600.0
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    ratios: tuple[float, ...]
    seconds: float
    peak_mb: float
    rows: int


def tracker_of_a_portfolio(file: Path, folder: Path) -> Line:
    """Time and memory to reconcile 20,000 rows with as many findings of ``file``."""
    alone = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    with alone:
        found = alone.submit(_measured, file, folder / "portfolio.xlsx").result()
    ratio = statistics.median(found.ratios)
    came_to = (
        f"{ratio:5.1f} times reading and rewriting it (at most {MOST_TIMES:g}), "
        f"{found.seconds:.1f} s, peak {found.peak_mb:.0f} MB (at most {MOST_MB:g})"
    )
    return Line(
        what=f"reconcile a tracker of {found.rows:,} rows",
        came_to=came_to,
        kept=ratio < MOST_TIMES and found.peak_mb < MOST_MB,
    )


def _measured(file: Path, tracker: Path) -> _Measured:
    first = seen_in(check_file(file, ON))
    keep_track(_of_all_sites(first, first.on), tracker, first.on)
    seconds, ratios, peak, rows = [], [], 0.0, 0
    for number in range(1, ROUNDS + 1):
        on = first.on + timedelta(days=30 * number)
        checks = tuple(_of_all_sites(first, on))
        begun = time.perf_counter()
        rows = len(keep_track(checks, tracker, on).rows)
        seconds.append(time.perf_counter() - begun)
        peak = peak or getrusage(RUSAGE_SELF).ru_maxrss / 1024
        ratios.append(seconds[-1] / _yardstick(tracker))
    return _Measured(
        ratios=tuple(ratios),
        seconds=statistics.median(seconds),
        peak_mb=peak,
        rows=rows,
    )


def _of_all_sites(seen: Seen, on: date) -> Iterator[Seen]:
    """The findings of one check, as each of many sites might have them."""
    some = (list(seen.raised.values()) * 2)[:ROWS_OF_A_SITE]
    for site in range(SITES):
        name = f"Site {site}"
        raised = {
            f"{site:06}{place:010}": replace(
                row,
                fingerprint=f"{site:06}{place:010}",
                site=name,
                site_key=name,
                checked_on=on,
            )
            for place, row in enumerate(some)
        }
        outcomes = dict.fromkeys(raised, Outcome.FLAGGED)
        yield replace(seen, site_key=name, on=on, raised=raised, outcomes=outcomes)


def _yardstick(tracker: Path) -> float:
    """Seconds that calamine and our patcher need for the file, both together."""
    data = tracker.read_bytes()
    return _seconds(lambda: _every_cell(data)) + _seconds(lambda: _rewritten(data))


def _rewritten(data: bytes) -> None:
    archive = Archive.of(data, "portfolio.xlsx")
    sheet = max(archive.part_names, key=lambda part: len(archive.read(part)))
    repack(archive, deflated({sheet: archive.read(sheet) + b" "}))


def _every_cell(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _seconds(what: Callable[[], object]) -> float:
    gc.collect()
    begun = time.perf_counter()
    what()
    return time.perf_counter() - begun
