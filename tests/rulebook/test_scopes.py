"""Scopes on disk: who is asked what, and what a pack's author may get wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.domain.conditions import Test
from rs_excel.domain.questions import Catalogue
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import PackError
from rs_excel.rulebook.circles import circular_answers
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.read_by import keys_read
from tests.packs import QUESTIONS, tiny_pack

SCOPES = """
big:
  title: Larger sites
  asked_of: Sites with 50 people or more
  otherwise: a small site
  voluntary: true
  holds_when: { wf.total: { at_least: 50 } }
"""
ALARM = "kind: choice\n"


def scoped(folder: Path, scope: str, scopes: str = SCOPES) -> Path:
    questions = QUESTIONS.replace(ALARM, f"{ALARM}    scope: {scope}\n")
    return tiny_pack(folder, questions=questions, **{"scopes.yaml": scopes})


def test_a_question_belongs_to_the_scopes_it_names(tmp_path: Path) -> None:
    catalogue = load_pack(scoped(tmp_path, "big")).catalogue
    (scope,) = catalogue.scopes
    assert scope.holds_when == Test(
        question="wf.total", operator="at_least", operand=50
    )
    assert (scope.otherwise, scope.voluntary) == ("a small site", True)
    assert catalogue.by_key["hs.alarm"].scopes == ("big",)
    assert catalogue.gates_of(catalogue.by_key["hs.alarm"]) == {"wf.total"}


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        ({"scope": "bigg"}, "Did you mean `big`?"),
        ({"scopes": SCOPES.replace("wf.total", "wf.totall")}, "wf.totall"),
        ({"scopes": SCOPES.replace("otherwise", "otherwize")}, "otherwize"),
        ({"scopes": "- big\n"}, "scopes.yaml is a mapping"),
    ],
)
def test_a_slip_in_a_scope_is_told(
    tmp_path: Path, spoilt: dict[str, str], says: str
) -> None:
    folder = scoped(tmp_path, **{"scope": "big", **spoilt})
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    assert says in " ".join(problem.says for problem in caught.value.problems)


def test_a_column_of_a_table_has_no_scope(tmp_path: Path) -> None:
    column = "{ key: hs.certs.type, text: Certificate, kind: text"
    questions = QUESTIONS.replace(column, f"{column}, scope: big")
    with pytest.raises(PackError, match="cannot have a scope"):
        load_pack(tiny_pack(tmp_path, questions=questions, **{"scopes.yaml": SCOPES}))


def test_a_scope_that_asks_for_its_own_question_is_a_circle(tmp_path: Path) -> None:
    circle = SCOPES.replace("wf.total: { at_least: 50 }", "hs.alarm: { is: bell }")
    pack = load_pack(scoped(tmp_path, "big", circle))
    assert ("hs.alarm", "hs.alarm") in list(circular_answers(pack))


@pytest.fixture(scope="module")
def asked(pack: RulePack) -> Catalogue:
    return pack.catalogue


def test_critical_topics_are_asked_of_everybody_they_concern(asked: Catalogue) -> None:
    by_size = {scope.key for scope in asked.scopes if scope.voluntary}
    assert by_size == {"detail", "workplace"}
    assert not [
        question.key
        for question in asked.questions
        if question.critical_topic and by_size & set(question.scopes)
    ]


def test_no_zero_tolerance_rule_rests_on_a_question_of_detail(pack: RulePack) -> None:
    grave = [
        rule
        for rule in pack.rules
        if any(s.severity is Severity.BUSINESS_CRITICAL for s in rule.finding.ladder)
    ]
    assert grave
    for rule in grave:
        for key in keys_read(rule):
            question = pack.catalogue.by_key.get(key)
            assert question is None or "detail" not in question.scopes, rule.id


def test_a_follow_up_is_spared_where_its_question_is(asked: Catalogue) -> None:
    """Else a question nobody was asked would leave its follow-up asked."""
    for question in asked.questions:
        for key in asked.gates_of(question):
            gate = asked.by_key.get(key)
            if gate is not None:
                assert set(gate.scopes) <= set(question.scopes), question.key


def test_every_scope_has_questions(asked: Catalogue) -> None:
    named = {key for question in asked.questions for key in question.scopes}
    assert named == {scope.key for scope in asked.scopes}
