"""A working calendar in words: which days do not count, where and as of when.

Comes in: a calendar. Goes out: lines for a terminal, or one line for a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from rs_excel.domain.day_counts import (
    EVERYWHERE,
    WEEKDAYS,
    Weekend,
    WorkingCalendar,
)

_ALL_DAYS = "every day counts"


def calendar_lines(calendar: WorkingCalendar) -> Iterator[str]:
    """A line a country with days of its own, after what holds in all others."""
    for country in sorted({*calendar.weekends, *calendar.holidays}):
        weekends = calendar.weekends.get(country, ())
        told = [_weekend(w) for w in sorted(weekends, key=lambda w: w.since)]
        told += _holidays(calendar.holidays.get(country, ()))
        yield f"{_name(country)}: {'; '.join(told)}"


def calendar_in_words(calendar: WorkingCalendar | None) -> str:
    """The same in one line; without a calendar all days count."""
    return " / ".join(calendar_lines(calendar)) if calendar else _ALL_DAYS


def _name(country: str) -> str:
    return "elsewhere" if country == EVERYWHERE else country


def _weekend(weekend: Weekend) -> str:
    days = ", ".join(WEEKDAYS[day] for day in sorted(weekend.days))
    return days if weekend.since == date.min else f"{days} since {weekend.since}"


def _holidays(days: Iterable[date]) -> Iterator[str]:
    """How many there are, and how far they reach: a list of holidays runs out."""
    ordered = sorted(days)
    if len(ordered) == 1:
        yield f"1 holiday ({ordered[0]})"
    elif ordered:
        yield f"{len(ordered)} holidays ({ordered[0]} to {ordered[-1]})"
