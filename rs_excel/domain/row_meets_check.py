"""One row of a tracker meets one check: still there, gone, back, regraded, or silent.

Comes in: a row as it is kept and what a check of its site says, be it the check of the
document that raised it or of another that raises the same matter. Goes out: the row as
it now stands and what happened to it. Silence closes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.one_matter import (
    Source,
    held_by_sources,
    rank,
    sources_in,
    stronger,
    with_source,
    without_source,
)
from rs_excel.domain.tracker_changes import Change, ChangeKind, Seen
from rs_excel.domain.vocabulary import Outcome, Severity


def met(
    row: TrackedAction, seen: Seen, heir: str | None
) -> tuple[TrackedAction, list[Change]]:
    if row.fingerprint in seen.raised:
        now = seen.raised[row.fingerprint]
        closed = row.status is ActionStatus.VERIFIED_CLOSED
        if closed and _is_news(row, seen):
            return _reopened(row, now, seen.on)
        if closed and seen.submitted_on is None:
            return _perhaps_back(row, seen.on)
        return _still_there(row, now, seen.on)
    if heir is not None:
        return _superseded(row, heir, seen.on)
    outcome = seen.outcomes.get(row.fingerprint)
    unseen = _NO_RULE if row.rule_id in seen.out_of_force else _UNSEEN
    kind, says = _SAYS.get(outcome, unseen)
    if kind is ChangeKind.CLEARED and row.also:
        rules = ", ".join(source.rule_id for source in sources_in(row.also))
        kind, says = ChangeKind.CARRIED_OVER, f"{_STILL_ELSEWHERE} {rules}"
    if row.status.rests or (row.last_seen, row.checked_on) == (says, seen.on):
        return row, []
    after = replace(row, last_seen=says, checked_on=seen.on)
    happened = [] if row.last_seen == says else [change(kind, after, row.status, says)]
    return after, happened


def source_met(
    row: TrackedAction, source: Source, seen: Seen
) -> tuple[TrackedAction, list[Change]]:
    """A check of a document that raises the matter of another document's row."""
    now = seen.raised.get(source.fingerprint)
    if now is not None and row.status is ActionStatus.VERIFIED_CLOSED:
        if _is_news(row, seen):
            return _reopened(row, with_source(row, now), seen.on)
        return _perhaps_back(row, seen.on) if not seen.submitted_on else (row, [])
    if now is not None:
        after = row if row.status.rests else with_source(row, now)
        return after, regraded(row, after)
    outcome = seen.outcomes.get(source.fingerprint)
    if outcome not in (Outcome.CONFORMS, Outcome.NOT_APPLICABLE):
        return row, []
    after = without_source(row, source)
    if not after.also and after.last_seen.startswith(_STILL_ELSEWHERE):
        after = replace(after, last_seen=_SAYS[outcome][1], checked_on=seen.on)
    why = f"{source.rule_id} does not raise it any more"
    return after, [change(ChangeKind.CLEARED, after, row.status, why)]


def regraded(before: TrackedAction, after: TrackedAction) -> list[Change]:
    if after.severity is before.severity:
        return []
    why = f"{_grade(before.severity)} is now {_grade(after.severity)}"
    return [change(ChangeKind.REGRADED, after, before.status, why)]


def _is_news(row: TrackedAction, seen: Seen) -> bool:
    """Whether the answers were given after the closure: old ones reopen nothing."""
    closed = row.handling.verified_on
    given = seen.submitted_on
    return closed is not None and given is not None and given > closed


def _perhaps_back(row: TrackedAction, on: date) -> tuple[TrackedAction, list[Change]]:
    """Nothing is reopened on a guess, and nothing flagged is passed over; told once."""
    if row.last_seen == _UNDATED:
        return row, []
    after = replace(row, last_seen=_UNDATED, checked_on=on)
    return after, [change(ChangeKind.CARRIED_OVER, after, row.status, _UNDATED)]


_SAYS: Mapping[Outcome | None, tuple[ChangeKind, str]] = {
    Outcome.CONFORMS: (ChangeKind.CLEARED, "The answers now conform: verify and close"),
    Outcome.NOT_APPLICABLE: (
        ChangeKind.CLEARED,
        "No longer applies by the answers: verify and close",
    ),
    Outcome.NOT_ASSESSED: (
        ChangeKind.NOT_ASSESSED,
        "Could not be assessed: the answers it needs are missing",
    ),
    Outcome.FLAGGED: (ChangeKind.CARRIED_OVER, "Still there, under another finding"),
}
_UNSEEN = (ChangeKind.NOT_SEEN, "Not part of the latest check")
_NO_RULE = (
    ChangeKind.NOT_SEEN,
    "Its rule is not in force any more: decide whether it still has to be remedied",
)
FLAGGED = "Flagged by the latest check"
_BACK = "Flagged again after it was closed"
_STILL_ELSEWHERE = "No longer raised here, but still by"
_UNDATED = "Flagged by answers that bear no day: reopen it if they are new"


def _still_there(
    row: TrackedAction, now: TrackedAction, on: date
) -> tuple[TrackedAction, list[Change]]:
    if row.status.rests:
        return row, []
    severity = held_by_sources(row, now.severity)
    due_now = _due(row, replace(now, severity=severity))
    method = stronger(row.verification, now.verification)
    after = replace(
        row,
        details=now.details,
        proposed=now.proposed,
        basis=now.basis,
        severity=severity,
        verification=method if row.also else now.verification,
        due_now=due_now,
        counted=_counted(row, now, due_now),
        country=now.country or row.country,
        last_seen=FLAGGED,
        checked_on=on,
    )
    return after, regraded(row, after)


def _due(row: TrackedAction, now: TrackedAction) -> date:
    """A graver grade may bring the day nearer; nothing but an extension delays it."""
    graver = rank(now.severity) < rank(row.severity)
    return min(row.due_now, now.due_on) if graver else row.due_now


def _counted(row: TrackedAction, now: TrackedAction, due_now: date) -> str:
    """Rows of old do not say how their days were counted; told where it is sure."""
    if due_now != row.due_now:
        return now.counted
    as_now = row.due_on - row.raised_on == now.due_on - now.raised_on
    extended = row.due_now != row.due_on
    return row.counted or (now.counted if as_now and not extended else "")


def _reopened(
    row: TrackedAction, now: TrackedAction, on: date
) -> tuple[TrackedAction, list[Change]]:
    after = replace(
        row,
        details=now.details,
        severity=now.severity,
        due_on=now.due_on,
        due_now=now.due_on,
        contain_by=now.contain_by,
        counted=now.counted,
        country=now.country or row.country,
        effect_due=None,
        extensions=0,
        status=ActionStatus.REOPENED,
        handling=replace(row.handling, status=ActionStatus.REOPENED),
        repeats=row.repeats + 1,
        last_seen=FLAGGED,
        checked_on=on,
    )
    return after, [change(ChangeKind.REOPENED, after, row.status, _BACK)]


def _superseded(
    row: TrackedAction, heir: str, on: date
) -> tuple[TrackedAction, list[Change]]:
    if row.status.rests:
        return row, []
    says = f"Replaced by {heir}"
    after = replace(
        row,
        status=ActionStatus.SUPERSEDED,
        handling=replace(row.handling, status=ActionStatus.SUPERSEDED),
        last_seen=says,
        checked_on=on,
    )
    return after, [change(ChangeKind.SUPERSEDED, after, row.status, says)]


def change(
    kind: ChangeKind, row: TrackedAction, came: ActionStatus | None, why: str
) -> Change:
    return Change(
        kind=kind,
        fingerprint=row.fingerprint,
        number=row.number,
        came=came,
        to=row.status,
        by="check",
        why=why,
    )


def _grade(severity: Severity | None) -> str:
    return severity.label if severity else "Observation"
