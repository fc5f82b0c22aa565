"""Values that a pack defines: limits by country and day, answers worked out of others.

Comes in: nothing but what value_files.py has parsed and checked. Goes out: frozen
values, each with the place where it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rs_excel.domain.conditions import Condition
from rs_excel.domain.vocabulary import QuestionKind


@dataclass(frozen=True, slots=True)
class Source:
    """Where in a pack something stands: path relative to the pack, 1-based line."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


OVER_ROWS = (
    "count_where",
    "share_where",
    "max_in",
    "min_in",
    "sum_in",
    "repeated_in",
)
"""Forms of derived answers over the rows of a table."""

NOWHERE = Source("", 0)
"""Of what stands in no file: made in memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterValue:
    """A threshold in one country from one day on, with what it rests on."""

    country: str | None  # None: where nothing more particular is known
    since: date
    value: float
    reference: str
    verify: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A threshold that depends on country and day."""

    name: str
    title: str
    unit: str
    values: tuple[ParameterValue, ...]
    no_limit_in_law: Mapping[str, str] = field(default_factory=dict)
    """Countries whose law, as far as the pack knows, sets none: with the reference."""
    source: Source = NOWHERE

    def on(self, day: date, country: str) -> ParameterValue | None:
        """The value in force: the country's own, else the default, else None.

        None also where countries differ and the country is not known: a default would
        be a guess at the law of a place that nobody named.
        """
        possible = self.possible(day, country)
        return possible[0] if len({value.value for value in possible}) == 1 else None

    def possible(self, day: date, country: str) -> tuple[ParameterValue, ...]:
        """Every value that may be in force: one, unless the country is not known.

        None where it may be a country for which nothing is known.
        """
        if country:
            own = self._latest(day, country) or self._latest(day, None)
            return (own,) if own else ()
        places = {value.country for value in self.values}
        held = {place: self._latest(day, place) for place in places}
        if held.get(None) is None:
            return ()
        return tuple(value for value in held.values() if value is not None)

    def _latest(self, day: date, place: str | None) -> ParameterValue | None:
        begun = [v for v in self.values if v.country == place and v.since <= day]
        return max(begun, key=lambda value: value.since, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """For forms over days in a row: whose days, which column names the day."""

    per: str
    day: str
    days: int = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """An answer computed from others, so that it has a name and carries its cells."""

    key: str
    text: str
    kind: QuestionKind
    form: str  # a form of engine/stating.py: sum_of, ratio_of, count_where …
    of: tuple[str, ...] = ()
    table: str | None = None  # for forms over rows
    where: Condition | None = None
    blank_is: float | None = None  # what an empty cell counts as, when one is filled
    scale: float = 1.0  # e.g. 100 turns a ratio into a percentage
    for_each: str | None = None  # a table: one answer a row, from its columns
    window: Window | None = None
    source: Source = NOWHERE
