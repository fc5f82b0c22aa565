"""One answer as a typed value, and the state it is in.

Comes in: a question and its answer. Goes out: a state and at most one value field of
a fact. A value that does not fit its question is unreadable, never converted.
"""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import TypedDict

from rs_excel.domain.questions import Answer, AnswerValue, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind

_NUMERIC = (QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY)


class Typed(TypedDict, total=False):
    """The value fields of a fact, of which at most one is set."""

    text: str
    number: float
    day: date
    options: tuple[str, ...]


def typed(question: Question, answer: Answer | None) -> tuple[AnswerState, Typed]:
    """The state of an answer and, when it is answered, its value."""
    if answer is None:
        return AnswerState.BLANK, {}
    if answer.state is not AnswerState.ANSWERED:
        return answer.state, {}
    value = _value(question.kind, answer.value)
    return (answer.state, value) if value else (AnswerState.UNREADABLE, {})


def _value(kind: QuestionKind, value: AnswerValue) -> Typed:
    if kind in _NUMERIC:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return {}
        return {"number": float(value)} if isfinite(value) else {}
    if kind is QuestionKind.DATE:
        day = value.date() if isinstance(value, datetime) else value
        return {"day": day} if isinstance(day, date) else {}
    if kind is QuestionKind.CHOICES:
        return {"options": value} if isinstance(value, tuple) else {}
    return {"text": value} if isinstance(value, str) else {}
