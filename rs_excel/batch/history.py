"""The returns of every site over all runs, in the order the sites gave them.

Comes in: the database among the results. Goes out: for each site its returns, each once
however often it was checked or lay in the folder, also those that are gone since; with
what was found in them. Nothing is written.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from rs_excel.batch.places import Places
from rs_excel.batch.same_site import Named, sites_of
from rs_excel.batch.shape import require_ours, said_of
from rs_excel.batch.statuses import REJECTED
from rs_excel.domain.vocabulary import FindingType, Outcome, Pillar, Severity
from rs_excel.errors import BatchError, problem


class Trouble(NamedTuple):
    """What makes two findings of a site the same one."""

    rule: str
    row: str
    pillar: Pillar


class Found(NamedTuple):
    """A non-conformance as one return had it."""

    severity: Severity
    title: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReturn:
    """One return; ``on`` is the day it was finished by its word, or first seen."""

    file: str
    on: date
    found: Mapping[Trouble, Found]
    outcomes: Mapping[str, Mapping[str, int]]  # by rule, how often each

    def has_cleared(self, trouble: Trouble) -> bool:
        """Whether it shows that what stood before is no more.

        That it is not found is not enough: the rule must have been decided. In tables
        rows may be gone or unanswered, so every row must be in order.
        """
        outcomes = self.outcomes.get(trouble.rule, {})
        undecided = outcomes.get(Outcome.NOT_ASSESSED.value, 0)
        flagged = outcomes.get(Outcome.FLAGGED.value, 0) if trouble.row else 0
        return not undecided and not flagged and Outcome.CONFORMS.value in outcomes


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHistory:
    """A site by the names of its latest return, and all its returns, oldest first."""

    supplier: str
    site: str
    country: str
    returns: tuple[PastReturn, ...]


class History:
    """All that the runs left behind. Use ``opened_history``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def last_day(self) -> date | None:
        """The day of the latest run; None before the first."""
        (day,) = self._db.execute("SELECT max(as_of) FROM run").fetchone()
        return date.fromisoformat(day) if day else None

    def sites(self) -> Iterator[SiteHistory]:
        """Every site, by supplier and name."""
        heads = [_Head(*row) for row in self._db.execute(_HEADS, tuple(REJECTED))]
        belongs = sites_of(
            [
                Named(
                    supplier=head.supplier,
                    site=head.site,
                    site_ref=head.site_ref,
                    country=head.country,
                )
                for head in heads
            ]
        )
        sites: dict[int, list[_Head]] = defaultdict(list)
        for head, to in zip(heads, belongs, strict=True):
            sites[to.site].append(head)
        in_order = [
            sorted(site, key=lambda head: head.order) for site in sites.values()
        ]
        for returns in sorted(in_order, key=lambda site: site[-1][1:4]):
            latest = returns[-1]
            yield SiteHistory(
                supplier=latest.supplier,
                site=latest.site,
                country=latest.country,
                returns=tuple(self._return(head) for head in returns),
            )

    def _return(self, head: _Head) -> PastReturn:
        query = (
            "SELECT rule, pillar, severity, due_on, line FROM finding"
            " WHERE result = ? AND type = ? ORDER BY rowid"
        )
        found = {}
        kind = FindingType.NON_CONFORMANCE.value
        for rule, pillar, severity, due, line in self._db.execute(
            query, (head.result, kind)
        ):
            told = json.loads(line)
            same = Trouble(rule, told["row"] or "", Pillar(pillar))
            day = date.fromisoformat(due)
            found[same] = Found(Severity(severity), told["title"], day)
        return PastReturn(
            file=head.file, on=head.on, found=found, outcomes=json.loads(head.verdicts)
        )


_HEADS = f"""
WITH latest AS (
    SELECT max(result.id) AS id, min(run.as_of) AS seen
    FROM result JOIN run ON run.id = result.run WHERE digest <> ''
    AND status NOT IN ({", ".join("?" * len(REJECTED))}) GROUP BY digest
)
SELECT result.id, supplier, site, country, site_ref, file, submitted_on, period_to,
    seen, verdicts FROM latest JOIN result USING (id) ORDER BY result.id
"""
"""Of each return the latest check: older ones rest on older rules."""


class _Head(NamedTuple):
    result: int
    supplier: str
    site: str
    country: str
    site_ref: str
    file: str
    submitted_on: str
    period_to: str
    seen: str
    verdicts: str

    @property
    def on(self) -> date:
        """A day that had not come when it was first seen was mistyped."""
        usable = "" < self.submitted_on <= self.seen
        return date.fromisoformat(self.submitted_on if usable else self.seen)

    @property
    def order(self) -> tuple[date, str, int]:
        return self.on, self.period_to, self.result


@contextmanager
def opened_history(out: Path) -> Iterator[History]:
    """What a batch left in ``out``.

    Raises BatchError where there is nothing (BAT-006), a batch is writing into it
    (BAT-004), or it is none of ours or damaged (BAT-005).
    """
    path = Places(out).results
    if not path.is_file():
        raise BatchError(problem("BAT-006", out))
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        require_ours(connection)
        yield History(connection)
    except sqlite3.DatabaseError as fault:
        raise said_of(fault, path) from None
    finally:
        connection.close()
