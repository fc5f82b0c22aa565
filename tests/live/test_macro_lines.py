"""Texts for the add-in's macros, which must stay below the length Excel can hold."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw
from hypothesis import given
from hypothesis import strategies as st

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.live.macro_lines import (
    FIELD_END,
    LINE_END,
    in_portions,
    read,
    written,
)
from rs_excel.workbook.live.macro_work import MacroWork
from tests.addin.made import addin, twin
from tests.conftest import SAMPLES

FIELDS = st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), max_size=20)


@given(lines=FIELDS, longest=st.integers(min_value=1, max_value=60))
def test_portions_are_all_lines_in_order_and_short_enough(
    lines: list[tuple[str, ...]], longest: int
) -> None:
    portions = list(in_portions(lines, longest))
    assert [line for portion in portions for line in portion] == lines
    for portion in portions:
        assert len(portion) == 1 or len(written(portion)) <= longest


def test_signs_that_part_fields_are_blanks_in_a_field() -> None:
    line = (f"a{FIELD_END}b", f"c{LINE_END}d")
    assert read(written([line])) == [["a b", "c d"]]


@pytest.mark.office
def test_an_answer_too_long_for_a_cell_comes_in_pieces(
    office_excel: xw.App, tmp_path: Path
) -> None:
    file = tmp_path / "rs_excel.xlsm"
    file.write_bytes(twin(addin()))
    office_excel.impl.load_addin(file)
    book = office_excel.books.open(SAMPLES / "clean.xlsx")
    calls: list[str] = []

    def macro(name: str) -> xw.main.Macro:
        calls.append(name.rsplit(".", 1)[1])
        return office_excel.macro(name)

    cells = [CellRef("Cover", f"D{row}") for row in range(1, 2001)]
    seen = MacroWork(book.name, macro).look(cells)
    assert [seen[cell].cell for cell in (cells[0], cells[-1])] == [cells[0], cells[-1]]
    assert "More" in calls
    assert max(calls.count(name) for name in calls) <= 4
