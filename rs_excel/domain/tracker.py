"""A tracker meets a new check: what is new, still there, gone, back, or silent.

Comes in: the rows kept so far and what one check of one site says. Goes out: the rows
as they now stand and one change for each thing that happened. The same check twice
changes nothing, and silence closes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.tracker_changes import Change, ChangeKind, Reconciled, Seen
from rs_excel.domain.vocabulary import Outcome, Severity


def reconcile(
    rows: Sequence[TrackedAction],
    checks: Iterable[Seen],
    past: Callable[[], Mapping[str, str]] = dict,
) -> Reconciled:
    """Holds the rows of each site that was checked against what its check says.

    ``past`` gives the number every fingerprint of the history had; it is only asked
    when something is raised.
    """
    books = _Books(rows, past)
    for seen in checks:
        books.meet(seen)
    return Reconciled(rows=tuple(books.rows), changes=tuple(books.changes))


class _Books:
    """The rows while checks come in, found by site; numbers are never given twice."""

    def __init__(
        self, rows: Iterable[TrackedAction], past: Callable[[], Mapping[str, str]]
    ) -> None:
        self._past = past
        self.rows: list[TrackedAction] = []
        self.changes: list[Change] = []
        self._of_site: dict[str, dict[str, int]] = {}  # site → fingerprint → place
        self._last: dict[str, int] = {}  # series → the last number given
        for row in rows:
            self._add(row)

    def meet(self, seen: Seen) -> None:
        """One check of one site."""
        places = self._of_site.setdefault(seen.site_key, {})
        kept = (self.rows[place] for place in places.values())
        mine = [row for row in kept if row.rule_id not in seen.of_others]
        heirs = _heirs(mine, seen)
        for row in mine:
            after, happened = _met(row, seen, heirs.get(row.fingerprint))
            self.rows[places[row.fingerprint]] = after
            self.changes += happened
        for row in seen.raised.values():
            if row.fingerprint not in places:
                self._raise(row)

    def _raise(self, row: TrackedAction) -> None:
        """A row that people took out is back under the number it had."""
        former = self._numbers_given.get(row.fingerprint)
        new = replace(row, number=former or self._next_number(row))
        self._add(new)
        kind = ChangeKind.RESTORED if former else ChangeKind.RAISED
        why = f"{_TAKEN_OUT} {new.details}" if former else new.details
        self.changes.append(_change(kind, new, None, why))

    def _add(self, row: TrackedAction) -> None:
        self._of_site.setdefault(row.site_key, {})[row.fingerprint] = len(self.rows)
        self.rows.append(row)
        self._note_number(row.number)

    def _note_number(self, number: str) -> None:
        series, _, place = number.rpartition("-")
        if place.isdecimal():
            self._last[series] = max(self._last.get(series, 0), int(place))

    @cached_property
    def _numbers_given(self) -> Mapping[str, str]:
        given = self._past()
        for number in given.values():
            self._note_number(number)
        return given

    def _next_number(self, row: TrackedAction) -> str:
        """A report counts from 001, a tracker counts on."""
        series = f"{row.pillar.code}-{row.raised_on.year}"
        return f"{series}-{self._last.get(series, 0) + 1:03}"


def _met(
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
    if row.status.rests or (row.last_seen, row.checked_on) == (says, seen.on):
        return row, []
    after = replace(row, last_seen=says, checked_on=seen.on)
    happened = [] if row.last_seen == says else [_change(kind, after, row.status, says)]
    return after, happened


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
    return after, [_change(ChangeKind.CARRIED_OVER, after, row.status, _UNDATED)]


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
_TAKEN_OUT = "Its row was taken out of the tracker, with what people wrote in it."
_BACK = "Flagged again after it was closed"
_UNDATED = "Flagged by answers that bear no day: reopen it if they are new"


def _still_there(
    row: TrackedAction, now: TrackedAction, on: date
) -> tuple[TrackedAction, list[Change]]:
    if row.status.rests:
        return row, []
    due_now = _due(row, now)
    after = replace(
        row,
        details=now.details,
        proposed=now.proposed,
        basis=now.basis,
        severity=now.severity,
        verification=now.verification,
        due_now=due_now,
        counted=_counted(row, now, due_now),
        country=now.country or row.country,
        last_seen=FLAGGED,
        checked_on=on,
    )
    if after.severity is row.severity:
        return after, []
    why = f"{_grade(row.severity)} is now {_grade(after.severity)}"
    return after, [_change(ChangeKind.REGRADED, after, row.status, why)]


def _due(row: TrackedAction, now: TrackedAction) -> date:
    """A graver grade may bring the day nearer; nothing but an extension delays it."""
    graver = _rank(now.severity) < _rank(row.severity)
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
    return after, [_change(ChangeKind.REOPENED, after, row.status, _BACK)]


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
    return after, [_change(ChangeKind.SUPERSEDED, after, row.status, says)]


def _heirs(rows: Iterable[TrackedAction], seen: Seen) -> dict[str, str]:
    """By fingerprint of an older rule's row, the number of the row in its place."""
    by_rule = {row.rule_id: row.number for row in seen.raised.values()}
    heirs = {
        old: by_rule[new]
        for new, olds in seen.replaced.items()
        if new in by_rule
        for old in olds
    }
    return {row.fingerprint: heirs[row.rule_id] for row in rows if row.rule_id in heirs}


def _change(
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


def _rank(severity: Severity | None) -> int:
    return severity.rank if severity else len(Severity)


def _grade(severity: Severity | None) -> str:
    return severity.label if severity else "Observation"
