"""What people changed in the tracker since the last run: accepted, or not yet.

Comes in: a row as it stood and what people wrote beside it since. Goes out: the row
after the moves that hold, a remark about one that does not, and a change for each.
Nothing a person wrote is undone: a move that does not hold stays in the sheet as they
chose it, with what it lacks beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rs_excel.domain.action_moves import ActionStatus, Need, moves_from
from rs_excel.domain.actions import TrackedAction, unmet
from rs_excel.domain.day_counts import EVERY_DAY, DayCount
from rs_excel.domain.tracker_changes import Change, ChangeKind, Reconciled

_FOR_A_TIME = (ActionStatus.DISPUTED, ActionStatus.RISK_ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What a buyer's policy says about the days of an action."""

    most_extensions: int
    count: Callable[[TrackedAction], DayCount] = lambda _: EVERY_DAY
    effect_days: Callable[[TrackedAction], int | None] = lambda _: None


def settle(rows: Iterable[TrackedAction], on: date, allowed: Allowed) -> Reconciled:
    """Every row after what people did to it, and what happened."""
    changes: list[Change] = []
    settled: list[TrackedAction] = []
    for row in rows:
        after, happened = _settled(row, on, allowed)
        settled.append(after)
        changes += happened
    return Reconciled(rows=tuple(settled), changes=tuple(changes))


def _settled(
    row: TrackedAction, on: date, allowed: Allowed
) -> tuple[TrackedAction, list[Change]]:
    moved, changes, remark = _moved(row, on, allowed)
    ended, over = _ended(moved, on)
    count = allowed.count(row)
    held, put_back = _held_to_its_day(ended, count)
    extended, granted, refusal = _extended(held, allowed.most_extensions, count)
    remarks = (remark, refusal, _without_effect(extended))
    says = " ".join(part for part in remarks if part)
    changes = [*changes, *over, *put_back, *granted]
    if says and says != row.remark:
        changes.append(_change(ChangeKind.REFUSED, extended, row.status, says))
    if says == extended.remark:
        return extended, changes
    return replace(extended, remark=says), changes


def _moved(
    row: TrackedAction, on: date, allowed: Allowed
) -> tuple[TrackedAction, list[Change], str]:
    to = row.handling.status
    if to is None or to is row.status:
        return row, [], ""
    lacking = unmet(row, to, on)
    if lacking is None:
        next_ = ", ".join(s.label for s in moves_from(row.status))
        return row, [], _no_such_move(row.status, to, next_)
    if lacking:
        return row, [], _not_yet(to, lacking)
    after = replace(row, status=to, effect_due=_effect_due(row, to, allowed))
    return after, [_change(ChangeKind.MOVED, after, row.status, _why(row))], ""


def _effect_due(row: TrackedAction, to: ActionStatus, allowed: Allowed) -> date | None:
    """By when its effect is looked at: as planned, or so long after closure."""
    if to is ActionStatus.EFFECTIVENESS_CHECK:
        return row.handling.review_on
    checked = row.status is ActionStatus.EFFECTIVENESS_CHECK
    verified, days = row.handling.verified_on, allowed.effect_days(row)
    if to is not ActionStatus.VERIFIED_CLOSED or checked or not verified:
        return None
    if row.handling.review_on is not None:
        return row.handling.review_on
    return None if days is None else verified + timedelta(days=days)


def _without_effect(row: TrackedAction) -> str:
    """A closure that does not last is for people to reopen, with the reason."""
    closed = row.status is ActionStatus.VERIFIED_CLOSED
    stays = row.handling.status is row.status
    if not (closed and stays and row.handling.effective is False):
        return ""
    return (
        f"Said to have no effect: choose “{ActionStatus.REOPENED.label}” and say why."
    )


def _no_such_move(came: ActionStatus, to: ActionStatus, next_: str) -> str:
    follows = f"from there: {next_}" if next_ else "nothing follows it"
    return f"Still {came.label}: “{to.label}” does not follow it ({follows})."


def _not_yet(to: ActionStatus, lacking: Sequence[Need]) -> str:
    wanted = "; ".join(need.label for need in lacking)
    return f"Not yet “{to.label}”; still missing: {wanted}."


def _ended(row: TrackedAction, on: date) -> tuple[TrackedAction, list[Change]]:
    """Disputes and accepted risks come back on the day after their last.

    So do those whose last day somebody took away: nothing is set aside for good.
    """
    until = row.handling.until
    if row.status not in _FOR_A_TIME or (until is not None and until >= on):
        return row, []
    back = ActionStatus.REOPENED
    after = replace(row, status=back, handling=replace(row.handling, status=back))
    held = f"held until {until.isoformat()}" if until else "has no last day any more"
    why = f"“{row.status.label}” {held}"
    return after, [_change(ChangeKind.EXPIRED, after, row.status, why)]


def _held_to_its_day(
    row: TrackedAction, count: DayCount
) -> tuple[TrackedAction, list[Change]]:
    """A due day typed over is no extension: those are counted, with a reason."""
    latest = max(row.due_on, count.on_or_after(row.extended_to or row.due_on))
    if row.due_now <= latest:
        return row, []
    why = (
        f"Due date typed over: {row.due_now.isoformat()}; {latest.isoformat()} holds. "
        "For more time fill Extended to, the reason and who decided."
    )
    after = replace(row, due_now=latest)
    return after, [_change(ChangeKind.REFUSED, after, row.status, why)]


def _extended(
    row: TrackedAction, most: int, count: DayCount
) -> tuple[TrackedAction, list[Change], str]:
    asked = row.handling.extended_to
    if row.status.rests or asked is None or asked in (row.extended_to, row.due_now):
        return row, [], ""
    ends = count.on_or_after(asked)
    refusal = _refusal(row, ends, most)
    if refusal:
        return row, [], f"Extension not granted: {refusal}."
    after = replace(row, due_now=ends, extended_to=asked, extensions=row.extensions + 1)
    no_day = "" if ends == asked else f" ({asked.isoformat()} is no working day)"
    days = f"{row.due_now.isoformat()} → {ends.isoformat()}{no_day}"
    why = f"Due {days}: {row.handling.reason}"
    return after, [_change(ChangeKind.EXTENDED, after, row.status, why)], ""


def _refusal(row: TrackedAction, ends: date, most: int) -> str:
    if ends < row.due_now:
        return "it ends before the day it is due"
    if row.extensions >= most:
        return f"there were {row.extensions} already, {most} are allowed"
    needs = {Need.REASON: row.handling.reason, Need.DECIDED_BY: row.handling.decided_by}
    missing = [need.label for need, said in needs.items() if not said]
    return f"still missing: {'; '.join(missing)}" if missing else ""


def _why(row: TrackedAction) -> str:
    handling = row.handling
    return handling.reason or handling.evidence or handling.comments


def _change(
    kind: ChangeKind, row: TrackedAction, came: ActionStatus, why: str
) -> Change:
    handling = row.handling
    by = handling.decided_by or handling.verified_by or handling.responsible
    return Change(
        kind=kind,
        fingerprint=row.fingerprint,
        number=row.number,
        came=came,
        to=row.status,
        by=by,
        why=why,
    )
