"""The shapes a policy's file may have: in full, or as changes to another policy.

Comes in: plain values from strict_yaml. Goes out: pydantic models.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rs_excel.domain.vocabulary import (
    ClockStart,
    CountedIn,
    Severity,
    Verification,
)
from rs_excel.rulebook.calendar_schema import WorkingCalendarText
from rs_excel.rulebook.policy import MOST_EXTENSIONS
from rs_excel.rulebook.recognition_files import CriteriaText
from rs_excel.rulebook.schema import Days, Shape

Count = Annotated[int, Field(ge=1)]
Extensions = Annotated[int, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]


class TimeframeText(Shape):
    close_days: Days
    contain_days: Days | None = None
    verification: Verification
    counted: CountedIn = CountedIn.CALENDAR
    effect_days: Days | None = None


class TimeframeChangesText(Shape):
    close_days: Days | None = None
    contain_days: Days | None = None
    verification: Verification | None = None
    counted: CountedIn | None = None
    effect_days: Days | None = None


class PolicyText(Shape):
    """A policy in full."""

    name: str
    title: str
    clock_starts: ClockStart = ClockStart.DAY_RAISED
    plan_days: Days = 0
    most_extensions: Extensions = MOST_EXTENSIONS
    timeframes: dict[str, TimeframeText]
    rules_may_ease: bool = True
    rule_days: dict[str, Days] = Field(default_factory=dict)
    red_when: dict[Severity, Count]
    amber_when: dict[Severity, Count]
    least_assessed_share: Share
    regimes: tuple[str, ...] = ()
    working_calendar: WorkingCalendarText | None = None
    recognition: CriteriaText = Field(default_factory=dict)
    programme: CriteriaText = Field(default_factory=dict)


class PolicyChangesText(Shape):
    """What differs from the policy it extends; the rest is as there."""

    name: str
    extends: str
    title: str = ""
    clock_starts: ClockStart | None = None
    plan_days: Days | None = None
    most_extensions: Extensions | None = None
    timeframes: dict[str, TimeframeChangesText] = Field(default_factory=dict)
    rules_may_ease: bool | None = None
    rule_days: dict[str, Days] = Field(default_factory=dict)
    red_when: dict[Severity, Count] | None = None
    amber_when: dict[Severity, Count] | None = None
    least_assessed_share: Share | None = None
    regimes: tuple[str, ...] | None = None
    working_calendar: WorkingCalendarText | None = None
    recognition: CriteriaText = Field(default_factory=dict)
    programme: CriteriaText = Field(default_factory=dict)
