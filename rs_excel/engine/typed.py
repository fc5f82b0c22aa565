"""One answer as a typed value, and the state it is in.

Comes in: a question and its answer. Goes out: a state and at most one value field of
a fact. A value that does not fit its question is unreadable, never converted.
"""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import NamedTuple

from rs_excel.domain.questions import Answer, AnswerValue, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind

_NUMERIC = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY})


class Typed(NamedTuple):
    """A state and the value fields of a fact, of which at most one is set."""

    state: AnswerState
    text: str | None = None
    number: float | None = None
    day: date | None = None
    options: tuple[str, ...] | None = None


BLANK = Typed(AnswerState.BLANK)
NOT_ASKED = Typed(AnswerState.NOT_ASKED)
UNREADABLE = Typed(AnswerState.UNREADABLE)


def typed(question: Question, answer: Answer | None) -> Typed:
    """The state of an answer and, when it is answered, its value."""
    if answer is None:
        return BLANK
    if answer.state is not AnswerState.ANSWERED:
        return Typed(answer.state)
    return _value(question.kind, answer.value)


def _value(kind: QuestionKind, value: AnswerValue) -> Typed:
    answered = AnswerState.ANSWERED
    if kind in _NUMERIC:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return UNREADABLE
        if isfinite(value):
            return Typed(answered, number=float(value))
    elif kind is QuestionKind.DATE:
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date):
            return Typed(answered, day=day)
    elif kind is QuestionKind.CHOICES:
        if isinstance(value, tuple):
            return Typed(answered, options=value)
    elif isinstance(value, str):
        return Typed(answered, text=value)
    return UNREADABLE
