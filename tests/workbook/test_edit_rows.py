"""Values put into sheets of other programs: only those cells differ."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from rs_excel.errors import WorkbookError
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.update_sheet import SheetUpdate
from rs_excel.workbook.ports import CellValue, Formula

Grid = dict[tuple[int, int], object]


def book(cells: Grid) -> bytes:
    made = Workbook()
    for (row, column), value in cells.items():
        made.active.cell(row, column).value = value  # type: ignore[union-attr]
    made.active.title = "Data"  # type: ignore[union-attr]
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def updated(data: bytes, values: dict[Place, CellValue]) -> Grid:
    update = SheetUpdate(Package(Archive.of(data, "book.xlsx")))
    update.put("Data", values)
    sheet = load_workbook(io.BytesIO(update.finished()))["Data"]
    return {
        (cell.row, cell.column): cell.value
        for row in sheet
        for cell in row
        if cell.value is not None
    }


PLACES = st.tuples(st.integers(1, 12), st.integers(1, 30))
TEXTS = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"
    ),
    min_size=1,
    max_size=12,
).filter(lambda text: not text.startswith("=") and "_x" not in text)
CELLS = st.dictionaries(PLACES, st.one_of(TEXTS, st.integers(-999, 999)), max_size=25)


@settings(max_examples=150)
@given(CELLS, CELLS)
def test_what_is_put_stands_there_and_nothing_else_differs(
    before: Grid, put: Grid
) -> None:
    values = {Place(*place): value for place, value in put.items()}
    assert updated(book(before), values) == {**before, **put}  # type: ignore[arg-type]


def test_new_rows_stand_in_the_order_of_their_numbers() -> None:
    update = SheetUpdate(Package(Archive.of(book({(1, 1): "x"}), "book.xlsx")))
    update.put("Data", {Place(row, 1): "y" for row in (9, 10, 11, 100)})
    package = Package(Archive.of(update.finished(), "book.xlsx"))
    data = package.archive.read(package.sheets["Data"].part)
    rows = [int(number) for number in re.findall(rb'<row r="(\d+)"', data)]
    assert rows == [1, 9, 10, 11, 100]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    data = book({(1, 1): "x"})
    update = SheetUpdate(Package(Archive.of(data, "book.xlsx")))
    update.put("Data", {Place(1, 1): "=HYPERLINK(1)"})
    cell = load_workbook(io.BytesIO(update.finished()))["Data"]["A1"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_day_and_a_formula_are_what_they_are() -> None:
    put: dict[Place, CellValue] = {
        Place(2, 2): date(2026, 3, 2),
        Place(2, 3): Formula('IF(A1<3,"x & y",1)', "x & y"),
    }
    found = updated(book({(1, 1): 1}), put)
    assert found[2, 2] == 46083  # the serial of 2026-03-02; its column has no format
    assert found[2, 3] == '=IF(A1<3,"x & y",1)'


def test_a_day_is_the_same_day_in_a_book_that_counts_from_1904() -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.active.title = "Data"  # type: ignore[union-attr]
    made.active["A1"] = date(2026, 1, 1)  # type: ignore[index]
    saved = io.BytesIO()
    made.save(saved)
    update = SheetUpdate(Package(Archive.of(saved.getvalue(), "book.xlsx")))
    update.put("Data", {Place(1, 1): date(2026, 3, 2)})
    found = load_workbook(io.BytesIO(update.finished()))["Data"]["A1"].value
    assert found == datetime(2026, 3, 2)


def test_an_emptied_cell_is_empty() -> None:
    assert updated(book({(1, 1): "x", (1, 2): "y"}), {Place(1, 1): None}) == {
        (1, 2): "y"
    }


def test_a_sheet_in_an_unusual_spelling_is_refused_not_guessed_at() -> None:
    package = Package(Archive.of(book({(1, 1): 1}), "book.xlsx"))
    part = package.sheets["Data"].part
    odd = package.archive.read(part).replace(b"<sheetData", b"<!-- odd --><sheetData")
    update = SheetUpdate(package)
    update._draft.write(part, odd, "for the test")
    with pytest.raises(WorkbookError, match="TRK-003"):
        update.put("Data", {Place(1, 1): 2})
