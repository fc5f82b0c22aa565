"""The workbook open in a spreadsheet program, held against its file.

A live LibreOffice stands in for Excel. A press on Check workbook and the command
``rs-excel check`` are each a process of their own, as they are for those who wait for
them; the program that holds the workbook runs already. Calls are counted as the wire
between xlwings and the program counts them, with the add-in's macros at hand.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import xlwings as xw

from benchmarks.lines import Line
from benchmarks.live_press import ON, Agreeing
from rs_excel.app.live import check_open
from rs_excel.app.live_next import next_finding
from rs_excel.ribbon.scene import terms_on
from rs_excel.workbook.live.book import LiveBook
from tests.addin.made import addin, twin
from tests.engines.office_engine.bridge import why_not
from tests.engines.office_engine.program import OfficeProgram
from tests.engines.wire import counted
from tests.engines.xl_app import registered

MOST_TIMES = 4
MOST_CALLS, MOST_CALLS_OF_A_STEP = 60, 10
ROUNDS, STEPS = 5, 30


def live_against_file(file: Path, folder: Path) -> Iterator[Line]:
    """Time of a press, calls of a check, of a second one, and of a step."""
    reason = why_not()
    if reason:
        yield Line(what="check of the open workbook", came_to=f"skipped: {reason}")
        return
    macros = folder / "rs_excel.xlsm"
    macros.write_bytes(twin(addin()))
    program = OfficeProgram()
    try:
        engine = registered(program)
        engine.activate()
        app = engine.apps.add()
        app.impl.load_addin(macros)
        yield from _calls(app, file)
        yield _time(app, program.process.pipe, file, macros)
    finally:
        program.end()


def _calls(app: xw.App, file: Path) -> Iterator[Line]:
    someone, terms = Agreeing(), terms_on("standard", ON)
    book = app.books.open(file)

    def check() -> None:
        check_open(LiveBook(book), terms, someone, someone)

    def step() -> None:
        next_finding(LiveBook(book))

    yield _counted("calls of a check, open workbook", app, [check], MOST_CALLS)
    yield _counted("calls of a check once more", app, [check], MOST_CALLS)
    steps = [step] * STEPS
    yield _counted("calls of Next finding", app, steps, MOST_CALLS_OF_A_STEP)
    book.close()


def _counted(
    what: str, app: xw.App, presses: Sequence[Callable[[], None]], most: int
) -> Line:
    """The most that any of the presses makes."""
    made = []
    for press in presses:
        with counted(app) as calls:
            press()
        made.append(calls.total)
    came_to = f"{max(made):5} (at most {most})"
    return Line(what=what, came_to=came_to, kept=max(made) <= most)


def _time(app: xw.App, pipe: str, file: Path, macros: Path) -> Line:
    python = Path(sys.executable)
    press = [str(python), "-m", "benchmarks.live_press", pipe, str(file), str(macros)]
    command = [str(python.with_name("rs-excel")), "check", str(file)]
    command += ["--as-of", ON.isoformat(), "--out", str(macros.parent)]
    pairs = [_round(app, file, press, command) for _ in range(ROUNDS + 1)][1:]
    ratios = sorted(live / filed for live, filed in pairs)
    live, filed = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(ratios)
    came_to = (
        f"{ratio:5.1f} times the file ({ratios[0]:.1f} to {ratios[-1]:.1f};"
        f" at most {MOST_TIMES}): {live * 1000:.0f} ms, file {filed * 1000:.0f} ms"
    )
    return Line(
        what="check of the open workbook", came_to=came_to, kept=ratio <= MOST_TIMES
    )


def _round(
    app: xw.App, file: Path, press: Sequence[str], command: Sequence[str]
) -> tuple[float, float]:
    """Seconds of a press on the workbook, freshly opened, and of the command."""
    book = app.books.open(file)
    live = _seconds(press)
    book.close()
    return live, _seconds(command)


def _seconds(command: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun
