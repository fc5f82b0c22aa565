"""Conditions as data: a test on one question, or a group of conditions.

Comes in: what the pack's author wrote, already parsed. Goes out: frozen values that
the reference evaluator weighs, the compiler turns into durable-rules, and the
template turns into spreadsheet formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Operand = str | float | date | tuple[str, ...] | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """``$max_total_hours_week``: a value that depends on country and day."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One question, one operator, one operand: ``hs.drills_12m: { below: 1 }``."""

    question: str
    operator: str
    operand: Operand | ParameterRef

    __test__ = False  # the field's word; pytest must not collect it


class GroupKind(StrEnum):
    ALL = "all"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Conditions that must hold together, in part, or not at all."""

    kind: GroupKind
    members: tuple[Condition, ...]


Condition = Test | Group


def tests_in(condition: Condition) -> Iterator[Test]:
    """Every test, in reading order."""
    if isinstance(condition, Test):
        yield condition
        return
    for member in condition.members:
        yield from tests_in(member)


def questions_read(condition: Condition) -> frozenset[str]:
    """The keys of all questions the condition looks at."""
    return frozenset(test.question for test in tests_in(condition))


def depth(condition: Condition) -> int:
    """How deep groups nest: 0 for a test alone."""
    if isinstance(condition, Test):
        return 0
    return 1 + max((depth(member) for member in condition.members), default=0)
