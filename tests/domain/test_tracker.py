"""A tracker through the months: new, still there, gone, back, silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.tracker import reconcile
from rs_excel.domain.tracker_changes import ChangeKind, Seen
from rs_excel.domain.vocabulary import Outcome, Severity
from tests.domain.tracking import SITE, action, complete, seen

FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 10)


def closed() -> TrackedAction:
    return replace(complete(action()), status=ActionStatus.VERIFIED_CLOSED)


def test_a_finding_that_is_new_becomes_a_row() -> None:
    after = reconcile([], [seen(action(), on=FEBRUARY)])
    assert [row.number for row in after.rows] == ["HS-2026-001"]
    assert [change.kind for change in after.changes] == [ChangeKind.RAISED]


def test_numbers_count_on_where_the_tracker_stopped() -> None:
    other = action("alarm", number="HS-2026-001")
    after = reconcile([action()], [seen(action(), other, on=FEBRUARY)])
    assert [row.number for row in after.rows] == ["HS-2026-001", "HS-2026-002"]


def test_a_number_that_was_given_is_never_given_again() -> None:
    other = action("alarm", number="HS-2026-001")
    given = {"drill": "HS-2026-001", "exit": "HS-2026-002"}
    after = reconcile([], [seen(other, on=FEBRUARY)], lambda: given)
    assert [row.number for row in after.rows] == ["HS-2026-003"]


def test_a_row_that_was_taken_out_is_back_under_its_number_and_says_so() -> None:
    given = {"drill": "HS-2026-007"}
    after = reconcile([], [seen(action(), on=FEBRUARY)], lambda: given)
    assert [row.number for row in after.rows] == ["HS-2026-007"]
    assert after.changes[0].why.startswith("Its row was taken out of the tracker")


def test_a_finding_that_is_still_there_keeps_its_number_and_its_due_day() -> None:
    now = action(number="HS-2026-009", due_on=date(2026, 5, 1), details="Reworded.")
    after = reconcile([action()], [seen(now, on=FEBRUARY)])
    row = after.rows[0]
    assert (row.number, row.due_now) == ("HS-2026-001", date(2026, 2, 14))
    assert row.details == "Reworded."
    assert after.changes == ()


def test_a_graver_grade_is_told_and_may_bring_the_due_day_nearer() -> None:
    now = action(severity=Severity.CRITICAL, due_now=FEBRUARY, due_on=FEBRUARY)
    after = reconcile([action()], [seen(now, on=FEBRUARY)])
    assert after.rows[0].due_now == FEBRUARY
    assert [change.why for change in after.changes] == ["Major is now Critical"]


def test_answers_that_conform_propose_closure_and_close_nothing() -> None:
    after = reconcile([action()], [seen(on=FEBRUARY, drill=Outcome.CONFORMS)])
    assert after.rows[0].status is ActionStatus.OPEN
    assert after.rows[0].last_seen == "The answers now conform: verify and close"
    assert [change.kind for change in after.changes] == [ChangeKind.CLEARED]


def test_silence_closes_nothing() -> None:
    after = reconcile([action()], [seen(on=FEBRUARY, drill=Outcome.NOT_ASSESSED)])
    assert after.rows[0].status is ActionStatus.OPEN
    assert [change.kind for change in after.changes] == [ChangeKind.NOT_ASSESSED]


def test_what_is_folded_under_another_finding_is_not_gone() -> None:
    after = reconcile([action()], [seen(on=FEBRUARY, drill=Outcome.FLAGGED)])
    assert after.rows[0].last_seen == "Still there, under another finding"


def test_a_row_the_check_does_not_know_is_left_alone() -> None:
    after = reconcile([action()], [seen(on=FEBRUARY)])
    assert after.rows[0].last_seen == "Not part of the latest check"


def test_a_closed_finding_that_is_back_is_reopened_with_a_new_due_day() -> None:
    now = action(due_on=date(2026, 4, 9), due_now=date(2026, 4, 9))
    after = reconcile([closed()], [seen(now, on=MARCH)])
    row = after.rows[0]
    assert (row.status, row.repeats) == (ActionStatus.REOPENED, 1)
    assert row.due_now == date(2026, 4, 9)
    assert row.handling.root_cause == "Nobody was in charge of drills"
    assert after.changes[0].came is ActionStatus.VERIFIED_CLOSED


def test_answers_older_than_the_closure_reopen_nothing() -> None:
    old = replace(seen(action(), on=MARCH), submitted_on=date(2026, 1, 10))
    assert reconcile([closed()], [old]).rows == (closed(),)


def test_answers_without_a_day_reopen_nothing_and_are_told_once() -> None:
    undated = replace(seen(action(), on=MARCH), submitted_on=None)
    after = reconcile([closed()], [undated])
    assert after.rows[0].status is ActionStatus.VERIFIED_CLOSED
    assert [change.kind for change in after.changes] == [ChangeKind.CARRIED_OVER]
    assert "bear no day" in after.changes[0].why
    later = replace(undated, on=date(2026, 4, 2))
    assert reconcile(after.rows, [later]).changes == ()


def test_a_row_of_a_replaced_rule_is_superseded_by_its_heir() -> None:
    heir = action("new", rule_id="HS-104", number="HS-2026-002")
    check = replace(seen(heir, on=FEBRUARY), replaced={"HS-104": ("HS-004",)})
    after = reconcile([action()], [check])
    assert after.rows[0].status is ActionStatus.SUPERSEDED
    assert {change.kind for change in after.changes} == {
        ChangeKind.SUPERSEDED,
        ChangeKind.RAISED,
    }


def test_rows_of_other_sites_are_not_touched() -> None:
    elsewhere = action("far", site_key="example/south")
    check = seen(on=FEBRUARY, drill=Outcome.CONFORMS, far=Outcome.CONFORMS)
    assert reconcile([elsewhere, action()], [check]).rows[0] == elsewhere


NAMES = st.sampled_from(["drill", "alarm", "exit", "water"])


@st.composite
def checks(draw: st.DrawFn) -> Seen:
    on = date(2026, 2, 1 + draw(st.integers(0, 20)))
    raised = [action(name) for name in draw(st.sets(NAMES))]
    others = draw(st.dictionaries(NAMES, st.sampled_from([*Outcome])))
    return seen(*raised, on=on, **others)


@st.composite
def trackers(draw: st.DrawFn) -> list[TrackedAction]:
    rows = []
    for place, name in enumerate(sorted(draw(st.sets(NAMES))), 1):
        row = action(name, number=f"HS-2026-{place:03}")
        status = draw(st.sampled_from([*ActionStatus]))
        rows.append(replace(complete(row), status=status))
    return rows


@given(trackers(), checks())
def test_the_same_check_twice_changes_nothing(
    rows: list[TrackedAction], check: Seen
) -> None:
    once = reconcile(rows, [check])
    twice = reconcile(once.rows, [check])
    assert twice.rows == once.rows
    assert twice.changes == ()


@given(trackers(), st.lists(checks(), max_size=6))
def test_no_check_loses_a_row_or_a_word_of_people(
    rows: list[TrackedAction], row_of_checks: list[Seen]
) -> None:
    after = reconcile(rows, row_of_checks)
    for before, now in zip(rows, after.rows, strict=False):
        assert now.number == before.number
        assert now.site_key == SITE
        assert replace(now.handling, status=None) == replace(
            before.handling, status=None
        )
    numbers = [row.number for row in after.rows]
    assert len(set(numbers)) == len(numbers)


@given(trackers(), st.lists(checks(), max_size=6))
def test_no_check_ever_closes_anything(
    rows: list[TrackedAction], row_of_checks: list[Seen]
) -> None:
    before = {row.fingerprint: row.status for row in rows}
    for row in reconcile(rows, row_of_checks).rows:
        if row.status is ActionStatus.VERIFIED_CLOSED:
            assert before[row.fingerprint] is ActionStatus.VERIFIED_CLOSED


@pytest.mark.parametrize(
    ("days", "said"), [(30, "30 calendar days"), (20, ""), (44, "")]
)
def test_a_row_of_old_says_how_its_days_were_counted_only_where_it_is_sure(
    days: int, said: str
) -> None:
    """The row was raised on 15 January and is due thirty days later."""
    old = action()
    on = date(2026, 3, 2)
    now = action(
        raised_on=on,
        due_on=on + timedelta(days),
        due_now=on + timedelta(days),
        counted=f"{days} calendar days",
    )
    (row,) = reconcile([old], [seen(now, on=on)]).rows
    assert row.counted == said
    extended = replace(old, due_now=date(2026, 3, 20))
    (row,) = reconcile([extended], [seen(now, on=on)]).rows
    assert row.counted == ""


def test_a_row_whose_rule_is_not_in_force_any_more_says_so_and_stays() -> None:
    check = replace(seen(on=MARCH), out_of_force={"HS-004"})
    after = reconcile([action()], [check])
    (row,), (change,) = after.rows, after.changes
    assert (row.status, change.kind) == (ActionStatus.OPEN, ChangeKind.NOT_SEEN)
    assert "rule is not in force any more" in row.last_seen
    assert reconcile(after.rows, [check]).changes == ()
