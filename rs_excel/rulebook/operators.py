"""THE table of operators: what a rule may ask of one answer.

Comes in: nothing. Goes out: one row an operator: the value it looks at, the questions
it fits, the operand it takes, its meaning, its words and those of its opposite, and
the comparisons that say the same to durable-rules. A new operator is one row here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rs_excel.domain.conditions import Operand, ParameterRef
from rs_excel.domain.facts import Fact, in_millionths
from rs_excel.domain.spans import Span
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.rulebook.comparisons import Comparison, Form, Looks, Sign
from rs_excel.rulebook.operands import OperandShape

Limit = Any
"""A resolved operand: text, state, days, or numbers in millionths; one or several."""


@dataclass(frozen=True, slots=True)
class Family:
    """What operators of one kind share: where they look and what they take."""

    looks: Looks
    kinds: frozenset[QuestionKind]
    shape: OperandShape
    limit: Callable[[Any, date], Limit]  # operand, day of assessment


@dataclass(frozen=True, slots=True)
class Operator:
    """One row. ``meaning`` takes the value looked at and the limit."""

    name: str
    family: Family
    meaning: Callable[[Any, Limit], bool | None]
    comparisons: Callable[[Limit], Form] | None  # None: durable cannot say it
    words: str
    opposite_words: str

    @property
    def kinds(self) -> frozenset[QuestionKind]:
        """The kinds of question it fits."""
        return self.family.kinds

    @property
    def shape(self) -> OperandShape:
        """The shape of its operand."""
        return self.family.shape

    def fault_in(self, operand: Operand | ParameterRef) -> str:
        """What is wrong with an operand, in words; empty when it is right."""
        return self.shape.fault_in(operand)

    def reads(self, operand: Operand | ParameterRef) -> str:
        """``is at least 1``."""
        return self.words.format(self.shape.in_words(operand))

    def opposite_reads(self, operand: Operand | ParameterRef) -> str:
        """``is below 1``: what an answer must be for the test to be false."""
        if self.shape is OperandShape.YES_NO:
            operand = "no" if operand == "yes" else "yes"
        return self.opposite_words.format(self.shape.in_words(operand))

    def truth(self, fact: Fact, limit: Limit) -> bool | None:
        """True, false, or None where the answer (or the limit) cannot tell."""
        return self.against(limit)(fact)

    def against(self, limit: Limit) -> Callable[[Fact], bool | None]:
        """``truth`` for many facts and one limit, which is looked into only once."""
        if limit is None:
            return lambda fact: None
        meaning, looks = self.meaning, self.family.looks
        if looks is Looks.STATE:
            return lambda fact: meaning(fact.state, limit)
        read = _VALUES[Looks.of(limit) if looks is Looks.LIKE_OPERAND else looks]
        answered = _ANSWERED

        def truth(fact: Fact) -> bool | None:
            value = read(fact) if fact.state is answered else None
            return None if value is None else meaning(value, limit)

        return truth


def _number(fact: Fact) -> int | None:
    return None if fact.number is None else in_millionths(fact.number)


_VALUES: Mapping[Looks, Callable[[Fact], object]] = {
    Looks.NUMBER: _number,
    Looks.DAY: operator.attrgetter("day"),
    Looks.OPTIONS: operator.attrgetter("options"),
    Looks.TEXT: operator.attrgetter("text"),
}
"""The value looked at; None where the fact holds another kind of value."""


def _as_is(operand: Any, _on: date) -> Limit:
    return in_millionths(operand) if isinstance(operand, int | float) else operand


def _each(operand: Any, on: date) -> Limit:
    return tuple(_as_is(member, on) for member in operand)


def _day(operand: Any, on: date) -> Limit:
    return on if operand == "assessed_on" else operand


def _back(operand: Any, on: date) -> Limit:
    return Span.parse(operand).back_from(on)


def _ahead(operand: Any, on: date) -> Limit:
    return on, Span.parse(operand).ahead_of(on)


def _length(operand: Any, _on: date) -> Limit:
    return int(operand)


def _answered(state: AnswerState, wanted: str) -> bool | None:
    if state in (_NOT_ASKED, _NOT_APPLICABLE):
        return None
    return (state is _ANSWERED) is (wanted == "yes")


def _between(limit: Limit) -> Form:
    return ((Comparison.of(">=", limit[0]), Comparison.of("<=", limit[1])),)


def _among(limit: Limit) -> Form:
    return tuple((Comparison.of("==", member),) for member in limit)


def _outside(limit: Limit) -> Form:
    return (tuple(Comparison.of("!=", member) for member in limit),)


def _single(sign: Sign, slot: str | None = None) -> Callable[[Limit], Form]:
    """One comparison with the limit, in the limit's own slot unless one is given."""
    return lambda limit: ((Comparison.of(sign, limit, slot),),)


_MEANS: dict[Sign, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


def _ordered(name: str, family: Family, sign: Sign, words: str, other: str) -> Operator:
    """A row that says no more than one sign does."""
    return Operator(name, family, _MEANS[sign], _single(sign), words, other)


_ANSWERED = AnswerState.ANSWERED
_NOT_ASKED = AnswerState.NOT_ASKED
_NOT_APPLICABLE = AnswerState.NOT_APPLICABLE
_WORDED = frozenset({QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.TEXT})
_NUMERIC = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY})
_DATED = frozenset({QuestionKind.DATE})
_EVERY = frozenset(QuestionKind)

_PLAIN = Family(
    Looks.LIKE_OPERAND, _EVERY - {QuestionKind.CHOICES}, OperandShape.VALUE, _as_is
)
_LISTED = Family(Looks.LIKE_OPERAND, _WORDED | _NUMERIC, OperandShape.LIST, _each)
_CHOSEN = Family(
    Looks.OPTIONS, frozenset({QuestionKind.CHOICES}), OperandShape.OPTION, _as_is
)
_NUMBER = Family(Looks.NUMBER, _NUMERIC, OperandShape.NUMBER, _as_is)
_PAIR = Family(Looks.NUMBER, _NUMERIC, OperandShape.PAIR, _each)
_PAST = Family(Looks.DAY, _DATED, OperandShape.SPAN, _back)
_COMING = Family(Looks.DAY, _DATED, OperandShape.SPAN, _ahead)
_DAY = Family(Looks.DAY, _DATED, OperandShape.DAY, _day)
_ASKED = Family(Looks.STATE, _EVERY, OperandShape.YES_NO, _as_is)
_STATE = Family(Looks.STATE, _EVERY, OperandShape.STATE, _as_is)
_TEXT = Family(Looks.TEXT, frozenset({QuestionKind.TEXT}), OperandShape.LENGTH, _length)

_ROWS = (
    _ordered("is", _PLAIN, "==", "is {}", "is not {}"),
    _ordered("is_not", _PLAIN, "!=", "is not {}", "is {}"),
    Operator(
        "one_of",
        _LISTED,
        lambda value, limit: value in limit,
        _among,
        "is one of: {}",
        "is none of: {}",
    ),
    Operator(
        "none_of",
        _LISTED,
        lambda value, limit: value not in limit,
        _outside,
        "is none of: {}",
        "is one of: {}",
    ),
    Operator(
        "includes",
        _CHOSEN,
        lambda chosen, option: option in chosen,
        _single("==", "o"),
        "includes {}",
        "does not include {}",
    ),
    Operator(
        "excludes",
        _CHOSEN,
        lambda chosen, option: option not in chosen,
        _single("!=", "o"),
        "does not include {}",
        "includes {}",
    ),
    _ordered("at_least", _NUMBER, ">=", "is at least {}", "is below {}"),
    _ordered("at_most", _NUMBER, "<=", "is at most {}", "is above {}"),
    _ordered("above", _NUMBER, ">", "is above {}", "is at most {}"),
    _ordered("below", _NUMBER, "<", "is below {}", "is at least {}"),
    Operator(
        "between",
        _PAIR,
        lambda number, pair: pair[0] <= number <= pair[1],
        _between,
        "is between {}",
        "is not between {}",
    ),
    _ordered("older_than", _PAST, "<", "is older than {}", "is at most {} old"),
    Operator(
        "within",
        _COMING,
        lambda day, pair: pair[0] <= day <= pair[1],
        _between,
        "falls within the next {}",
        "does not fall within the next {}",
    ),
    _ordered("before", _DAY, "<", "is before {}", "is not before {}"),
    _ordered("after", _DAY, ">", "is after {}", "is not after {}"),
    Operator(
        "answered",
        _ASKED,
        _answered,
        _single("==", "a"),
        "has an answer: {}",
        "has an answer: {}",
    ),
    Operator(
        "state_is",
        _STATE,
        operator.eq,
        _single("==", "s"),
        "is stated as {}",
        "is not stated as {}",
    ),
    Operator(
        "longer_than",
        _TEXT,
        lambda text, length: len(text) > length,
        None,
        "is longer than {} characters",
        "is at most {} characters long",
    ),
)

OPERATORS: Mapping[str, Operator] = {row.name: row for row in _ROWS}
