"""The reply of a site: what it is sent, what it sends back, what it still owes.

Comes in: rows of the tracker and what a site wrote in its form. Goes out: the rows with
blanks filled, and every word that says something else than the tracker kept for the
history. What people wrote in the tracker is never replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, TrackedAction, unmet
from rs_excel.domain.tracker_changes import Change, ChangeKind, Reconciled
from rs_excel.domain.tracker_columns import BY_KEY
from rs_excel.domain.vocabulary import Verification

FIELDS = (
    "contained",
    "contained_on",
    "root_cause",
    "action",
    "preventive",
    "responsible",
    "evidence",
    "evidence_on",
    "comments",
)
"""What a site fills. Closing, extending and accepting are the buyer's."""

TOLD = ("number", "severity", "details", "contain_by", "due_now")
"""What a site is told of an action, beside the form it fills."""

REPLY_KEYS = (*TOLD, *FIELDS, "status")
"""The columns of the plan that a site fills, in no order."""

VERIFICATION_FIELDS = ("method", "verified_by", "verified_on")
"""What an auditor fills in a corrective action plan report; no site is asked for it."""

TAKEN = (*FIELDS, *VERIFICATION_FIELDS)
"""What may come in from outside."""

STATUSES = (
    ActionStatus.OPEN,
    ActionStatus.IN_PROGRESS,
    ActionStatus.EVIDENCE_SUBMITTED,
)
"""What a site may say of an action."""

_EXPECTED = ("root_cause", "action", "preventive", "responsible")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLine:
    """One finding as a site is shown it."""

    row: TrackedAction
    title: str
    found: str
    where: str
    why: str
    evidence: str


def told_to_site(rows: Iterable[TrackedAction], site_key: str) -> list[TrackedAction]:
    """The rows a site may see and should act on; confidential ones never leave."""
    return [
        row
        for row in rows
        if row.site_key == site_key
        and not row.status.rests
        and not row.handling.confidential
    ]


def hushed(text: str, secret: Iterable[TrackedAction]) -> str:
    """A text without the rules of confidential rows: escalations list what they count.

    ``Counted: HR-001, HS-004 (Boiler).`` → ``Counted: HS-004 (Boiler).``
    """
    for rule_id in {row.rule_id for row in secret}:
        named = rf"\b{re.escape(rule_id)}\b(?: \([^()]*\))?"
        text = re.sub(rf"{named}, |, {named}|{named}", "", text)
    return text


def take_in_all(
    rows: Sequence[TrackedAction], replies: Iterable[Mapping[str, Handling]], on: date
) -> Reconciled:
    """One reply after the other: the first word fills, another one is told."""
    changes: list[Change] = []
    for said in replies:
        taken = take_in(rows, said, on)
        rows, changes = taken.rows, [*changes, *taken.changes]
    return Reconciled(rows=tuple(rows), changes=tuple(changes))


def take_in(
    rows: Sequence[TrackedAction], said: Mapping[str, Handling], on: date
) -> Reconciled:
    """The rows with what a site or its auditor wrote, by fingerprint."""
    changes: list[Change] = []
    taken = []
    for row in rows:
        words = said.get(row.fingerprint)
        after, happened = (row, []) if words is None else _taken(row, words, on)
        taken.append(after)
        changes += happened
    return Reconciled(rows=tuple(taken), changes=tuple(changes))


def _taken(
    row: TrackedAction, said: Handling, on: date
) -> tuple[TrackedAction, list[Change]]:
    filled: dict[str, object] = {}
    other = []
    for key in TAKEN:
        new, kept = getattr(said, key), getattr(row.handling, key)
        if new and not kept and key not in row.handling.untold:
            filled[key] = new
        elif new and new != kept:
            other.append(f"{BY_KEY[key].title}: “{_shown(new)}”")
    handling = replace(row.handling, **filled)  # type: ignore[arg-type]
    after = replace(row, handling=handling)
    lacking = _lacks_to_close(after, said.status, on)
    if lacking:
        other.append(f"{BY_KEY['status'].title}: {lacking}")
    elif _goes_on(row, said.status):
        filled["status"] = said.status
        after = replace(after, handling=replace(handling, status=said.status))
    names = ", ".join(BY_KEY[key].title.lower() for key in filled)
    changes = [_change(after, f"Filled from what came back: {names}")] if filled else []
    if other:
        words_kept = "; ".join(other)
        why = f"What came back says, and the tracker keeps its own: {words_kept}"
        changes.append(_change(after, why))
    return after, changes


def _lacks_to_close(row: TrackedAction, said: ActionStatus | None, on: date) -> str:
    """Why a closure that a report tells of does not hold; nothing where it does."""
    chosen = row.handling.status is said  # by a person; it is settled as such
    if said is not ActionStatus.VERIFIED_CLOSED or chosen or row.status.rests:
        return ""
    lacking = unmet(row, said, on)
    if lacking is None:
        return f"“{said.label}”, which does not follow “{row.status.label}”"
    missing = "; ".join(need.label for need in lacking)
    return f"“{said.label}”, still missing: {missing}" if missing else ""


def _goes_on(row: TrackedAction, said: ActionStatus | None) -> bool:
    """Progress is taken in, and a closure that holds; nothing takes progress back."""
    before = row.handling.status
    if said is ActionStatus.VERIFIED_CLOSED:
        return not row.status.rests and before is not said
    if "status" in row.handling.untold:
        return False
    if said not in STATUSES or before not in (*STATUSES, ActionStatus.REOPENED, None):
        return False
    steps = {status: place for place, status in enumerate(STATUSES)}
    return steps[said] > steps.get(before or ActionStatus.OPEN, 0)


def still_owed(row: TrackedAction, on: date) -> tuple[str, ...]:
    """What a site has not said of an action it should answer."""
    if row.status.rests:
        return ()
    handling = row.handling
    owed = [BY_KEY[key].title for key in _EXPECTED if not getattr(handling, key)]
    if row.contain_by is not None and handling.contained_on is None:
        owed[:0] = [BY_KEY["contained_on"].title]
    claims = handling.status is ActionStatus.EVIDENCE_SUBMITTED or on > row.due_now
    if claims and not handling.evidence:
        owed.append(BY_KEY["evidence"].title)
    return tuple(owed)


def _shown(value: object) -> str:
    if isinstance(value, Verification):
        return value.label
    return value.isoformat() if isinstance(value, date) else str(value)


def _change(row: TrackedAction, why: str) -> Change:
    return Change(
        kind=ChangeKind.SAID,
        fingerprint=row.fingerprint,
        number=row.number,
        came=row.status,
        to=row.status,
        by=row.handling.responsible or "site",
        why=why,
    )
