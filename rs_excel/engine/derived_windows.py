"""Derived answers over days in a row: hours in any seven days, days without a rest.

Comes in: how the pack defines one, and the rows of a table, one for a person and day.
Goes out: a fact with the most that any person has, and the cells and days of it. A
window begins on any day, not on a Monday: the week that is too long seldom does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.facts import Fact, TableRow
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.derived import Basis, cells_of, derived_fact
from rs_excel.rulebook.values import Derived, Window

_BLANK = AnswerState.BLANK


_Days = dict[int, float]
"""What one person did, by day."""


@dataclass(frozen=True, slots=True)
class _Most:
    """The largest window so far: of whom, from which day to which."""

    number: float
    person: str
    first: int
    last: int

    def holds(self, row: TableRow, window: Window) -> bool:
        """Whether a row says something of this person within these days."""
        if row.facts[window.per].text != self.person:
            return False
        day = row.facts[window.day].day
        return day is not None and self.first <= day.toordinal() <= self.last


def derive_over_windows(
    derived: Derived, window: Window, rows: Sequence[TableRow]
) -> Fact:
    """The most of any person; blank where a row lacks its person, day or number.

    With ``blank_is`` such rows are left out: what is told is then the least it can be.
    """
    people, untold = _by_person(derived, window, rows)
    if (untold and derived.blank_is is None) or not people:
        return derived_fact(derived, None, _basis(derived, untold))
    over_days = derived.form == "most_in_days"
    found = _in_days(people, window.days) if over_days else _running(people)
    most = max(found, key=lambda one: one.number)
    if not most.first:  # nobody worked on any of the days
        return derived_fact(derived, 0.0, Basis(derived.of))
    first, last = _day(most.first), _day(most.last)
    said = f"{most.person}, {first}" + (f" to {last}" if last != first else "")
    basis = _basis(derived, [row for row in rows if most.holds(row, window)])
    number = round(most.number, 6) * derived.scale
    return derived_fact(derived, number, Basis(basis.inputs, basis.cells, (said,)))


def _by_person(
    derived: Derived, window: Window, rows: Sequence[TableRow]
) -> tuple[Mapping[str, _Days], list[TableRow]]:
    """Days by person, several rows of a day together; and rows that cannot tell."""
    people: dict[str, _Days] = {}
    untold = []
    for row in rows:
        facts = row.facts
        person, day = facts[window.per].text, facts[window.day].day
        total = _total(derived, facts)
        if person is None or day is None or total is None:
            untold.append(row)
            continue
        days, ordinal = people.setdefault(person, {}), day.toordinal()
        days[ordinal] = days.get(ordinal, 0.0) + total
    return people, untold


def _total(derived: Derived, facts: Mapping[str, Fact]) -> float | None:
    total = 0.0
    for column in derived.of:
        fact = facts[column]
        number = fact.number
        if number is None:
            if fact.state is not _BLANK or derived.blank_is is None:
                return None
            number = derived.blank_is
        total += number
    return total


def _in_days(people: Mapping[str, _Days], days: int) -> Iterator[_Most]:
    """The fullest window of each person, of so many days ending on one that counts."""
    for person, by_day in people.items():
        worked = sorted(by_day)
        first, held = 0, 0.0
        best = _Most(-1.0, person, 0, 0)
        for last in worked:
            held += by_day[last]
            while worked[first] <= last - days:
                held -= by_day[worked[first]]
                first += 1
            if held > best.number + 1e-9:
                best = _Most(held, person, worked[first], last)
        yield best


def _running(people: Mapping[str, _Days]) -> Iterator[_Most]:
    """The most days in a row of each person; a day of no hours is a day off."""
    for person, by_day in people.items():
        best, first, before = _Most(0, person, 0, 0), 0, None
        for day in sorted(day for day, held in by_day.items() if held > 0):
            first = first if before == day - 1 else day
            before = day
            if day - first + 1 > best.number:
                best = _Most(day - first + 1, person, first, day)
        yield best


def _basis(derived: Derived, rows: Sequence[TableRow]) -> Basis:
    facts = [row.facts[column] for row in rows for column in derived.of]
    names = tuple(row.name for row in rows)
    return Basis(derived.of, cells_of(facts), names)


def _day(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
