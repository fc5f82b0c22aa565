"""What is wrong with one answer, apart from what it says about the site.

Comes in: a question, its answer and its state, the evidence ids on the register.
Goes out: the troubles, in the order of the vocabulary.
"""

from __future__ import annotations

from rs_excel.domain.questions import Answer, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind, Trouble

REGISTER = "evidence.register"
REGISTER_ID = "evidence.register.id"

_ANSWERED = AnswerState.ANSWERED
_BLANK = AnswerState.BLANK
_NOT_ASKED = AnswerState.NOT_ASKED
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
        blank = state is _BLANK and _must_be_answered(question)
        return (Trouble.REQUIRED_BLANK,) if blank else ()
    if state is _NOT_ASKED:
        filled = answer.state is _ANSWERED
        return (Trouble.FILLED_NOT_ASKED,) if filled else ()
    if state is _ANSWERED:
        found = [Trouble.OUT_OF_RANGE] if _is_out_of_range(question, answer) else []
        if not found and not answer.evidence and not question.evidence_needed:
            return ()
    else:
        found = _of_state(question, answer, state)
    if answer.evidence or question.evidence_needed:
        found += _of_evidence(question, answer, state, register)
    return tuple(found)


def _must_be_answered(question: Question) -> bool:
    # A column is asked anew in each row, and rows are the site's own choice: what a
    # row lacks shows in the rules that look at rows.
    return question.required and question.table is None


def _of_state(question: Question, answer: Answer, state: AnswerState) -> list[Trouble]:
    """What is wrong with an answer that is none."""
    if state is _BLANK:
        return [Trouble.REQUIRED_BLANK] if _must_be_answered(question) else []
    if state is AnswerState.NOT_APPLICABLE:
        if not question.na_allowed:
            return [Trouble.NA_NOT_ALLOWED]
        return [] if answer.comment.strip() else [Trouble.NA_WITHOUT_REASON]
    return [_OF_STATE[state]]


def _is_out_of_range(question: Question, answer: Answer) -> bool:
    value, low, high = answer.value, question.minimum, question.maximum
    if not isinstance(value, int | float):
        return False
    return (low is not None and value < low) or (high is not None and value > high)


def _of_evidence(
    question: Question,
    answer: Answer,
    state: AnswerState,
    register: frozenset[str] | None,
) -> list[Trouble]:
    cited = {same_id(text) for text in answer.evidence if text.strip()}
    answered = state is _ANSWERED and question.evidence_needed
    says = answer.value if answered and question.kind is QuestionKind.YES_NO else None
    found = [Trouble.YES_WITHOUT_EVIDENCE] if says == "yes" and not cited else []
    if says == "no" and (cited if register is None else cited & register):
        found.append(Trouble.NO_WITH_EVIDENCE)
    if register is not None and not cited <= register:
        found.append(Trouble.EVIDENCE_UNKNOWN)
    return found
