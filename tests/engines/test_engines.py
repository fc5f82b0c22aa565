"""Both engines answer the real xlwings API as Excel would, call for call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill, Protection

from tests.engines.driver import Shown
from tests.engines.wire import BUSY, GONE, ComError, broken, busy, counted, gone

RED = (255, 199, 206)


@pytest.fixture
def book(excel: xw.App, tmp_path: Path) -> xw.Book:
    """Three rows of a questionnaire, a second sheet, a name, an error, a merged row."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "Site's own"
    sheet.append(["ID", "Answer", "Day", "Share"])
    sheet.append(["WH-1", 72, datetime(2026, 1, 5), 0.15])
    sheet.append(["WH-2", True, None, "#N/A"])
    sheet["D2"].number_format = "0%"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFF4F6F8")
    sheet["A5"] = "merged"
    sheet.merge_cells("A5:C5")
    made.create_sheet("Other")
    path = tmp_path / "saq.xlsx"
    made.save(path)
    return excel.books.open(path)


@pytest.fixture
def sheet(book: xw.Book) -> xw.Sheet:
    return book.sheets["Site's own"]


def test_a_block_comes_in_one_call_with_excels_types(
    excel: xw.App, sheet: xw.Sheet
) -> None:
    used = sheet.used_range
    with counted(excel) as calls:
        rows = used.options(ndim=2, err_to_str=True).value
    assert calls.total == 1, calls
    assert rows[1] == ["WH-1", 72.0, datetime(2026, 1, 5), 0.15]
    assert rows[2] == ["WH-2", True, None, "#N/A"]
    assert isinstance(rows[1][1], float)
    assert isinstance(rows[2][1], bool)


def test_errors_are_none_unless_asked_for(sheet: xw.Sheet) -> None:
    assert sheet["D3"].value is None


def test_typed_text_becomes_what_excel_sees_in_it(sheet: xw.Sheet) -> None:
    sheet["F1:F4"].value = [["0010"], ["'0010"], ["2026-03-02"], ["15%"]]
    assert sheet["F1:F4"].value == [10.0, "0010", datetime(2026, 3, 2), 0.15]


def test_text_stays_text_in_a_cell_formatted_as_text(sheet: xw.Sheet) -> None:
    sheet["F1"].number_format = "@"
    sheet["F1"].value = "0010"
    assert sheet["F1"].value == "0010"


def test_a_formula_is_kept_in_excels_english(sheet: xw.Sheet) -> None:
    formula = "=HYPERLINK(\"#'Site''s own'!A1\",\"there\")"
    sheet["F1"].value = formula
    assert sheet["F1"].formula == formula


def test_a_fill_a_format_and_a_note_come_and_go(sheet: xw.Sheet) -> None:
    cell = sheet["B3"]
    assert cell.color is None
    assert sheet["B2"].color == (0xF4, 0xF6, 0xF8)
    cell.color = RED
    cell.number_format = '"▲ "General'
    cell.add_note("Over the limit")
    assert (cell.color, cell.number_format) == (RED, '"▲ "General')
    (note,) = sheet.notes
    assert (note.location.address, note.text) == ("$B$3", "Over the limit")
    note.text = "Far over the limit"
    assert [other.text for other in sheet.notes] == ["Far over the limit"]
    note.delete()
    cell.color = None
    assert cell.note is None
    assert cell.color is None


def test_a_note_is_not_put_on_another(sheet: xw.Sheet) -> None:
    sheet["B2"].add_note("one")
    with pytest.raises(ValueError, match="already has a note"):
        sheet["B2"].add_note("two")


def test_cells_that_differ_have_no_one_format(sheet: xw.Sheet) -> None:
    assert sheet["C2:D2"].number_format is None


def test_sheets_come_go_and_hide(book: xw.Book) -> None:
    added = book.sheets.add("New", after=book.sheets["Other"])
    assert [s.name for s in book.sheets] == ["Site's own", "Other", "New"]
    assert book.sheets.active == added
    added.impl.visible = Shown.VERY_HIDDEN
    assert int(added.visible) == Shown.VERY_HIDDEN
    assert book.sheets["Other"].visible
    added.delete()
    book.sheets["Other"].visible = False
    assert not book.sheets["Other"].visible
    with pytest.raises(ComError, match="at least one visible"):
        book.sheets["Site's own"].delete()


def test_a_title_is_not_given_twice(book: xw.Book) -> None:
    with pytest.raises(ComError, match="already taken"):
        book.sheets["Other"].name = "SITE'S OWN"


def test_a_sheet_of_another_book_is_copied_in_with_its_looks(
    excel: xw.App, book: xw.Book, tmp_path: Path
) -> None:
    ours = Workbook()
    ours.worksheets[0].title = "Findings"
    ours.worksheets[0]["A1"] = "Found"
    ours.worksheets[0]["A1"].fill = PatternFill("solid", fgColor="FFFFC7CE")
    ours.save(tmp_path / "ours.xlsx")
    source = excel.books.open(tmp_path / "ours.xlsx")
    copied = source.sheets["Findings"].copy(after=book.sheets["Other"])
    source.close()
    assert [s.name for s in book.sheets][-1] == "Findings"
    assert (copied["A1"].value, copied["A1"].color) == ("Found", RED)


def test_the_last_opened_book_is_active_until_another_is_activated(
    excel: xw.App, book: xw.Book
) -> None:
    second = excel.books.add()
    assert excel.books.active == second
    book.activate()
    assert excel.books.active == book
    assert [open_one.name for open_one in excel.books] == ["saq.xlsx", "Book2"]


def test_cells_are_selected_on_the_active_sheet_only(
    excel: xw.App, book: xw.Book, sheet: xw.Sheet
) -> None:
    sheet.activate()
    sheet["B2:C3"].select()
    selected = excel.selection
    assert selected is not None
    assert selected.address == "$B$2:$C$3"
    with pytest.raises(ComError, match="Select method"):
        book.sheets["Other"]["A1"].select()


def test_names_stand_for_cells(book: xw.Book, sheet: xw.Sheet) -> None:
    book.names.add("hs_drill", "='Site''s own'!$B$2")
    assert book.names["hs_drill"].refers_to_range.value == 72.0
    assert "hs_drill" in book.names
    assert sheet["hs_drill"].address == "$B$2"


def test_a_merged_area_is_known_by_each_of_its_cells(sheet: xw.Sheet) -> None:
    assert sheet["B5"].merge_area.address == "$A$5:$C$5"


def test_settings_are_given_back_after_a_fault(excel: xw.App, book: xw.Book) -> None:
    quiet = {"screen_updating": False, "calculation": "manual"}
    with pytest.raises(ComError), excel.properties(**quiet):
        book.sheets["no such sheet"].clear()
    assert (excel.screen_updating, excel.calculation) == (True, "automatic")


def test_what_a_person_would_have_seen_is_kept(excel: xw.App) -> None:
    excel.status_bar = "Checking…"
    excel.impl.answers.append("yes")
    assert excel.alert("Go on?", title="rs_excel", buttons="yes_no") == "yes"
    assert excel.impl.statuses == ["Checking…"]
    assert excel.impl.alerts == [("rs_excel", "Go on?")]


def test_a_saved_book_reads_the_same_elsewhere(
    book: xw.Book, sheet: xw.Sheet, tmp_path: Path
) -> None:
    sheet["B2"].color = RED
    sheet["B2"].add_note("Found")
    book.save(tmp_path / "out.xlsx")
    again = load_workbook(tmp_path / "out.xlsx")["Site's own"]
    assert again["B2"].comment.text.strip() == "Found"
    assert again["B2"].fill.fgColor.rgb == "FFFFC7CE"
    assert again["C2"].value == datetime(2026, 1, 5)


def test_a_protected_sheet_refuses_as_excel_does(excel: xw.App, tmp_path: Path) -> None:
    made = Workbook()
    made.worksheets[0].protection.enable()
    made.worksheets[0].protection.objects = True
    cell = made.worksheets[0]["A1"]
    cell.protection = Protection(locked=False)
    made.save(tmp_path / "closed.xlsx")
    sheet = excel.books.open(tmp_path / "closed.xlsx").sheets[0]
    sheet["A1"].value = "open cell"
    assert sheet["A1"].value == "open cell"
    with pytest.raises(ComError, match="protected sheet"):
        sheet["B1"].value = "locked cell"
    with pytest.raises(ComError, match="protected sheet"):
        sheet["A1"].color = RED
    with pytest.raises(ComError, match="protected sheet"):
        sheet["A1"].add_note("note")


def test_a_protected_structure_keeps_its_sheets(excel: xw.App, tmp_path: Path) -> None:
    made = Workbook()
    made.security.lockStructure = True
    made.create_sheet("Other")
    made.save(tmp_path / "closed.xlsx")
    book = excel.books.open(tmp_path / "closed.xlsx")
    with pytest.raises(ComError, match="Workbook is protected"):
        book.sheets.add("New")
    with pytest.raises(ComError, match="Workbook is protected"):
        book.sheets["Other"].delete()


def test_a_python_stand_in_runs_as_a_macro(excel: xw.App) -> None:
    excel.impl.macros["rs_excel.xlam!Marks.Twice"] = lambda number: number * 2
    assert excel.macro("rs_excel.xlam!Marks.Twice")(21) == 42


def test_a_macro_that_is_not_there_is_refused(excel: xw.App) -> None:
    with pytest.raises(ComError, match="Cannot run the macro"):
        excel.macro("rs_excel.xlam!Marks.ApplyMarks")()


def test_a_call_within_a_call_counts_once(excel: xw.App, book: xw.Book) -> None:
    cell = book.sheets[0]["F1"]
    with counted(excel) as calls:
        cell.formula = "=1+1"
    assert calls.by_name["RangeImpl.formula ="] == 1
    assert "RangeImpl.raw_value =" not in calls.by_name


@pytest.mark.parametrize(("fault", "number"), [(busy, BUSY), (gone, GONE)])
def test_calls_fail_on_order(
    excel: xw.App, fault: Callable[[], ComError], number: int
) -> None:
    with broken(excel, at=2, fault=fault, lasts=1):
        excel.status_bar = "one"
        with pytest.raises(ComError) as raised:
            excel.status_bar = "two"
    excel.status_bar = "three"
    assert raised.value.hresult == number
    assert excel.impl.statuses == ["one", "three"]


def test_two_apps_have_books_windows_and_processes_of_their_own(
    excel: xw.App, book: xw.Book
) -> None:
    other = xw.App(add_book=True)
    assert [open_one.name for open_one in other.books] == ["Book1"]
    assert [open_one.name for open_one in excel.books] == ["saq.xlsx"]
    assert (other.hwnd, other.pid) != (excel.hwnd, excel.pid)
    assert xw.apps.active == other
