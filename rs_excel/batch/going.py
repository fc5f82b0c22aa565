"""A run on its way: which files are left to check, and what each came to.

Comes in: what was found in the folder, and what earlier runs know. Goes out: one result
a file in the store, and each told to whoever watches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from rs_excel.app.settings import Terms
from rs_excel.batch.asked.supplier_list import SupplierList
from rs_excel.batch.crews import Crew
from rs_excel.batch.losses import Crashed, Hung, Limits, Lost, Swollen
from rs_excel.batch.one_file import CheckOne, Job
from rs_excel.batch.outcomes import Outcome, unchecked
from rs_excel.batch.places import copy_below
from rs_excel.batch.sources import Returns
from rs_excel.batch.statuses import REJECTED, Judged, Status, judge_unchecked
from rs_excel.batch.store import Store
from rs_excel.batch.walking import Found, Walk
from rs_excel.errors import Problem, problem


class Watching(Protocol):
    """Who is told how far a run is."""

    def begins(self, files: int) -> None:
        """So many files will be told."""

    def came_to(self, file: str, status: Status) -> None:
        """One more is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run was asked for; ``pack`` and ``policy`` by the names given."""

    returns: Returns
    out: Path
    terms: Terms
    pack: str
    policy: str
    crew: Crew
    limits: Limits = field(default_factory=Limits)
    asked: SupplierList | None = None  # whose returns are awaited


@dataclass(slots=True, kw_only=True)
class Going:
    """A run on its way."""

    wanted: Wanted
    store: Store
    watching: Watching
    seen: Walk
    anew: int = 0
    again: int = 0
    _places: dict[str, int] = field(default_factory=dict)  # of jobs, by file
    _firsts: dict[str, int] = field(default_factory=dict)  # by bytes
    _repeats: list[tuple[int, str, str]] = field(default_factory=list)

    def on(self) -> None:
        """Every file and every folder that cannot be listed comes to something."""
        self.watching.begins(len(self.seen.files) + len(self.seen.unlisted))
        wanted = self.wanted
        work = CheckOne(
            terms=wanted.terms, out=wanted.out, most_memory=wanted.limits.memory
        )
        for job, done in wanted.crew.each(work, self._jobs(), wanted.limits):
            self._tell(self._places.pop(job.file), _outcome(job, done))
            self.anew += 1
        for place, file, sha256 in self._repeats:
            self._tell(place, self._repeated(file, sha256))
        after = len(self.seen.files)
        for place, (folder, reason) in enumerate(self.seen.unlisted, after):
            found = problem("BAT-114", folder.name, reason=reason)
            self._tell(place, _unchecked(f"{folder.name}/", "", found))

    def about(self) -> dict[str, Any]:
        """What ``run.json`` tells of it."""
        return {
            "folder": self.wanted.returns.name,
            "files": len(self.seen.files),
            "checked_anew": self.anew,
            "taken_over": self.again,
            "links_passed_over": self.seen.links,
            **self.wanted.crew.about(),
            "seconds_per_file": self.wanted.limits.seconds,
            "bytes_per_file": self.wanted.limits.memory,
        }

    def _jobs(self) -> Iterator[Job]:
        """What is left to do, found out only as somebody is there to do it."""
        fetched = self.wanted.returns.fetched(self.seen.files)
        for place, (found, had) in enumerate(fetched):
            sha256 = had.sha256
            if had.problem:
                self._tell(place, _unchecked(found.name, "", had.problem))
            elif sha256 and self._firsts.setdefault(sha256, place) != place:
                self._repeats.append((place, found.name, sha256))
            elif not self._taken_over(place, found, sha256):
                self._places[found.name] = place
                yield Job(
                    file=found.name,
                    held=had.held,
                    sha256=sha256,
                    copy=copy_below(found.below),
                    raised=self.store.raised(sha256) if sha256 else {},
                )

    def _taken_over(self, place: int, found: Found, sha256: str) -> bool:
        """Whether an earlier run had it, and its copy is still there."""
        earlier = self.store.earlier(found.name, sha256) if sha256 else None
        if earlier is None:
            return False
        copy = earlier.line["copy"]
        if copy and not (self.wanted.out / copy).is_file():
            return False
        self.store.take_over(place, earlier)
        self.again += 1
        self.watching.came_to(found.name, Status(earlier.line["status"]))
        return True

    def _repeated(self, file: str, sha256: str) -> Outcome:
        """A duplicate, unless the first could not be used: then this one neither."""
        first = self.store.line_at(self._firsts[sha256])
        if first["status"] not in REJECTED:
            found = problem("BAT-107", file, first=first["file"])
            judged = Judged(status=Status.DUPLICATE, reasons=(found,))
            return unchecked(file, sha256, judged)
        return Outcome(
            file=file,
            sha256=sha256,
            status=Status(first["status"]),
            line={**first, "file": file, "copy": None},
            lasts=False,
        )

    def _tell(self, place: int, outcome: Outcome) -> None:
        self.store.add(place, outcome)
        self.watching.came_to(outcome.file, outcome.status)


def _outcome(job: Job, done: Outcome | Lost) -> Outcome:
    match done:
        case Hung(seconds=seconds):
            found = problem("BAT-112", job.file, seconds=f"{seconds:g}")
        case Swollen(memory=memory):
            found = problem("BAT-113", job.file, most=memory >> 20)
        case Crashed(how=how):
            found = problem("BAT-111", how=how)
        case _:
            return done
    return _unchecked(job.file, job.sha256, found)


def _unchecked(file: str, sha256: str, found: Problem) -> Outcome:
    return unchecked(file, sha256, judge_unchecked((found,)))
