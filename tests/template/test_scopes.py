"""Scopes in the workbook: the engine's own questions are asked, and told why."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.domain.conditions import questions_read
from rs_excel.domain.questions import Answer, AnswerSheet, Catalogue, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.engine.stating import state
from rs_excel.rulebook.model import RulePack
from rs_excel.template.build import gates_of
from rs_excel.template.gates import Gate, Gates, surely_false
from rs_excel.template.key_cells import find_cells, sheet_of
from rs_excel.template.layout import DONT_KNOW, NO
from rs_excel.template.scopes import cell_name
from rs_excel.template.status import ASKED, NOT_ASKED
from rs_excel.template.texts_sheet import LANGUAGE_KEY
from tests.conftest import ASSESSED_ON, SAMPLES

from .evaluating import SAID, truths, words

IN_ENGLISH = ["clean", "half_empty", "mixed", "small_site", "zero_tolerance"]


def status_column(sheet: Worksheet) -> int:
    titles = {c.value: c.column for row in sheet.iter_rows(max_row=60) for c in row}
    return int(titles["Status"])


def not_asked_in(book: Workbook, catalogue: Catalogue) -> set[str]:
    cells = find_cells(book).answers
    columns = {sheet.title: 0 for sheet in book.worksheets}
    found = set()
    for question in catalogue.single:
        if question.key == LANGUAGE_KEY:
            continue
        cell = cells[question.key].answer
        sheet = sheet_of(cell)
        columns[sheet.title] = columns[sheet.title] or status_column(sheet)
        if sheet.cell(cell.row, columns[sheet.title]).value == str(NOT_ASKED):
            found.add(question.key)
    return found


def cover_lines(book: Workbook) -> list[str]:
    values = book["Cover"].iter_rows(min_col=2, max_col=2, values_only=True)
    return [str(value) for (value,) in values if value]


@pytest.mark.parametrize("sample", IN_ENGLISH)
def test_the_workbook_spares_a_site_exactly_what_the_engine_does(
    sample: str, standard: Terms, catalogue: Catalogue
) -> None:
    path = SAMPLES / f"{sample}.xlsx"
    book = load_workbook(path, data_only=True)
    submission = check_file(path, standard).check.submission
    spared = {
        question.key
        for question in catalogue.single
        if submission.facts[question.key].state is AnswerState.NOT_ASKED
    }
    assert not_asked_in(book, catalogue) == spared
    for scope in catalogue.scopes:
        ((title, place),) = book.defined_names[cell_name(scope.key)].destinations
        stands = book[title][place.replace("$", "")].value
        outside = scope.key in submission.out_of_scope
        assert stands == str(NOT_ASKED if outside else ASKED), scope.key
    total = len(catalogue.single) - 1  # choosing a language is not counted
    asked = total - len(spared)
    (told,) = [line for line in cover_lines(book) if line.startswith("You are asked")]
    assert told.startswith(f"You are asked {asked} of {total} questions.")
    for scope in catalogue.scopes:
        assert (f"; {scope.otherwise}" in told.replace(": ", "; ")) == (
            scope.key in submission.out_of_scope
        )


@pytest.mark.parametrize(
    ("sample", "least", "most"), [("small_site", 0.2, 0.5), ("mixed", 0.9, 1.0)]
)
def test_a_small_site_with_low_risk_is_asked_less_than_half(
    sample: str, least: float, most: float, standard: Terms, catalogue: Catalogue
) -> None:
    submission = check_file(SAMPLES / f"{sample}.xlsx", standard).check.submission
    states = [submission.facts[question.key].state for question in catalogue.single]
    asked = sum(one is not AnswerState.NOT_ASKED for one in states)
    assert least < asked / len(states) < most


CALM = {
    "wf.total": 12,
    "site.country": "Portugal",
    "site.type": "Office",
    "site.risk_band": None,
    "en.eudr_commodity": "None of these",
}


def random_value(question: Question, dice: random.Random) -> object:
    """Often what spares a site its questions, else anything a person types."""
    number = question.kind is QuestionKind.NUMBER
    if dice.random() < 0.85:
        return CALM.get(question.key, 0 if number else NO)
    if number:
        return dice.choice([None, "some", 0, 1, 3, 4, 49, 50, 800])
    words = [choice.label for choice in question.choices]
    return dice.choice([None, DONT_KNOW, *words, *words])


def as_answer(question: Question, value: object) -> Answer:
    """What a reader makes of the cell."""
    by_label = {choice.label: choice.value for choice in question.choices}
    said: str | float | tuple[str, ...] | None = None
    stands = AnswerState.ANSWERED
    if value is None:
        stands = AnswerState.BLANK
    elif value == DONT_KNOW:
        stands = AnswerState.UNKNOWN
    elif isinstance(value, int):
        said = float(value)
    elif str(value) not in by_label:
        stands = AnswerState.UNREADABLE
    else:
        said = by_label[str(value)]
        said = (said,) if question.kind is QuestionKind.CHOICES else said
    return Answer(question=question.key, state=stands, value=said, raw=value)


def as_sheet(values: Mapping[str, object], catalogue: Catalogue) -> AnswerSheet:
    gates = gates_of(catalogue)
    single = {key: as_answer(gates[key].question, v) for key, v in values.items()}
    for row in ("wf.mig_int", "wf.agency"):  # sums of grid rows, one cell filled
        one = single.pop(row)
        single[f"{row}.male"] = one._replace(question=f"{row}.male")
    return AnswerSheet(
        template=catalogue.template, version=catalogue.version, answers=single
    )


@pytest.mark.office
def test_formulas_and_engine_spare_the_same_for_random_profiles(
    pack: RulePack, catalogue: Catalogue, tmp_path: Path
) -> None:
    dice = random.Random(20260302)
    gates = gates_of(catalogue)
    keys = {k for s in catalogue.scopes for k in questions_read(s.holds_when)}
    named = {
        key: Gate(gates[key].question, f"{{{key.replace('.', '_')}}}") for key in keys
    }
    cases, spared = [], []
    for _ in range(60):
        values = {k: random_value(gates[k].question, dice) for k in sorted(keys)}
        cells = {key.replace(".", "_"): value for key, value in values.items()}
        out = state(as_sheet(values, catalogue), pack, ASSESSED_ON).out_of_scope
        for scope in catalogue.scopes:
            formula = surely_false(scope.holds_when, Gates(named, words))
            cases.append((formula, cells))
            spared.append(scope.key in out)
    kinds = len(catalogue.scopes)
    for place, scope in enumerate(catalogue.scopes):
        assert len(set(spared[place::kinds])) == 2, f"{scope.key} never varies"
    labels = [c.label for key in keys for c in gates[key].question.choices]
    said = {**SAID, **{label: (label,) for label in labels}}
    assert truths(cases, tmp_path, said) == spared
