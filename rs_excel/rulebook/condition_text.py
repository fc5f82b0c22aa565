"""Conditions as authors write them become conditions as the engine weighs them.

Comes in: the mapping under ``flag_when`` and its like. Goes out: a ``Condition``, or
None with every problem noted at its line. There is no way to write code in one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from rs_excel.domain.conditions import (
    Condition,
    Group,
    GroupKind,
    Operand,
    ParameterRef,
    Test,
)
from rs_excel.rulebook.gathering import Gathering, did_you_mean, source
from rs_excel.rulebook.operators import OPERATORS
from rs_excel.rulebook.values import Source
from rs_excel.strict_yaml import Document, Location, Plain

_GROUPS = frozenset(GroupKind)


@dataclass(frozen=True, slots=True)
class ConditionParser:
    """Parses the conditions of one document against what the pack knows."""

    document: Document
    gathering: Gathering
    questions: Collection[str]
    parameters: Collection[str]
    tests_at: dict[Test, Source] = field(default_factory=dict)  # where each was read

    def parse(self, text: Plain, at: Location) -> Condition | None:
        """A mapping with one entry is that condition; with several, all of them."""
        if not isinstance(text, dict) or not text:
            self._refuse(
                at, "A condition is a mapping: `question: { operator: value }`."
            )
            return None
        members = [self._entry(key, value, (*at, key)) for key, value in text.items()]
        return _together(GroupKind.ALL, members)

    def _entry(self, key: str, value: Plain, at: Location) -> Condition | None:
        if key in _GROUPS:
            return self._group(GroupKind(key), value, at)
        if key not in self.questions:
            hint = did_you_mean(key, self.questions)
            self.gathering.refuse("PACK-003", self.document, at, key=key, hint=hint)
            return None
        if not isinstance(value, dict) or not value:
            self._refuse(at, f"Say how `{key}` is tested: `{key}: {{ is: yes }}`.")
            return None
        tests = [
            self._test(key, op, operand, (*at, op)) for op, operand in value.items()
        ]
        return _together(GroupKind.ALL, tests)

    def _group(self, kind: GroupKind, value: Plain, at: Location) -> Condition | None:
        texts = value if isinstance(value, list) else [value]
        if not texts:
            self._refuse(at, f"`{kind}` needs at least one condition.")
            return None
        members = [self.parse(text, (*at, i)) for i, text in enumerate(texts)]
        if kind is GroupKind.NONE:
            whole = tuple(member for member in members if member is not None)
            return (
                Group(kind=kind, members=whole) if len(whole) == len(members) else None
            )
        return _together(kind, members)

    def _test(
        self, question: str, operator: str, value: Plain, at: Location
    ) -> Condition | None:
        if operator not in OPERATORS:
            hint = did_you_mean(operator, OPERATORS)
            known = ", ".join(OPERATORS)
            self._refuse(at, f"`{operator}` is not an operator.{hint} Known: {known}.")
            return None
        operand = self._operand(value, at)
        if operand is None:
            return None
        fault = OPERATORS[operator].fault_in(operand)
        if fault:
            self._refuse(at, f"`{operator}`: {fault} It says `{value}`.")
            return None
        test = Test(question=question, operator=operator, operand=operand)
        self.tests_at.setdefault(test, source(self.document, at))
        return test

    def _operand(self, value: Plain, at: Location) -> Operand | ParameterRef | None:
        if isinstance(value, str) and value.startswith("$"):
            name = value[1:]
            if name not in self.parameters:
                hint = did_you_mean(name, self.parameters)
                self._refuse(at, f"`{value}` is not a parameter of this pack.{hint}")
                return None
            return ParameterRef(name)
        if isinstance(value, list):
            if all(isinstance(v, int | float) for v in value):
                return tuple(float(v) for v in value if isinstance(v, int | float))
            return tuple(str(v) for v in value)
        if value is None or isinstance(value, dict | bool):
            self._refuse(at, "A test needs a value to compare with.")
            return None
        return float(value) if isinstance(value, int) else value

    def _refuse(self, at: Location, detail: str) -> None:
        self.gathering.refuse("PACK-004", self.document, at, detail=detail)


def _together(kind: GroupKind, members: list[Condition | None]) -> Condition | None:
    """One member stands for itself; a faulty member spoils the whole."""
    whole = tuple(member for member in members if member is not None)
    if len(whole) < len(members):
        return None
    if kind is GroupKind.ALL:  # several tests of one question among others: all alike
        whole = tuple(one for member in whole for one in _parts(member))
    return whole[0] if len(whole) == 1 else Group(kind=kind, members=whole)


def _parts(condition: Condition) -> tuple[Condition, ...]:
    if isinstance(condition, Group) and condition.kind is GroupKind.ALL:
        return condition.members
    return (condition,)
