"""The law register as objects: whom a regime binds, since when, and to what.

Comes in: nothing but what law_files.py has parsed and checked. Goes out: frozen
values. An entry tells what its author knew on ``law_as_of``; it is no legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rs_excel.domain.conditions import Condition


class Milestone(StrEnum):
    """What happens on a day in the life of a law."""

    IN_FORCE = "in_force"
    APPLIES = "applies"  # from here on, at least to some, its duties bind
    STEP = "step"  # further companies, lower thresholds, changed duties
    DUE = "due"  # something is to be handed in, published or made available
    CHANGED = "changed"  # an amendment


class Needs(StrEnum):
    """How many thresholds of a group must be met to be in scope."""

    ALL = "all"
    TWO = "two"
    ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A size from which a law binds; valid from a day on, maybe until another."""

    measure: str
    value: float
    above: bool  # above the value, not from it on
    unit: str  # a currency, or what is counted
    since: date
    until: date | None
    reference: str
    verify: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One group of those bound, and the sizes that decide."""

    who: str
    needs: Needs
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDay:
    """One day in the life of a law."""

    on: date
    what: Milestone
    says: str
    reference: str
    verify: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a law asks of the buyer, and what a supplier's return gives towards it."""

    id: str
    says: str
    reference: str
    since: date | None  # None: as the law
    until: date | None
    verify: bool
    questions: Mapping[str, Condition]  # by question: the answer that serves the duty
    evidence: tuple[str, ...]  # kinds of document, any of which serves
    rules: tuple[str, ...]  # whose findings stand against the duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One regime."""

    id: str
    title: str
    jurisdiction: str  # ISO 3166-1 alpha-2, or EU, US-CA
    reference: str
    law_as_of: date  # the day on which the entry was last known to be true
    open_points: tuple[str, ...]  # what was still moving then
    scopes: tuple[Scope, ...]
    dates: tuple[LawDay, ...]
    duties: tuple[Duty, ...]
    where: str  # path:line

    @property
    def applies_from(self) -> date | None:
        """The first day on which its duties bind anybody."""
        days = [day.on for day in self.dates if day.what is Milestone.APPLIES]
        return min(days, default=None)

    def applies_on(self, day: date) -> bool:
        """Whether its duties bind anybody on a day."""
        return self.applies_from is not None and self.applies_from <= day

    def duties_on(self, day: date) -> tuple[Duty, ...]:
        """The duties that bind on a day; none before the law applies."""
        if not self.applies_on(day):
            return ()
        return tuple(
            duty
            for duty in self.duties
            if (duty.since is None or duty.since <= day)
            and (duty.until is None or day <= duty.until)
        )

    @property
    def verify(self) -> bool:
        """Whether any part of the entry is to be looked up before it is relied on."""
        flags = [day.verify for day in self.dates]
        flags += [duty.verify for duty in self.duties]
        flags += [size.verify for scope in self.scopes for size in scope.thresholds]
        return any(flags)
