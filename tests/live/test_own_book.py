"""The small workbook our sheets come in by."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from rs_excel.workbook.live.own_book import OwnBook
from rs_excel.workbook.ports import Ink, ReportCell, ReportSheet
from rs_excel.writeback.palette import LOOKS

SHEET = ReportSheet(
    id="findings",
    title="Findings",
    rows=((ReportCell("=1+1"), ReportCell(date(2026, 3, 2), Ink.DATE)),),
    widths=(10.0, 10.0),
    hidden=True,
)


@pytest.mark.parametrize("counts_from_1904", [False, True])
def test_days_and_texts_are_what_they_were(*, counts_from_1904: bool) -> None:
    own = OwnBook(LOOKS, [], counts_from_1904=counts_from_1904)
    own.put(SHEET)
    book = load_workbook(BytesIO(own.finished()))
    sheet = book["Findings"]
    assert sheet["B1"].value == datetime(2026, 3, 2)
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")
    assert (book.epoch.year == 1904) == counts_from_1904


def test_a_title_that_is_taken_is_numbered_and_all_sheets_can_be_copied() -> None:
    own = OwnBook(LOOKS, ["findings"])
    assert own.put(SHEET).sheet == "Findings (2)"
    assert own.put(SHEET).sheet == "Findings (3)"
    book = load_workbook(BytesIO(own.finished()))
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
