"""Conditions as formulas: TRUE only when the condition is surely false."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest

from rs_excel.domain.conditions import Condition, Group, GroupKind, Test
from rs_excel.domain.questions import Choice, Question
from rs_excel.domain.vocabulary import Pillar, QuestionKind
from rs_excel.errors import PackError
from rs_excel.template.gates import Gate, Gates, surely_false

from .evaluating import truths, words

CHOICES = (
    Choice(value="none", label="None of these"),
    Choice(value="cocoa", label="Cocoa"),
    Choice(value="palm", label="Palm oil"),
)


def asked(key: str, kind: QuestionKind) -> Question:
    return Question(
        key=key,
        text=key,
        section="s",
        pillar=Pillar.ALL_PILLARS,
        kind=kind,
        choices=CHOICES if kind in (QuestionKind.CHOICE, QuestionKind.CHOICES) else (),
    )


QUESTIONS = {
    "gate": asked("gate", QuestionKind.YES_NO),
    "count": asked("count", QuestionKind.NUMBER),
    "goods": asked("goods", QuestionKind.CHOICE),
    "many": asked("many", QuestionKind.CHOICES),
}
GATES = Gates(
    {key: Gate(question, f"{{{key}}}") for key, question in QUESTIONS.items()}, words
)


def check(question: str, operator: str, operand: object) -> Test:
    return Test(question=question, operator=operator, operand=operand)  # type: ignore[arg-type]


TABLE: list[tuple[Condition, Mapping[str, object], bool]] = [
    (check("gate", "is", "yes"), {"gate": "No"}, True),
    (check("gate", "is", "yes"), {"gate": "Yes"}, False),
    (check("gate", "is", "yes"), {"gate": None}, False),
    (check("gate", "is", "yes"), {"gate": "Don't know"}, False),
    (check("gate", "is", "yes"), {"gate": "Not applicable"}, False),
    (check("gate", "is", "yes"), {"gate": "Sí"}, False),
    (check("gate", "is", "no"), {"gate": "Sí"}, True),
    (check("gate", "is", "yes"), {"gate": "否"}, True),
    (check("gate", "is", "yes"), {"gate": "Nope"}, False),  # a word we do not know
    (check("gate", "is", "yes"), {"gate": "*"}, False),  # no pattern for any word
    (check("gate", "answered", "yes"), {"gate": "No sabe"}, True),
    (check("gate", "answered", "no"), {"gate": "不适用"}, False),
    (check("gate", "is_not", "yes"), {"gate": "Yes"}, True),
    (check("gate", "is_not", "yes"), {"gate": None}, False),
    (check("gate", "answered", "yes"), {"gate": None}, True),
    (check("gate", "answered", "yes"), {"gate": "Don't know"}, True),
    (check("gate", "answered", "yes"), {"gate": "No"}, False),
    (check("gate", "answered", "yes"), {"gate": "Not applicable"}, False),
    (check("gate", "answered", "no"), {"gate": "No"}, True),
    (check("gate", "answered", "no"), {"gate": None}, False),
    (check("gate", "state_is", "blank"), {"gate": "Don't know"}, True),
    (check("gate", "state_is", "blank"), {"gate": " "}, False),
    (check("count", "above", 0.0), {"count": 0}, True),
    (check("count", "above", 0.0), {"count": 1}, False),
    (check("count", "above", 0.0), {"count": None}, False),
    (check("count", "above", 0.0), {"count": "some"}, False),
    (check("count", "at_least", 80.0), {"count": 79.5}, True),
    (check("count", "at_least", 80.0), {"count": 80}, False),
    (check("count", "at_most", 5.0), {"count": 6}, True),
    (check("count", "below", 5.0), {"count": 5}, True),
    (check("count", "is", 5.0), {"count": 4}, True),
    (check("count", "is", 5.0), {"count": 5}, False),
    (check("goods", "one_of", ("cocoa", "palm")), {"goods": "None of these"}, True),
    (check("goods", "one_of", ("cocoa", "palm")), {"goods": "Palm oil"}, False),
    (check("goods", "none_of", ("cocoa", "palm")), {"goods": "Cocoa"}, True),
    (check("goods", "none_of", ("cocoa", "palm")), {"goods": None}, False),
    (check("many", "includes", "cocoa"), {"many": "Palm oil; None of these"}, True),
    (check("many", "includes", "cocoa"), {"many": "Palm oil;Cocoa"}, False),
    (check("many", "includes", "cocoa"), {"many": None}, False),
    (check("many", "includes", "cocoa"), {"many": "Aceite de palma;Cacao"}, False),
    (check("many", "includes", "cocoa"), {"many": "棕榈油；以上都不是"}, True),
    (check("many", "includes", "cocoa"), {"many": "棕榈油；可可"}, False),
    (check("many", "excludes", "none"), {"many": "None of these"}, True),
    (check("many", "excludes", "none"), {"many": "Cocoa; Palm oil"}, False),
]


@pytest.mark.office
def test_formulas_of_single_tests_say_what_the_table_says(tmp_path: Path) -> None:
    cases = [(surely_false(test, GATES), answers) for test, answers, _ in TABLE]
    assert truths(cases, tmp_path) == [expected for *_, expected in TABLE]


def kleene(condition: Condition, answers: Mapping[str, object]) -> bool | None:
    """The three values, worked out by hand for yes/no and number gates."""
    if isinstance(condition, Test):
        value = answers[condition.question]
        if condition.question == "gate":
            return {"Yes": True, "No": False}.get(str(value))
        assert isinstance(condition.operand, float)
        if not isinstance(value, int):
            return None
        return value > condition.operand
    members = [kleene(member, answers) for member in condition.members]
    if condition.kind is GroupKind.ALL:
        return False if False in members else None if None in members else True
    some = True if True in members else None if None in members else False
    if condition.kind is GroupKind.ANY or some is None:
        return some
    return not some


def random_condition(dice: random.Random, depth: int) -> Condition:
    if depth == 0 or dice.random() < 0.3:
        if dice.random() < 0.5:
            return check("gate", "is", "yes")
        return check("count", "above", float(dice.randint(0, 3)))
    members = tuple(
        random_condition(dice, depth - 1) for _ in range(dice.randint(1, 3))
    )
    return Group(kind=dice.choice(list(GroupKind)), members=members)


@pytest.mark.office
def test_formulas_of_groups_agree_with_three_valued_logic(tmp_path: Path) -> None:
    dice = random.Random(20260302)
    cases = []
    for _ in range(400):
        answers = {
            "gate": dice.choice(["Yes", "No", None, "Don't know"]),
            "count": dice.choice([None, 0, 1, 2, 3, 4, "some"]),
        }
        cases.append((random_condition(dice, 2), answers))
    formulas = [(surely_false(c, GATES), answers) for c, answers in cases]
    expected = [kleene(c, answers) is False for c, answers in cases]
    assert True in expected
    assert False in expected
    assert truths(formulas, tmp_path) == expected


def test_a_gate_outside_the_questionnaire_is_refused() -> None:
    with pytest.raises(PackError) as caught:
        surely_false(check("nowhere", "is", "yes"), GATES)
    assert caught.value.problems[0].code == "TPL-008"


@pytest.mark.parametrize(
    "test",
    [
        check("gate", "older_than", "12 months"),
        check("gate", "state_is", "unknown"),
        check("gate", "is", "perhaps"),
        check("count", "above", "many"),
        check("goods", "includes", "cocoa"),
        check("many", "is", "cocoa"),
    ],
    ids=lambda test: f"{test.question} {test.operator} {test.operand}",
)
def test_a_test_without_a_formula_is_refused(test: Test) -> None:
    with pytest.raises(PackError) as caught:
        surely_false(test, GATES)
    assert caught.value.problems[0].code == "TPL-007"
    assert test.question in caught.value.problems[0].says


def test_no_label_gets_into_a_formula() -> None:
    odd = Question(
        key="odd",
        text="odd",
        section="s",
        pillar=Pillar.ALL_PILLARS,
        kind=QuestionKind.CHOICE,
        choices=(Choice(value="a", label='5" pipe'), Choice(value="b", label="B")),
    )
    gates = Gates({"odd": Gate(odd, "odd")}, words)
    assert '"' not in surely_false(check("odd", "is", "b"), gates)
