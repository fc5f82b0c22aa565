"""The reference: truth tables of Kleene's logic, and the questions behind a truth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest

from rs_excel.domain.conditions import Condition, Group, ParameterRef
from rs_excel.domain.facts import Fact
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.terms import Terms
from rs_excel.engine.weigh import Weighing, missing_inputs, weigh
from tests.engine.making import (
    ON,
    Said,
    all_of,
    any_of,
    ask,
    fact,
    none_of,
    parameter,
)

TERMS = Terms(ON, "BD", {})
SAYS: dict[bool | None, Said] = {True: "yes", False: "no", None: AnswerState.BLANK}


def weighed(condition: Condition, **said: Said) -> Weighing:
    return weigh(condition, lambda key: fact(key, said[key]), TERMS)


def kleene_all(truths: tuple[bool | None, ...]) -> bool | None:
    return False if False in truths else None if None in truths else True


def kleene_any(truths: tuple[bool | None, ...]) -> bool | None:
    return True if True in truths else None if None in truths else False


def kleene_none(truths: tuple[bool | None, ...]) -> bool | None:
    found = kleene_any(truths)
    return None if found is None else not found


@pytest.mark.parametrize(
    ("group", "law"),
    [(all_of, kleene_all), (any_of, kleene_any), (none_of, kleene_none)],
)
@pytest.mark.parametrize("truths", list(product([True, False, None], repeat=3)))
def test_groups_follow_kleenes_truth_tables(
    group: Callable[..., Group],
    law: Callable[[tuple[bool | None, ...]], bool | None],
    truths: tuple[bool | None, ...],
) -> None:
    said = {name: SAYS[truth] for name, truth in zip("abc", truths, strict=True)}
    condition = group(*(ask(name, "is", "yes") for name in said))
    assert weighed(condition, **said).truth is law(truths)


A, B, C = (ask(name, "is", "yes") for name in "abc")


def test_the_questions_behind_a_truth_are_those_that_decided_it() -> None:
    said: dict[str, Said] = {"a": "yes", "b": "no", "c": AnswerState.BLANK}
    assert weighed(any_of(A, B, C), **said) == Weighing(True, ("a",))
    assert weighed(all_of(A, B, C), **said) == Weighing(False, ("b",))
    assert weighed(none_of(A, B, C), **said) == Weighing(False, ("a",))
    assert weighed(all_of(A, C), **said) == Weighing(None, ("c",))
    assert weighed(any_of(B, C), **said) == Weighing(None, ("c",))
    assert weighed(none_of(B), **said) == Weighing(True, ("b",))
    assert weighed(all_of(A, none_of(B)), **said) == Weighing(True, ("a", "b"))


def test_a_question_tested_twice_is_named_once() -> None:
    band = all_of(ask("n", "at_least", 1.0), ask("n", "below", 5.0))
    assert weighed(band, n=3.0) == Weighing(True, ("n",))


def test_what_was_not_written_holds() -> None:
    assert weigh(None, lambda key: fact(key, "x"), TERMS) == Weighing(True, ())


def test_a_parameter_is_the_value_of_that_country_on_that_day() -> None:
    hours = parameter(
        "hours",
        (None, date(2000, 1, 1), 60.0),
        ("BD", date(2020, 1, 1), 56.0),
        ("BD", date(2026, 7, 1), 50.0),
    )
    above = ask("week", "above", ParameterRef("hours"))
    for country, on, expected in [
        ("BD", date(2026, 1, 15), True),
        ("BD", date(2019, 1, 1), False),
        ("VN", date(2026, 1, 15), False),
        ("VN", date(1999, 1, 1), None),
    ]:
        terms = Terms(on, country, {"hours": hours})
        assert weigh(above, lambda _: fact("week", 58.0), terms).truth is expected


def test_an_unknown_parameter_cannot_tell() -> None:
    assert (
        weighed(ask("week", "above", ParameterRef("nowhere")), week=58.0).truth is None
    )


def test_a_derived_answer_is_missing_what_it_lacks() -> None:
    answers: dict[str, Said] = {"a": 1.0, "b": AnswerState.BLANK, "c": 3.0, "d": 0.0}
    inputs = {"total": ("a", "part"), "part": ("b", "c"), "ratio": ("c", "d")}

    def look(key: str) -> Fact:
        found = fact(key, answers.get(key, AnswerState.BLANK))
        return found._replace(inputs=inputs.get(key, ()))

    assert missing_inputs(["total"], look) == ("b",)
    assert missing_inputs(["ratio"], look) == ("c", "d")
    assert missing_inputs(["b", "total"], look) == ("b",)
