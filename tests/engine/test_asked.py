"""How many questions a site was asked, and why not all: each counted once."""

from __future__ import annotations

from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.domain.asked import LeftOut, QuestionsAsked
from rs_excel.domain.questions import Scope
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.engine.asked import questions_asked
from rs_excel.engine.stating import state
from rs_excel.writeback.tallies import asked_line
from tests.conftest import SAMPLES

from .making import ON, ask, pack, question, sheet

YES_NO = QuestionKind.YES_NO
FOLLOW_UPS = "follow-up questions that no answer called for, or newer than the sheet"


def scope(key: str) -> Scope:
    return Scope(
        key=key,
        title=key.title(),
        asked_of=f"Sites with {key}",
        otherwise=f"no {key}",
        holds_when=ask(key, "is", "yes"),
    )


QUESTIONS = [
    question("beds", YES_NO),
    question("boilers", YES_NO),
    question("doors", YES_NO, scopes=("beds",)),
    question("steam", YES_NO, scopes=("beds", "boilers")),
    question("valves", YES_NO, scopes=("boilers",)),
    question("tests", YES_NO, asked_when=ask("boilers", "is", "yes")),
]


def asked_with(**answers: str) -> QuestionsAsked:
    asked = pack(questions=QUESTIONS, scopes=[scope("beds"), scope("boilers")])
    return questions_asked(state(sheet(answers), asked, ON), asked.catalogue)


def test_a_question_left_out_twice_is_counted_once() -> None:
    assert asked_with(beds="no", boilers="no") == QuestionsAsked(
        asked=2,
        of=6,
        left_out=(
            LeftOut(scope="beds", why="no beds", questions=2),
            LeftOut(scope="boilers", why="no boilers", questions=1),
            LeftOut(scope="", why=FOLLOW_UPS, questions=1),
        ),
    )


def test_a_second_reason_counts_where_the_first_does_not_hold() -> None:
    (boilers, _) = asked_with(beds="yes", boilers="no").left_out
    assert (boilers.scope, boilers.questions) == ("boilers", 2)


def test_nothing_is_left_out_as_long_as_nothing_is_said() -> None:
    assert asked_with() == QuestionsAsked(asked=6, of=6)
    assert asked_line(asked_with()) == "Asked 6 of 6 questions, optional ones included."


def test_every_question_of_a_sample_is_asked_or_has_its_reason(standard: Terms) -> None:
    for path in sorted(SAMPLES.glob("*.xlsx")):
        asked = check_file(path, standard).check.report.asked
        assert asked.of == len(standard.pack.catalogue.single)
        assert asked.asked + sum(part.questions for part in asked.left_out) == asked.of


def test_the_line_names_the_reasons() -> None:
    said = asked_line(asked_with(beds="yes", boilers="no"))
    assert said.startswith("Asked 3 of 6 questions, optional ones included. ")
    assert " Left out: no boilers (2); " in said
