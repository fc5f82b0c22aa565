"""What a sheet of ours said is known again, and not a word that somebody added."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.own_sheets import find_ours
from rs_excel.workbook.ooxml.written_sheet import is_as_written
from rs_excel.workbook.ports import Ink, ReportCell, ReportSheet
from tests.workbook.books import actions, annotated, package, questionnaire

ODD = st.sampled_from(["", " ", "\n", "\xa0", "\t", "\0", "\x1e", "\x1f", "_x000D_"])
TEXTS = st.lists(st.one_of(ODD, st.text(max_size=4)), max_size=4).map("".join)
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
)
BOOK = questionnaire()


def cell_of(value: str | float | date | None) -> ReportCell:
    ink = Ink.DATE if isinstance(value, date) else Ink.PLAIN
    return ReportCell(value=value, ink=ink)


def read_back(sheet: ReportSheet) -> tuple[str, dict[Place, str]]:
    """The record of a sheet and its texts, both from the copy it was put into."""
    ours = find_ours(package(annotated(BOOK, sheets=[sheet])))
    (row,) = ours.ledger.sheets()
    return row.wrote, ours.texts.of(ours.sheets[sheet.id].part)


@given(st.lists(st.lists(VALUES, max_size=3), max_size=4))
@example([["a", " ", "b"], [], ["\xa0"], ["a", "b"]])
@example([[1 / 3, True, date(2026, 3, 2)], ["=1+1", "007"]])
def test_a_sheet_nobody_touched_is_as_written(
    rows: list[list[str | float | date | None]],
) -> None:
    cells = tuple(tuple(map(cell_of, row)) for row in rows)
    wrote, texts = read_back(
        ReportSheet(id="x", title="Ours", rows=cells, widths=(9, 9, 9))
    )
    assert is_as_written(wrote, texts, ())


@pytest.mark.parametrize(
    "change",
    [
        {Place(9, 9): "a word"},
        {Place(3, 2): "=1+1 is no formula, is it"},
        {Place(3, 2): ""},
        {Place(3, 1): "a word"},
        {Place(3, 6): "a word"},
        {Place(1, 3): "Remarks"},
    ],
    ids=["added", "longer", "emptied", "replaced", "beside", "heading"],
)
def test_any_change_of_words_is_noticed(change: dict[Place, str]) -> None:
    wrote, texts = read_back(actions())
    assert is_as_written(wrote, texts, ())
    assert not is_as_written(wrote, texts | change, ())


@pytest.mark.parametrize(
    "change",
    [
        {Place(3, 3): "people's own column"},
        {Place(3, 2): "=1+1  is\r\nno formula"},
        {Place(3, 8): " \n"},
    ],
    ids=["carried over", "blanks", "blank cell"],
)
def test_what_is_carried_over_or_only_spelt_anew_is_no_change(
    change: dict[Place, str],
) -> None:
    wrote, texts = read_back(actions())
    assert is_as_written(wrote, texts | change, ())
