"""An explanation names each condition, its cell, its truth, and the way out."""

from __future__ import annotations

from datetime import date

from rs_excel.domain.conditions import ParameterRef
from rs_excel.domain.questions import Answer, Choice
from rs_excel.domain.vocabulary import AnswerState, Outcome, QuestionKind, Severity
from rs_excel.engine.explaining import Explanation, explain
from rs_excel.engine.stating import state
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.values import Derived
from tests.engine.making import (
    ON,
    Said,
    all_of,
    answer,
    any_of,
    ask,
    cell,
    escalation,
    none_of,
    pack,
    parameter,
    question,
    rule,
    sheet,
    table,
)

QUESTIONS = [
    question("site.country", QuestionKind.CHOICE, required=False),
    question("drills", text="How many drills were held?"),
    question("last", QuestionKind.DATE, text="When was the latest drill?"),
    question("hours", text="How long is the longest week?"),
    question("men", text="How many men work here?"),
    question("women", text="How many women work here?"),
    question(
        "boilers", QuestionKind.YES_NO, text="Are there boilers?", na_allowed=True
    ),
    question(
        "clock",
        QuestionKind.CHOICE,
        text="How is time recorded?",
        choices=(Choice(value="manual", label="By hand"),),
    ),
]
TOTAL = Derived(
    key="all",
    text="Men and women together",
    kind=QuestionKind.NUMBER,
    form="sum_of",
    of=("men", "women"),
)
HOURS = parameter("max_hours", ("BD", date(2006, 1, 1), 60.0))
CERTS = table(
    "certs",
    question("certs.type", QuestionKind.TEXT, table="certs"),
    question("certs.expiry", QuestionKind.DATE, table="certs", text="Expires on"),
)
DRILLS = any_of(ask("last", "older_than", "12 months"), ask("drills", "below", 1.0))


def explained(weighed: Rule, *others: Rule, **said: Said | Answer) -> Explanation:
    rules = pack(
        weighed, *others, questions=QUESTIONS, derived=[TOTAL], parameters=[HOURS]
    )
    answers = {"site.country": "BD", **said}
    return explain(weighed, state(sheet(answers), rules, ON), rules)


def test_a_flagged_rule_shows_cells_truths_and_every_step_to_conform() -> None:
    told = explained(rule("HS-004", DRILLS), drills=0.0, last=AnswerState.BLANK)
    assert told.outcome is Outcome.FLAGGED
    assert told.flag_when is not None
    assert (told.flag_when.says, told.flag_when.truth) == ("any of these", "true")
    last, drills = told.flag_when.members
    assert (last.says, last.truth) == (
        "is older than 12 months (the limit is 2025-01-15)",
        "cannot tell",
    )
    assert (drills.says, drills.truth) == ("is below 1", "true")
    assert drills.answer is not None
    assert drills.answer.text == "How many drills were held?"
    assert drills.answer.cells == (cell("drills"),)
    assert (drills.answer.raw, drills.answer.understood) == (0.0, "0")
    assert told.would_conform == (
        "“When was the latest drill?” is at most 12 months old "
        "(the limit is 2025-01-15).",
        "“How many drills were held?” is at least 1.",
    )


def test_one_of_several_ways_out_stands_in_one_sentence() -> None:
    both = all_of(ask("drills", "below", 1.0), none_of(ask("boilers", "is", "no")))
    told = explained(rule("HS-004", both), drills=0.0, boilers="yes")
    assert told.would_conform == (
        "“How many drills were held?” is at least 1, or “Are there boilers?” is no.",
    )


def test_a_parameter_is_shown_with_its_value_and_what_it_rests_on() -> None:
    long_week = rule("HR-050", ask("hours", "above", ParameterRef("max_hours")))
    told = explained(long_week, hours=61.0)
    assert told.flag_when is not None
    assert told.flag_when.says == "is above 60 hours (max hours: law)"
    assert told.would_conform == (
        "“How long is the longest week?” is at most 60 hours (max hours: law).",
    )


def test_a_parameter_without_a_value_is_named_as_what_is_lacking() -> None:
    long_week = rule("HR-050", ask("hours", "above", ParameterRef("max_hours")))
    told = explained(long_week, hours=61.0, **{"site.country": "VN"})
    assert told.outcome is Outcome.NOT_ASSESSED
    assert told.would_conform == (
        "“How long is the longest week?” cannot be weighed: is above $max_hours "
        "(no value is known for VN on 2026-01-15).",
    )


def test_a_rule_not_assessed_says_what_to_answer() -> None:
    weighed = rule(
        "HS-001",
        all_of(
            ask("drills", "below", 1.0),
            ask("last", "before", "assessed_on"),
            ask("boilers", "is", "yes"),
            ask("all", "above", 10.0),
            ask("clock", "is", "none"),
        ),
    )
    told = explained(
        weighed,
        drills=AnswerState.BLANK,
        last=answer("last", AnswerState.UNREADABLE),
        boilers=AnswerState.NOT_APPLICABLE,
        men=5.0,
        women=AnswerState.UNKNOWN,
        clock=AnswerState.NOT_APPLICABLE,
    )
    assert told.outcome is Outcome.NOT_ASSESSED
    assert told.would_conform == (
        "Answer “How many drills were held?”.",
        "Correct the answer to “When was the latest drill?”, which reads “unreadable”.",
        "Say beside “Are there boilers?” why it is not applicable, or answer it.",
        "Find out and answer “How many women work here?”.",
        "Answer “How is time recorded?”: it cannot be left as not applicable.",
    )


def test_a_derived_answer_is_shown_with_the_answers_behind_it() -> None:
    told = explained(rule("DC-010", ask("all", "above", 10.0)), men=5.0, women=7.0)
    assert told.flag_when is not None
    assert told.flag_when.answer is not None
    assert told.flag_when.answer.understood == "12"
    assert [(i.question, i.understood) for i in told.flag_when.answer.inputs] == [
        ("men", "5"),
        ("women", "7"),
    ]


def test_a_choice_is_understood_by_its_label() -> None:
    told = explained(rule("HR-060", ask("clock", "is", "manual")), clock="manual")
    assert told.flag_when is not None
    assert told.flag_when.answer is not None
    assert told.flag_when.answer.understood == "By hand"


def test_the_ladder_is_explained_step_by_step() -> None:
    ladder = [
        (ask("drills", "at_most", 0.0), Severity.CRITICAL),
        (None, Severity.MAJOR),
    ]
    told = explained(rule("HS-004", DRILLS, ladder=ladder), drills=0.0)
    first, last = told.ladder
    assert first.severity is Severity.CRITICAL
    assert first.when is not None
    assert first.when.truth == "true"
    assert (last.severity, last.when) == (Severity.MAJOR, None)


def test_a_rule_that_conforms_or_does_not_apply_needs_nothing() -> None:
    applies = ask("men", "at_least", 1.0)
    weighed = rule("HS-004", DRILLS, applies_when=applies)
    conforming = explained(weighed, men=1.0, drills=2.0, last=date(2026, 1, 1))
    assert (conforming.outcome, conforming.would_conform) == (Outcome.CONFORMS, ())
    told = explained(weighed, men=0.0, drills=0.0)
    assert (told.outcome, told.would_conform) == (Outcome.NOT_APPLICABLE, ())
    assert told.applies_when is not None
    assert told.applies_when.truth == "false"


def test_one_row_of_a_table_is_explained_by_itself() -> None:
    expired = rule(
        "HS-009", ask("certs.expiry", "before", "assessed_on"), for_each="certs"
    )
    rules = pack(expired, tables=[CERTS])
    filled = sheet(
        {},
        rows={
            "certs": [
                {"certs.type": "Boiler", "certs.expiry": date(2027, 1, 1)},
                {"certs.type": "Lift", "certs.expiry": date(2025, 1, 1)},
            ]
        },
    )
    submission = state(filled, rules, ON)
    told = explain(expired, submission, rules, submission.tables["certs"][1])
    assert (told.row, told.outcome) == ("Lift", Outcome.FLAGGED)
    assert told.would_conform == (
        "“Expires on” is not before the day of assessment (2026-01-15).",
    )


def test_an_escalation_is_explained_by_what_it_counted() -> None:
    many = rule("ES-001", escalation=escalation(1, severities=[Severity.MAJOR]))
    told = explained(many, rule("HS-004", DRILLS), drills=0.0)
    assert told.outcome is Outcome.FLAGGED
    assert told.flag_when is None
    assert told.would_conform == ("Fewer than 1 of these findings remain: HS-004.",)


def test_an_escalation_not_in_force_has_counted_nothing() -> None:
    many = rule("ES-001", escalation=escalation(1), since=date(2030, 1, 1))
    assert explained(many, drills=0.0).outcome is Outcome.CONFORMS
