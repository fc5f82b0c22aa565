"""One matter in two documents is one row: it counts once and is never made milder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.one_matter import Source, sources_in, told
from rs_excel.domain.tracker import reconcile
from rs_excel.domain.tracker_changes import ChangeKind, Reconciled, Seen
from rs_excel.domain.vocabulary import Outcome, Severity, Verification
from tests.domain.tracking import action, complete, seen

FEBRUARY, MARCH = date(2026, 2, 10), date(2026, 3, 10)
ASKED, AUDITED = "a" * 16, "b" * 16
KIN = {"HR-056": frozenset({"HR-920"}), "HR-920": frozenset({"HR-056"})}


def weeks(**given: object) -> TrackedAction:
    """Long weeks by the questionnaire."""
    return action(ASKED, rule_id="HR-056", **given)


def sampled(**given: object) -> TrackedAction:
    """Long weeks by the audit's sample of hours."""
    return action(AUDITED, rule_id="HR-920", **given)


def questionnaire(*raised: TrackedAction, on: date, **outcomes: Outcome) -> Seen:
    told = seen(*raised, on=on, **outcomes)
    return replace(told, kin=KIN, of_others=frozenset({"HR-920"}))


def audit(*raised: TrackedAction, on: date, **outcomes: Outcome) -> Seen:
    told = seen(*raised, on=on, **outcomes)
    return replace(told, kin=KIN, of_others=frozenset({"HR-056"}))


def both(**of_audit: object) -> Reconciled:
    checks = (
        questionnaire(weeks(), on=FEBRUARY),
        audit(sampled(**of_audit), on=FEBRUARY),
    )
    return reconcile([], checks)


def test_the_second_document_adds_a_source_and_no_row() -> None:
    after = both()
    (row,) = after.rows
    assert (row.rule_id, row.number) == ("HR-056", "HS-2026-001")
    assert [source.rule_id for source in sources_in(row.also)] == ["HR-920"]
    kinds = [change.kind for change in after.changes]
    assert kinds == [ChangeKind.RAISED, ChangeKind.CARRIED_OVER]
    assert "HR-920: No evacuation drill" in after.changes[1].why


@pytest.mark.parametrize("again", range(2))
def test_the_same_checks_again_change_nothing(again: int) -> None:
    rows = both(severity=Severity.CRITICAL, due_on=date(2026, 2, 12)).rows
    checks = [
        questionnaire(weeks(), on=FEBRUARY),
        audit(
            sampled(severity=Severity.CRITICAL, due_on=date(2026, 2, 12)), on=FEBRUARY
        ),
    ]
    after = reconcile(rows, checks[::-1] if again else checks)
    assert (after.rows, after.changes) == (rows, ())


def test_the_graver_grade_and_the_stronger_method_hold() -> None:
    graver = {
        "severity": Severity.CRITICAL,
        "due_on": date(2026, 2, 1),
        "contain_by": date(2026, 1, 20),
        "verification": Verification.FOLLOW_UP,
    }
    after = both(**graver)
    (row,) = after.rows
    assert (row.severity, row.due_now) == (Severity.CRITICAL, date(2026, 2, 1))
    assert row.contain_by == date(2026, 1, 20)
    assert row.verification is Verification.FOLLOW_UP
    assert after.changes[-1].kind is ChangeKind.REGRADED
    again = reconcile(after.rows, [questionnaire(weeks(), on=MARCH)])
    assert again.rows[0].severity is Severity.CRITICAL
    assert again.rows[0].verification is Verification.FOLLOW_UP


def test_a_milder_source_moves_nothing() -> None:
    (row,) = both(severity=Severity.MINOR, due_on=date(2026, 1, 20)).rows
    assert (row.severity, row.due_now) == (Severity.MAJOR, date(2026, 2, 14))


def _last(rows: Sequence[TrackedAction], check: Seen) -> TrackedAction:
    (row,) = reconcile(rows, [check]).rows
    return row


def test_one_document_alone_cannot_clear_the_matter() -> None:
    conforms = {ASKED: Outcome.CONFORMS}
    row = _last(both().rows, questionnaire(on=MARCH, **conforms))
    assert row.last_seen == "No longer raised here, but still by HR-920"
    row = _last([row], audit(on=MARCH, **{AUDITED: Outcome.CONFORMS}))
    assert (row.also, row.last_seen) == (
        "",
        "The answers now conform: verify and close",
    )
    assert row.status is ActionStatus.OPEN


def test_silence_of_the_other_document_takes_nothing_away() -> None:
    rows = both().rows
    for outcome in ({AUDITED: Outcome.NOT_ASSESSED}, {}):
        assert _last(rows, audit(on=MARCH, **outcome)).also == rows[0].also


def test_new_answers_of_either_document_reopen_a_closed_row() -> None:
    (row,) = both().rows
    closed = replace(complete(row), status=ActionStatus.VERIFIED_CLOSED)
    assert _last([closed], audit(sampled(), on=FEBRUARY)).status.rests
    assert _last([closed], audit(sampled(), on=MARCH)).status is ActionStatus.REOPENED


def test_a_closed_row_is_no_home_for_a_matter_it_never_held() -> None:
    closed = replace(complete(weeks()), status=ActionStatus.VERIFIED_CLOSED)
    after = reconcile([closed], [audit(sampled(), on=MARCH)])
    assert [row.rule_id for row in after.rows] == ["HR-056", "HR-920"]


def test_what_the_packs_do_not_call_one_matter_stays_two_rows() -> None:
    other = action("c" * 16, rule_id="HS-004")
    checks = [questionnaire(weeks(), on=FEBRUARY), audit(other, on=FEBRUARY)]
    assert len(reconcile([], checks).rows) == 2


def test_a_cell_tells_its_sources_whatever_hands_did_to_it() -> None:
    sources = (
        Source("HR-920", Severity.MAJOR, date(2026, 3, 1), AUDITED),
        Source("AI-012", None, date(2026, 4, 1), ASKED),
    )
    text = told(sources)
    assert text.splitlines()[1] == f"HR-920 · Major · due 2026-03-01 · {AUDITED}"
    assert set(sources_in(text)) == set(sources)
    assert sources_in(f"see mail\nHR-920 · Major · due 2026-13-01 · {AUDITED}") == ()
