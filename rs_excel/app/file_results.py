"""What came of one file among many: its report and copy, or what is wrong with it.

Comes in: a file, and what is to be done with it. Goes out: a result in any case. This
is the one place where a fault nobody foresaw becomes words: a bad file never stops the
others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rs_excel.domain.findings import CheckReport
from rs_excel.errors import Problem, RsError, problem
from rs_excel.workbook.ooxml.certificate import Certificate

Done = TypeVar("Done")
Problems = tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """One checked file: a report and a copy, or the problems it has."""

    file: Path
    report: CheckReport | None = None
    copy: Path | None = None
    certificate: Certificate | None = None
    problems: Sequence[Problem] = ()


def in_any_case(file: Path, work: Callable[[Path], FileResult]) -> FileResult:
    """What ``work`` makes of a file; its problems where it cannot."""
    done = or_problems(file, work)
    return FileResult(file=file, problems=done) if isinstance(done, tuple) else done


def or_problems(file: Path, work: Callable[[Path], Done]) -> Done | Problems:
    """As ``in_any_case``, whatever ``work`` makes of a file."""
    try:
        return work(file)
    except RsError as fault:
        return tuple(fault.problems)
    except Exception as fault:  # noqa: BLE001 one bad file never stops the others
        detail = str(fault)[:200]
        return (problem("RUN-900", file, kind=type(fault).__name__, detail=detail),)
