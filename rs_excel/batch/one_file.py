"""One file of a batch: read, checked, its copy written, and one status in any case.

Comes in: a file, what its bytes were when the folder was looked through, and where the
copy goes. Goes out: its outcome. What nobody foresaw becomes words here, too. Checking
and writing are two steps: on a cluster they are done on two machines.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from rs_excel.app.check import CheckedFile, check_archive
from rs_excel.app.file_results import Problems, or_problems
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
from rs_excel.writeback.capr import RAISED_ON
from rs_excel.writeback.earlier_copy import carried_over


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A file to check. ``copy`` is the path of its copy below the results."""

    file: str
    held: Path | bytes  # where it lies on this machine, or all of it
    sha256: str  # empty where it could not be read when it was found
    copy: str
    raised: Mapping[str, str] = field(default_factory=dict)
    """By fingerprint, the day a finding was first raised on these very bytes."""

    @property
    def where(self) -> Path:
        """For messages, and to name its format."""
        return self.held if isinstance(self.held, Path) else Path(self.file)

    def read(self) -> bytes:
        """Raises WorkbookError where it cannot be read, BatchError if it changed."""
        data = self.held if isinstance(self.held, bytes) else file_bytes(self.held)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise BatchError(_changed(self))
        return data

    def has_changed(self) -> bool:
        """Whether its bytes are others by now, or it is gone."""
        if isinstance(self.held, bytes):
            return False
        return sha256_of(self.held) != self.sha256 or not os.path.lexists(self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file that was checked, and its copy, not yet written."""

    outcome: Outcome
    copy: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOne:
    """What is done with each job; a value, so that it can be sent to who does it."""

    terms: Terms
    out: Path
    most_memory: int  # bytes

    def __call__(self, job: Job) -> Outcome:
        """All of it. Never raises but for what ends the process."""
        return self.put(job, self.made(job))

    def made(self, job: Job) -> Made | Problems:
        """Checks the file; writes nothing, so anybody can who has its bytes."""
        return or_problems(job.where, partial(self._made, job=job))

    def put(self, job: Job, made: Made | Problems) -> Outcome:
        """Writes the copy, and says what came of the file."""
        done: Outcome | Problems
        if isinstance(made, Made):
            done = or_problems(job.where, partial(self._put, job=job, made=made))
        else:
            done = made
        if isinstance(done, Outcome):
            return done
        if job.has_changed():
            done = (_changed(job),)
        return unchecked(job.file, job.sha256, judge_unchecked(done))

    @uninterrupted()
    def _made(self, where: Path, *, job: Job) -> Made:
        try:
            archive = archive_of(job.read(), where.name)
            done = _since(check_archive(archive, where, self.terms), job.raised)
            copy = done.annotated()
        except MemoryError:
            most = self.most_memory >> 20
            raise BatchError(problem("BAT-113", job.file, most=most)) from None
        report = done.check.report
        judged = judge(report, self.terms.policy)
        said = said_in(done, self.terms.pack.catalogue)
        outcome = checked(job.file, job.sha256, report, judged, job.copy)
        until = done.same_until()
        return Made(outcome=replace(outcome, said=said, same_until=until), copy=copy)

    def _put(self, where: Path, *, job: Job, made: Made) -> Outcome:
        target = self.out / job.copy
        make_folder(target.parent)
        refuse_to_lose(target)
        keep = where if isinstance(job.held, Path) else None
        safe_write(target, made.copy, keep=keep)
        return made.outcome


def _since(done: CheckedFile, raised: Mapping[str, str]) -> CheckedFile:
    """Checking the same file again must not grant more time."""
    earlier = {same: {RAISED_ON: day} for same, day in raised.items()}
    report = carried_over(done.check.report, earlier)
    return replace(done, check=replace(done.check, report=report))


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
