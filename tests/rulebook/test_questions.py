"""What every question owes the person who answers it, and the rules that read it."""

from __future__ import annotations

import re

import pytest

from rs_excel.domain.questions import Catalogue, Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.model import RulePack

WHO_AND_WHEN = re.compile(r"meta\.|site\.z[cs]_ref$")
"""About the return itself: no code asks for these, and no document shows them."""
NAMES_AND_PLACES = re.compile(
    r"meta\.|site\.(name|country|gps_l(at|on)|type|z[cs]_ref|inherent_risk|risk_band)$"
)
"""Plain facts: who, where, and what the customer itself has said."""


@pytest.fixture(scope="module")
def asked(pack: RulePack) -> Catalogue:
    return pack.catalogue


def lacking(asked: Catalogue, field: str, exempt: re.Pattern[str] | None) -> list[str]:
    return [
        question.key
        for question in asked.single
        if not getattr(question, field) and not (exempt and exempt.match(question.key))
    ]


def test_at_least_220_questions_are_asked_over_every_pillar(asked: Catalogue) -> None:
    assert len(asked.single) >= 220
    assert {q.pillar for q in asked.single} == {s.pillar for s in asked.sections}


def test_every_question_has_help(asked: Catalogue) -> None:
    assert lacking(asked, "help", None) == []


def test_every_question_names_the_evidence_that_would_answer_it(
    asked: Catalogue,
) -> None:
    assert lacking(asked, "evidence", NAMES_AND_PLACES) == []


def test_what_needs_evidence_says_which(asked: Catalogue) -> None:
    needing = [q for q in asked.by_key.values() if q.evidence_needed]
    assert len(needing) > 30
    assert not [q.key for q in needing if not q.evidence]
    assert {q.kind for q in needing} == {QuestionKind.YES_NO}


def test_every_question_serves_a_clause(asked: Catalogue) -> None:
    assert lacking(asked, "clauses", WHO_AND_WHEN) == []


def test_every_step_and_criterion_of_due_diligence_is_asked_about(
    asked: Catalogue,
) -> None:
    served = {clause for question in asked.questions for clause in question.clauses}
    steps = {f"oecd {step}" for step in range(1, 7)}
    criteria = {f"ungp 31{letter}" for letter in "abcdefgh"}
    assert steps | criteria <= served


def test_a_number_says_what_it_counts(asked: Catalogue) -> None:
    for question in asked.single:
        if question.kind is QuestionKind.NUMBER:
            assert question.unit, question.key


def test_shares_and_sums_have_a_range(asked: Catalogue) -> None:
    """The cell questions what lies outside it, and no rule rests on it."""
    for question in asked.single:
        if question.kind in (QuestionKind.NUMBER, QuestionKind.PERCENT):
            assert question.minimum is not None, question.key
        if question.kind is QuestionKind.PERCENT:
            assert question.maximum is not None, question.key


def test_questions_are_told_apart_by_their_words(asked: Catalogue) -> None:
    texts = [question.text for question in asked.single]
    assert len(set(texts)) == len(texts)


def test_not_applicable_is_explained_where_it_may_be_chosen(asked: Catalogue) -> None:
    for question in asked.single:
        if question.na_allowed:
            assert says_when(question), question.key


def says_when(question: Question) -> bool:
    return "applicable" in question.help.lower() or '"n/a"' in question.help
