"""The meaning of conditions: three-valued, with the questions that decided.

Comes in: a condition and a way to look answers up. Goes out: true, false or None
(cannot tell), and the questions behind it. This is the reference; durable-rules is
held to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rs_excel.domain.conditions import Condition, Group, GroupKind, Test
from rs_excel.domain.facts import Fact
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.terms import Terms
from rs_excel.rulebook.operators import OPERATORS

Look = Callable[[str], Fact]
"""Finds the fact for a question; inside a row, its columns first."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A truth, and the questions that decided it or left it undecided."""

    truth: bool | None
    questions: tuple[str, ...]


ALWAYS = Weighing(True, ())
"""The weight of a condition that was not written."""


def weigh(condition: Condition | None, look: Look, terms: Terms) -> Weighing:
    """How a condition comes out for these answers."""
    if condition is None:
        return ALWAYS
    if isinstance(condition, Test):
        operator = OPERATORS[condition.operator]
        truth = operator.truth(look(condition.question), terms.limit(condition))
        return Weighing(truth, (condition.question,))
    return _together(condition, [weigh(m, look, terms) for m in condition.members])


def _together(group: Group, members: list[Weighing]) -> Weighing:
    """Kleene's logic: one member may decide; else one that cannot tell spoils it."""
    deciding = group.kind is not GroupKind.ALL
    truths = [member.truth for member in members]
    truth: bool | None = not deciding
    if deciding in truths:
        truth = deciding
    elif None in truths:
        truth = None
    agreeing = [q for m in members if m.truth is truth for q in m.questions]
    if group.kind is GroupKind.NONE and truth is not None:
        truth = not truth
    return Weighing(truth, tuple(dict.fromkeys(agreeing)))


def missing_inputs(questions: Iterable[str], look: Look) -> tuple[str, ...]:
    """The questions asked of the site behind those that cannot tell.

    A derived answer stands for its inputs: for those without a usable answer, or,
    where all have one (a division by zero), for all of them.
    """
    found: dict[str, None] = {}
    for question in questions:
        inputs = look(question).inputs
        lacking = [key for key in inputs if look(key).state is not AnswerState.ANSWERED]
        behind = missing_inputs(lacking or inputs, look) if inputs else (question,)
        found.update(dict.fromkeys(behind))
    return tuple(found)
