"""How days are counted: every day of the calendar, or only those people work on.

Comes in: the weekends and holidays a buyer has written down. Goes out: the day so many
days later, the next day that counts, and in words how it was counted. Nothing is
assumed about a country: what is not written down is no weekend and no holiday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from rs_excel.domain.tongue import ENGLISH, Tongue

EVERYWHERE = ""
"""The key of what holds in every country that has nothing of its own."""

_A_DAY = timedelta(days=1)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class DayCount(Protocol):
    """One way to count days."""

    def ahead(self, start: date, days: int) -> date:
        """The day on which so many days have passed since ``start``."""

    def on_or_after(self, day: date) -> date:
        """The day itself where it counts, else the first one after it that does."""

    def span(self, days: int, tongue: Tongue = ENGLISH) -> str:
        """``40 working days``, as a timescale."""

    def words(self, start: date, days: int) -> str:
        """The same with what was left out between ``start`` and the day due."""


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """Every day counts."""

    def ahead(self, start: date, days: int) -> date:
        return start + timedelta(days=days)

    def on_or_after(self, day: date) -> date:
        return day

    def span(self, days: int, tongue: Tongue = ENGLISH) -> str:
        return tongue.count("count.day", days, "{n} day", "{n} days")

    def words(self, start: date, days: int) -> str:
        del start  # a calendar day is one wherever the count begins
        return f"{days} calendar {_day_or_days(days)}"


EVERY_DAY = CalendarDays()


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekend:
    """The days of the week nobody works on, as of a day."""

    since: date
    days: frozenset[int]  # 0 is Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """Days that are neither weekend nor holiday in one country."""

    country: str  # empty where it is not known
    weekends: tuple[Weekend, ...]  # the latest first; the last holds since ever
    holidays: frozenset[date]

    def ahead(self, start: date, days: int) -> date:
        """The last of so many working days after ``start``; no days: ``start``."""
        day = start
        for _ in range(days):
            day = self.on_or_after(day + _A_DAY)
        return day

    def on_or_after(self, day: date) -> date:
        while self._is_weekend(day) or day in self.holidays:
            day += _A_DAY
        return day

    def span(self, days: int, tongue: Tongue = ENGLISH) -> str:
        return tongue.count(
            "count.working_day", days, "{n} working day", "{n} working days"
        )

    def words(self, start: date, days: int) -> str:
        """``40 working days (BD: without Fri, Sat and 2 holidays)``."""
        end = self.ahead(start, days)
        passed = [start + n * _A_DAY for n in range(1, (end - start).days + 1)]
        off = {day.weekday() for day in passed if self._is_weekend(day)}
        free = sum(day in self.holidays and not self._is_weekend(day) for day in passed)
        left_out = [", ".join(WEEKDAYS[day] for day in sorted(off))] if off else []
        left_out += [f"{free} holiday{'' if free == 1 else 's'}"] if free else []
        where = self.country or "country not known"
        without = f": without {' and '.join(left_out)}" if left_out else ""
        return f"{self.span(days)} ({where}{without})"

    def _is_weekend(self, day: date) -> bool:
        held = next(one for one in self.weekends if one.since <= day)
        return day.weekday() in held.days


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """A buyer's weekends and holidays, by country; ``EVERYWHERE`` for the others."""

    weekends: Mapping[str, tuple[Weekend, ...]]
    holidays: Mapping[str, frozenset[date]]

    def of(self, country: str) -> WorkingDays:
        """The working days of a country; others have what holds everywhere.

        A country's own weekends go before those; its holidays come on top of them.
        """
        own = self.weekends.get(country, ()) if country else ()
        usual = self.weekends[EVERYWHERE]
        everywhere = self.holidays.get(EVERYWHERE, frozenset())
        return WorkingDays(
            country=country,
            weekends=(*_latest_first(own), *_latest_first(usual)),
            holidays=everywhere | self.holidays.get(country, frozenset()),
        )


def _latest_first(weekends: Iterable[Weekend]) -> list[Weekend]:
    return sorted(weekends, key=lambda weekend: weekend.since, reverse=True)


def _day_or_days(days: int) -> str:
    return "day" if days == 1 else "days"
