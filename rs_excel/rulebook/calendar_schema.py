"""The shape of a working calendar in a policy's file.

Comes in: plain values from strict_yaml. Goes out: pydantic models. Each entry says what
it rests on: a reference, or that it is the buyer's own choice.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from rs_excel.rulebook.schema import COUNTRY, Shape

Country = Annotated[str, Field(pattern=COUNTRY)]


class Weekday(StrEnum):
    """In their order, from the first day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class _Founded(Shape):
    """What rests on a text or an office, or on the buyer alone."""

    countries: tuple[Country, ...] = ()  # none: every country without its own
    reference: str = ""
    buyers_own: bool = False

    @model_validator(mode="after")
    def _says_what_it_rests_on(self) -> Self:
        if bool(self.reference.strip()) is self.buyers_own:
            raise ValueError("give either a `reference` or `buyers_own: true`")
        return self


class WeekendText(_Founded):
    days: Annotated[tuple[Weekday, ...], Field(min_length=1, max_length=6)]
    since: date | None = None  # none: since ever


class HolidayText(_Founded):
    name: Annotated[str, Field(min_length=1)]
    days: Annotated[tuple[date, ...], Field(min_length=1)]


class WorkingCalendarText(Shape):
    weekends: Annotated[tuple[WeekendText, ...], Field(min_length=1)]
    holidays: tuple[HolidayText, ...] = ()
