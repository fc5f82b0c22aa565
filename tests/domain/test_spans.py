"""Spans count by the calendar, not by thirty days a month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.spans import Span


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("12 months", Span(months=12)),
        ("1 month", Span(months=1)),
        ("60 days", Span(days=60)),
        ("2 years", Span(months=24)),
        ("1 week", Span(days=7)),
        (" 3  Weeks ", Span(days=21)),
        ("0 days", Span()),
    ],
)
def test_words_become_a_span(words: str, span: Span) -> None:
    assert Span.parse(words) == span


@pytest.mark.parametrize(
    "words", ["", "12", "months", "1.5 years", "-1 day", "a year", "12 moons", "1 d"]
)
def test_other_words_are_refused_with_the_reason(words: str) -> None:
    with pytest.raises(ValueError, match="not a span of time: write a whole number"):
        Span.parse(words)


@pytest.mark.parametrize(
    ("day", "words", "earlier"),
    [
        (date(2026, 3, 31), "1 month", date(2026, 2, 28)),
        (date(2024, 3, 31), "1 month", date(2024, 2, 29)),
        (date(2024, 2, 29), "1 year", date(2023, 2, 28)),
        (date(2026, 1, 15), "12 months", date(2025, 1, 15)),
        (date(2026, 1, 15), "1 month", date(2025, 12, 15)),
        (date(2026, 1, 15), "60 days", date(2025, 11, 16)),
        (date(2026, 1, 15), "1 week", date(2026, 1, 8)),
        (date(2026, 1, 15), "9000 years", date.min),
        (date(1, 1, 5), "6 days", date.min),
    ],
)
def test_going_back_keeps_the_day_or_takes_the_months_last(
    day: date, words: str, earlier: date
) -> None:
    assert Span.parse(words).back_from(day) == earlier


@pytest.mark.parametrize(
    ("day", "words", "later"),
    [
        (date(2026, 1, 31), "1 month", date(2026, 2, 28)),
        (date(2025, 12, 31), "2 months", date(2026, 2, 28)),
        (date(2026, 1, 15), "2 weeks", date(2026, 1, 29)),
        (date(2026, 1, 15), "9000 years", date.max),
        (date(9999, 12, 30), "6 days", date.max),
    ],
)
def test_going_ahead_keeps_the_day_or_takes_the_months_last(
    day: date, words: str, later: date
) -> None:
    assert Span.parse(words).ahead_of(day) == later


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.integers(0, 600),
)
def test_going_ahead_and_back_loses_at_most_the_end_of_a_month(
    day: date, months: int
) -> None:
    span = Span(months=months)
    there_and_back = span.back_from(span.ahead_of(day))
    assert there_and_back <= day
    assert (day - there_and_back).days <= 3
    assert there_and_back == day or day.day > 28
