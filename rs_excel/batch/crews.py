"""Who does the work of a batch: processes of this machine, or workers of a cluster.

Comes in: what to do with each file, the files, and what one may take. Goes out: each
file with what it came to, or how it was lost with whoever had it. What a file comes to
does not depend on who checked it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from rs_excel.batch.losses import Limits, Lost
from rs_excel.batch.one_file import CheckOne, Job
from rs_excel.batch.outcomes import Outcome
from rs_excel.batch.workers import each_in_processes

Result = tuple[Job, Outcome | Lost]


class Crew(Protocol):
    """Whoever it is."""

    def each(
        self, check: CheckOne, jobs: Iterable[Job], limits: Limits
    ) -> Iterator[Result]:
        """Every job once, taken as there is somebody to do it, in any order."""
        ...

    def about(self) -> Mapping[str, str | int]:
        """What ``run.json`` tells of it."""
        ...


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes of this machine."""

    workers: int

    def each(
        self, check: CheckOne, jobs: Iterable[Job], limits: Limits
    ) -> Iterator[Result]:
        return each_in_processes(check, jobs, self.workers, limits)

    def about(self) -> Mapping[str, str | int]:
        return {"workers": self.workers}
