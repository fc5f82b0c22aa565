"""One answer as a typed fact, in the state it is in.

Comes in: a question and its answer. Goes out: a fact with at most one value field
set. A value that does not fit its question is unreadable, never converted.
"""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import TypeGuard

from rs_excel.domain.facts import Fact
from rs_excel.domain.questions import Answer, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind

_ANSWERED = AnswerState.ANSWERED
_WORDED = frozenset({QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.TEXT})
_NUMERIC = frozenset({QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY})


def typed(question: Question, answer: Answer | None) -> Fact:
    """The state of an answer and, when it is answered, its value."""
    if answer is None:
        return Fact(question.key, AnswerState.BLANK)
    if answer.state is _ANSWERED:
        return _answered(question, answer)
    return without_value(question, answer, answer.state)


def without_value(
    question: Question, answer: Answer | None, state: AnswerState
) -> Fact:
    """The fact in a state that carries no value, whatever the answer says."""
    if answer is None:
        return Fact(question.key, state)
    cells = (answer.cell,) if answer.cell else ()
    return Fact(question.key, state, None, None, None, None, cells, answer.raw)


def _answered(question: Question, answer: Answer) -> Fact:
    key, kind, answered = question.key, question.kind, _ANSWERED
    value, raw = answer.value, answer.raw
    cells = (answer.cell,) if answer.cell else ()
    if kind in _WORDED:
        if isinstance(value, str):
            return Fact(key, answered, value, None, None, None, cells, raw)
    elif kind in _NUMERIC:
        if _is_number(value) and isfinite(value):
            return Fact(key, answered, None, float(value), None, None, cells, raw)
    elif kind is QuestionKind.DATE:
        day = value.date() if isinstance(value, datetime) else value
        if isinstance(day, date):
            return Fact(key, answered, None, None, day, None, cells, raw)
    elif isinstance(value, tuple):
        return Fact(key, answered, None, None, None, value, cells, raw)
    return without_value(question, answer, AnswerState.UNREADABLE)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
