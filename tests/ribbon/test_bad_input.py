"""Bad moments and bad workbooks: each a message a buyer understands, nothing harmed.

The click goes its whole way, on a workbook open in an Excel of the tests. What a front
alone refuses (no workbook, two clicks, other versions) is in ``test_runner``; protected
sheets are in ``tests/live``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook
from openpyxl.workbook.protection import WorkbookProtection

from rs_excel.app.live_told import Tone
from rs_excel.ribbon import acting
from rs_excel.ribbon.runner import main
from rs_excel.workbook.live.book import LiveBook
from tests.conftest import SAMPLES
from tests.engines.wire import ComError, broken, busy, gone
from tests.live.books import unprotected
from tests.ribbon.conftest import Boxes

ANSWERS = "Health & safety"
EVERY = ["checkWorkbook", "checkSheet", "clearMarks", "nextFinding", "explainCell"]


@pytest.fixture
def opened(
    quick_excel: xw.App,
    tmp_path: Path,
    boxes: Boxes,
    monkeypatch: pytest.MonkeyPatch,
) -> xw.Book:
    """A return, open; questions of the ribbon are answered with yes."""
    monkeypatch.setattr(acting, "system_box", lambda hwnd: boxes)
    return quick_excel.books.open(unprotected(SAMPLES / "mixed.xlsx", tmp_path))


def press(button: str, book: xw.Book) -> int:
    return main([button, "--hwnd", str(book.app.impl.hwnd)])


def state_of(book: xw.Book) -> tuple[object, ...]:
    """What a click must leave as it was."""
    app = book.app
    settings = (app.screen_updating, app.enable_events, app.calculation)
    answers = book.sheets[ANSWERS].range("A1:G120").value
    return (settings, [sheet.name for sheet in book.sheets], str(answers))


def fill_of_a_finding(book: xw.Book) -> object:
    """The colour of a cell that a check marks."""
    return book.sheets[ANSWERS].range("D79").color


@pytest.mark.parametrize(
    ("fault", "said"), [(busy, "Finish editing"), (gone, "was closed")]
)
@pytest.mark.parametrize("at", [4, 12, 25])
def test_excel_stops_answering_while_the_answers_are_read(
    at: int,
    fault: Callable[[], ComError],
    said: str,
    opened: xw.Book,
    boxes: Boxes,
) -> None:
    before = state_of(opened)
    with broken(opened.app, at=at, fault=fault):
        assert press("checkWorkbook", opened) == 0
    assert said in boxes.only
    assert "Traceback" not in boxes.only
    assert state_of(opened) == before


@pytest.mark.parametrize("button", EVERY)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_excel_is_gone_from_the_first_calls_on(
    at: int, button: str, opened: xw.Book, boxes: Boxes
) -> None:
    with broken(opened.app, at=at):
        assert press(button, opened) == 0
    ((_, text, tone),) = boxes.shown
    assert tone is Tone.PROBLEM
    assert "XL-900" not in text


@pytest.mark.parametrize("button", ["checkSheet", "explainCell"])
def test_a_chart_sheet_in_front_has_no_cells(
    button: str, opened: xw.Book, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(opened)
    monkeypatch.setattr(LiveBook, "active_cell", lambda book: None)
    assert press(button, opened) == 0
    ((_, _, tone),) = boxes.shown
    assert tone is Tone.PROBLEM
    assert "XL-900" not in boxes.only
    assert state_of(opened) == before


@pytest.mark.parametrize("button", ["checkWorkbook", "checkSheet", "explainCell"])
def test_a_workbook_of_another_kind(
    button: str, quick_excel: xw.App, boxes: Boxes
) -> None:
    book = quick_excel.books.add()
    book.sheets[0].range("A1").value = [["Invoice", 3], ["Total", 4]]
    assert press(button, book) == 0
    assert "not one of our questionnaires" in boxes.only
    assert [sheet.name for sheet in book.sheets] == ["Sheet1"]
    assert book.sheets[0].range("A1").color is None


@pytest.mark.parametrize("button", ["clearMarks", "nextFinding"])
def test_a_workbook_nobody_checked(button: str, opened: xw.Book, boxes: Boxes) -> None:
    before = state_of(opened)
    assert press(button, opened) == 0
    ((_, _, tone),) = boxes.shown
    assert tone is Tone.PROBLEM
    assert state_of(opened) == before


def test_a_protected_structure_is_told_with_what_to_do(
    quick_excel: xw.App, tmp_path: Path, boxes: Boxes
) -> None:
    source = load_workbook(SAMPLES / "mixed.xlsx")
    source.security = WorkbookProtection(lockStructure=True)
    source.save(tmp_path / "locked.xlsx")
    book = quick_excel.books.open(tmp_path / "locked.xlsx")
    before, fill = state_of(book), fill_of_a_finding(book)
    assert press("checkWorkbook", book) == 0
    assert "protected" in boxes.only
    assert (state_of(book), fill_of_a_finding(book)) == (before, fill)


def test_calculation_errors_are_unreadable_answers_and_no_hindrance(
    opened: xw.Book, boxes: Boxes
) -> None:
    fill = fill_of_a_finding(opened)
    opened.sheets[ANSWERS].range("D21").value = "#REF!"
    assert press("checkWorkbook", opened) == 0
    ((_, _, tone),) = boxes.shown
    assert tone is not Tone.PROBLEM
    assert fill_of_a_finding(opened) != fill
    findings = str(opened.sheets["Findings"].used_range.value)
    assert "D21" in findings
