"""What a process pays once: loading, linting and compiling the whole pack."""

from __future__ import annotations

import gc
import statistics
import time
from pathlib import Path

from benchmarks.lines import Line
from benchmarks.warm import ON, annotated_copy
from rs_excel.app.settings import find_pack
from rs_excel.domain.facts import SiteProfile, Submission
from rs_excel.engine.evaluate import evaluate
from rs_excel.rulebook.lint import lint

CHECKS = 20
ROUNDS = 7


def ready_against_checks(file: Path) -> Line:
    """How many times longer twenty checks of a full questionnaire take."""
    annotated_copy(file)
    rounds = [(_seconds_to_be_ready(), _seconds_of_checks(file)) for _ in range(ROUNDS)]
    ratio = statistics.median(checks / ready for ready, checks in rounds)
    ready = statistics.median(ready for ready, _ in rounds)
    came_to = (
        f"{ratio:5.1f} times (floor 1): {CHECKS} checks against {ready * 1000:.0f} ms, "
        "paid once a process"
    )
    return Line(
        what="load, lint and compile the pack", came_to=came_to, kept=ratio >= 1
    )


def _seconds_to_be_ready() -> float:
    """A pack of its own each time: plans and rulebases are kept per pack."""
    gc.collect()
    begun = time.perf_counter()
    pack = find_pack("four_pillar")
    list(lint(pack))
    nowhere = Submission(profile=SiteProfile(), assessed_on=ON.assessed_on, facts={})
    evaluate(nowhere, pack)  # compiles what it weighs by
    return time.perf_counter() - begun


def _seconds_of_checks(file: Path) -> float:
    gc.collect()
    begun = time.perf_counter()
    for _ in range(CHECKS):
        annotated_copy(file)
    return time.perf_counter() - begun
