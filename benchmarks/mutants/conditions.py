"""Conditions changed in one place.

Comes in: a condition. Goes out: every condition that differs from it by one operator,
one operand, one word of a group or one test left out, each with what was done to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rs_excel.domain.conditions import (
    Condition,
    Group,
    GroupKind,
    Operand,
    ParameterRef,
    Test,
)
from rs_excel.domain.spans import Span
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.values import Parameter

Changed = Iterator[tuple[str, Condition]]

_SHIFTS = {"+1": (1, 1), "-1": (1, -1), "+10 %": (1.1, 0), "-10 %": (0.9, 0)}
"""What is done to a number: times the first, plus the second."""

_OTHER_OPERATORS: Mapping[str, tuple[str, ...]] = {
    "is": ("is_not",),
    "is_not": ("is",),
    "one_of": ("none_of",),
    "none_of": ("one_of",),
    "includes": ("excludes",),
    "excludes": ("includes",),
    "at_least": ("above", "below"),
    "at_most": ("below", "above"),
    "above": ("at_least", "at_most"),
    "below": ("at_most", "at_least"),
    "older_than": ("within",),
    "within": ("older_than",),
    "before": ("after",),
    "after": ("before",),
}
_OTHER_KINDS = {
    GroupKind.ALL: (GroupKind.ANY,),
    GroupKind.ANY: (GroupKind.ALL,),
    GroupKind.NONE: (GroupKind.ANY,),
}
_MOST_TRIED = 6  # of a long list only the ends are left out, and one value is added


def shifted_parameters(
    parameters: Mapping[str, Parameter],
) -> Mapping[str, Parameter]:
    """The parameters, and each of them again under ``name +1``, ``name -10 %`` …"""
    shifted = {
        _shifted_name(name, shift): replace(
            parameter,
            values=tuple(
                replace(value, value=_shifted(value.value, shift))
                for value in parameter.values
            ),
        )
        for name, parameter in parameters.items()
        for shift in _SHIFTS
    }
    return {**parameters, **shifted}


@dataclass(frozen=True, slots=True)
class Changing:
    """Changes conditions of one pack; ``on`` is the day its cases are assessed on."""

    pack: RulePack
    on: date

    def changed(self, condition: Condition) -> Changed:
        """Every condition that differs in one place."""
        if isinstance(condition, Test):
            yield from self._of_test(condition)
        else:
            yield from self._of_group(condition)

    def _of_group(self, group: Group) -> Changed:
        members = group.members
        for kind in _OTHER_KINDS[group.kind]:
            if len(members) > 1 or GroupKind.NONE in (kind, group.kind):
                yield f"{group.kind} → {kind}", replace(group, kind=kind)
        for place, member in enumerate(members):
            before, after = members[:place], members[place + 1 :]
            if len(members) > 1:
                what = f"without {_named(member)}"
                yield what, replace(group, members=(*before, *after))
            for what, other in self.changed(member):
                yield what, replace(group, members=(*before, other, *after))

    def _of_test(self, test: Test) -> Changed:
        others = [
            replace(test, operator=other)
            for other in _OTHER_OPERATORS.get(test.operator, ())
        ]
        others += [replace(test, operand=o) for o in self._other_operands(test)]
        others += self._a_day_off(test)
        if test.operator == "between" and isinstance(test.operand, tuple):
            low, high = test.operand
            others += [
                Test(question=test.question, operator="at_least", operand=low),
                Test(question=test.question, operator="at_most", operand=high),
            ]
        for other in others:
            yield f"{_named(test)} → {other.operator} {_operand(other.operand)}", other

    def _other_operands(self, test: Test) -> Iterator[Operand | ParameterRef]:
        operand = test.operand
        if isinstance(operand, ParameterRef):
            held = self.pack.parameters[operand.name].values
            yield from (
                ParameterRef(_shifted_name(operand.name, shift))
                for shift in _SHIFTS
                if any(_is_a_step(value.value, shift) for value in held)
            )
        elif isinstance(operand, tuple):
            yield from self._other_lists(test, operand)
        elif isinstance(operand, float | int):
            yield from _other_numbers(operand)
        elif isinstance(operand, str):
            yield from self._other_words(test, operand)

    def _other_lists(
        self, test: Test, operand: tuple[str, ...] | tuple[float, ...]
    ) -> Iterator[Operand]:
        if test.operator == "between":
            low, high = (float(end) for end in operand)
            yield from ((other, high) for other in _other_numbers(low))
            yield from ((low, other) for other in _other_numbers(high))
            return
        words = tuple(str(word) for word in operand)
        left_out = words if len(words) <= _MOST_TRIED else (words[0], words[-1])
        for word in left_out if len(words) > 1 else ():  # an empty list is no operand
            yield tuple(other for other in words if other != word)
        others = [v for v in self._choices(test.question) if v not in words]
        added = others if len(others) <= _MOST_TRIED else others[:1]
        yield from ((*words, value) for value in added)

    def _other_words(self, test: Test, operand: str) -> Iterator[Operand]:
        if test.operator == "answered":
            yield "no" if operand == "yes" else "yes"
        elif test.operator == "state_is":
            yield from (s.value for s in AnswerState if s.value != operand)
        elif test.operator in ("older_than", "within"):
            yield from _other_spans(operand)
        elif test.operator not in ("before", "after"):
            yield from (v for v in self._choices(test.question) if v != operand)

    def _choices(self, question: str) -> tuple[str, ...]:
        asked = self.pack.catalogue.by_key.get(question)
        return tuple(choice.value for choice in asked.choices) if asked else ()

    def _a_day_off(self, test: Test) -> list[Test]:
        """A limit that is a day, moved by one: said as a day, as no span can say it."""
        operator, operand = test.operator, test.operand
        if operator == "older_than":
            limit = Span.parse(str(operand)).back_from(self.on)
            operator = "before"
        elif operator in ("before", "after"):
            limit = operand if isinstance(operand, date) else self.on
        else:
            return []
        days = (limit + timedelta(days=move) for move in (-1, 1))
        return [replace(test, operator=operator, operand=day) for day in days]


def _other_numbers(number: float) -> Iterator[float]:
    found = (_shifted(number, s) for s in _SHIFTS if _is_a_step(number, s))
    yield from dict.fromkeys(found)


def _shifted(number: float, shift: str) -> float:
    times, plus = _SHIFTS[shift]
    return round(number * times + plus, 6)


def _is_a_step(number: float, shift: str) -> bool:
    """Whether the shift tells; a tenth of a small count is less than one of it."""
    moved = abs(_shifted(number, shift) - number)
    return moved >= 1 or (moved > 0 and number % 1 != 0)


def _shifted_name(name: str, shift: str) -> str:
    return f"{name} {shift}"


def _other_spans(words: str) -> Iterator[str]:
    """One day, or one month, more and less."""
    span = Span.parse(words)
    count, unit = (span.months, "months") if span.months else (span.days, "days")
    yield from (f"{other} {unit}" for other in (count - 1, count + 1))


def _named(condition: Condition) -> str:
    if isinstance(condition, Group):
        return f"{condition.kind} of {len(condition.members)}"
    return f"{condition.question}: {condition.operator} {_operand(condition.operand)}"


def _operand(operand: Operand | ParameterRef) -> str:
    if isinstance(operand, ParameterRef):
        return f"${operand.name}"
    if isinstance(operand, tuple):
        shown = [str(member) for member in operand]
        return f"[{', '.join(shown if len(shown) <= _MOST_TRIED else shown[:3])}]"
    return f"{operand:g}" if isinstance(operand, float) else str(operand)
