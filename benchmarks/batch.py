"""Folders of returns through ``rs-excel batch``: time, memory, a second run.

``python -m benchmarks.batch`` measures 500, 2,000 and 10,000 returns of the full
questionnaire with annotated copies, and prints the table that the README shows. Next to
it, in the same run: a loop of openpyxl and pandas over some of the same files on one
core, scaled to a file, and our own single process.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.lines import Line, print_all
from benchmarks.loop import check_by_hand
from benchmarks.mailbox import fill

SIZES = (500, 2_000, 10_000)
COMPARED = 2_000  # files of the ratios
WORKERS = 2
SAMPLE = 30  # files the loop takes, half before and half after ours
MOST_MB = 700
_DAY = "2026-12-31"
_LOOKS = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run of the command."""

    files: int
    seconds: float
    most_mb: float  # of all processes together, at its most


def measurements(folder: Path) -> Iterator[Line]:
    """Every line, with the floors of what is promised."""
    first: dict[int, Measured] = {}
    for files in SIZES:
        returns, out = folder / f"returns-{files}", folder / f"out-{files}"
        fill(returns, files, WORKERS)
        before = _loop(returns, out=1) if files == COMPARED else 0.0
        ran = first[files] = run(returns, out, files, WORKERS)
        again = run(returns, out, files, WORKERS)
        yield _row(ran, again)
        if files == COMPARED:
            by_hand = (before + _loop(returns, out=2)) / 2
            yield _against_loop(ran, by_hand)
            alone = run(returns, folder / "out-one", files, 1, cores=1)
            spare = run(returns, folder / "out-spare", files, 1)
            yield _against_one(ran, alone, spare)
    yield _linear(first)


def run(
    returns: Path, out: Path, files: int, workers: int, cores: int | None = None
) -> Measured:
    """The command, as a person starts it; on so many cores, where they are few."""
    command = [sys.executable, "-m", "rs_excel", "batch", returns, "--out", out]
    asked = [*command, "--as-of", _DAY, "--workers", str(workers)]
    begun = time.perf_counter()
    with subprocess.Popen(asked, stdout=subprocess.DEVNULL) as process:
        if cores:
            psutil.Process(process.pid).cpu_affinity([*range(cores)])
        watch = _Memory(process.pid)
        watch.start()
        process.wait()
        seconds = time.perf_counter() - begun
        watch.join()
    assert process.returncode == 0
    return Measured(files=files, seconds=seconds, most_mb=watch.most / 1e6)


class _Memory(threading.Thread):
    """Looks at a process and all below it until it is gone.

    Pages that they share count once for each, so this is more than they really hold.
    """

    def __init__(self, pid: int) -> None:
        super().__init__()
        self._process = psutil.Process(pid)
        self.most = 0

    def run(self) -> None:
        while True:
            try:
                if self._process.status() == psutil.STATUS_ZOMBIE:
                    return
                below = self._process.children(recursive=True)
            except psutil.Error:
                return
            self.most = max(self.most, sum(map(_held, (self._process, *below))))
            time.sleep(_LOOKS)


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _loop(returns: Path, out: int) -> float:
    """Seconds a file, on whole files chosen by chance."""
    whole = [p for p in sorted(returns.rglob("*.xlsx")) if p.stat().st_size > 90_000]
    chosen = random.Random(out).sample(whole, SAMPLE // 2)
    copy = returns.parent / "by_hand.xlsx"
    check_by_hand(chosen[0], copy)
    begun = time.perf_counter()
    for file in chosen:
        check_by_hand(file, copy)
    return (time.perf_counter() - begun) / len(chosen)


def _row(ran: Measured, again: Measured) -> Line:
    times = ran.seconds / again.seconds
    said = (
        f"{ran.seconds:6.1f} s, {ran.files / ran.seconds:5.1f} files/s, "
        f"at most {ran.most_mb:.0f} MB; again {again.seconds:.1f} s, {times:.0f} times"
    )
    kept = ran.most_mb <= MOST_MB and (ran.files < max(SIZES) or times >= 30)
    return Line(what=f"batch of {ran.files} returns", came_to=said, kept=kept)


def _against_loop(ran: Measured, by_hand: float) -> Line:
    times = by_hand * ran.files / ran.seconds
    said = (
        f"{times:5.1f} times (floor 10): {ran.seconds / ran.files * 1e3:.1f} ms a file,"
        f" the loop {by_hand * 1e3:.0f} ms"
    )
    return Line(what="  against openpyxl and pandas", came_to=said, kept=times >= 10)


def _against_one(ran: Measured, alone: Measured, spare: Measured) -> Line:
    """One core does all: a worker and who hands it files and writes the lists.

    Beside it, the same with a second core, on which the handing out goes on.
    """
    times = alone.seconds / ran.seconds
    said = (
        f"{times:5.2f} times (floor 1.8): {alone.seconds:.1f} s on one core; "
        f"one worker with a core to spare {spare.seconds:.1f} s, "
        f"{spare.seconds / ran.seconds:.2f} times"
    )
    return Line(what="  against one process", came_to=said, kept=times >= 1.8)


def _linear(first: dict[int, Measured]) -> Line:
    """Time a file, and memory, of the largest against the one before."""
    few, many = (first[files] for files in SIZES[-2:])
    slower = (many.seconds / many.files) / (few.seconds / few.files)
    more = many.most_mb - few.most_mb
    said = f"{slower:5.2f} times the time a file (at most 1.15), {more:+.0f} MB"
    what = f"  {many.files} returns against {few.files}"
    return Line(what=what, came_to=said, kept=slower <= 1.15)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        return print_all(measurements(Path(folder)))


if __name__ == "__main__":
    sys.exit(main())
