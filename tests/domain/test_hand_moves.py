"""What people change by hand: accepted, or told what it still lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.action_moves import MOVES, ActionStatus, Need, moves_from
from rs_excel.domain.actions import TrackedAction, unmet
from rs_excel.domain.day_counts import EVERYWHERE, Weekend, WorkingCalendar
from rs_excel.domain.hand_moves import Allowed, settle
from rs_excel.domain.tracker_changes import ChangeKind, Reconciled
from rs_excel.domain.vocabulary import Severity, Verification
from tests.domain.tracking import action, complete

TODAY = date(2026, 3, 2)


def settled(row: TrackedAction, on: date = TODAY) -> Reconciled:
    return settle([row], on, Allowed(most_extensions=2))


def submitted(**given: object) -> TrackedAction:
    return complete(replace(action(), status=ActionStatus.EVIDENCE_SUBMITTED), **given)


def test_a_closure_with_all_on_record_holds() -> None:
    after = settled(submitted())
    assert after.rows[0].status is ActionStatus.VERIFIED_CLOSED
    assert [change.kind for change in after.changes] == [ChangeKind.MOVED]


@pytest.mark.parametrize(
    ("field", "value", "need"),
    [
        ("root_cause", "", Need.ROOT_CAUSE),
        ("root_cause", "tbc", Need.ROOT_CAUSE),
        ("preventive", "n/a", Need.PREVENTIVE),
        ("evidence", "-", Need.EVIDENCE),
        ("verified_by", "?", Need.VERIFIER),
        ("action", "", Need.ACTION),
        ("preventive", "", Need.PREVENTIVE),
        ("evidence", "", Need.EVIDENCE),
        ("evidence_on", None, Need.EVIDENCE_DAY),
        ("method", None, Need.METHOD),
        ("verified_by", "", Need.VERIFIER),
        ("verified_by", "  site  MANAGER ", Need.OTHER_VERIFIER),
        ("verified_on", None, Need.VERIFIED_DAY),
        ("verified_on", date(2026, 2, 1), Need.DAYS_IN_ORDER),
        ("verified_on", date(2026, 3, 3), Need.DAYS_IN_ORDER),
    ],
)
def test_a_closure_that_lacks_something_is_shown_not_undone(
    field: str, value: object, need: Need
) -> None:
    row = submitted()
    row = replace(row, handling=replace(row.handling, **{field: value}))  # type: ignore[arg-type]
    after = settled(row)
    assert after.rows[0].status is ActionStatus.EVIDENCE_SUBMITTED
    assert after.rows[0].handling.status is ActionStatus.VERIFIED_CLOSED
    assert need.label in after.rows[0].remark
    assert [change.kind for change in after.changes] == [ChangeKind.REFUSED]
    assert settled(after.rows[0]).changes == ()


def test_a_desktop_review_does_not_close_what_asks_for_a_follow_up() -> None:
    row = replace(submitted(), verification=Verification.FOLLOW_UP)
    weak = replace(row.handling, method=Verification.DESKTOP)
    assert Need.METHOD.label in settled(replace(row, handling=weak)).rows[0].remark


@pytest.mark.parametrize("approver", ["", "Auditor", "Site manager"])
def test_a_critical_finding_needs_a_second_approver(approver: str) -> None:
    row = replace(submitted(), severity=Severity.CRITICAL)
    alone = replace(row, handling=replace(row.handling, approved_by=approver))
    assert Need.SECOND_APPROVER.label in settled(alone).rows[0].remark


def test_harm_to_people_is_not_closed_without_a_remedy() -> None:
    row = replace(submitted(), remedy_due=True)
    without = replace(row.handling, remedy_confirmed_by="")
    assert Need.REMEDY.label in settled(replace(row, handling=without)).rows[0].remark


def test_a_move_that_does_not_exist_names_those_that_do() -> None:
    row = replace(action(), handling=replace(action().handling, status=None))
    jump = replace(row.handling, status=ActionStatus.EFFECTIVENESS_CHECK)
    remark = settled(replace(row, handling=jump)).rows[0].remark
    assert "does not follow" in remark
    assert all(to.label in remark for to in moves_from(ActionStatus.OPEN))


def test_an_extension_with_reason_and_approver_moves_the_due_day() -> None:
    asked = replace(
        action().handling,
        extended_to=date(2026, 4, 1),
        reason="Spare parts are late",
        decided_by="Buyer",
    )
    after = settled(action(handling=asked))
    row = after.rows[0]
    assert (row.due_now, row.due_on) == (date(2026, 4, 1), date(2026, 2, 14))
    assert row.extensions == 1
    assert settled(row).changes == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": ""}, "the reason"),
        ({"decided_by": ""}, "who decided"),
        ({"extended_to": date(2026, 2, 1)}, "ends before the day it is due"),
    ],
)
def test_an_extension_that_does_not_hold_says_why(
    given: dict[str, object], says: str
) -> None:
    asked = replace(
        action().handling,
        extended_to=date(2026, 4, 1),
        reason="Spare parts are late",
        decided_by="Buyer",
    )
    asked = replace(asked, **given)  # type: ignore[arg-type]
    row = settled(action(handling=asked)).rows[0]
    assert row.due_now == date(2026, 2, 14)
    assert says in row.remark


def test_an_extension_ends_on_a_day_people_work_on() -> None:
    asked = replace(
        action().handling,
        extended_to=date(2026, 4, 4),  # a Saturday
        reason="Spare parts are late",
        decided_by="Buyer",
    )
    weekend = Weekend(since=date.min, days=frozenset({5, 6}))
    calendar = WorkingCalendar(weekends={EVERYWHERE: (weekend,)}, holidays={})
    allowed = Allowed(most_extensions=2, count=lambda row: calendar.of(row.country))
    after = settle([action(handling=asked)], TODAY, allowed)
    (row,) = after.rows
    assert (row.due_now, row.extensions) == (date(2026, 4, 6), 1)
    assert "2026-04-06 (2026-04-04 is no working day)" in after.changes[0].why
    assert settle([row], TODAY, allowed).changes == ()


@pytest.mark.parametrize(
    ("given", "due"),
    [
        ({}, date(2026, 2, 20) + timedelta(days=90)),
        ({"review_on": date(2026, 6, 1)}, date(2026, 6, 1)),
    ],
)
def test_a_closure_says_when_somebody_looks_whether_it_lasts(
    given: dict[str, object], due: date
) -> None:
    allowed = Allowed(most_extensions=2, effect_days=lambda _: 90)
    (row,) = settle([submitted(**given)], TODAY, allowed).rows
    assert row.effect_due == due
    assert not row.effect_unchecked(due - timedelta(days=1))
    assert row.effect_unchecked(due)
    looked = replace(row, handling=replace(row.handling, effective=True))
    assert not looked.effect_unchecked(due)


def test_no_effect_check_is_due_where_nothing_asks_for_one_or_it_was_done() -> None:
    assert settled(submitted()).rows[0].effect_due is None
    checked = replace(submitted(), status=ActionStatus.EFFECTIVENESS_CHECK)
    allowed = Allowed(most_extensions=2, effect_days=lambda _: 90)
    assert settle([checked], TODAY, allowed).rows[0].effect_due is None


def test_a_planned_effect_check_is_due_on_its_day() -> None:
    planned = submitted(
        status=ActionStatus.EFFECTIVENESS_CHECK, review_on=date(2026, 5, 20)
    )
    assert settled(planned).rows[0].effect_due == date(2026, 5, 20)


def test_a_closure_without_effect_asks_to_be_reopened_and_is_not_undone() -> None:
    closed = replace(submitted(effective=False), status=ActionStatus.VERIFIED_CLOSED)
    after = settled(closed)
    assert after.rows[0].status is ActionStatus.VERIFIED_CLOSED
    assert "choose “Reopened” and say why" in after.rows[0].remark
    assert settled(after.rows[0]).changes == ()


def test_containment_is_late_until_somebody_says_that_people_are_safe() -> None:
    row = action(contain_by=date(2026, 1, 16))
    assert not row.contained_late(date(2026, 1, 16))
    assert row.contained_late(date(2026, 1, 17))
    said = replace(row.handling, contained_on=date(2026, 1, 16))
    assert not replace(row, handling=said).contained_late(TODAY)


def test_the_third_extension_is_refused() -> None:
    asked = replace(
        action().handling,
        extended_to=date(2026, 4, 1),
        reason="Once more",
        decided_by="Buyer",
    )
    row = settled(action(handling=asked, extensions=2)).rows[0]
    assert "2 are allowed" in row.remark


@pytest.mark.parametrize("status", [ActionStatus.RISK_ACCEPTED, ActionStatus.DISPUTED])
def test_what_was_set_aside_comes_back_when_its_time_is_over(
    status: ActionStatus,
) -> None:
    handling = replace(action().handling, status=status, until=date(2026, 3, 1))
    row = replace(action(), status=status, handling=handling)
    assert settled(row, date(2026, 3, 1)).changes == ()
    after = settled(row, date(2026, 3, 2))
    assert after.rows[0].status is ActionStatus.REOPENED
    assert [change.kind for change in after.changes] == [ChangeKind.EXPIRED]


STATUSES = st.sampled_from([*ActionStatus])


@given(st.lists(STATUSES, max_size=12))
def test_the_history_of_any_chosen_statuses_is_complete(
    chosen: list[ActionStatus],
) -> None:
    row = complete(action(), until=date(2027, 1, 1), reason="r", decided_by="d")
    row = replace(row, handling=replace(row.handling, review_on=TODAY))
    path = [row.status]
    for status in chosen:
        row = replace(row, handling=replace(row.handling, status=status))
        after = settled(row)
        for change in after.changes:
            if change.kind is ChangeKind.MOVED:
                assert change.came is path[-1]
                path.append(change.to)
        row = after.rows[0]
        assert row.status is path[-1]
    assert all(move in MOVES for move in pairwise(path))


def test_every_status_but_the_end_can_be_left() -> None:
    stuck = {status for status in ActionStatus if not moves_from(status)}
    assert stuck == {ActionStatus.SUPERSEDED, ActionStatus.CLOSED_EXIT}


def test_a_closure_needs_the_verifier_to_be_someone_else() -> None:
    row = submitted()
    same = replace(row.handling, verified_by=row.handling.responsible)
    lacking = unmet(replace(row, handling=same), ActionStatus.VERIFIED_CLOSED, TODAY)
    assert lacking == (Need.OTHER_VERIFIER,)


def test_a_due_day_typed_over_is_no_extension() -> None:
    after = settled(action(due_now=date(2027, 1, 1)))
    assert after.rows[0].due_now == date(2026, 2, 14)
    (told,) = after.changes
    assert told.kind is ChangeKind.REFUSED
    assert "2027-01-01" in told.why
    assert settled(after.rows[0]).changes == ()


def test_a_due_day_brought_nearer_by_hand_is_kept() -> None:
    after = settled(action(due_now=date(2026, 2, 1)))
    assert after.rows[0].due_now == date(2026, 2, 1)


@pytest.mark.parametrize("status", [ActionStatus.DISPUTED, ActionStatus.RISK_ACCEPTED])
def test_nothing_is_set_aside_for_good_by_taking_its_last_day_away(
    status: ActionStatus,
) -> None:
    row = action(status=status)
    after = settled(replace(row, handling=replace(row.handling, status=status)))
    assert after.rows[0].status is ActionStatus.REOPENED
    assert [change.kind for change in after.changes] == [ChangeKind.EXPIRED]
