"""The answers one rule can meet: its conditions over every way they can come out.

Comes in: a rule and the pack around it. Goes out: a ``RuleSpace`` that tells whether
some answers make conditions true together. Derived answers are taken as free, and
parameters at their lowest and highest: what never holds at both ends is said to never
hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.conditions import (
    Condition,
    Group,
    GroupKind,
    ParameterRef,
    Test,
    questions_read,
    tests_in,
)
from rs_excel.domain.questions import Catalogue
from rs_excel.rulebook.lint_look import Look
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.possible_answers import Limits, Truths, possible_truths
from rs_excel.rulebook.search import Goal, Search, Settled, both, fails, holds

_SOME_DAY = date(2026, 1, 15)


@dataclass(frozen=True, slots=True)
class RuleSpace:
    """Possible answers at one end of the parameters, or at both."""

    ends: tuple[_End, ...]

    @classmethod
    def of(cls, look: Look, *more: Rule) -> RuleSpace:
        """The space of a rule, its gates and of further rules beside it."""
        conditions = [*look.conditions()]
        for rule in more:
            conditions += [c for c in (rule.applies_when, rule.flag_when) if c]
        read = frozenset(key for c in conditions for key in questions_read(c))
        conditions += _gates(look.pack.catalogue, read).values()
        tests = dict.fromkeys(test for c in conditions for test in tests_in(c))
        on_parameters = any(isinstance(t.operand, ParameterRef) for t in tests)
        ends = (False, True) if on_parameters else (False,)
        day = look.rule.cases[0].assessed_on if look.rule.cases else _SOME_DAY
        limits = (Limits(look.pack, day, highest) for highest in ends)
        return cls(tuple(_End.of(look, tests, one) for one in limits))

    def never(
        self, *wanted: Condition | None, unless: Condition | None = None
    ) -> bool | None:
        """Whether no answers make all of it true, and ``unless`` false.

        None where there are too many to try.
        """
        found = {end.finds(wanted, unless) for end in self.ends}
        if True in found:
            return False
        return None if None in found else True


@dataclass(frozen=True, slots=True)
class _End:
    possible: Mapping[str, tuple[Truths, ...]]
    places: Mapping[Test, int]  # of a test among those on its question

    @classmethod
    def of(cls, look: Look, tests: Iterable[Test], limits: Limits) -> _End:
        by_question: dict[str, list[Test]] = {}
        for test in tests:
            by_question.setdefault(test.question, []).append(test)
        asked = look.pack.catalogue.by_key
        return cls(
            possible={
                key: possible_truths(asked.get(key), look.kinds[key], on_it, limits)
                for key, on_it in by_question.items()
            },
            places={
                t: place for of in by_question.values() for place, t in enumerate(of)
            },
        )

    def finds(
        self, wanted: Iterable[Condition | None], unless: Condition | None
    ) -> bool | None:
        goals = [holds(condition, self._goal) for condition in wanted]
        if unless is not None:
            goals.append(fails(holds(unless, self._goal)))
        return Search(self.possible).finds(both(*goals))

    def _goal(self, test: Test) -> Goal:
        question, place = test.question, self.places[test]

        def truth(settled: Settled) -> bool | None:
            truths = settled.get(question)
            return None if truths is None else truths[place]

        return truth


def gate_of(catalogue: Catalogue, key: str) -> Condition | None:
    """All that must hold for a question to be asked; None where it always is."""
    question = catalogue.by_key.get(key)
    if question is None:
        return None
    parts = [s.holds_when for s in catalogue.scopes if s.key in question.scopes]
    if question.asked_when is not None:
        parts.append(question.asked_when)
    return Group(kind=GroupKind.ALL, members=tuple(parts)) if parts else None


def _gates(catalogue: Catalogue, read: frozenset[str]) -> dict[str, Condition]:
    """Gates that look at what the rule looks at; others open whatever it says."""
    found = {}
    for key in sorted(read):
        gate = gate_of(catalogue, key)
        if gate is not None and not read.isdisjoint(questions_read(gate)):
            found[key] = gate
    return found
