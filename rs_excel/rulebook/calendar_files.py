"""The working calendar of a policy, from its file.

Comes in: the shape of a calendar and where it stands. Goes out: weekends and holidays
by country; what contradicts itself is noted at its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rs_excel.domain.day_counts import EVERYWHERE, Weekend, WorkingCalendar
from rs_excel.rulebook.calendar_schema import Weekday, WeekendText, WorkingCalendarText
from rs_excel.rulebook.gathering import Gathering
from rs_excel.strict_yaml import Document, Location

_AT = "working_calendar"
_IN_ORDER = tuple(Weekday)


def working_calendar(
    text: WorkingCalendarText, document: Document, gathering: Gathering
) -> WorkingCalendar:
    """The calendar; what is wrong with it is noted."""
    for at, says in (*_weekend_faults(text), *_holiday_faults(text)):
        gathering.refuse("PACK-004", document, (_AT, *at), detail=says)
    weekends: dict[str, list[Weekend]] = {}
    for weekend in text.weekends:
        for country in weekend.countries or (EVERYWHERE,):
            weekends.setdefault(country, []).append(_weekend(weekend))
    holidays: dict[str, set[date]] = {}
    for holiday in text.holidays:
        for country in holiday.countries or (EVERYWHERE,):
            holidays.setdefault(country, set()).update(holiday.days)
    return WorkingCalendar(
        weekends={country: tuple(held) for country, held in weekends.items()},
        holidays={country: frozenset(days) for country, days in holidays.items()},
    )


def _weekend(text: WeekendText) -> Weekend:
    days = frozenset(_IN_ORDER.index(day) for day in text.days)
    return Weekend(since=text.since or date.min, days=days)


def _weekend_faults(text: WorkingCalendarText) -> Iterator[tuple[Location, str]]:
    since_ever = any(not w.countries and w.since is None for w in text.weekends)
    if not since_ever:
        yield (
            ("weekends",),
            "One weekend must hold in every other country, and since ever: give one "
            "without `countries` and without `since`.",
        )
    seen: set[tuple[str, date | None]] = set()
    for place, weekend in enumerate(text.weekends):
        for country in weekend.countries or (EVERYWHERE,):
            if (country, weekend.since) in seen:
                where = country or "every other country"
                when = f" since {weekend.since}" if weekend.since else ""
                yield ("weekends", place), f"A second weekend for {where}{when}."
            seen.add((country, weekend.since))


def _holiday_faults(text: WorkingCalendarText) -> Iterator[tuple[Location, str]]:
    seen: set[tuple[str, date]] = set()
    for place, holiday in enumerate(text.holidays):
        for country in holiday.countries or (EVERYWHERE,):
            for day in holiday.days:
                if (country, day) in seen:
                    says = f"{day} is written twice as a holiday of {country or 'all'}."
                    yield ("holidays", place), says
                seen.add((country, day))
