"""Compiling: one antecedent a fact, within limits, or a signal instead."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from rs_excel.domain.conditions import Condition, Operand, ParameterRef
from rs_excel.domain.vocabulary import AnswerState, Outcome, Severity
from rs_excel.engine import durable_host
from rs_excel.engine.compile import Compiled, compile_share
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.listening import listeners
from rs_excel.engine.plans import plan_for
from rs_excel.engine.shards import (
    MOST_CONDITIONS,
    MOST_RULES,
    pieces_of,
    share_out,
)
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.operators import OPERATORS
from tests.engine.chance import DAYS, NUMBERS, OPTIONS, SPANS, WORDS
from tests.engine.making import (
    ON,
    Said,
    all_of,
    any_of,
    ask,
    fact,
    none_of,
    pack,
    rule,
    submission,
)

needs_durable = pytest.mark.skipif(
    not durable_host.is_available(), reason="durable-rules cannot be imported here"
)


def compiled(*rules: Rule) -> tuple[Compiled, ...]:
    said = submission({})
    shares = plan_for(said, pack(*rules)).shares
    return tuple(clause for share in shares for clause in compile_share(share))


def is_native(condition: Condition) -> bool:
    (clause,) = compiled(rule("R-1", condition))
    return clause.alternatives is not None


def alternatives(condition: Condition, **more: Any) -> list[dict[str, list[str]]]:
    """Of each alternative, by address, the comparisons."""
    (clause,) = compiled(rule("R-1", condition, **more))
    assert clause.alternatives is not None
    return [
        {
            address: [f"{x.slot.property} {x.sign} {x.value}" for x in literals]
            for address, literals in alternative.items()
        }
        for alternative in clause.alternatives
    ]


def test_all_tests_on_single_answers_become_one_antecedent() -> None:
    band = all_of(
        ask("n", "at_least", 1.0), ask("n", "below", 5.0), ask("m", "is", "x")
    )
    assert alternatives(band) == [
        {"#answers": ["n@n >= 1000000", "n@n < 5000000", "t@m == =x"]}
    ]


def test_any_becomes_alternatives_and_none_goes_down_to_opposites() -> None:
    assert alternatives(any_of(ask("a", "is", "x"), ask("b", "above", 1.0))) == [
        {"#answers": ["t@a == =x"]},
        {"#answers": ["n@b > 1000000"]},
    ]
    nobody = none_of(ask("a", "one_of", ("x", "y")), ask("b", "between", (1.0, 2.0)))
    assert alternatives(nobody) == [
        {"#answers": ["t@a != =x", "t@a != =y", "n@b < 1000000"]},
        {"#answers": ["t@a != =x", "t@a != =y", "n@b > 2000000"]},
    ]


def test_options_are_told_either_way() -> None:
    assert alternatives(none_of(ask("o", "includes", "soy"))) == [
        {"#answers": ["o=soy@o == 0"]}
    ]


def test_all_columns_of_a_row_are_one_fact() -> None:
    both = all_of(
        ask("certs.old", "is", "yes"),
        ask("certs.n", "above", 1.0),
        ask("site", "is", "x"),
    )
    assert alternatives(both, for_each="certs") == [
        {
            "certs[]": ["t@certs.old == =yes", "n@certs.n > 1000000"],
            "#answers": ["t@site == =x"],
        }
    ]
    assert alternatives(ask("site", "is", "x"), for_each="certs") == [
        {"certs[]": [], "#answers": ["t@site == =x"]}
    ]


def test_what_can_never_be_surely_true_has_no_alternative() -> None:
    assert alternatives(ask("n", "above", ParameterRef("nowhere"))) == []
    assert alternatives(none_of(ask("n", "above", ParameterRef("nowhere")))) == []


def test_what_always_holds_waits_for_any_answers_at_all() -> None:
    assert alternatives(all_of()) == [{"#answers": []}]
    assert alternatives(none_of()) == [{"#answers": []}]


BEYOND = [
    ask("n", "above", 9.1e12),
    ask("n", "above", -9.1e12),
    ask("t", "is", "x" * 60_001),
    ask("t", "is", "\ud800"),
    ask("t", "longer_than", 5.0),
    ask("t", "one_of", tuple(f"w{n}" for n in range(33))),
    ask("t", "none_of", tuple(f"w{n}" for n in range(151))),
    all_of(
        *(any_of(ask(f"a{n}", "is", "x"), ask(f"b{n}", "is", "x")) for n in range(6))
    ),
    all_of(*(ask(f"q{n}", "is", "x") for n in range(151))),
    all_of(*(ask("o", "includes", f"option {n}") for n in range(201))),
]


@pytest.mark.parametrize("condition", BEYOND, ids=range(len(BEYOND)))
def test_what_durable_cannot_bear_is_signalled(condition: Condition) -> None:
    assert not is_native(condition)


@needs_durable
@pytest.mark.parametrize("condition", BEYOND, ids=range(len(BEYOND)))
def test_a_signalled_rule_comes_out_like_any_other(condition: Condition) -> None:
    ladder = [(condition, Severity.CRITICAL), (None, Severity.MINOR)]
    rules = pack(
        rule("R-1", condition),
        rule("R-2", none_of(condition)),
        rule("R-3", ask("site", "is", "x"), ladder=ladder),
        rule("R-4", condition, for_each="certs"),
    )
    answers: dict[str, Said] = {f"{k}{n}": "x" for k in "abq" for n in range(151)}
    answers |= {"site": "x", "n": 1e13, "o": tuple(f"option {n}" for n in range(201))}
    for text in ("w3", "x" * 60_001, "other text"):
        said = submission({**answers, "t": text}, rows={"certs": [{}, {}]})
        found = evaluate(said, rules)
        assert found.engine.startswith("durable-rules")
        assert {v.outcome for v in found.verdicts} <= {
            Outcome.FLAGGED,
            Outcome.CONFORMS,
        }


def test_a_hundred_and_fifty_tests_and_thirty_two_alternatives_are_native() -> None:
    long = all_of(*(ask(f"q{n}", "is", "x") for n in range(150)))
    assert len(alternatives(long)) == 1
    wide = ask("t", "one_of", tuple(f"w{n}" for n in range(32)))
    assert len(alternatives(wide)) == 32


@needs_durable
def test_no_fact_tells_a_shard_more_than_durable_bears() -> None:
    rules = [rule(f"R-{n:03}", ask("o", "includes", f"option {n}")) for n in range(90)]
    rules += [
        rule(f"W-{n}", all_of(*(ask(f"q{n}.{k}", "is", "x") for k in range(150))))
        for n in range(3)
    ]
    shards = share_out(p for c in compiled(*rules) for p in pieces_of(c))
    for shard in shards:
        (listener,) = listeners(shard.listens, ())
        assert len(listener.properties) <= MOST_CONDITIONS
    answers: dict[str, Said] = {f"q{n}.{k}": "x" for n in range(3) for k in range(150)}
    answers["o"] = tuple(f"option {n}" for n in range(90))
    found = evaluate(submission(answers), pack(*rules)).verdicts
    assert {v.outcome for v in found} == {Outcome.FLAGGED}


def test_shards_stay_below_what_durable_bears() -> None:
    simple = [rule(f"R-{n:03}", ask("q", "above", float(n))) for n in range(150)]
    broad = [
        rule(f"W-{n:03}", all_of(*(ask(f"q{k}", "above", float(n)) for k in range(16))))
        for n in range(30)
    ]
    shards = share_out(p for c in compiled(*simple, *broad) for p in pieces_of(c))
    assert sum(len(shard.rulings) for shard in shards) == 180
    for shard in shards:
        assert len(shard.rulings) < MOST_RULES
        assert sum(conditions_in(shard.rulings)) <= MOST_CONDITIONS


def conditions_in(rulings: tuple[durable_host.Ruling, ...]) -> Iterator[int]:
    for ruling in rulings:
        for antecedent in ruling.antecedents.values():
            yield str(antecedent).count(":") - str(antecedent).count("$")


@needs_durable
def test_many_rules_on_one_question_all_fire() -> None:
    rules = pack(*(rule(f"R-{n:03}", ask("q", "above", float(n))) for n in range(150)))
    found = evaluate(submission({"q": 99.5}), rules).verdicts
    assert [v.outcome for v in found] == [Outcome.FLAGGED] * 100 + [
        Outcome.CONFORMS
    ] * 50


@needs_durable
def test_a_full_shard_of_long_conditions_may_hold_all_at_once() -> None:
    both = {
        f"R-{n:03}": all_of(ask(f"a{n}", "is", "x"), ask(f"b{n}", "above", 1.0))
        for n in range(2 * MOST_RULES)
    }
    answers: dict[str, Said] = {f"a{n}": "x" for n in range(2 * MOST_RULES)}
    answers |= {f"b{n}": 2.0 for n in range(2 * MOST_RULES)}
    rules = pack(*(rule(rule_id, condition) for rule_id, condition in both.items()))
    found = evaluate(submission(answers), rules).verdicts
    assert [v.outcome for v in found] == [Outcome.FLAGGED] * 2 * MOST_RULES


OPERANDS: dict[str, tuple[Operand, ...]] = {
    "VALUE": (*WORDS, *NUMBERS, *DAYS),
    "LIST": (WORDS, NUMBERS, ("yes",)),
    "OPTION": OPTIONS,
    "NUMBER": NUMBERS,
    "PAIR": ((-1.0, 5.0), (0.0, 0.0)),
    "SPAN": SPANS,
    "DAY": ("assessed_on", *DAYS),
    "YES_NO": ("yes", "no"),
    "STATE": tuple(state.value for state in AnswerState),
    "LENGTH": (0.0, 3.0),
}
ANSWERS: tuple[Said, ...] = (
    *(state for state in AnswerState if state is not AnswerState.ANSWERED),
    *WORDS,
    *NUMBERS,
    *DAYS,
    (),
    OPTIONS[:2],
    OPTIONS,
    date(1, 1, 1),
    1e300,
)


@needs_durable
@pytest.mark.parametrize("name", OPERATORS)
def test_each_operator_means_the_same_to_durable(name: str) -> None:
    operator = OPERATORS[name]
    operands = OPERANDS[operator.shape.name]
    tests = {f"R-{n:03}": ask("q", name, operand) for n, operand in enumerate(operands)}
    rules = pack(
        *(rule(rule_id, test) for rule_id, test in tests.items()),
        *(rule(f"O{rule_id}", none_of(test)) for rule_id, test in tests.items()),
    )
    for answer in ANSWERS:
        found = evaluate(submission({"q": answer}), rules)
        assert found.engine.startswith("durable-rules")
        flagged = {v.rule_id for v in found.verdicts if v.outcome is Outcome.FLAGGED}
        for rule_id, test in tests.items():
            limit = operator.family.limit(test.operand, ON)
            truth = operator.truth(fact("q", answer), limit)
            assert (rule_id in flagged) is (truth is True), (answer, test)
            assert (f"O{rule_id}" in flagged) is (truth is False), (answer, test)
