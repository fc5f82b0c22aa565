"""Calendar days and working days: counted by what a buyer wrote down, nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.day_counts import (
    EVERY_DAY,
    EVERYWHERE,
    Weekend,
    WorkingCalendar,
)

FRIDAY = date(2026, 3, 6)
EVER = date.min
SAT_SUN = Weekend(since=EVER, days=frozenset({5, 6}))
FRI_SAT = Weekend(since=EVER, days=frozenset({4, 5}))
CALENDAR = WorkingCalendar(
    weekends={
        EVERYWHERE: (SAT_SUN,),
        "BD": (FRI_SAT,),
        "AE": (Weekend(since=date(2026, 3, 9), days=frozenset({6})), FRI_SAT),
        "QA": (Weekend(since=date(2026, 3, 9), days=frozenset({0})),),
    },
    holidays={
        EVERYWHERE: frozenset({date(2026, 3, 11)}),
        "BD": frozenset({date(2026, 3, 8)}),
    },
)


def test_every_day_of_the_calendar_counts_where_nothing_else_is_said() -> None:
    assert EVERY_DAY.ahead(FRIDAY, 60) == FRIDAY + timedelta(days=60)
    assert EVERY_DAY.on_or_after(date(2026, 3, 8)) == date(2026, 3, 8)
    assert EVERY_DAY.words(FRIDAY, 1) == "1 calendar day"


@pytest.mark.parametrize(
    ("country", "days", "due"),
    [
        ("DE", 0, date(2026, 3, 6)),
        ("DE", 1, date(2026, 3, 9)),
        ("DE", 3, date(2026, 3, 12)),  # the 11th is a holiday everywhere
        ("", 3, date(2026, 3, 12)),
        ("BD", 1, date(2026, 3, 9)),  # Friday and Saturday, then a holiday of its own
        ("AE", 2, date(2026, 3, 9)),  # Sunday still counted, the week before it changed
        ("QA", 1, date(2026, 3, 10)),  # as everywhere until its own weekend began
    ],
)
def test_weekends_and_holidays_of_a_country_are_left_out(
    country: str, days: int, due: date
) -> None:
    assert CALENDAR.of(country).ahead(FRIDAY, days) == due


def test_the_words_name_the_country_and_what_was_left_out() -> None:
    assert CALENDAR.of("BD").words(FRIDAY, 4) == (
        "4 working days (BD: without Fri, Sat and 2 holidays)"
    )
    assert CALENDAR.of("").words(date(2026, 3, 9), 1) == (
        "1 working day (country not known)"
    )


def test_a_day_nobody_works_on_moves_to_the_next_one_somebody_does() -> None:
    assert CALENDAR.of("BD").on_or_after(FRIDAY) == date(2026, 3, 9)
    assert CALENDAR.of("DE").on_or_after(FRIDAY) == FRIDAY


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(0, 200),
    st.sampled_from(["DE", "BD", "AE", "QA", ""]),
)
def test_between_start_and_due_lie_exactly_so_many_working_days(
    start: date, days: int, country: str
) -> None:
    count = CALENDAR.of(country)
    due = count.ahead(start, days)
    passed = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(count.on_or_after(day) == day for day in passed) == days
    assert days == 0 or count.on_or_after(due) == due
