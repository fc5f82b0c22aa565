"""A return on the version before still reads; new questions are not held against it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rs_excel.app.check import Check, check_file
from rs_excel.app.settings import Terms
from rs_excel.domain.questions import Catalogue, Question
from rs_excel.domain.vocabulary import AnswerState, Outcome, Pillar
from rs_excel.engine.completeness import version_of
from rs_excel.rulebook.read_by import keys_read
from rs_excel.template.answers import load_answers
from rs_excel.template.build import build_template
from rs_excel.template.fill import fill_template
from tests.conftest import SAMPLES

ANSWERS = SAMPLES.parent / "answers"
EARLIER = "1.0"


def was_there(question: Question) -> bool:
    return version_of(question.since) <= version_of(EARLIER)


def as_it_was(catalogue: Catalogue) -> Catalogue:
    """The questionnaire as version 1.0 asked it."""
    scopes = tuple(s for s in catalogue.scopes if s.since == EARLIER)
    kept = {scope.key for scope in scopes}
    tables = (
        replace(t, columns=tuple(c for c in t.columns if was_there(c)))
        for t in catalogue.tables
    )
    return replace(
        catalogue,
        version=EARLIER,
        questions=tuple(
            replace(q, scopes=tuple(key for key in q.scopes if key in kept))
            for q in catalogue.questions
            if was_there(q)
        ),
        tables=tuple(tables),
        scopes=scopes,
    )


def returned(sample: str, folder: Path, terms: Terms) -> Check:
    """A sample's answers on the earlier questionnaire, checked with today's pack."""
    earlier = as_it_was(terms.pack.catalogue)
    build_template(earlier, terms.pack.placeholders, folder / "blank.xlsx")
    answers = load_answers(ANSWERS / f"{sample}.yaml")
    given = {key: said for key, said in answers.items() if key in earlier.by_key}
    for key in earlier.tables_by_key.keys() & answers.keys():
        given[key] = known_columns(key, answers[key], earlier)
    filled = folder / f"{sample}.xlsx"
    fill_template(earlier, given, folder / "blank.xlsx", filled)
    return check_file(filled, terms).check


def known_columns(table: str, rows: object, earlier: Catalogue) -> object:
    assert isinstance(rows, list)
    return [
        {name: v for name, v in row.items() if f"{table}.{name}" in earlier.by_key}
        for row in rows
    ]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> Check:
    return returned("clean", tmp_path_factory.mktemp("earlier"), standard)


def test_what_it_asked_is_read_and_what_it_did_not_ask_is_not_asked(
    clean: Check, catalogue: Catalogue
) -> None:
    facts = clean.submission.facts
    newer = [q for q in catalogue.questions if not was_there(q)]
    assert len(newer) > 50
    assert {facts[q.key].state for q in newer} == {AnswerState.NOT_ASKED}
    assert not [q.key for q in newer if facts[q.key].troubles]
    assert facts["wf.total"].number == 182
    assert facts["meta.template_outdated"].text == "yes"


def test_a_clean_return_on_it_is_still_clean(clean: Check) -> None:
    assert [f.rule_id for f in clean.report.findings if f.severity] == []
    assert clean.report.coverage.asked == clean.report.coverage.answered


def test_rules_on_new_questions_alone_do_not_apply(
    clean: Check, standard: Terms
) -> None:
    catalogue = standard.pack.catalogue
    new = {q.key for q in catalogue.questions if not was_there(q)}
    about = {r.id for r in standard.pack.rules if keys_read(r) and keys_read(r) <= new}
    assert about
    outcomes = [v.outcome for v in clean.report.verdicts if v.rule_id in about]
    assert set(outcomes) == {Outcome.NOT_APPLICABLE}


def test_it_spared_nobody_by_size(tmp_path: Path, standard: Terms) -> None:
    """Version 1.0 asked everybody, so that what is blank there was left blank."""
    small = returned("small_site", tmp_path, standard)
    assert "detail" not in small.submission.out_of_scope
    assert "dormitory" in small.submission.out_of_scope
    assert small.submission.facts["hs.committee"].state is AnswerState.BLANK
    pillars = {result.pillar: result for result in small.report.pillars}
    coverage = pillars[Pillar.HEALTH_AND_SAFETY].coverage
    assert coverage.answered < coverage.asked
