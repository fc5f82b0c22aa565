"""Next finding in a running Excel: the same way as in the file, in few calls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from rs_excel.app.check import check_file, write_copy
from rs_excel.app.live import check_open
from rs_excel.app.live_next import next_finding, previous_finding
from rs_excel.app.live_told import Told
from rs_excel.app.settings import Terms
from rs_excel.domain.questions import CellRef
from rs_excel.errors import WorkbookError
from rs_excel.workbook.live.book import LiveBook
from tests.conftest import SAMPLES
from tests.engines.wire import Calls, counted
from tests.live.asked import Answers, silent
from tests.live.books import unprotected
from tests.live.opened import OpenedCopy

Opening = Callable[[Path], LiveBook]

HS = "Health & safety"
MOST_CALLS = 10
STEPS = 14  # over three sheets, words beside and none


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> Path:
    out = tmp_path_factory.mktemp("copies")
    checked = check_file(SAMPLES / "mixed.xlsx", standard)
    return write_copy(checked, checked.annotated(), out)


@pytest.fixture
def book(opened: Opening, checked: Path) -> LiveBook:
    return opened(checked)


def click(book: LiveBook, step: Callable[[LiveBook], Told]) -> tuple[Told, Calls]:
    """A click: a new process, which knows nothing of the one before."""
    with counted(book.book.app) as calls:  # type: ignore[arg-type]
        told = step(LiveBook(book.book))
    return told, calls


def be_at(book: LiveBook, cell: CellRef) -> None:
    LiveBook(book.book).go_to(cell)


def test_the_way_is_that_of_the_file_in_at_most_ten_calls(
    book: LiveBook, checked: Path
) -> None:
    filed = OpenedCopy.of(checked)
    start = CellRef("Site profile", "A30")
    be_at(book, start)
    filed.at = start
    for _ in range(STEPS):
        told, calls = click(book, next_finding)
        assert told == next_finding(filed)
        assert LiveBook(book.book).active_cell() == told.cell
        assert calls.total <= MOST_CALLS, calls


def test_the_way_back_takes_as_few_calls(book: LiveBook) -> None:
    be_at(book, CellRef(HS, "A9"))
    for _ in range(3):
        told, calls = click(book, previous_finding)
        assert calls.total <= MOST_CALLS, calls
    assert told.cell is not None
    assert told.cell.sheet == "Human rights & labour"


@pytest.mark.parametrize("sheet", ["Findings", "Cover"])
def test_from_any_sheet_a_step_takes_few_calls(book: LiveBook, sheet: str) -> None:
    be_at(book, CellRef(sheet, "B3"))
    told, calls = click(book, next_finding)
    assert told.title.startswith("1 of ")
    assert calls.total <= MOST_CALLS, calls


def test_a_copy_people_worked_in_is_found_through(
    opened: Opening, checked: Path, tmp_path: Path
) -> None:
    """A row inserted, a mark taken off, the sheet renamed while Excel was open."""
    worked_in = load_workbook(checked)
    sheet = worked_in[HS]
    sheet.protection.sheet = False
    sheet["D79"].fill, sheet["D79"].comment = PatternFill(), None
    sheet["I79"].value = None
    sheet.insert_rows(60, amount=2)
    worked_in.save(tmp_path / "worked in.xlsx")
    book = opened(tmp_path / "worked in.xlsx")
    book.book.sheets[HS].name = "Safety"
    be_at(book, CellRef("Safety", "A70"))
    told, _ = click(book, next_finding)
    assert told.cell == CellRef("Safety", "D82")
    assert "1 passed over" in told.title
    be_at(book, CellRef("Environment", "A1"))
    told, _ = click(book, previous_finding)
    assert told.cell is not None
    assert told.cell.sheet == "Safety"


def test_a_workbook_nobody_checked_is_left_as_it_is(opened: Opening) -> None:
    book = opened(SAMPLES / "clean.xlsx")
    before = book.active_cell()
    with pytest.raises(WorkbookError, match="XL-201"):
        click(book, next_finding)
    assert LiveBook(book.book).active_cell() == before


def test_a_hidden_sheet_is_passed_over_and_stays_hidden(book: LiveBook) -> None:
    book.book.sheets["Business integrity"].visible = False
    be_at(book, CellRef("Environment", "A200"))
    told, _ = click(book, next_finding)
    assert told.cell is not None
    assert told.cell.sheet == "Due diligence"
    assert any(line.startswith("On hidden sheets: ") for line in told.lines)
    assert not book.book.sheets["Business integrity"].visible


def test_marks_made_live_are_gone_through_as_marks_made_in_the_file(
    opened: Opening, checked: Path, standard: Terms, tmp_path: Path
) -> None:
    filed = OpenedCopy.of(checked)
    book = opened(unprotected(SAMPLES / "mixed.xlsx", tmp_path))
    check_open(book, standard, silent, Answers())
    start = CellRef("Environment", "A50")  # rows of a table come after it
    be_at(book, start)
    filed.at = start
    for _ in range(8):
        told, calls = click(book, next_finding)
        assert told == next_finding(filed)
        assert calls.total <= MOST_CALLS, calls
