"""What is wrong with one answer, apart from what it says about the site.

Comes in: a question, its answer and its state, the evidence ids on the register.
Goes out: the troubles, in the order of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.questions import Answer, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind, Trouble

REGISTER = "evidence.register"
REGISTER_ID = "evidence.register.id"

_OF_STATE = {
    AnswerState.PLACEHOLDER: Trouble.PLACEHOLDER,
    AnswerState.UNKNOWN: Trouble.UNKNOWN,
    AnswerState.UNREADABLE: Trouble.UNREADABLE,
}


def same_id(text: str) -> str:
    """Evidence ids as they compare: ``e-01 `` is ``E-01``."""
    return text.strip().casefold()


def troubles_of(
    question: Question,
    answer: Answer | None,
    state: AnswerState,
    register: frozenset[str] | None,
) -> tuple[Trouble, ...]:
    """Every trouble of one answer; ``register`` is None where the pack keeps none."""
    if answer is None:
        blank = state is AnswerState.BLANK and _must_be_answered(question)
        return (Trouble.REQUIRED_BLANK,) if blank else ()
    if state is AnswerState.NOT_ASKED:
        filled = answer.state is AnswerState.ANSWERED
        return (Trouble.FILLED_NOT_ASKED,) if filled else ()
    return (
        *_of_state(question, answer, state),
        *_of_value(question, answer, state),
        *_of_evidence(question, answer, state, register),
    )


def _must_be_answered(question: Question) -> bool:
    # A column is asked anew in each row, and rows are the site's own choice: what a
    # row lacks shows in the rules that look at rows.
    return question.required and question.table is None


def _of_state(
    question: Question, answer: Answer, state: AnswerState
) -> Iterator[Trouble]:
    if state is AnswerState.BLANK and _must_be_answered(question):
        yield Trouble.REQUIRED_BLANK
    if state in _OF_STATE:
        yield _OF_STATE[state]
    if state is AnswerState.NOT_APPLICABLE and not question.na_allowed:
        yield Trouble.NA_NOT_ALLOWED
    elif state is AnswerState.NOT_APPLICABLE and not answer.comment.strip():
        yield Trouble.NA_WITHOUT_REASON


def _of_value(
    question: Question, answer: Answer, state: AnswerState
) -> Iterator[Trouble]:
    if state is not AnswerState.ANSWERED or not isinstance(answer.value, int | float):
        return
    low, high = question.minimum, question.maximum
    below = low is not None and answer.value < low
    above = high is not None and answer.value > high
    if below or above:
        yield Trouble.OUT_OF_RANGE


def _of_evidence(
    question: Question,
    answer: Answer,
    state: AnswerState,
    register: frozenset[str] | None,
) -> Iterator[Trouble]:
    cited = {same_id(text) for text in answer.evidence if text.strip()}
    claims = (
        question.kind is QuestionKind.YES_NO
        and question.evidence_needed
        and state is AnswerState.ANSWERED
        and answer.value == "yes"
    )
    if claims and not cited:
        yield Trouble.YES_WITHOUT_EVIDENCE
    if register is not None and not cited <= register:
        yield Trouble.EVIDENCE_UNKNOWN
