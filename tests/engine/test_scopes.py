"""Questions that only some sites are asked, as the engine decides it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rs_excel.domain.facts import Fact
from rs_excel.domain.questions import Scope
from rs_excel.domain.vocabulary import AnswerState, QuestionKind, Trouble
from rs_excel.engine.stating import state

from .making import ON, Said, any_of, ask, pack, question, sheet

YES_NO = QuestionKind.YES_NO
BIG = Scope(
    key="big",
    title="Larger sites",
    asked_of="Sites with 50 people or more, or with beds",
    otherwise="a small site",
    holds_when=any_of(ask("people", "at_least", 50.0), ask("beds", "is", "yes")),
)
QUESTIONS = [
    question("people"),
    question("beds", YES_NO),
    question("committee", YES_NO, scopes=("big",)),
]


def committee(
    answers: dict[str, Said], scope: Scope = BIG, version: str = "1.2"
) -> Fact:
    catalogue = pack(questions=QUESTIONS, scopes=[scope])
    return state(sheet(answers, version=version), catalogue, ON).fact("committee")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"people": 50.0, "beds": "no"}, AnswerState.BLANK),
        ({"people": 49.0, "beds": "no"}, AnswerState.NOT_ASKED),
        ({"people": 49.0, "beds": "yes"}, AnswerState.BLANK),
        ({"people": 49.0}, AnswerState.BLANK),
        ({"people": 49.0, "beds": AnswerState.UNKNOWN}, AnswerState.BLANK),
        ({"beds": "no"}, AnswerState.BLANK),
        ({}, AnswerState.BLANK),
    ],
)
def test_a_site_is_spared_a_question_only_when_its_answers_settle_it(
    answers: dict[str, Said], expected: AnswerState
) -> None:
    assert committee(answers).state is expected


SMALL: dict[str, Said] = {"people": 5.0, "beds": "no"}


def test_an_answer_that_contradicts_the_profile_is_told() -> None:
    fact = committee({**SMALL, "committee": "no"})
    assert fact.state is AnswerState.NOT_ASKED
    assert fact.troubles == (Trouble.FILLED_NOT_ASKED,)


def test_a_voluntary_answer_is_taken() -> None:
    voluntary = replace(BIG, voluntary=True)
    fact = committee({**SMALL, "committee": "no"}, voluntary)
    assert (fact.state, fact.text) == (AnswerState.ANSWERED, "no")
    assert fact.troubles == ()
    assert committee(SMALL, voluntary).state is AnswerState.NOT_ASKED


def test_a_scope_spares_nobody_on_sheets_older_than_itself() -> None:
    newer = replace(BIG, since="1.2")
    assert committee(SMALL, newer, version="1.1").state is AnswerState.BLANK
    assert committee(SMALL, newer, version="1.2").state is AnswerState.NOT_ASKED


def test_scope_and_gate_must_both_hold() -> None:
    gated = question("minutes", YES_NO, scopes=("big",), asked_when=OPENED)
    catalogue = pack(questions=[*QUESTIONS, gated], scopes=[BIG])
    for people, held, expected in [
        (60.0, "yes", AnswerState.BLANK),
        (60.0, "no", AnswerState.NOT_ASKED),
        (5.0, "yes", AnswerState.NOT_ASKED),
    ]:
        answers = {"people": people, "beds": "no", "committee": held}
        found = state(sheet(answers), catalogue, ON)
        assert found.fact("minutes").state is expected
        assert ("big" in found.out_of_scope) == (people < 50)


OPENED = ask("committee", "is", "yes")
