"""The whole way of a click, on a workbook open in an Excel of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.app.check import check_file, write_copy
from rs_excel.app.live_told import Tone
from rs_excel.app.settings import Terms
from rs_excel.cli.main import main as rs_excel
from rs_excel.ribbon.runner import main as click
from tests.conftest import SAMPLES
from tests.ribbon.conftest import Boxes

FIRST = "1 of "


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> Path:
    """A checked copy of the fullest sample."""
    checked = check_file(SAMPLES / "mixed.xlsx", standard)
    out = tmp_path_factory.mktemp("copies")
    return write_copy(checked, checked.annotated(), out)


@pytest.fixture
def opened(quick_excel: xw.App, copy: Path) -> xw.Book:
    """The copy, open; and a window to click in."""
    return quick_excel.books.open(copy)


def test_a_click_goes_to_the_next_finding_and_tells_it_in_the_status_bar(
    opened: xw.Book, boxes: Boxes
) -> None:
    opened.sheets["Summary"].activate()
    assert click(["nextFinding", "--hwnd", str(opened.app.hwnd)]) == 0
    assert str(opened.app.status_bar).startswith(FIRST)
    assert opened.sheets.active.name != "Summary"
    assert boxes.shown == []


def test_the_twin_does_the_same_and_prints_it(
    opened: xw.Book, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.sheets["Summary"].activate()
    assert rs_excel(["excel", "next"]) == 0
    assert capsys.readouterr().out.startswith(FIRST)
    assert opened.app.status_bar is False


def test_a_named_workbook_comes_to_the_front_first(
    opened: xw.Book, capsys: pytest.CaptureFixture[str]
) -> None:
    opened.app.books.add()
    assert opened.app.books.active.name != opened.name
    assert rs_excel(["excel", "next", "--book", opened.name]) == 0
    assert opened.app.books.active.name == opened.name


def test_a_click_explains_the_selected_answer(opened: xw.Book, boxes: Boxes) -> None:
    opened.sheets["Health & safety"].activate()
    opened.sheets["Health & safety"].range("D79").select()
    assert click(["explainCell", "--hwnd", str(opened.app.hwnd)]) == 0
    assert "HS-" in boxes.only
    assert opened.app.status_bar is False


def test_the_twin_explains_in_full(
    opened: xw.Book, capsys: pytest.CaptureFixture[str], boxes: Boxes
) -> None:
    opened.sheets["Health & safety"].activate()
    opened.sheets["Health & safety"].range("D79").select()
    click(["explainCell", "--hwnd", str(opened.app.hwnd)])
    assert rs_excel(["excel", "explain", "--as-of", "2026-03-02"]) == 0
    printed = capsys.readouterr()
    assert len(printed.out) > len(boxes.only)
    assert "weighing the rules" in printed.err


def test_a_workbook_of_another_kind_is_told_and_left_as_it_was(
    quick_excel: xw.App, boxes: Boxes
) -> None:
    book = quick_excel.books.add()
    book.sheets[0].range("A1").value = "Invoices"
    assert click(["explainCell", "--hwnd", str(quick_excel.hwnd)]) == 0
    assert "not one of our questionnaires" in boxes.only
    assert [sheet.name for sheet in book.sheets] == ["Sheet1"]
    assert quick_excel.status_bar is False


def test_stepping_in_a_workbook_that_was_never_checked(
    quick_excel: xw.App, boxes: Boxes
) -> None:
    quick_excel.books.open(SAMPLES / "mixed.xlsx")
    assert click(["nextFinding", "--hwnd", str(quick_excel.hwnd)]) == 0
    assert "XL-201" in boxes.only


@pytest.fixture
def asked_for(quick_excel: xw.App) -> xw.Book:
    """A return as it came, open."""
    return quick_excel.books.open(SAMPLES / "mixed.xlsx")


def test_a_click_checks_the_open_workbook_and_another_clears_it(
    asked_for: xw.Book, boxes: Boxes
) -> None:
    hwnd = str(asked_for.app.hwnd)
    before = [sheet.name for sheet in asked_for.sheets]
    assert click(["checkWorkbook", "--hwnd", hwnd]) == 0
    assert "Findings" in [sheet.name for sheet in asked_for.sheets]
    assert asked_for.app.status_bar is False
    assert click(["clearMarks", "--hwnd", hwnd]) == 0
    assert [sheet.name for sheet in asked_for.sheets] == before
    assert [tone for _, _, tone in boxes.shown].count(Tone.PROBLEM) == 0


@pytest.mark.parametrize(("options", "code"), [([], 0), (["--fail-on", "critical"], 1)])
def test_the_twin_of_check_has_the_exit_codes_of_check(
    options: list[str],
    code: int,
    asked_for: xw.Book,
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = ["excel", "check", "--as-of", "2026-03-02", "--unprotect", *options]
    assert rs_excel(line) == code
    assert "Findings" in [sheet.name for sheet in asked_for.sheets]
    assert capsys.readouterr().out
