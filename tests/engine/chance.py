"""Packs and submissions by chance, the same ones every time for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from rs_excel.domain.conditions import (
    Condition,
    Group,
    GroupKind,
    Operand,
    ParameterRef,
    Test,
)
from rs_excel.domain.facts import Submission
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Pillar,
    QuestionKind,
    Severity,
)
from rs_excel.rulebook.model import Once, Rule, RulePack
from rs_excel.rulebook.operators import OPERATORS
from tests.engine.making import (
    ON,
    Said,
    escalation,
    pack,
    parameter,
    question,
    rule,
    submission,
    table,
)

WORDS = ("yes", "no", "10", "Über", 'say "no"', "back\\slash", "a\nb", "{$}", "")
OPTIONS = ("cocoa", "soy", "palm oil", "Ü", 'q"')
NUMBERS = (0.0, 1.0, -1.0, 4.9, 5.0, 5.000001, 60.5, 0.1 + 0.2, 9.1e12, -9.1e12)
DAYS = tuple(ON + timedelta(days=n) for n in (-800, -366, -365, -1, 0, 1, 59, 60, 400))
SPANS = ("12 months", "60 days", "1 week", "2 years", "0 days")
SILENT = tuple(state for state in AnswerState if state is not AnswerState.ANSWERED)
KINDS = {
    "yes": QuestionKind.YES_NO,
    "word": QuestionKind.TEXT,
    "number": QuestionKind.NUMBER,
    "day": QuestionKind.DATE,
    "options": QuestionKind.CHOICES,
}
SINGLE = {f"{name}.{n}": kind for name, kind in KINDS.items() for n in range(3)}
COLUMNS = {f"list.{name}": kind for name, kind in KINDS.items()}
PARAMETERS = ("default", "country", "later")


def some_pack(chance: Random, rules: int) -> RulePack:
    """Rules of every shape, escalations over them among them."""
    made = [some_rule(chance, n) for n in range(rules)]
    made += [some_escalation(chance, n, made) for n in range(4)]
    return pack(
        *made,
        questions=[question(key, kind) for key, kind in SINGLE.items()],
        tables=[table("list", *(question(k, kind) for k, kind in COLUMNS.items()))],
        parameters=[
            parameter("default", (None, date(2000, 1, 1), 5.0)),
            parameter("country", ("BD", date(2000, 1, 1), 1.0)),
            parameter("later", (None, date(2030, 1, 1), 1.0)),
        ],
    )


def some_rule(chance: Random, number: int) -> Rule:
    over_rows = chance.random() < 0.3
    asked = {**SINGLE, **COLUMNS} if over_rows else SINGLE
    steps = chance.sample(list(Severity), chance.choice([1, 1, 2, 3]))
    conditions = [some_condition(chance, asked, 1) for _ in steps[1:]]
    kind = chance.choice([FindingType.NON_CONFORMANCE] * 3 + list(FindingType))
    applies = some_condition(chance, asked, 1) if chance.random() < 0.4 else None
    return rule(
        f"R-{number:03}",
        some_condition(chance, asked, 2),
        applies_when=applies,
        ladder=zip([*conditions, None], steps, strict=True),
        kind=kind,
        pillar=chance.choice(list(Pillar)),
        for_each="list" if over_rows else None,
    )


def some_escalation(chance: Random, number: int, rules: list[Rule]) -> Rule:
    asked = {**SINGLE}
    named = [r.id for r in chance.sample(rules, min(len(rules), 4))]
    return rule(
        f"ES-{number:03}",
        escalation=escalation(
            chance.choice([1, 2, 3, 5]),
            severities=chance.sample(list(Severity), chance.choice([0, 1, 2])),
            types=chance.sample(list(FindingType), chance.choice([0, 0, 1, 2])),
            rules=[*named, "ES-000"] if chance.random() < 0.3 else (),
            per_pillar=chance.random() < 0.5,
            counts_escalations=number != 3,
            **some_once(chance, rules),
        ),
        applies_when=some_condition(chance, asked, 1) if number == 3 else None,
        ladder=[
            (some_condition(chance, asked, 1), Severity.BUSINESS_CRITICAL),
            (None, chance.choice(list(Severity))),
        ],
        pillar=Pillar.ALL_PILLARS,
    )


def some_once(chance: Random, rules: list[Rule]) -> dict[str, Any]:
    """Counting each finding; each rule or pillar once; or each group once."""
    if chance.random() < 0.5:
        return {"once_per": chance.choice(list(Once))}
    named = [r.id for r in chance.sample(rules, min(len(rules), 9))]
    return {"groups": {f"group {n}": named[n::3] for n in range(3)}}


def some_condition(
    chance: Random, asked: dict[str, QuestionKind], depth: int
) -> Condition:
    if depth == 0 or chance.random() < 0.35:
        return some_test(chance, asked)
    members = tuple(
        some_condition(chance, asked, depth - 1)
        for _ in range(chance.choice([1, 2, 3]))
    )
    return Group(kind=chance.choice(list(GroupKind)), members=members)


def some_test(chance: Random, asked: dict[str, QuestionKind]) -> Test:
    key, kind = chance.choice(list(asked.items()))
    names = [name for name, row in OPERATORS.items() if kind in row.kinds]
    name = chance.choice(names)
    operand = some_operand(chance, name, kind)
    assert OPERATORS[name].fault_in(operand) == ""
    return Test(question=key, operator=name, operand=operand)


def some_operand(
    chance: Random, operator: str, kind: QuestionKind
) -> Operand | ParameterRef:
    shape = OPERATORS[operator].shape.name
    numeric = kind is QuestionKind.NUMBER
    if shape == "NUMBER" and chance.random() < 0.3:
        return ParameterRef(chance.choice(PARAMETERS))
    one: dict[str, Any] = {
        "VALUE": chance.choice(
            NUMBERS if numeric else DAYS if kind is QuestionKind.DATE else WORDS
        ),
        "LIST": tuple(chance.sample(NUMBERS if numeric else WORDS, 3)),
        "OPTION": chance.choice(OPTIONS),
        "NUMBER": chance.choice(NUMBERS),
        "PAIR": tuple(sorted(chance.sample(NUMBERS, 2))),
        "SPAN": chance.choice(SPANS),
        "DAY": chance.choice(("assessed_on", *DAYS)),
        "YES_NO": chance.choice(("yes", "no")),
        "STATE": chance.choice(list(AnswerState)).value,
        "LENGTH": float(chance.choice([0, 1, 3])),
    }
    operand: Operand = one[shape]
    return operand


def some_submission(chance: Random) -> Submission:
    rows = [
        {key: some_answer(chance, kind) for key, kind in COLUMNS.items()}
        for _ in range(chance.choice([0, 1, 2, 4]))
    ]
    return submission(
        {key: some_answer(chance, kind) for key, kind in SINGLE.items()},
        rows={"list": rows},
        country=chance.choice(["BD", "VN", ""]),
    )


def some_answer(chance: Random, kind: QuestionKind) -> Said:
    if chance.random() < 0.25:
        return chance.choice(SILENT)
    if kind is QuestionKind.YES_NO:
        return chance.choice(("yes", "no"))
    if kind is QuestionKind.NUMBER:
        return chance.choice(NUMBERS)
    if kind is QuestionKind.DATE:
        return chance.choice(DAYS)
    if kind is QuestionKind.CHOICES:
        return tuple(chance.sample(OPTIONS, chance.choice([0, 1, 2])))
    return chance.choice((*WORDS, "some other text", "x" * 70_000))


def cases(
    seed: int, *, packs: int, rules: int, submissions: int
) -> Iterator[tuple[RulePack, Submission]]:
    """Every pack with every one of its submissions."""
    chance = Random(seed)
    for _ in range(packs):
        made = some_pack(chance, rules)
        for _ in range(submissions):
            yield made, some_submission(chance)
