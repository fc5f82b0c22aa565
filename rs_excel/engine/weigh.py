"""The meaning of conditions: three-valued, with the questions that decided.

Comes in: a condition and a way to look answers up. Goes out: true, false or None
(cannot tell), and the questions behind it. This is the reference; durable-rules is
held to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.conditions import Condition, GroupKind, Test
from rs_excel.domain.facts import Fact
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.terms import COUNTRY, Terms
from rs_excel.rulebook.operators import OPERATORS, Limit

Look = Callable[[str], Fact]
"""Finds the fact for a question; inside a row, its columns first."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """A truth, and the questions that decided it or left it undecided."""

    truth: bool | None
    questions: tuple[str, ...]


Weigher = Callable[[Look], Weighing]
"""A condition in which everything is settled but the answers."""

OfTest = Callable[[Test, Terms], Weigher]

_ALL, _NONE = GroupKind.ALL, GroupKind.NONE

ALWAYS = Weighing(True, ())
"""The weight of a condition that was not written."""


def weigh(condition: Condition | None, look: Look, terms: Terms) -> Weighing:
    """How a condition comes out for these answers."""
    return weigher_of(condition, terms)(look)


def weigher_of(condition: Condition | None, terms: Terms) -> Weigher:
    """A condition ready for many answers, the same each time it is asked for."""
    return _always if condition is None else terms.once(condition, weigher)


def _always(look: Look) -> Weighing:
    return ALWAYS


def weigher(
    condition: Condition | None, terms: Terms, of_one: OfTest | None = None
) -> Weigher:
    """A condition with its operators and limits looked up once for many answers.

    ``of_one`` weighs single tests in another way than they are meant.
    """
    if condition is None:
        return _always
    if isinstance(condition, Test):
        return (of_one or of_test)(condition, terms)
    members = tuple(weigher(member, terms, of_one) for member in condition.members)
    kind = condition.kind
    return lambda look: _together(kind, [weighed(look) for weighed in members])


def of_test(test: Test, terms: Terms) -> Weigher:
    """A test as its operator means it."""
    question = test.question
    limits = terms.limits(test)
    if len(limits) > 1:
        return _of_limits(test, limits)
    truth_of = OPERATORS[test.operator].against(limits[0] if limits else None)
    outcomes = _outcomes(question)
    return lambda look: outcomes[truth_of(look(question))]


def _of_limits(test: Test, limits: Sequence[Limit]) -> Weigher:
    """While the country is not known, only what holds in every country is told."""
    question = test.question
    truths_of = [OPERATORS[test.operator].against(limit) for limit in limits]
    outcomes, undecided = _outcomes(question), Weighing(None, (COUNTRY,))

    def weighed(look: Look) -> Weighing:
        fact = look(question)
        truths = {truth_of(fact) for truth_of in truths_of}
        if len(truths) == 1:
            return outcomes[truths.pop()]
        return undecided

    return weighed


@lru_cache(maxsize=4096)
def _outcomes(question: str) -> Mapping[bool | None, Weighing]:
    """The three weighings that a test on one question can have."""
    return {truth: Weighing(truth, (question,)) for truth in (True, False, None)}


def _together(kind: GroupKind, members: Sequence[Weighing]) -> Weighing:
    """Kleene's logic: one member may decide; else one that cannot tell spoils it."""
    deciding = kind is not _ALL
    truths = [member.truth for member in members]
    truth: bool | None = not deciding
    if deciding in truths:
        truth = deciding
    elif None in truths:
        truth = None
    agreeing = [q for m in members if m.truth is truth for q in m.questions]
    if kind is _NONE and truth is not None:
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
