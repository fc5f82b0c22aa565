"""Answers restated as facts: states, gates, derived answers, troubles, completeness."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest

from rs_excel.domain.conditions import ParameterRef
from rs_excel.domain.facts import SiteProfile, Submission
from rs_excel.domain.questions import Answer, Question
from rs_excel.domain.vocabulary import AnswerState, Pillar, QuestionKind, Trouble
from rs_excel.engine.stating import state
from rs_excel.errors import EngineError
from rs_excel.rulebook.values import Derived
from tests.engine.making import (
    ON,
    Said,
    all_of,
    answer,
    ask,
    cell,
    pack,
    parameter,
    question,
    sheet,
    table,
)

YES_NO = QuestionKind.YES_NO
BLANK = AnswerState.BLANK
NOT_ASKED = AnswerState.NOT_ASKED
NOT_APPLICABLE = AnswerState.NOT_APPLICABLE


def stated(questions: list[Question], answers: dict[str, Said | Answer]) -> Submission:
    return state(sheet(answers), pack(questions=questions), ON)


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        (YES_NO, "yes", "text"),
        (QuestionKind.CHOICE, "manual", "text"),
        (QuestionKind.TEXT, "Nothing", "text"),
        (QuestionKind.CHOICES, ("cocoa", "soy"), "options"),
        (QuestionKind.NUMBER, 12.5, "number"),
        (QuestionKind.PERCENT, 15.0, "number"),
        (QuestionKind.MONEY, 900.0, "number"),
        (QuestionKind.DATE, date(2025, 11, 2), "day"),
    ],
)
def test_an_answer_has_one_value_of_its_own_kind(
    kind: QuestionKind, said: Said, field: str
) -> None:
    fact = stated([question("q", kind)], {"q": said}).fact("q")
    held = {
        name: getattr(fact, name)
        for name in ("text", "number", "day", "options")
        if getattr(fact, name) is not None
    }
    assert held == {field: said}
    assert fact.state is AnswerState.ANSWERED
    assert (fact.cells, fact.raw) == ((cell("q"),), said)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (QuestionKind.NUMBER, "many"),
        (QuestionKind.NUMBER, float("nan")),
        (QuestionKind.NUMBER, float("inf")),
        (QuestionKind.DATE, "soon"),
        (QuestionKind.CHOICES, "cocoa"),
        (YES_NO, 1.0),
    ],
)
def test_a_value_of_another_kind_is_unreadable_not_converted(
    kind: QuestionKind, said: Said
) -> None:
    fact = stated([question("q", kind)], {"q": said}).fact("q")
    assert fact.state is AnswerState.UNREADABLE
    assert fact.troubles == (Trouble.UNREADABLE,)


def test_a_question_without_a_row_in_the_sheet_is_blank() -> None:
    fact = stated([question("q")], {}).fact("q")
    assert (fact.state, fact.troubles) == (BLANK, (Trouble.REQUIRED_BLANK,))


def test_a_question_newer_than_the_sheet_is_not_asked() -> None:
    questions = [question("old", since="1.9"), question("new", since="1.10")]
    facts = state(sheet({}, version="1.9"), pack(questions=questions), ON).facts
    assert facts["old"].state is BLANK
    assert facts["new"].state is NOT_ASKED
    assert facts["new"].troubles == ()


CHAIN = [
    question("dormitory", YES_NO),
    question("beds", asked_when=ask("dormitory", "is", "yes")),
    question("bunks", asked_when=ask("beds", "at_least", 1.0)),
    question("ladders", YES_NO, asked_when=ask("bunks", "above", 0.0)),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_gates_in_a_chain_do_not_depend_on_the_order_of_questions(
    order: tuple[int, ...],
) -> None:
    facts = stated(
        [CHAIN[i] for i in order], {"dormitory": "yes", "beds": 0.0, "bunks": 4.0}
    ).facts
    assert facts["beds"].state is AnswerState.ANSWERED
    assert facts["bunks"].state is NOT_ASKED
    # Its gate was not asked, so that nobody can tell: it stays asked.
    assert facts["ladders"].state is BLANK


def test_a_gate_left_blank_still_asks() -> None:
    facts = stated(CHAIN, {}).facts
    assert facts["beds"].state is BLANK


def test_gates_in_a_circle_are_an_error_that_names_them() -> None:
    circle = [
        question("a", asked_when=ask("b", "above", 0.0)),
        question("b", asked_when=ask("a", "above", 0.0)),
    ]
    with pytest.raises(EngineError, match="`a` rests on itself"):
        stated(circle, {})


@pytest.mark.parametrize(
    ("about", "said", "troubles"),
    [
        ({}, BLANK, (Trouble.REQUIRED_BLANK,)),
        ({"required": False}, BLANK, ()),
        ({}, AnswerState.PLACEHOLDER, (Trouble.PLACEHOLDER,)),
        ({}, AnswerState.UNKNOWN, (Trouble.UNKNOWN,)),
        ({}, AnswerState.UNREADABLE, (Trouble.UNREADABLE,)),
        ({"minimum": 0.0}, -1.0, (Trouble.OUT_OF_RANGE,)),
        ({"maximum": 100.0}, 100.5, (Trouble.OUT_OF_RANGE,)),
        ({"minimum": 0.0, "maximum": 100.0}, 100.0, ()),
        ({}, NOT_APPLICABLE, (Trouble.NA_NOT_ALLOWED,)),
        ({"na_allowed": True}, NOT_APPLICABLE, (Trouble.NA_WITHOUT_REASON,)),
        (
            {"na_allowed": True},
            answer("q", NOT_APPLICABLE, comment="No boilers here"),
            (),
        ),
        ({"asked_when": ask("gate", "is", "yes")}, 5.0, (Trouble.FILLED_NOT_ASKED,)),
        ({"asked_when": ask("gate", "is", "yes")}, BLANK, ()),
        ({"asked_when": ask("gate", "is", "yes")}, NOT_APPLICABLE, ()),
    ],
)
def test_troubles_of_one_answer(
    about: dict[str, Any], said: Said | Answer, troubles: tuple[Trouble, ...]
) -> None:
    questions = [question("gate", YES_NO), question("q", **about)]
    found = stated(questions, {"gate": "no", "q": said})
    assert found.fact("q").troubles == troubles
    rows = [
        row.facts["meta.troubles.trouble"].text
        for row in found.tables["meta.troubles"]
        if row.name == "q"
    ]
    assert rows == [trouble.value for trouble in troubles]


def test_only_a_proper_not_applicable_is_out_of_scope() -> None:
    proper = question("proper", na_allowed=True)
    found = stated(
        [proper, question("improper")],
        {
            "proper": answer("proper", NOT_APPLICABLE, comment="None here"),
            "improper": NOT_APPLICABLE,
        },
    )
    assert found.fact("proper").out_of_scope
    assert not found.fact("improper").out_of_scope


REGISTER = table(
    "evidence.register",
    question("evidence.register.id", QuestionKind.TEXT, table="evidence.register"),
)


@pytest.mark.parametrize(
    ("said", "cited", "troubles"),
    [
        ("yes", (), (Trouble.YES_WITHOUT_EVIDENCE,)),
        ("no", ("E-01",), (Trouble.NO_WITH_EVIDENCE,)),
        ("yes", ("",), (Trouble.YES_WITHOUT_EVIDENCE,)),
        ("no", (), ()),
        ("yes", ("E-01",), ()),
        ("yes", ("e-01 ",), ()),
        ("yes", ("E-01", "E-09"), (Trouble.EVIDENCE_UNKNOWN,)),
        ("no", ("E-09",), (Trouble.EVIDENCE_UNKNOWN,)),
    ],
)
def test_a_yes_needs_evidence_that_the_register_holds(
    said: str, cited: tuple[str, ...], troubles: tuple[Trouble, ...]
) -> None:
    questions = [question("q", YES_NO, evidence_needed=True)]
    filled = sheet(
        {"q": answer("q", said, evidence=cited)},
        rows={"evidence.register": [{"evidence.register.id": "E-01"}]},
    )
    found = state(filled, pack(questions=questions, tables=[REGISTER]), ON)
    assert found.fact("q").troubles == troubles


def test_a_troubled_answer_is_a_row_with_its_cell() -> None:
    questions = [
        question(
            "bi.bribe",
            YES_NO,
            pillar=Pillar.BUSINESS_INTEGRITY,
            critical_topic=True,
        )
    ]
    (row,) = stated(questions, {"bi.bribe": AnswerState.UNKNOWN}).tables[
        "meta.troubles"
    ]
    assert {key: fact.text for key, fact in row.facts.items()} == {
        "meta.troubles.question": "bi.bribe",
        "meta.troubles.trouble": "unknown",
        "meta.troubles.pillar": "business_integrity",
        "meta.troubles.critical_topic": "yes",
    }
    assert row.facts["meta.troubles.trouble"].cells == (cell("bi.bribe"),)


CERTS = table(
    "certs",
    question("certs.type", QuestionKind.TEXT, table="certs"),
    question("certs.expiry", QuestionKind.DATE, table="certs"),
    question("certs.lifts", table="certs", asked_when=ask("certs.type", "is", "Lift")),
)


def test_rows_are_named_by_their_key_column_and_names_are_unique() -> None:
    filled = sheet(
        {},
        rows={
            "certs": [
                {"certs.type": "Boiler", "certs.expiry": date(2025, 1, 1)},
                {"certs.expiry": date(2025, 1, 1)},
                {"certs.type": "Boiler"},
                {"certs.type": "Lift"},
            ]
        },
    )
    rows = state(filled, pack(tables=[CERTS]), ON).tables["certs"]
    assert [(r.name, r.position) for r in rows] == [
        ("Boiler", 1),
        ("row 2", 2),
        ("Boiler (2)", 3),
        ("Lift", 4),
    ]
    assert [r.facts["certs.expiry"].state for r in rows][2] is BLANK
    assert [r.facts["certs.lifts"].state for r in rows] == [
        NOT_ASKED,
        BLANK,
        NOT_ASKED,
        BLANK,
    ]


def test_a_cell_of_a_row_in_trouble_is_named_with_its_row() -> None:
    filled = sheet(
        {},
        rows={
            "certs": [{"certs.type": "Lift", "certs.expiry": AnswerState.UNREADABLE}]
        },
    )
    (row,) = state(filled, pack(tables=[CERTS]), ON).tables["meta.troubles"]
    assert row.name == "certs.expiry · Lift"
    assert row.facts["meta.troubles.trouble"].text == "unreadable"


def derived(key: str, form: str, *of: str, **more: Any) -> Derived:
    about: dict[str, Any] = {"kind": QuestionKind.NUMBER, "text": key, "of": of}
    return Derived(key=key, form=form, **{**about, **more})


def computed(entry: Derived, answers: dict[str, Said]) -> Submission:
    questions = [
        question(
            key, QuestionKind.DATE if key in ("from", "to") else QuestionKind.NUMBER
        )
        for key in ("a", "b", "c", "from", "to")
    ]
    limits = [parameter("limit", (None, date(2000, 1, 1), 25.0))]
    return state(
        sheet(dict(answers)),
        pack(questions=questions, derived=[entry], parameters=limits),
        ON,
    )


@pytest.mark.parametrize(
    ("entry", "number"),
    [
        (derived("d", "sum_of", "a", "b"), 5.0),
        (derived("d", "sum_of", "a", "$limit"), 27.0),
        (derived("d", "product_of", "a", "b"), 6.0),
        (derived("d", "difference_of", "a", "b"), -1.0),
        (derived("d", "absolute_difference_of", "a", "b"), 1.0),
        (derived("d", "ratio_of", "b", "a", scale=100.0), 150.0),
        (derived("d", "max_of", "a", "b"), 3.0),
        (derived("d", "min_of", "a", "b"), 2.0),
        (derived("d", "ceil_of", "a", scale=0.6), 2.0),
        (derived("d", "ceil_of", "b", scale=10.0 / 3.0), 10.0),
        (derived("d", "days_between", "from", "to"), 31.0),
        (derived("d", "days_between", "to", "assessed_on"), -17.0),
    ],
)
def test_each_form_computes_from_answers_parameters_and_the_day(
    entry: Derived, number: float
) -> None:
    answers: dict[str, Said] = {
        "a": 2.0,
        "b": 3.0,
        "from": date(2026, 1, 1),
        "to": date(2026, 2, 1),
    }
    assert computed(entry, answers).fact("d").number == number


def test_the_later_of_two_days_is_a_day() -> None:
    entry = derived("d", "max_of", "from", "to", kind=QuestionKind.DATE)
    answers: dict[str, Said] = {"from": date(2026, 1, 1), "to": date(2025, 2, 1)}
    assert computed(entry, answers).fact("d").day == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("entry", "answers"),
    [
        (derived("d", "sum_of", "a", "b"), {"a": 1.0}),
        (derived("d", "ratio_of", "a", "b"), {"a": 1.0, "b": 0.0}),
        (derived("d", "product_of", "a", "b"), {"a": 1e308, "b": 1e308}),
        (derived("d", "sum_of", "a", "$nowhere"), {"a": 1.0}),
        (derived("d", "sum_of", "a", "b", blank_is=0.0), {}),
        (
            derived("d", "sum_of", "a", "b", blank_is=0.0),
            {"a": 1.0, "b": AnswerState.UNKNOWN},
        ),
    ],
)
def test_what_cannot_be_computed_is_blank_and_carries_its_inputs(
    entry: Derived, answers: dict[str, Said]
) -> None:
    fact = computed(entry, answers).fact("d")
    assert (fact.state, fact.number) == (BLANK, None)
    assert fact.inputs == tuple(key for key in entry.of if not key.startswith("$"))


def test_blanks_count_as_stated_once_one_input_is_answered() -> None:
    entry = derived("d", "sum_of", "a", "b", "c", blank_is=0.0)
    fact = computed(entry, {"b": 4.0}).fact("d")
    assert fact.number == 4.0
    assert fact.cells == (cell("b"),)


def test_an_unknown_deep_inside_a_total_is_not_taken_for_nobody() -> None:
    part = derived("part", "sum_of", "a", "b", blank_is=0.0)
    whole = derived("whole", "sum_of", "part", "c", blank_is=0.0)
    questions = [question(key) for key in "abc"]
    filled = sheet({"a": AnswerState.UNKNOWN, "b": 1.0, "c": 2.0})
    found = state(filled, pack(questions=questions, derived=[whole, part]), ON)
    assert found.fact("whole").state is BLANK


def test_derived_answers_may_rest_on_later_ones() -> None:
    entries = [derived("d2", "sum_of", "d1", "a"), derived("d1", "sum_of", "a", "b")]
    questions = [question(key) for key in "ab"]
    found = state(
        sheet({"a": 1.0, "b": 2.0}), pack(questions=questions, derived=entries), ON
    )
    assert found.fact("d2").number == 4.0


EXPIRED = ask("certs.expiry", "before", "assessed_on")
ROWS: list[dict[str, Said]] = [
    {"certs.type": "Boiler", "certs.expiry": date(2025, 1, 1)},
    {"certs.type": "Lift", "certs.expiry": date(2027, 1, 1)},
]


def over_rows(entry: Derived, rows: list[dict[str, Said]]) -> Submission:
    filled = sheet({}, rows={"certs": rows})
    return state(filled, pack(tables=[CERTS], derived=[entry]), ON)


def test_a_count_carries_the_cells_and_names_of_what_it_counted() -> None:
    entry = derived("d", "count_where", table="certs", where=EXPIRED)
    fact = over_rows(entry, ROWS).fact("d")
    assert (fact.number, fact.lists) == (1.0, ("Boiler",))
    assert fact.cells == (cell("certs.expiry", 1),)
    assert fact.inputs == ("certs.expiry",)


def test_shares_and_extremes_over_rows() -> None:
    share = derived("d", "share_where", table="certs", where=EXPIRED)
    assert over_rows(share, ROWS).fact("d").number == 50.0
    latest = derived(
        "d", "max_in", "certs.expiry", table="certs", kind=QuestionKind.DATE
    )
    fact = over_rows(latest, ROWS).fact("d")
    assert (fact.day, fact.lists) == (date(2027, 1, 1), ("Lift",))


def test_an_empty_table_counts_nothing_and_has_no_share_or_largest() -> None:
    count = derived("d", "count_where", table="certs", where=EXPIRED)
    assert over_rows(count, []).fact("d").number == 0.0
    for form in ("share_where", "max_in", "min_in"):
        entry = derived("d", form, "certs.expiry", table="certs", where=EXPIRED)
        assert over_rows(entry, []).fact("d").state is BLANK


def test_a_row_that_cannot_tell_leaves_the_count_open_unless_left_out() -> None:
    crane: dict[str, Said] = {"certs.type": "Crane"}
    rows = [*ROWS, crane]
    strict = derived("d", "count_where", table="certs", where=EXPIRED)
    assert over_rows(strict, rows).fact("d").state is BLANK
    lenient = derived("d", "count_where", table="certs", where=EXPIRED, blank_is=0.0)
    assert over_rows(lenient, rows).fact("d").number == 1.0


def test_yes_and_no_answers_are_held_against_each_other() -> None:
    questions = [question(key, YES_NO) for key in ("a", "b", "c", "d", "e")]
    said = {"a": "yes", "b": "yes", "c": "no", "d": AnswerState.UNKNOWN}
    found = stated([*questions, question("words")], {**said, "words": "yes"})
    assert found.fact("meta.yes_no_answered").number == 3.0
    assert round(found.fact("meta.same_yes_no_pct").number or 0, 1) == 66.7
    none = stated(questions, {})
    assert none.fact("meta.yes_no_answered").number == 0.0
    assert none.fact("meta.same_yes_no_pct").state is BLANK


def test_an_answer_can_be_derived_row_by_row() -> None:
    left = derived(
        "left", "days_between", "assessed_on", "certs.expiry", for_each="certs"
    )
    said = over_rows(left, [*ROWS, {"certs.type": "Crane"}])
    boiler, lift, crane = (row.facts["left"] for row in said.tables["certs"])
    assert (boiler.number or 0) < 0 < (lift.number or 0)
    assert boiler.cells == (cell("certs.expiry", 1),)
    assert (crane.state, crane.inputs) == (BLANK, ("certs.expiry",))
    assert "left" not in said.facts


def test_troubles_can_be_counted_with_their_cells() -> None:
    unknown = ask("meta.troubles.trouble", "is", "unknown")
    entry = derived("gaps", "count_where", table="meta.troubles", where=unknown)
    questions = [question("a"), question("b"), question("c")]
    filled = sheet({"a": AnswerState.UNKNOWN, "b": 1.0, "c": AnswerState.UNKNOWN})
    fact = state(filled, pack(questions=questions, derived=[entry]), ON).fact("gaps")
    assert (fact.number, fact.lists) == (2.0, ("a", "c"))
    assert fact.cells == (cell("a"), cell("c"))


def test_completeness_counts_required_questions_that_are_asked() -> None:
    questions = [
        question("gate", YES_NO),
        question("inside", asked_when=ask("gate", "is", "yes")),
        question("said", section="safety"),
        question("absent", section="safety"),
        question("waived", section="safety", na_allowed=True),
        question("extra", section="safety", required=False),
    ]
    found = stated(
        questions,
        {
            "gate": "no",
            "said": 1.0,
            "absent": BLANK,
            "waived": answer("waived", NOT_APPLICABLE, comment="No dormitory"),
        },
    )
    numbers = {
        key: found.fact(f"meta.{key}").number
        for key in ("asked", "answered", "required_blank", "completeness")
    }
    assert numbers == {
        "asked": 4.0,
        "answered": 3.0,
        "required_blank": 1.0,
        "completeness": 75.0,
    }
    assert found.fact("meta.required_blank").lists == ("absent",)
    safety = found.tables["meta.sections"][1]
    assert safety.name == "safety"
    assert safety.facts["meta.sections.completeness"].number == pytest.approx(66.666667)
    assert safety.facts["meta.sections.pillar"].text == "health_and_safety"


@pytest.mark.parametrize(
    ("version", "outdated"), [("1.2", "no"), ("1.1", "yes"), ("1.10", "no"), ("", None)]
)
def test_an_older_template_says_so(version: str, outdated: str | None) -> None:
    found = state(sheet({}, version=version), pack(), ON)
    assert found.fact("meta.template_outdated").text == outdated


def test_the_profile_comes_from_the_sites_own_answers() -> None:
    text, number = QuestionKind.TEXT, QuestionKind.NUMBER
    kinds = {
        "site.legal_name": text,
        "site.name": text,
        "site.zs_ref": text,
        "site.country": QuestionKind.CHOICE,
        "site.type": QuestionKind.CHOICE,
        "wf.total": number,
        "meta.submitted_on": QuestionKind.DATE,
    }
    found = stated(
        [question(key, kind) for key, kind in kinds.items()],
        {
            "site.legal_name": "Acme Ltd",
            "site.name": "North mill",
            "site.zs_ref": "ZS123",
            "site.country": "BD",
            "site.type": "manufacture",
            "wf.total": 120.0,
            "meta.submitted_on": date(2026, 1, 2),
        },
    )
    assert found.profile == SiteProfile(
        supplier="Acme Ltd",
        site="North mill",
        site_ref="ZS123",
        country="BD",
        sector="manufacture",
        workers=120,
        submitted_on=date(2026, 1, 2),
    )
    assert stated([], {}).profile == SiteProfile()


def test_gates_read_parameters_of_the_country() -> None:
    big = all_of(ask("wf.total", "at_least", ParameterRef("big")))
    questions = [
        question("site.country", QuestionKind.CHOICE),
        question("wf.total"),
        question("committee", YES_NO, asked_when=big),
    ]
    sizes = parameter(
        "big", (None, date(2000, 1, 1), 50.0), ("BD", date(2000, 1, 1), 10.0)
    )
    for country, expected in [("BD", BLANK), ("VN", NOT_ASKED)]:
        filled = sheet({"site.country": country, "wf.total": 20.0})
        found = state(filled, pack(questions=questions, parameters=[sizes]), ON)
        assert found.fact("committee").state is expected


def test_a_number_no_site_can_have_is_no_answer_for_any_rule() -> None:
    found = stated([question("q", minimum=0.0, maximum=100.0)], {"q": 850.0})
    fact = found.fact("q")
    assert (fact.state, fact.number) == (AnswerState.UNREADABLE, None)
    assert fact.troubles == (Trouble.OUT_OF_RANGE,)
