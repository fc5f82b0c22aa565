"""Rows that are as tall as what they say."""

from __future__ import annotations

from rs_excel.workbook.ports import Ink
from rs_excel.writeback.page import Page, letter, text

LONG = "Repay the fees to every worker concerned. " * 8


def height_of(width: float, *, span: int = 1, ink: Ink = Ink.WRAP) -> float:
    page = Page([width] * span)
    return page.heights[page.add(text(LONG, ink, span=span))]


def test_narrower_columns_make_taller_rows() -> None:
    assert height_of(20) > height_of(40) > height_of(80)


def test_a_merged_cell_has_the_room_of_all_its_columns() -> None:
    assert height_of(20, span=2) == height_of(40)


def test_text_that_does_not_wrap_keeps_one_line() -> None:
    assert height_of(20, ink=Ink.SUBTITLE) == height_of(400, ink=Ink.SUBTITLE)


def test_line_breaks_count_as_lines() -> None:
    page = Page([40])
    one = page.add(text("a b c"))
    three = page.add(text("a\nb\nc"))
    assert page.heights[three] > 2 * page.heights[one]


def test_no_row_is_taller_than_excel_allows() -> None:
    page = Page([4])
    assert page.heights[page.add(text(LONG * 20))] == 409


def test_columns_are_lettered_as_in_excel() -> None:
    assert [letter(number) for number in (1, 3, 26)] == ["A", "C", "Z"]
