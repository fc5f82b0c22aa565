"""Spans of calendar time: ``12 months``, ``60 days``, ``2 years``, ``1 week``.

Comes in: the words of a rule. Goes out: a ``Span`` that can be counted back or ahead
from a day. A month later is the same day of that month, or its last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_UNITS = {"day": (1, 0), "week": (7, 0), "month": (0, 1), "year": (0, 12)}
_WORDS = re.compile(r"\s*(\d{1,5})\s+(day|week|month|year)s?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """So many days or so many months; never both."""

    days: int = 0
    months: int = 0

    @classmethod
    def parse(cls, words: str) -> Span:
        """``"12 months"`` as a span; ValueError says what is wrong with the words."""
        found = _WORDS.fullmatch(words)
        if found is None:
            reason = "write a whole number and day(s), week(s), month(s) or year(s)"
            raise ValueError(f"`{words}` is not a span of time: {reason}")
        count = int(found[1])
        days, months = _UNITS[found[2].lower()]
        return cls(days=count * days, months=count * months)

    def back_from(self, day: date) -> date:
        """The day this span earlier; never before the calendar begins."""
        return self._moved(day, -1)

    def ahead_of(self, day: date) -> date:
        """The day this span later; never after the calendar ends."""
        return self._moved(day, 1)

    def _moved(self, day: date, direction: int) -> date:
        month = day.year * 12 + day.month - 1 + direction * self.months
        year = month // 12
        if year < date.min.year:
            return date.min
        if year > date.max.year:
            return date.max
        last = monthrange(year, month % 12 + 1)[1]
        moved = date(year, month % 12 + 1, min(day.day, last))
        try:
            return moved + timedelta(days=direction * self.days)
        except OverflowError:
            return date.min if direction < 0 else date.max
