"""What a question may be answered, as far as some tests can tell the answers apart.

Comes in: a question and every test that looks at it. Goes out: a few answers that stand
for all others: each choice, each limit and both its sides, within the bounds the
template sets. Tests on how a question was answered add the ways of not answering.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rs_excel.domain.conditions import ParameterRef, Test
from rs_excel.domain.facts import MILLION, Fact
from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.rulebook.comparisons import Looks
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.operators import OPERATORS, Limit

Truths = tuple[bool | None, ...]
"""What each of some tests makes of one answer."""

_NUMERIC = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY})
_ANOTHER_TEXT = "\N{SECTION SIGN} another text"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What tests compare with on a day, every parameter at one end of its values."""

    pack: RulePack
    on: date
    highest: bool = False

    def of(self, test: Test) -> Limit:
        operand = test.operand
        if isinstance(operand, ParameterRef):
            values = [v.value for v in self.pack.parameters[operand.name].values]
            operand = max(values) if self.highest else min(values)
        return OPERATORS[test.operator].family.limit(operand, self.on)


def possible_truths(
    question: Question | None, kind: QuestionKind, tests: Sequence[Test], limits: Limits
) -> tuple[Truths, ...]:
    """Each way in which the tests on one question can come out together.

    ``question`` is None for an answer nobody is asked: it has no bounds.
    """
    weighed = [OPERATORS[test.operator].against(limits.of(test)) for test in tests]
    facts = _facts(question, kind, tests, limits)
    return tuple(dict.fromkeys(tuple(w(fact) for w in weighed) for fact in facts))


def _facts(
    question: Question | None, kind: QuestionKind, tests: Sequence[Test], limits: Limits
) -> Iterator[Fact]:
    looks = {OPERATORS[test.operator].family.looks for test in tests}
    found = [limits.of(t) for t in tests if not _on_state(t)]
    if kind in _NUMERIC:
        for number in numbers(question, kind, _members(found)):
            yield Fact("", AnswerState.ANSWERED, number=number / MILLION)
    elif kind is QuestionKind.DATE:
        for day in _days(_members(found), limits.on):
            yield Fact("", AnswerState.ANSWERED, day=day)
    elif kind is QuestionKind.CHOICES:
        for options in _options(question, _members(found)):
            yield Fact("", AnswerState.ANSWERED, options=options)
    else:
        for text in _texts(question, _members(found)):
            yield Fact("", AnswerState.ANSWERED, text=text)
    if Looks.STATE in looks:
        for state in AnswerState:
            if state is not AnswerState.ANSWERED:
                yield Fact("", state)


def _on_state(test: Test) -> bool:
    return OPERATORS[test.operator].family.looks is Looks.STATE


def _members(limits: Iterable[Limit]) -> list[Limit]:
    return [
        member
        for limit in limits
        for member in (limit if isinstance(limit, tuple) else (limit,))
    ]


def numbers(
    question: Question | None, kind: QuestionKind, limits: Iterable[Limit]
) -> list[int]:
    """In millionths: every limit, a little to its sides, and the bounds themselves."""
    low, high = bounds(question, kind)
    found = {0, MILLION} if not limits else set()
    for limit in limits:
        found |= {limit - MILLION, limit - 1, limit, limit + 1, limit + MILLION}
    found |= {bound for bound in (low, high) if bound is not None}
    return sorted(
        n for n in found if (low is None or n >= low) and (high is None or n <= high)
    )


def bounds(
    question: Question | None, kind: QuestionKind
) -> tuple[int | None, int | None]:
    """The least and the most the template takes, in millionths. Percentages end."""
    low = question.minimum if question else None
    high = question.maximum if question else None
    if question and kind is QuestionKind.PERCENT and low is None:
        low = 0.0
    return (
        None if low is None else round(low * MILLION),
        None if high is None else round(high * MILLION),
    )


def _days(limits: Sequence[Limit], on: date) -> list[date]:
    days = {on, *(limit for limit in limits if isinstance(limit, date))}
    return sorted({day + step for day in days for step in (-_DAY, 0 * _DAY, _DAY)})


def _options(
    question: Question | None, limits: Sequence[Limit]
) -> list[tuple[str, ...]]:
    named = tuple(dict.fromkeys(str(limit) for limit in limits))
    every = tuple(c.value for c in question.choices) if question else named
    rest = tuple(value for value in every if value not in named)[:1]
    return [*((value,) for value in (*named, *rest)), (*named, *rest), named]


def _texts(question: Question | None, limits: Sequence[Limit]) -> list[str]:
    if question is not None and question.choices:
        return [choice.value for choice in question.choices]
    texts = {limit for limit in limits if isinstance(limit, str)}
    lengths = [limit for limit in limits if isinstance(limit, int)]
    texts |= {"x" * (length + more) for length in lengths for more in (0, 1)}
    return [*sorted(texts), _ANOTHER_TEXT]
