"""Excel is afterwards as the user left it, whatever happened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from rs_excel.app.live import check_open, check_sheet
from rs_excel.app.settings import Terms
from rs_excel.errors import ExcelError
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.session import quiet
from tests.conftest import SAMPLES
from tests.engines.wire import ComError, broken, busy, counted, gone
from tests.live.books import Says, unprotected
from tests.live.test_check import OURS, titles

Opening = Callable[[Path], LiveBook]
MIXED = SAMPLES / "mixed.xlsx"
SETTINGS = ("screen_updating", "enable_events", "calculation")


@pytest.fixture
def book(opened: Opening, tmp_path: Path) -> LiveBook:
    return opened(unprotected(MIXED, tmp_path))


def place(app: xw.App) -> tuple[str, str]:
    return app.books.active.sheets.active.name, app.selection.address


def settings(app: xw.App) -> list[object]:
    return [getattr(app, name) for name in SETTINGS]


def test_sheet_selection_and_settings_are_the_users(
    app: xw.App, book: LiveBook, standard: Terms
) -> None:
    book.book.sheets["Environment"].activate()
    book.book.sheets["Environment"].range("C9:D12").select()
    app.calculation = "manual"
    before = place(app), settings(app)
    check_open(book, standard, Says(), Says())
    assert (place(app), settings(app)) == before
    assert len(app.books) == 1


def test_settings_are_put_back_after_a_fault(
    app: xw.App, book: LiveBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = place(app), settings(app)
    with pytest.raises(ZeroDivisionError):
        wander_and_fail(book)
    assert (place(app), settings(app)) == before


def wander_and_fail(book: LiveBook) -> None:
    with book.at_rest():
        book.book.sheets["Environment"].activate()
        raise ZeroDivisionError


@pytest.mark.parametrize("at", [1, 10, 25])
@pytest.mark.parametrize(("fault", "code"), [(busy, "XL-030"), (gone, "XL-031")])
def test_what_excel_will_not_is_said_in_our_words(
    book: LiveBook,
    standard: Terms,
    fault: Callable[[], ComError],
    code: str,
    at: int,
) -> None:
    app: xw.App = book.book.app
    with broken(app, at=at, fault=fault), pytest.raises(ExcelError) as refused:
        check_open(book, standard, Says(), Says())
    assert refused.value.problems[0].code == code
    assert titles(app)[-1] not in OURS


@pytest.mark.parametrize(
    "way",
    [pytest.param("by macro, LibreOffice", marks=pytest.mark.office)],
    indirect=True,
)
def test_a_check_makes_less_than_sixty_calls(
    app: xw.App, standard: Terms, opened: Opening, tmp_path: Path
) -> None:
    """Six sheets of people's own beside ours cost none."""
    opened(beside_sheets_of_peoples_own(tmp_path))
    with counted(app) as calls:
        told = check_open(LiveBook(app.books[0]), standard, Says(), Says())
    assert told.title.startswith("62 findings")
    assert calls.total < 60, calls
    with counted(app) as calls:
        check_open(LiveBook(app.books[0]), standard, Says(), Says())
    assert calls.total < 60, calls
    with counted(app) as calls:
        check_sheet(LiveBook(app.books[0]), standard, Says(), Says())
    assert calls.total < 60, calls


def beside_sheets_of_peoples_own(folder: Path) -> Path:
    book = load_workbook(MIXED)
    for number in range(6):
        book.create_sheet(f"Own {number}").append(["words", number, "#N/A"])
    book.save(folder / MIXED.name)
    return folder / MIXED.name


class Chart:
    """A sheet that is a chart: among the active ones, not among worksheets."""

    name = "Chart1"

    def __init__(self) -> None:
        self.shown = 0

    def activate(self) -> None:
        self.shown += 1


class OnAChart:
    """A workbook whose active sheet is a chart; nothing is selected on it."""

    selection = None

    def __init__(self, book: LiveBook, chart: Chart) -> None:
        self.app = self
        self.sheets = self
        self.active = chart
        vars(self).update({name: getattr(book.book.app, name) for name in SETTINGS})

    def __getitem__(self, title: str) -> object:
        raise KeyError(title)


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
def test_a_sheet_that_is_a_chart_is_shown_again(book: LiveBook) -> None:
    chart = Chart()
    with quiet(OnAChart(book, chart)):  # type: ignore[arg-type]
        book.book.sheets["Environment"].activate()
    assert chart.shown == 1
