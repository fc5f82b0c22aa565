"""What comes back from a site or its auditor: laws of taking it in."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, unmet
from rs_excel.domain.hand_moves import Allowed, settle
from rs_excel.domain.reply import TAKEN, take_in
from rs_excel.domain.vocabulary import Verification
from tests.domain.tracking import action, complete

ON = date(2026, 3, 2)
_WORDS = st.sampled_from(["", "one", "another"])
_DAYS = st.sampled_from([None, date(2026, 2, 1), date(2026, 2, 20)])
_SAID = st.builds(
    Handling,
    status=st.sampled_from([None, *ActionStatus]),
    root_cause=_WORDS,
    action=_WORDS,
    preventive=_WORDS,
    responsible=_WORDS,
    evidence=_WORDS,
    evidence_on=_DAYS,
    comments=_WORDS,
    method=st.sampled_from([None, *Verification]),
    verified_by=_WORDS,
    verified_on=_DAYS,
)
_STATUSES = st.sampled_from([*ActionStatus])


@given(kept=_SAID, said=_SAID, held=_STATUSES)
def test_a_word_in_the_tracker_is_never_replaced(
    kept: Handling, said: Handling, held: ActionStatus
) -> None:
    row = action(handling=kept, status=held)
    (after,) = take_in([row], {row.fingerprint: said}, ON).rows
    for key in TAKEN:
        before, came = getattr(kept, key), getattr(said, key)
        assert getattr(after.handling, key) == (before or came)


@given(kept=_SAID, said=_SAID, held=_STATUSES)
def test_other_words_are_told_and_reading_again_fills_nothing(
    kept: Handling, said: Handling, held: ActionStatus
) -> None:
    row = action(handling=kept, status=held)
    first = take_in([row], {row.fingerprint: said}, ON)
    again = take_in(first.rows, {row.fingerprint: said}, ON)
    assert again.rows == first.rows
    told = " ".join(change.why for change in first.changes)
    for key in TAKEN:
        before, came = getattr(kept, key), getattr(said, key)
        if before and came and before != came and isinstance(came, str):
            assert f"“{getattr(came, 'label', came)}”" in told


@given(kept=_SAID, said=_SAID, held=_STATUSES)
def test_a_closure_is_taken_in_only_where_it_then_holds(
    kept: Handling, said: Handling, held: ActionStatus
) -> None:
    row = action(handling=kept, status=held)
    taken = take_in([row], {row.fingerprint: said}, ON)
    (after,) = taken.rows
    closed = ActionStatus.VERIFIED_CLOSED
    if after.handling.status is closed and kept.status is not closed:
        assert unmet(after, closed, ON) == ()
        (settled,) = settle(taken.rows, ON, Allowed(most_extensions=2)).rows
        assert settled.status is closed


def test_a_closure_with_all_on_record_is_taken_in() -> None:
    row = complete(action(), status=ActionStatus.OPEN)
    said = Handling(status=ActionStatus.VERIFIED_CLOSED)
    (after,) = take_in([row], {row.fingerprint: said}, ON).rows
    assert after.handling.status is ActionStatus.VERIFIED_CLOSED


def test_a_closed_row_is_not_opened_by_what_comes_back() -> None:
    closed = ActionStatus.VERIFIED_CLOSED
    row = complete(action(status=closed))
    said = Handling(status=ActionStatus.OPEN)
    taken = take_in([row], {row.fingerprint: said}, ON)
    assert (taken.rows, taken.changes) == ((row,), ())
