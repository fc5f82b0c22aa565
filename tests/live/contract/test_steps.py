"""Stepping through an open workbook goes where it goes in the file."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.app.live_next import next_finding, previous_finding
from rs_excel.app.live_told import Told
from rs_excel.errors import ExcelError, WorkbookError
from rs_excel.workbook.live.book import LiveBook
from tests.conftest import SAMPLES
from tests.engines.wire import broken, busy
from tests.live.conftest import Opening
from tests.live.contract.presses import calls_of
from tests.live.opened import OpenedCopy

Files = dict[str, Path]
HS = "Health & safety"


@pytest.fixture
def checked(opened: Opening, checked_files: Files) -> LiveBook:
    return opened(checked_files["mixed"])


def press_next(book: LiveBook) -> Told:
    """A click: each starts from nothing."""
    return next_finding(LiveBook(book.book))


def press_previous(book: LiveBook) -> Told:
    return previous_finding(LiveBook(book.book))


def test_the_same_cells_are_met_in_the_same_order_with_the_same_words(
    checked: LiveBook, checked_files: Files
) -> None:
    file = OpenedCopy.of(checked_files["mixed"])
    file.at = LiveBook(checked.book).active_cell()
    for _ in range(12):
        assert press_next(checked) == next_finding(file)
    for _ in range(4):
        assert press_previous(checked) == previous_finding(file)
    assert LiveBook(checked.book).active_cell() == file.at


def test_the_cell_told_of_is_selected(checked: LiveBook, app: xw.App) -> None:
    told = press_next(checked)
    assert told.cell is not None
    selected = app.selection
    assert selected is not None
    assert selected.sheet.name == told.cell.sheet
    assert selected.get_address(False, False) == told.cell.address


def test_a_mark_a_person_took_off_is_passed_over_and_said(
    checked: LiveBook, checked_files: Files
) -> None:
    first, second = press_next(checked).cell, press_next(checked).cell
    assert first is not None
    cell = checked.book.sheets[first.sheet].range(first.address)
    cell.impl.sheet.driver.put_fill(cell.impl.block, None)
    cell.impl.sheet.driver.drop_note(cell.row, cell.column)
    checked.book.sheets["Summary"].activate()
    again = press_next(checked)
    assert again.cell in (first, second)
    assert again.cell == second or any(str(first) in line for line in again.lines)


def test_a_book_never_checked_is_told_so(opened: Opening) -> None:
    with pytest.raises(WorkbookError, match="XL-201"):
        press_next(opened(SAMPLES / "mixed.xlsx"))


def test_excel_may_end_at_any_call_and_nothing_is_lost(
    checked: LiveBook, app: xw.App
) -> None:
    summary = checked.book.sheets["Summary"]
    summary.activate()
    calls = calls_of(app, lambda: press_next(checked))
    for at in range(1, calls + 1):
        summary.activate()
        with broken(app, at=at), pytest.raises(ExcelError, match="XL-031"):
            press_next(checked)
    assert press_next(checked).cell is not None


def test_a_busy_excel_is_told_and_the_next_press_works(
    checked: LiveBook, app: xw.App
) -> None:
    with broken(app, at=1, fault=busy), pytest.raises(ExcelError, match="XL-030"):
        press_next(checked)
    assert press_next(checked).cell is not None
