"""One file of a batch: read, checked, its copy written, and one status in any case.

Comes in: a file, what its bytes were when the folder was looked through, and where the
copy goes. Goes out: its outcome. What nobody foresaw becomes words here, too.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from rs_excel.app.check import check_archive
from rs_excel.app.file_results import or_problems
from rs_excel.app.outputs import make_folder, refuse_to_lose
from rs_excel.app.settings import Terms
from rs_excel.app.uninterrupted import uninterrupted
from rs_excel.batch.outcomes import Outcome, checked, unchecked
from rs_excel.batch.said import said_in
from rs_excel.batch.statuses import judge, judge_unchecked
from rs_excel.errors import BatchError, Problem, problem
from rs_excel.workbook.ooxml.archive import file_bytes
from rs_excel.workbook.ooxml.gate import LARGEST_TOTAL
from rs_excel.workbook.other_formats.opening import archive_of
from rs_excel.workbook.safe_write import safe_write


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to check. ``copy`` is the path of its copy below the results."""

    file: str
    path: Path
    sha256: str  # empty where it could not be read when it was found
    copy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOne:
    """What each process does with each job; a value, so that it can be sent there."""

    terms: Terms
    out: Path
    most_memory: int  # bytes

    def __call__(self, job: Job) -> Outcome:
        """Never raises but for what ends the process."""
        done = or_problems(job.path, partial(self._check, job=job))
        if isinstance(done, Outcome):
            return done
        if sha256_of(job.path) != job.sha256 or not os.path.lexists(job.path):
            done = (_changed(job),)
        return unchecked(job.file, job.sha256, judge_unchecked(done))

    @uninterrupted()
    def _check(self, path: Path, *, job: Job) -> Outcome:
        try:
            data = file_bytes(path)
            if hashlib.sha256(data).hexdigest() != job.sha256:
                raise BatchError(_changed(job))
            done = check_archive(archive_of(data, path.name), path, self.terms)
            self._write(done.annotated(self.terms), job)
        except MemoryError:
            most = self.most_memory >> 20
            raise BatchError(problem("BAT-113", job.file, most=most)) from None
        report = done.check.report
        judged = judge(report, self.terms.policy)
        said = said_in(done, self.terms.pack.catalogue)
        outcome = checked(job.file, job.sha256, report, judged, job.copy)
        return replace(outcome, said=said)

    def _write(self, copy: bytes, job: Job) -> None:
        target = self.out / job.copy
        make_folder(target.parent)
        refuse_to_lose(target)
        safe_write(target, copy, keep=job.path)


def sha256_of(path: Path) -> str:
    """Of a file's bytes; empty where it cannot be read or is larger than any return."""
    try:
        if path.stat().st_size > LARGEST_TOTAL:
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _changed(job: Job) -> Problem:
    return problem("BAT-110", job.file)
