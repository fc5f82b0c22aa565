"""A buyer's own choices: days, verification, traffic lights, regimes.

Comes in: nothing but what policy_files.py has parsed and checked. Goes out: frozen
values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rs_excel.domain.day_counts import EVERY_DAY, DayCount, WorkingCalendar
from rs_excel.domain.vocabulary import (
    ClockStart,
    CountedIn,
    Severity,
    Verification,
)
from rs_excel.rulebook.recognition import Criterion


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeframe:
    """Days allowed for one severity or finding type."""

    close_days: int
    contain_days: int | None
    verification: Verification
    counted: CountedIn = CountedIn.CALENDAR
    effect_days: int | None = None  # after closure, to check that it lasts


MOST_EXTENSIONS = 2
"""How often the due day of an action may be moved where a policy says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A buyer's own choices."""

    name: str
    title: str
    timeframes: Mapping[str, Timeframe]  # by severity value or finding type value
    red_when: Mapping[Severity, int]  # count from which a pillar is red
    amber_when: Mapping[Severity, int]
    least_assessed_share: float  # below this no pillar is green
    rule_days: Mapping[str, int] = field(default_factory=dict)  # this buyer, this rule
    rules_may_ease: bool = True  # a rule may give more days, or verify by less
    clock_starts: ClockStart = ClockStart.DAY_RAISED
    plan_days: int = 0  # to agree on a plan, where the clock starts with it
    most_extensions: int = MOST_EXTENSIONS  # of one corrective action
    regimes: tuple[str, ...] = ()  # laws whose gaps are reported, by id
    working_calendar: WorkingCalendar | None = None
    recognition: tuple[Criterion, ...] = ()  # what is asked of an audit of others
    programme: tuple[Criterion, ...] = ()  # what is asked of a supplier, step by step

    def day_count(self, kind: str, country: str) -> DayCount:
        """How the days of a severity or finding type are counted in a country."""
        time, calendar = self.timeframes.get(kind), self.working_calendar
        if calendar is None or time is None or time.counted is CountedIn.CALENDAR:
            return EVERY_DAY
        return calendar.of(country)

    def effect_days(self, kind: str) -> int | None:
        """Days after closure on which somebody looks whether it lasts."""
        time = self.timeframes.get(kind)
        return time.effect_days if time else None
