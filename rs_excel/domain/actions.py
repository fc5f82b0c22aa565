"""One corrective action as the tracker keeps it, and what a move still lacks.

Comes in: what the checks said of a finding and what people wrote beside it. Goes out:
the needs a move does not meet. Days are compared with the day given; nothing here asks
what day it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.action_moves import MOVES, ActionStatus, Need
from rs_excel.domain.vocabulary import FindingType, Pillar, Severity, Verification

SOON = 14
"""Days ahead in which a due day is one to remind of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What people record about an action. None of it is ever written by a check."""

    status: ActionStatus | None = None  # None where the cell says nothing known
    contained: str = ""  # what was done at once, so that people are safe
    contained_on: date | None = None
    root_cause: str = ""
    root_cause_kind: str = ""
    action: str = ""
    preventive: str = ""
    responsible: str = ""
    agreed_by: str = ""
    cost: str = ""
    people_affected: str = ""
    evidence: str = ""
    evidence_on: date | None = None
    comments: str = ""
    method: Verification | None = None
    verified_by: str = ""
    verified_at: str = ""
    approved_by: str = ""
    verified_on: date | None = None
    review_on: date | None = None  # its effect is to be checked on this day
    effective: bool | None = None  # what that check said; None before it
    extended_to: date | None = None
    reason: str = ""  # of an extension, rejection, dispute, acceptance or exit
    decided_by: str = ""
    until: date | None = None  # a dispute or an accepted risk ends
    remedy_for: str = ""
    remedy: str = ""
    remedy_amount: str = ""
    remedy_confirmed_by: str = ""
    confidential: bool = False  # never in what is sent to the site
    untold: frozenset[str] = frozenset()  # fields that are filled, nobody knows how


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedAction:
    """One row of the tracker, from the day a finding is raised to its closure."""

    fingerprint: str
    site_key: str
    number: str
    supplier: str
    site: str
    country: str = ""  # ISO 3166-1 alpha-2; empty where it is not known
    rule_id: str
    pillar: Pillar
    type: FindingType
    severity: Severity | None
    details: str
    proposed: str
    basis: str
    verification: Verification  # the weakest method that may close it
    remedy_due: bool  # people were harmed: repairing the system is not enough
    raised_on: date
    due_on: date  # as first set
    due_now: date  # with extensions
    contain_by: date | None
    counted: str = ""  # how the due day was reached: ``60 calendar days``
    effect_due: date | None = None  # by when somebody looks whether a closure lasts
    status: ActionStatus  # the last one that held
    extensions: int = 0
    extended_to: date | None = None  # the last extension that was granted
    repeats: int = 0
    also: str = ""  # further documents that raise the same matter, a line each
    last_seen: str = ""  # what the latest check said of it
    checked_on: date | None = None
    remark: str = ""  # what a change made by hand still lacks
    handling: Handling = Handling()

    def overdue_days(self, on: date) -> int:
        """Days past its due day; 0 while there is time or nobody has to act."""
        return 0 if self.status.rests else max(0, (on - self.due_now).days)

    def contained_late(self, on: date) -> bool:
        """Whether people should be safe by now, and nobody says that they are."""
        open_ = not self.status.rests and self.handling.contained_on is None
        return open_ and self.contain_by is not None and self.contain_by < on

    def effect_unchecked(self, on: date) -> bool:
        """Whether the day to look at its effect has come, and nobody has said."""
        due, said = self.effect_due, self.handling.effective
        return due is not None and due <= on and said is None

    def due_soon(self, on: date) -> bool:
        """Whether it is due within the days that count as soon."""
        return not self.status.rests and 0 <= (self.due_now - on).days <= SOON

    @property
    def kind(self) -> str:
        """What a policy knows it by: its severity, or its type without one."""
        return (self.severity or self.type).value

    @property
    def grade(self) -> str:
        """Its severity, or what it is where it is no non-conformance."""
        return self.severity.label if self.severity else self.type.label

    @property
    def grave(self) -> bool:
        """Whether two people must agree before it closes."""
        return self.severity in (Severity.BUSINESS_CRITICAL, Severity.CRITICAL)


def unmet(row: TrackedAction, to: ActionStatus, on: date) -> tuple[Need, ...] | None:
    """What a move still lacks on a day; None for a move that does not exist."""
    needs = MOVES.get((row.status, to))
    if needs is None:
        return None
    return tuple(need for need in needs if not _MET[need](row, on))


_SAYS_NOTHING = frozenset(
    ("", "tbc", "tbd", "tba", "n a", "n k", "to do", "todo", "pending", "xxx")
)


def _says(text: str) -> bool:
    """Whether a field is filled: a dash or "tbc" puts nothing on record."""
    letters = "".join(c if c.isalnum() else " " for c in text.casefold())
    return " ".join(letters.split()) not in _SAYS_NOTHING


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _strong_enough(row: TrackedAction, _on: date) -> bool:
    method = row.handling.method
    return method is Verification.FOLLOW_UP or method is row.verification


def _seconded(row: TrackedAction, _on: date) -> bool:
    if not row.grave:
        return True
    handling, name = row.handling, row.handling.approved_by
    others = (handling.verified_by, handling.responsible)
    return _says(name) and not any(_same(name, other) for other in others)


def _in_order(row: TrackedAction, on: date) -> bool:
    days = (row.raised_on, row.handling.evidence_on, row.handling.verified_on, on)
    known = [day for day in days if day is not None]
    return known == sorted(known)


def _remedied(row: TrackedAction, _on: date) -> bool:
    h = row.handling
    said = (h.remedy_for, h.remedy, h.remedy_confirmed_by)
    return not row.remedy_due or all(map(_says, said))


def _ahead(day: date | None, on: date) -> bool:
    return day is not None and day >= on


_MET: Mapping[Need, Callable[[TrackedAction, date], bool]] = {
    Need.RESPONSIBLE: lambda row, _: _says(row.handling.responsible),
    Need.ACTION: lambda row, _: _says(row.handling.action),
    Need.PREVENTIVE: lambda row, _: _says(row.handling.preventive),
    Need.ROOT_CAUSE: lambda row, _: _says(row.handling.root_cause),
    Need.EVIDENCE: lambda row, _: _says(row.handling.evidence),
    Need.EVIDENCE_DAY: lambda row, _: row.handling.evidence_on is not None,
    Need.METHOD: _strong_enough,
    Need.VERIFIER: lambda row, _: _says(row.handling.verified_by),
    Need.OTHER_VERIFIER: lambda row, _: (
        not _same(row.handling.verified_by, row.handling.responsible)
    ),
    Need.SECOND_APPROVER: _seconded,
    Need.VERIFIED_DAY: lambda row, _: row.handling.verified_on is not None,
    Need.DAYS_IN_ORDER: _in_order,
    Need.REVIEW_DAY: lambda row, _: row.handling.review_on is not None,
    Need.REMEDY: _remedied,
    Need.REASON: lambda row, _: _says(row.handling.reason),
    Need.DECIDED_BY: lambda row, _: _says(row.handling.decided_by),
    Need.UNTIL: lambda row, on: _ahead(row.handling.until, on),
}
