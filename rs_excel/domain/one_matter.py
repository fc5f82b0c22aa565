"""One matter that several documents raise is one row of a tracker, counted once.

Comes in: the row that is there, and what the check of another document says of the same
matter. Goes out: the row with its further sources, never held to less than the gravest
of them, and what happened. Which rules are about one matter, the packs say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.vocabulary import Severity, Verification

_BETWEEN = " · "
_LINE = re.compile(
    r"(?P<rule>[A-Z]{2}-\d{3}) · (?P<grade>[^·]+) · due (?P<due>\d{4}-\d\d-\d\d)"
    r" · (?P<key>[0-9a-f]{16})"
)
_UNGRADED = "No grade"
_GRADES = {severity.label: severity for severity in Severity}


@dataclass(frozen=True, slots=True)
class Source:
    """A finding of another document about the matter of a row."""

    rule_id: str
    severity: Severity | None
    due_on: date
    fingerprint: str

    @classmethod
    def of(cls, row: TrackedAction) -> Source:
        """What stays of a finding that does not become a row of its own."""
        return cls(row.rule_id, row.severity, row.due_on, row.fingerprint)

    def __str__(self) -> str:
        grade = self.severity.label if self.severity else _UNGRADED
        told = (self.rule_id, grade, f"due {self.due_on}", self.fingerprint)
        return _BETWEEN.join(told)


def sources_in(text: str) -> tuple[Source, ...]:
    """The sources a cell tells of; what a hand made of a line is not one."""
    return tuple(
        Source(
            found["rule"],
            _GRADES.get(found["grade"]),
            date.fromisoformat(found["due"]),
            found["key"],
        )
        for found in map(_LINE.fullmatch, text.splitlines())
        if found and _is_day(found["due"])
    )


def told(sources: Iterable[Source]) -> str:
    """What the cell says, a line a source, in an order of its own."""
    return "\n".join(sorted(map(str, sources)))


def with_source(row: TrackedAction, now: TrackedAction) -> TrackedAction:
    """The row with another document's finding as it is now.

    Its grade is the graver one, and a graver one may bring its days nearer: what the
    matter is called elsewhere never makes it milder.
    """
    others = (s for s in sources_in(row.also) if s.fingerprint != now.fingerprint)
    also = told((*others, Source.of(now)))
    graver = rank(now.severity) < rank(row.severity)
    return replace(
        row,
        also=also,
        severity=now.severity if graver else row.severity,
        due_now=min(row.due_now, now.due_on) if graver else row.due_now,
        contain_by=_first_of(row.contain_by, now.contain_by),
        verification=stronger(row.verification, now.verification),
        remedy_due=row.remedy_due or now.remedy_due,
    )


def without_source(row: TrackedAction, gone: Source) -> TrackedAction:
    """The row once another document does not raise its matter any more."""
    return replace(row, also=told(s for s in sources_in(row.also) if s != gone))


def held_by_sources(row: TrackedAction, severity: Severity | None) -> Severity | None:
    """The gravest of a grade and those of the row's other sources."""
    every = (severity, *(source.severity for source in sources_in(row.also)))
    return min(every, key=rank)


def rank(severity: Severity | None) -> int:
    """0 for the gravest; what has no grade comes last."""
    return severity.rank if severity else len(Severity)


def stronger(one: Verification, other: Verification) -> Verification:
    """The method that is enough for both."""
    strong = Verification.FOLLOW_UP
    return strong if strong in (one, other) else one


def _first_of(one: date | None, other: date | None) -> date | None:
    known = [day for day in (one, other) if day is not None]
    return min(known, default=None)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
