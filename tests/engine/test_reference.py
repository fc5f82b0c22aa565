"""Four outcomes on evidence only, severities by the ladder, verdicts by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rs_excel.domain.conditions import Condition, ParameterRef
from rs_excel.domain.facts import Submission
from rs_excel.domain.findings import Verdict
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Outcome,
    Severity,
    Trouble,
)
from rs_excel.engine.evaluate import evaluate
from rs_excel.rulebook.model import Rule
from tests.engine.making import (
    Said,
    all_of,
    any_of,
    ask,
    fact,
    none_of,
    pack,
    parameter,
    rule,
    submission,
)

BLANK = AnswerState.BLANK
NOT_ASKED = AnswerState.NOT_ASKED
DRILLS = any_of(ask("last", "older_than", "12 months"), ask("drills", "below", 1.0))
STAFFED = ask("workers", "at_least", 1.0)
LONG_AGO, LATELY = date(2024, 12, 14), date(2025, 11, 2)


def verdict(weighed: Rule, said: Submission) -> Verdict:
    (found,) = evaluate(said, pack(weighed)).verdicts
    return found


@pytest.mark.parametrize(
    ("workers", "drills", "last", "outcome", "questions"),
    [
        (9.0, 2.0, LATELY, Outcome.CONFORMS, ("last", "drills")),
        (9.0, 0.0, LATELY, Outcome.FLAGGED, ("drills",)),
        (9.0, 0.0, BLANK, Outcome.FLAGGED, ("drills",)),
        (9.0, 0.0, LONG_AGO, Outcome.FLAGGED, ("last", "drills")),
        (9.0, 2.0, BLANK, Outcome.NOT_ASSESSED, ("last",)),
        (9.0, BLANK, BLANK, Outcome.NOT_ASSESSED, ("last", "drills")),
        (9.0, AnswerState.UNKNOWN, LATELY, Outcome.NOT_ASSESSED, ("drills",)),
        (0.0, 0.0, LONG_AGO, Outcome.NOT_APPLICABLE, ("workers",)),
        (0.0, BLANK, BLANK, Outcome.NOT_APPLICABLE, ("workers",)),
        (BLANK, 0.0, LONG_AGO, Outcome.NOT_ASSESSED, ("workers",)),
        (BLANK, 2.0, LATELY, Outcome.NOT_ASSESSED, ("workers",)),
        (BLANK, BLANK, LATELY, Outcome.NOT_ASSESSED, ("workers", "drills")),
        (9.0, NOT_ASKED, NOT_ASKED, Outcome.NOT_APPLICABLE, ("last", "drills")),
        (9.0, NOT_ASKED, BLANK, Outcome.NOT_ASSESSED, ("last", "drills")),
    ],
)
def test_the_four_outcomes_and_the_questions_behind_them(
    workers: Said,
    drills: Said,
    last: Said,
    outcome: Outcome,
    questions: tuple[str, ...],
) -> None:
    said = submission({"workers": workers, "drills": drills, "last": last})
    found = verdict(rule("HS-004", DRILLS, applies_when=STAFFED), said)
    assert found.outcome is outcome
    lacking = outcome is Outcome.NOT_ASSESSED
    assert (found.because, found.missing) == (
        ((), questions) if lacking else (questions, ())
    )


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        ((), Outcome.NOT_APPLICABLE),
        ((Trouble.NA_NOT_ALLOWED,), Outcome.NOT_ASSESSED),
        ((Trouble.NA_WITHOUT_REASON,), Outcome.NOT_ASSESSED),
    ],
)
def test_only_a_proper_not_applicable_makes_a_rule_not_applicable(
    trouble: tuple[Trouble, ...], outcome: Outcome
) -> None:
    waived = fact("drills", AnswerState.NOT_APPLICABLE)._replace(troubles=trouble)
    said = replace(submission({}), facts={"drills": waived})
    found = verdict(rule("HS-004", ask("drills", "below", 1.0)), said)
    assert found.outcome is outcome


def test_a_derived_answer_is_missing_its_inputs_not_itself() -> None:
    total = fact("total", BLANK)._replace(inputs=("men", "women"))
    facts = {"total": total, "men": fact("men", 5.0), "women": fact("women", BLANK)}
    said = replace(submission({}), facts=facts)
    found = verdict(rule("DC-010", ask("total", "above", 9.0)), said)
    assert (found.outcome, found.missing) == (Outcome.NOT_ASSESSED, ("women",))


def test_what_rests_only_on_questions_not_asked_is_not_applicable() -> None:
    ratio = fact("ratio", BLANK)._replace(inputs=("beds", "toilets"))
    facts = {
        "ratio": ratio,
        "beds": fact("beds", NOT_ASKED),
        "toilets": fact("toilets", NOT_ASKED),
    }
    found = verdict(
        rule("HS-030", ask("ratio", "above", 15.0)),
        replace(submission({}), facts=facts),
    )
    assert (found.outcome, found.because) == (
        Outcome.NOT_APPLICABLE,
        ("beds", "toilets"),
    )


def test_a_parameter_unknown_for_the_country_leaves_the_rule_not_assessed() -> None:
    hours = parameter("hours", ("BD", date(2006, 1, 1), 60.0))
    weighed = rule("HR-050", ask("week", "above", ParameterRef("hours")))
    rules = pack(weighed, parameters=[hours])
    outcomes = {
        country: evaluate(submission({"week": 61.0}, country=country), rules)
        .verdicts[0]
        .outcome
        for country in ("BD", "VN", "")
    }
    assert outcomes == {
        "BD": Outcome.FLAGGED,
        "VN": Outcome.NOT_ASSESSED,
        "": Outcome.NOT_ASSESSED,
    }


LADDER: list[tuple[Condition | None, Severity]] = [
    (ask("people", "above", 100.0), Severity.CRITICAL),
    (all_of(ask("people", "above", 10.0), none_of(STAFFED)), Severity.MAJOR),
    (None, Severity.MINOR),
]


@pytest.mark.parametrize(
    ("people", "workers", "severity"),
    [
        (101.0, BLANK, Severity.CRITICAL),
        (50.0, 0.0, Severity.MAJOR),
        (50.0, 5.0, Severity.MINOR),
        (50.0, BLANK, Severity.MINOR),
        (BLANK, BLANK, Severity.MINOR),
    ],
)
def test_the_first_step_that_surely_holds_decides_the_severity(
    people: Said, workers: Said, severity: Severity
) -> None:
    weighed = rule("HR-012", ask("loans", "above", 1.0), ladder=LADDER)
    said = submission({"loans": 2.0, "people": people, "workers": workers})
    assert verdict(weighed, said).severity is severity


def test_a_ladder_without_a_last_line_ends_at_its_last_step() -> None:
    weighed = rule("HR-012", ask("loans", "above", 1.0), ladder=LADDER[:2])
    said = submission({"loans": 2.0, "people": 1.0, "workers": 1.0})
    assert verdict(weighed, said).severity is Severity.MAJOR


def test_only_a_flagged_non_conformance_has_a_severity() -> None:
    flag = ask("loans", "above", 1.0)
    observed = rule("HR-012", flag, kind=FindingType.OBSERVATION)
    found = verdict(observed, submission({"loans": 2.0}))
    assert (found.outcome, found.severity) == (Outcome.FLAGGED, None)
    conforming = verdict(rule("HR-012", flag), submission({"loans": 0.0}))
    assert conforming.severity is None


EXPIRED = ask("certs.expiry", "before", "assessed_on")


def test_a_rule_over_rows_has_a_verdict_a_row_in_the_order_of_the_sheet() -> None:
    weighed = rule(
        "HS-009",
        EXPIRED,
        applies_when=ask("boilers", "is", "yes"),
        for_each="certs",
        ladder=[
            (ask("certs.floors", "above", 5.0), Severity.CRITICAL),
            (None, Severity.MINOR),
        ],
    )
    rows: list[dict[str, Said]] = [
        {"certs.expiry": LATELY, "certs.floors": 9.0},
        {"certs.expiry": date(2027, 1, 1), "certs.floors": 9.0},
        {"certs.expiry": LATELY, "certs.floors": 1.0},
        {"certs.expiry": BLANK, "certs.floors": 1.0},
    ]
    said = submission({"boilers": "yes"}, rows={"certs": rows})
    found = evaluate(said, pack(weighed)).verdicts
    assert [(v.row, v.outcome, v.severity) for v in found] == [
        ("row 1", Outcome.FLAGGED, Severity.CRITICAL),
        ("row 2", Outcome.CONFORMS, None),
        ("row 3", Outcome.FLAGGED, Severity.MINOR),
        ("row 4", Outcome.NOT_ASSESSED, None),
    ]


def test_a_table_without_rows_gives_one_verdict_without_a_row() -> None:
    weighed = rule("HS-009", EXPIRED, for_each="certs")
    assert verdict(weighed, submission({})) == Verdict(
        rule_id="HS-009", outcome=Outcome.NOT_APPLICABLE
    )


def test_only_rules_in_force_are_weighed_in_the_order_of_their_ids() -> None:
    flag = ask("loans", "above", 1.0)
    rules = pack(
        rule("HS-002", flag),
        rule("HS-009", flag, since=date(2027, 1, 1)),
        rule("BI-001", flag),
    )
    found = evaluate(submission({"loans": 2.0}), rules).verdicts
    assert [v.rule_id for v in found] == ["BI-001", "HS-002"]


@pytest.mark.parametrize(
    ("age", "outcome", "missing"),
    [
        (14.0, Outcome.FLAGGED, ()),  # too young wherever the site is
        (15.0, Outcome.NOT_ASSESSED, ("site.country",)),
        (16.0, Outcome.CONFORMS, ()),  # old enough wherever the site is
        (BLANK, Outcome.NOT_ASSESSED, ("age",)),
    ],
)
def test_while_the_country_is_not_known_only_what_holds_everywhere_is_told(
    age: Said, outcome: Outcome, missing: tuple[str, ...]
) -> None:
    since = date(2000, 1, 1)
    ages = parameter("age_from", (None, since, 15.0), ("CN", since, 16.0))
    rules = pack(
        rule("HR-030", ask("age", "below", ParameterRef("age_from"))), parameters=[ages]
    )
    (found,) = evaluate(submission({"age": age}, country=""), rules).verdicts
    assert (found.outcome, found.missing) == (outcome, missing)
