"""What a supplier may leave open and leaves open is nothing a buyer has to chase."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pytest

from benchmarks.seeded.sites import site
from rs_excel.app.cases import submission_of
from rs_excel.app.settings import find_pack
from rs_excel.domain.questions import Catalogue
from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.reference import Reference
from rs_excel.engine.stating import state
from rs_excel.engine.wording import question_text
from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers
from tests.case_findings import case_findings

GRADED = [rule for rule in find_pack("four_pillar").rules if rule.finding.ladder[1:]]

STAYS_OPEN = {
    "HR-060": "the law sets a limit by month; nobody can say unasked that it is kept",
    "HR-094": "the law sets a limit by year; nobody can say unasked that it is kept",
}
"""Rules that cannot be assessed for want of an answer that is not asked for."""


def optional(catalogue: Catalogue) -> frozenset[str]:
    """Questions and columns that may be left open, cells of grids aside.

    A grid left blank altogether leaves open whom a rule is about.
    """
    in_grids = {
        f"{row}.{column}"
        for matrix in catalogue.matrices
        for row, _ in matrix.rows
        for column, _ in matrix.columns
    }
    every = {q.key for q in catalogue.by_key.values() if not q.required}
    return frozenset(every - in_grids)


def without(keys: frozenset[str], answers: Mapping[str, object]) -> dict[str, object]:
    """The answers less these, columns of tables included."""

    def row_without(table: str, row: Mapping[str, object]) -> dict[str, object]:
        return {c: v for c, v in row.items() if f"{table}.{c}" not in keys}

    return {
        key: [row_without(key, row) for row in value]
        if isinstance(value, list)
        else value
        for key, value in answers.items()
        if key not in keys
    }


@pytest.mark.parametrize("seed", range(3000, 3030))
def test_only_what_is_owed_keeps_a_rule_from_being_assessed(
    seed: int, pack: RulePack
) -> None:
    one, may_be_left = site(pack, seed, {}), optional(pack.catalogue)
    book = book_of(pack.catalogue, without(may_be_left, one.answers))
    sheet = read_answers(book, pack.catalogue, pack.spellings, pack.placeholders)
    verdicts = evaluate(
        state(sheet, pack, one.assessed_on), pack, engine=Reference()
    ).verdicts
    lacking = {
        verdict.rule_id
        for verdict in verdicts
        if verdict.outcome is Outcome.NOT_ASSESSED
        and set(verdict.missing) & may_be_left
    }
    assert lacking - STAYS_OPEN.keys() == set()


def test_what_is_said_to_stay_open_does(pack: RulePack) -> None:
    for rule_id in STAYS_OPEN:
        case = next(
            c for c in pack.by_id[rule_id].cases if c.expect is Outcome.CONFORMS
        )
        said = without(optional(pack.catalogue), case.given)
        submission = submission_of(pack, replace(case, given=said))
        verdicts = evaluate(submission, pack, engine=Reference()).verdicts
        (verdict,) = (v for v in verdicts if v.rule_id == rule_id)
        assert verdict.outcome is Outcome.NOT_ASSESSED


@pytest.mark.parametrize("rule", GRADED, ids=lambda rule: rule.id)
def test_no_grade_waits_for_an_answer_that_may_be_left_open(
    rule: Rule, pack: RulePack
) -> None:
    may_be_left = optional(pack.catalogue)
    texts = [question_text(key, pack).rstrip("?. ") for key in may_be_left]
    for finding in case_findings(rule, pack, partial(without, may_be_left)):
        _, _, waits_for = finding.says.partition("not answered is")
        assert [text for text in texts if f"“{text}”" in waits_for] == []
