"""The operator table: what each row means, refuses, and how it reads."""

from __future__ import annotations

from datetime import date

import pytest

from rs_excel.domain.conditions import Operand, ParameterRef
from rs_excel.domain.facts import Fact
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.rulebook.comparisons import Comparison, opposite
from rs_excel.rulebook.operators import OPERATORS

ON = date(2026, 1, 15)


def fact_of(value: str | float | date | tuple[str, ...]) -> Fact:
    said = AnswerState.ANSWERED
    if isinstance(value, tuple):
        return Fact(key="q", state=said, options=value)
    if isinstance(value, date):
        return Fact(key="q", state=said, day=value)
    if isinstance(value, str):
        return Fact(key="q", state=said, text=value)
    return Fact(key="q", state=said, number=value)


def truth(name: str, operand: Operand, fact: Fact) -> bool | None:
    row = OPERATORS[name]
    assert row.fault_in(operand) == ""
    return row.truth(fact, row.family.limit(operand, ON))


@pytest.mark.parametrize(
    ("name", "operand", "true_of", "false_of"),
    [
        ("is", "yes", "yes", "no"),
        ("is", 5.0, 5.0, 5.1),
        ("is", date(2026, 1, 1), date(2026, 1, 1), date(2026, 1, 2)),
        ("is_not", "yes", "no", "yes"),
        ("one_of", ("BD", "IN"), "IN", "VN"),
        ("one_of", (1.0, 2.0), 2.0, 3.0),
        ("none_of", ("BD", "IN"), "VN", "IN"),
        ("includes", "cocoa", ("cocoa", "soy"), ("soy",)),
        ("excludes", "cocoa", ("soy",), ("cocoa", "soy")),
        ("at_least", 1.0, 1.0, 0.999999),
        ("at_most", 60.0, 60.0, 60.000001),
        ("above", 60.0, 60.000001, 60.0),
        ("below", 1.0, 0.999999, 1.0),
        ("between", (1.0, 3.0), 3.0, 3.5),
        ("between", (1.0, 3.0), 1.0, 0.5),
        ("older_than", "12 months", date(2025, 1, 14), date(2025, 1, 15)),
        ("within", "60 days", date(2026, 1, 15), date(2026, 1, 14)),
        ("within", "60 days", date(2026, 3, 16), date(2026, 3, 17)),
        ("before", "assessed_on", date(2026, 1, 14), date(2026, 1, 15)),
        ("before", date(2020, 6, 1), date(2020, 5, 31), date(2020, 6, 1)),
        ("after", "assessed_on", date(2026, 1, 16), date(2026, 1, 15)),
        ("longer_than", 3.0, "four", "two"),
    ],
)
def test_each_operator_is_true_up_to_its_boundary_and_false_beyond(
    name: str,
    operand: Operand,
    true_of: str | float | date | tuple[str, ...],
    false_of: str | float | date | tuple[str, ...],
) -> None:
    assert truth(name, operand, fact_of(true_of)) is True
    assert truth(name, operand, fact_of(false_of)) is False


@pytest.mark.parametrize("state", [s for s in AnswerState if s != "answered"])
def test_an_answer_without_a_value_cannot_tell(state: AnswerState) -> None:
    silent = Fact(key="q", state=state)
    asked_of_state = {"answered", "state_is"}
    for name, operand in SAMPLE_OPERANDS.items():
        if name not in asked_of_state:
            assert truth(name, operand, silent) is None


def test_a_value_of_another_kind_cannot_tell() -> None:
    assert truth("above", 60.0, fact_of("abc")) is None
    assert truth("is", "10", fact_of(10.0)) is None
    assert truth("is", 10.0, fact_of("10")) is None
    assert truth("before", "assessed_on", fact_of("2020-01-01")) is None
    assert truth("includes", "cocoa", fact_of("cocoa")) is None


def test_a_parameter_without_a_value_cannot_tell() -> None:
    assert OPERATORS["above"].truth(fact_of(61.0), None) is None


@pytest.mark.parametrize(
    ("state", "yes", "no"),
    [
        (AnswerState.ANSWERED, True, False),
        (AnswerState.BLANK, False, True),
        (AnswerState.PLACEHOLDER, False, True),
        (AnswerState.UNKNOWN, False, True),
        (AnswerState.UNREADABLE, False, True),
        (AnswerState.NOT_ASKED, None, None),
        (AnswerState.NOT_APPLICABLE, None, None),
    ],
)
def test_answered_knows_all_states_but_those_nobody_had_to_answer(
    state: AnswerState, yes: bool | None, no: bool | None
) -> None:
    fact = Fact(key="q", state=state)
    assert truth("answered", "yes", fact) is yes
    assert truth("answered", "no", fact) is no


@pytest.mark.parametrize("state", list(AnswerState))
def test_state_is_always_tells(state: AnswerState) -> None:
    fact = Fact(key="q", state=state)
    told = {other: truth("state_is", other.value, fact) for other in AnswerState}
    assert told == {other: other is state for other in AnswerState}


SAMPLE_OPERANDS: dict[str, Operand] = {
    "is": "yes",
    "is_not": "yes",
    "one_of": ("a", "b"),
    "none_of": ("a", "b"),
    "includes": "a",
    "excludes": "a",
    "at_least": 1.0,
    "at_most": 1.0,
    "above": 1.0,
    "below": 1.5,
    "between": (1.0, 2.0),
    "older_than": "12 months",
    "within": "60 days",
    "before": date(2026, 1, 1),
    "after": "assessed_on",
    "answered": "yes",
    "state_is": "unknown",
    "longer_than": 40.0,
}


def test_the_table_is_closed() -> None:
    assert list(OPERATORS) == list(SAMPLE_OPERANDS)


@pytest.mark.parametrize(
    ("name", "operand"),
    [
        ("is", ("a", "b")),
        ("one_of", "a"),
        ("one_of", ()),
        ("one_of", ("a", 1.0)),
        ("includes", 5.0),
        ("at_least", "many"),
        ("at_least", float("nan")),
        ("at_least", float("inf")),
        ("between", (2.0, 1.0)),
        ("between", (1.0, 2.0, 3.0)),
        ("between", ("a", "b")),
        ("older_than", "a while"),
        ("older_than", 12.0),
        ("before", "tomorrow"),
        ("before", ParameterRef("limit")),
        ("answered", "maybe"),
        ("state_is", "missing"),
        ("longer_than", 1.5),
        ("longer_than", -1.0),
        ("is", ParameterRef("limit")),
    ],
)
def test_an_operand_of_the_wrong_shape_is_refused_with_the_right_one(
    name: str, operand: Operand | ParameterRef
) -> None:
    fault = OPERATORS[name].fault_in(operand)
    assert fault == f"it takes {OPERATORS[name].shape.value}."


@pytest.mark.parametrize("name", ["at_least", "at_most", "above", "below"])
def test_number_operators_take_a_parameter(name: str) -> None:
    assert OPERATORS[name].fault_in(ParameterRef("max_total_hours_week")) == ""


@pytest.mark.parametrize(
    ("name", "operand", "reads", "opposite_reads"),
    [
        ("at_least", 1.0, "is at least 1", "is below 1"),
        ("above", 2500000.5, "is above 2500000.5", "is at most 2500000.5"),
        (
            "older_than",
            "12 months",
            "is older than 12 months",
            "is at most 12 months old",
        ),
        ("between", (0.0, 1.0), "is between 0 and 1", "is not between 0 and 1"),
        ("one_of", ("BD", "IN"), "is one of: BD, IN", "is none of: BD, IN"),
        (
            "before",
            "assessed_on",
            "is before the day of assessment",
            "is not before the day of assessment",
        ),
        ("answered", "yes", "has an answer: yes", "has an answer: no"),
        (
            "above",
            ParameterRef("max_hours"),
            "is above $max_hours",
            "is at most $max_hours",
        ),
    ],
)
def test_an_operator_reads_as_words_and_so_does_its_opposite(
    name: str, operand: Operand | ParameterRef, reads: str, opposite_reads: str
) -> None:
    assert OPERATORS[name].reads(operand) == reads
    assert OPERATORS[name].opposite_reads(operand) == opposite_reads


def test_every_operator_fits_some_kind_and_every_kind_some_value_operator() -> None:
    by_value = [
        row for row in OPERATORS.values() if row.name not in ("answered", "state_is")
    ]
    assert all(row.kinds for row in OPERATORS.values())
    assert frozenset().union(*(row.kinds for row in by_value)) == set(QuestionKind)


def test_the_opposite_of_a_form_follows_de_morgan() -> None:
    between = OPERATORS["between"].comparisons
    assert between is not None
    assert opposite(between((1, 2))) == (
        (Comparison("n", "<", 1),),
        (Comparison("n", ">", 2),),
    )
    one_of = OPERATORS["one_of"].comparisons
    assert one_of is not None
    assert opposite(one_of(("a", "b"))) == (
        (Comparison("t", "!=", "a"), Comparison("t", "!=", "b")),
    )
