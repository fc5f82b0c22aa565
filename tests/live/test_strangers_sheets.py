"""Sheets that only look like ours, and a ledger that lies, harm nobody's words."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.protection import WorkbookProtection

from rs_excel.app.check import check_file
from rs_excel.app.live import check_open, clear
from rs_excel.app.live_next import next_finding
from rs_excel.app.settings import Terms
from rs_excel.app.unmark import unmark_file
from rs_excel.errors import ExcelError, WorkbookError
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.ooxml.ledger import TITLE
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_SHEET
from tests.conftest import SAMPLES
from tests.engines.wire import refused
from tests.engines.xl_range import RangeImpl
from tests.live.books import Says, looks, unprotected
from tests.live.conftest import Opening

ANSWERS = "Environment"
WRONG = "0;0;0;0;0"


@pytest.fixture
def mixed_open(tmp_path: Path) -> Path:
    return unprotected(SAMPLES / "mixed.xlsx", tmp_path)


@pytest.fixture
def with_own_sheet(mixed_open: Path) -> Path:
    """Somebody calls a sheet of theirs what we call our ledger."""
    book = load_workbook(mixed_open)
    book.create_sheet(TITLE)["B2"] = "keep me"
    book.save(mixed_open)
    return mixed_open


def test_a_persons_sheet_of_the_ledgers_title_stays(
    opened: Opening, standard: Terms, with_own_sheet: Path
) -> None:
    book = opened(with_own_sheet)
    for _ in range(2):
        check_open(LiveBook(book.book), standard, Says(), Says())
        assert book.book.sheets[TITLE].range("B2").value == "keep me"
    assert next_finding(LiveBook(book.book)).cell is not None
    clear(LiveBook(book.book), Says(), Says())
    assert book.book.sheets[TITLE].range("B2").value == "keep me"
    with pytest.raises(WorkbookError, match="XL-037"):
        clear(LiveBook(book.book), Says(), Says())


def test_it_stays_in_a_file_as_well(
    standard: Terms, with_own_sheet: Path, tmp_path: Path
) -> None:
    checked = tmp_path / "checked.xlsx"
    checked.write_bytes(check_file(with_own_sheet, standard).annotated())
    assert load_workbook(checked)[TITLE]["B2"].value == "keep me"
    with pytest.raises(WorkbookError, match="OUT-020"):
        unmark_file(with_own_sheet, tmp_path / "unmarked.xlsx")


def test_a_name_of_ours_makes_no_sheet_of_answers_ours(
    opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    book = load_workbook(mixed_open)
    name = f"{NAME_OF_SHEET}marks"
    book.defined_names[name] = DefinedName(
        name, attr_text=f"{ANSWERS}!$A$1", hidden=True
    )
    book.save(mixed_open)
    checked = tmp_path / "checked.xlsx"
    checked.write_bytes(check_file(mixed_open, standard).annotated())
    assert ANSWERS in load_workbook(checked).sheetnames
    live = opened(mixed_open)
    check_open(live, standard, Says(), Says())
    assert ANSWERS in [sheet.name for sheet in live.book.sheets]


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
@pytest.mark.parametrize("column", ["fill before", "fill put"])
def test_a_colour_that_is_none_stops_no_clearing(
    column: str, app: xw.App, opened: Opening, standard: Terms, mixed_open: Path
) -> None:
    check_open(opened(mixed_open), standard, Says(), Says())
    ledger = app.books[0].sheets[TITLE]
    at = ledger.range("A1:M1").value.index(column) + 1
    ledger.range((2, at)).value = "zz0000000"
    clear(LiveBook(app.books[0]), Says(), Says())
    assert TITLE not in [sheet.name for sheet in app.books[0].sheets]


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
def test_a_structure_protected_since_the_check_leaves_all_marks_on(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    check_open(opened(mixed_open), standard, Says(), Says())
    app.books[0].save(mixed_open)
    app.books[0].close()
    book = load_workbook(mixed_open)
    book.security = WorkbookProtection(lockStructure=True)
    book.save(mixed_open)
    live = opened(mixed_open)
    for press in (
        lambda: check_open(live, standard, Says(), Says()),
        lambda: clear(live, Says(), Says()),
    ):
        with pytest.raises((ExcelError, WorkbookError), match="XL-034"):
            press()
    (tmp_path / "after").mkdir()
    live.book.save(tmp_path / "after" / mixed_open.name)
    assert looks(tmp_path / "after" / mixed_open.name) == looks(mixed_open)


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
def test_a_format_that_looks_like_a_number_of_one_is_given_back(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    book = load_workbook(mixed_open)
    book[ANSWERS]["D14"].number_format = "#0"
    book.save(mixed_open)
    filed = tmp_path / "filed" / mixed_open.name
    filed.parent.mkdir()
    filed.write_bytes(check_file(mixed_open, standard).annotated())
    for path in (mixed_open, filed):
        live = opened(path)
        if path is mixed_open:
            check_open(live, standard, Says(), Says())
        clear(LiveBook(live.book), Says(), Says())
        assert live.book.sheets[ANSWERS].range("D14").number_format == "#0"
        live.book.close()


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
def test_an_answer_that_looks_like_an_escape_makes_our_sheets_no_persons(
    opened: Opening, standard: Terms, mixed_open: Path
) -> None:
    live = opened(mixed_open)
    supplier = live.book.sheets["Site profile"].range("D6")
    supplier.value = f"Two_x000D_\r\nMills, {supplier.value}"
    for _ in range(2):
        told = check_open(LiveBook(live.book), standard, Says(), Says())
    assert not any("(earlier)" in line for line in told.lines)


@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
def test_a_format_that_excel_does_not_take_stops_nothing(
    app: xw.App,
    opened: Opening,
    standard: Terms,
    mixed_open: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    live = opened(mixed_open)
    check_open(live, standard, Says(), Says())
    ledger = app.books[0].sheets[TITLE]
    at = ledger.range("A1:M1").value.index("format before") + 1
    ledger.range((2, at)).value = WRONG
    put = RangeImpl.number_format
    assert put.fset is not None

    def picky(cells: RangeImpl, code: str) -> None:
        if code == WRONG:
            raise refused("Unable to set the NumberFormat property")
        put.__set__(cells, code)

    monkeypatch.setattr(RangeImpl, "number_format", property(put.fget, picky))
    clear(LiveBook(app.books[0]), Says(), Says())
    assert TITLE not in [sheet.name for sheet in app.books[0].sheets]
