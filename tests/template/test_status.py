"""Statuses, sums and completion, as a real spreadsheet program computes them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rs_excel.template.fill import fill_template
from rs_excel.template.key_cells import find_cells, sheet_of
from rs_excel.template.layout import STANDARD, WITH_MATRIX
from rs_excel.template.status import DONE, EXPLAIN, MISSING, NOT_ASKED, OPTIONAL

from .catalogues import small_catalogue
from .evaluating import computed

pytestmark = pytest.mark.office
SMALL = small_catalogue()


def opened(answers: Mapping[str, object], blank: Path, folder: Path) -> Workbook:
    fill_template(SMALL, answers, blank, folder / "filled.xlsx")
    return computed(folder / "filled.xlsx", folder)


def statuses(book: Workbook) -> dict[str, object]:
    found = {}
    for key, cells in find_cells(book).answers.items():
        sheet = sheet_of(cells.answer)
        columns = WITH_MATRIX if sheet.title == "Site profile" else STANDARD
        if cells.comment is not None:
            found[key] = sheet.cell(cells.answer.row, columns.status).value
    return found


def progress(book: Workbook) -> dict[object, tuple[object, ...]]:
    """Section: asked, answered, missing, share, words."""
    rows = book["Cover"].iter_rows(min_col=3, max_col=9, values_only=True)
    return {
        name: (asked, answered, missing, share, words)
        for name, asked, answered, missing, _, share, words in rows
        if isinstance(asked, int) and isinstance(words, str)
    }


def test_an_empty_questionnaire_is_missing_what_is_required(
    small_blank: Path, tmp_path: Path
) -> None:
    book = opened({}, small_blank, tmp_path)
    found = statuses(book)
    assert found["site.dormitory"] == str(MISSING)
    assert found["hs.exits"] == str(MISSING)  # nobody said that there is no dormitory
    assert found["hs.plan"] == str(OPTIONAL)
    assert progress(book)["Overall"] == (8, 0, 6, 0, "▲ 6 required answers")


def test_a_question_is_not_asked_once_its_gate_says_no(
    small_blank: Path, tmp_path: Path
) -> None:
    book = opened({"site.dormitory": "No", "wf.perm.m": 4}, small_blank, tmp_path)
    found = statuses(book)
    assert found["hs.exits"] == str(NOT_ASKED)
    assert found["hs.share"] == str(NOT_ASKED)  # at most 10 permanent people
    assert progress(book)["Health & safety"][:3] == (2, 0, 1)


def test_a_gate_on_the_sum_of_a_grid_row_opens(
    small_blank: Path, tmp_path: Path
) -> None:
    answers = {"wf.perm.m": 6, "wf.perm.f": 5}
    assert statuses(opened(answers, small_blank, tmp_path))["hs.share"] == str(MISSING)


def test_an_unknown_gate_keeps_the_question_asked(
    small_blank: Path, tmp_path: Path
) -> None:
    book = opened({"site.dormitory": "Don't know"}, small_blank, tmp_path)
    assert statuses(book)["hs.exits"] == str(MISSING)


def test_not_applicable_asks_for_a_reason(small_blank: Path, tmp_path: Path) -> None:
    answers = {
        "hs.drill": "Not applicable",
        "site.kind": {"answer": "Not applicable", "comment": "Nothing is made."},
    }
    found = statuses(opened(answers, small_blank, tmp_path))
    assert found["hs.drill"] == str(EXPLAIN)
    assert found["site.kind"] == str(DONE)


@pytest.mark.parametrize("typed", ["tbc", "TBC ", "?", "-"])
def test_words_that_say_nothing_are_missing(
    typed: str, small_blank: Path, tmp_path: Path
) -> None:
    book = opened(
        {"hs.drill": {"typed": typed}, "hs.plan": typed}, small_blank, tmp_path
    )
    found = statuses(book)
    assert found["hs.drill"] == str(MISSING)
    assert found["hs.plan"] == str(OPTIONAL)
    assert progress(book)["Overall"][1] == 0


def test_an_answer_that_begins_like_a_placeholder_is_one(
    small_blank: Path, tmp_path: Path
) -> None:
    book = opened({"hs.plan": "tbc-certified"}, small_blank, tmp_path)
    assert statuses(book)["hs.plan"] == str(DONE)


def test_a_complete_questionnaire_is_complete(
    small_blank: Path, tmp_path: Path
) -> None:
    answers = {
        "site.dormitory": "No",
        "site.kind": "Metal",
        "wf.total": 9,
        "wf.perm.m": 4,
        "wf.perm.f": 5,
        "hs.drill": date(2025, 11, 2),
    }
    book = opened(answers, small_blank, tmp_path)
    assert progress(book)["Overall"] == (6, 4, 0, 1, "✓ Nothing missing")
    assert book["Cover"]["I1"].value == "100% complete"


def test_one_missing_answer_is_never_rounded_away(
    small_blank: Path, tmp_path: Path
) -> None:
    answers = {"site.dormitory": "No", "site.kind": "Metal", "wf.total": 9}
    book = opened({**answers, "wf.perm.m": 9}, small_blank, tmp_path)
    assert progress(book)["Overall"] == (6, 3, 1, 0.75, "▲ 1 required answer")


def test_an_error_pasted_as_an_answer_does_not_spread(
    small_blank: Path, tmp_path: Path
) -> None:
    book = load_workbook(small_blank)
    find_cells(book).answers["site.dormitory"].answer.value = "=1/0"
    book.save(tmp_path / "pasted.xlsx")
    found = computed(tmp_path / "pasted.xlsx", tmp_path)
    assert statuses(found)["site.dormitory"] == str(MISSING)
    assert statuses(found)["hs.exits"] == str(MISSING)
    assert progress(found)["Overall"][0] == 8


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({}, "○ Nothing filled in yet"),
        ({"wf.perm.m": 4}, "! Enter the headcount first"),
        ({"wf.perm.m": 4, "wf.perm.f": 5, "wf.total": 9}, "✓ Adds up to the headcount"),
        (
            {"wf.perm.m": 4, "wf.total": 9},
            "▲ Differs from the headcount: 4 here, 9 there",
        ),
    ],
)
def test_a_grid_says_whether_it_adds_up(
    answers: Mapping[str, object], words: str, small_blank: Path, tmp_path: Path
) -> None:
    book = opened(answers, small_blank, tmp_path)
    cells = [c.value for row in book["Site profile"].iter_rows() for c in row]
    assert words in cells
