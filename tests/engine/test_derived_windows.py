"""Hours in any seven days, held against the plainest way to count them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.facts import Fact, TableRow
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.engine.derived_windows import derive_over_windows
from rs_excel.rulebook.values import Derived, Window

FIRST = date(2025, 11, 1)
WINDOW = Window(per="h.worker", day="h.day")

lines = st.lists(
    st.tuples(
        st.sampled_from(["W-1", "W-2"]), st.integers(0, 20), st.sampled_from([0, 4, 9])
    ),
    min_size=1,
    max_size=25,
)


def _derived(form: str, blank_is: float | None = None) -> Derived:
    return Derived(
        key="h.most",
        text="Most",
        kind=QuestionKind.NUMBER,
        form=form,
        of=("h.hours",),
        table="h",
        blank_is=blank_is,
        window=WINDOW,
    )


def _row(place: int, worker: str, day: int, hours: float | None) -> TableRow:
    answered = AnswerState.ANSWERED
    said = AnswerState.BLANK if hours is None else answered
    facts = {
        "h.worker": Fact(key="h.worker", state=answered, text=worker),
        "h.day": Fact(key="h.day", state=answered, day=FIRST + timedelta(days=day)),
        "h.hours": Fact(key="h.hours", state=said, number=hours),
    }
    return TableRow(name=f"H-{place}", position=place, facts=facts)


def _rows(said: list[tuple[str, int, int]]) -> list[TableRow]:
    return [_row(place, *line) for place, line in enumerate(said, 1)]


@given(said=lines)
def test_the_fullest_seven_days_whatever_the_order(
    said: list[tuple[str, int, int]],
) -> None:
    plain = max(
        sum(h for w, d, h in said if w == worker and begin <= d < begin + 7)
        for worker in ("W-1", "W-2")
        for begin in range(21)
    )
    for order in (said, said[::-1]):
        fact = derive_over_windows(_derived("most_in_days"), WINDOW, _rows(order))
        assert fact.number == plain


@given(said=lines)
def test_the_longest_run_of_days(said: list[tuple[str, int, int]]) -> None:
    worked = {(w, d) for w, d, h in said if h}
    plain = max(
        (
            length
            for worker, day in worked
            for length in range(1, 22)
            if all((worker, day + more) in worked for more in range(length))
        ),
        default=0,
    )
    found = derive_over_windows(_derived("most_days_running"), WINDOW, _rows(said))
    assert found.number == plain


@given(said=lines, unread=st.integers(0, 24))
def test_a_line_that_cannot_tell_leaves_it_open_and_the_rest_a_floor(
    said: list[tuple[str, int, int]], unread: int
) -> None:
    rows = _rows(said)
    place = unread % len(rows)
    worker, day, _ = said[place]
    rows[place] = _row(place + 1, worker, day, None)
    open_ = derive_over_windows(_derived("most_in_days"), WINDOW, rows)
    assert open_.state is AnswerState.BLANK
    assert open_.lists == (f"H-{place + 1}",)
    floor = derive_over_windows(_derived("most_in_days", 0), WINDOW, rows)
    whole = derive_over_windows(_derived("most_in_days"), WINDOW, _rows(said))
    assert (floor.number or 0) <= (whole.number or 0)
