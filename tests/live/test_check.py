"""A check of the open workbook leaves what a checked file has, and takes it off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.app.check import check_file
from rs_excel.app.live import check_open, check_sheet, clear
from rs_excel.app.live_told import Tone
from rs_excel.app.settings import Terms
from rs_excel.app.unmark import unmark_file
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.macro_work import MacroWork
from rs_excel.workbook.live.marking import format_of
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.ledger import TITLE, LedgerRow
from rs_excel.workbook.ooxml.own_sheets import find_ours
from rs_excel.workbook.ooxml.package import Package
from tests.conftest import SAMPLES
from tests.live.books import Says, as_meant, looks, unprotected

Opening = Callable[[Path], LiveBook]
MIXED = SAMPLES / "mixed.xlsx"
OURS = ["Summary", "Findings", "Corrective actions", TITLE]


@pytest.fixture
def mixed_open(tmp_path: Path) -> Path:
    return unprotected(MIXED, tmp_path)


def ledger_of(path: Path) -> list[LedgerRow]:
    """Formats spelt out: Excel does not tell a built-in one from the same code."""
    rows = find_ours(Package(Archive.open(path))).ledger.rows
    return [
        row._replace(format_before=as_meant(format_of(row.format_before)))
        for row in rows
    ]


def saved(app: xw.App, folder: Path) -> Path:
    """Under the same name: macros of LibreOffice know a workbook by its first one."""
    folder.mkdir()
    book = app.books[0]
    book.save(folder / book.name)
    return folder / book.name


def titles(app: xw.App) -> list[str]:
    return [sheet.name for sheet in app.books[0].sheets]


def test_marks_and_sheets_are_those_of_a_checked_file(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    filed = tmp_path / "filed.xlsx"
    filed.write_bytes(check_file(mixed_open, standard).annotated())
    told = check_open(opened(mixed_open), standard, Says(), Says())
    assert told.title.startswith("62 findings")
    assert titles(app)[-4:] == OURS
    assert ledger_of(saved(app, tmp_path / "live")) == ledger_of(filed)


def test_unmark_gives_back_the_cells_of_the_original(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    book = opened(mixed_open)
    before = saved(app, tmp_path / "before")
    check_open(book, standard, Says(), Says())
    after = saved(app, tmp_path / "after")
    unmark_file(after, tmp_path / "unmarked.xlsx")
    assert looks(after) != looks(before)
    assert looks(tmp_path / "unmarked.xlsx") == looks(before)


def test_clearing_a_checked_file_leaves_nothing_of_ours(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    filed = tmp_path / "filed.xlsx"
    filed.write_bytes(check_file(mixed_open, standard).annotated())
    opened(mixed_open)
    original = saved(app, tmp_path / "original")
    app.books[0].close()
    clear(opened(filed), Says(), Says())
    assert titles(app) == [name for name in titles(app) if name not in OURS]
    assert looks(saved(app, tmp_path / "cleared")) == looks(original)


def test_checking_a_live_check_by_file_finds_nothing_of_it_left(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    check_open(opened(mixed_open), standard, Says(), Says())
    again = check_file(saved(app, tmp_path / "live"), standard)
    assert again.kept == ()
    assert again.check.report == check_file(mixed_open, standard).check.report


def test_twice_is_once(
    opened: Opening, way: str, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    book = opened(mixed_open)
    app: xw.App = book.book.app
    check_open(book, standard, Says(), Says())
    once = saved(app, tmp_path / "once")
    again = LiveBook(app.books[0])
    assert isinstance(again.work, MacroWork) == ("macro" in way)
    check_open(again, standard, Says(), Says())
    twice = saved(app, tmp_path / "twice")
    assert titles(app)[-4:] == OURS
    assert ledger_of(twice) == ledger_of(once)
    assert looks(twice) == looks(once)


def test_what_people_wrote_stays_theirs(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path
) -> None:
    check_open(opened(mixed_open), standard, Says(), Says())
    sheets = app.books[0].sheets
    marked = sheets["Environment"]["D14"]
    marked.note.text = "Ask them.\n\n" + marked.note.text
    sheets["Environment"]["I15"].value = "Looks fine to me"
    plan = sheets["Corrective actions"]
    header = plan["A5"].expand("right").value
    cause = plan[5, header.index("Root cause")]
    cause.value = "No one was asked to"
    told = check_open(LiveBook(app.books[0]), standard, Says(), Says())
    assert told.tone is Tone.INFO
    plan = app.books[0].sheets["Corrective actions"]
    assert cause_in(plan) == ["No one was asked to"]
    clear(LiveBook(app.books[0]), Says(), Says())
    assert marked.note.text == "Ask them."
    assert sheets["Environment"]["I15"].value == "Looks fine to me"
    assert "Corrective actions" in titles(app)


# By hand: a macro of LibreOffice goes on telling the colour that a macro put.
@pytest.mark.parametrize("way", ["by hand, openpyxl"], indirect=True)
def test_a_fill_that_people_chose_stays_theirs(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path
) -> None:
    check_open(opened(mixed_open), standard, Says(), Says())
    marked = app.books[0].sheets["Environment"]["D14"]
    marked.color = (1, 2, 3)
    check_open(LiveBook(app.books[0]), standard, Says(), Says())
    assert marked.color != (1, 2, 3)
    clear(LiveBook(app.books[0]), Says(), Says())
    assert marked.color == (1, 2, 3)


def cause_in(plan: xw.Sheet) -> list[str]:
    rows = plan.used_range.value
    return [text for row in rows for text in row if text == "No one was asked to"]


def test_one_sheet_alone_is_marked_and_told(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    opened(mixed_open)
    sheets = app.books[0].sheets
    sheets["Environment"].activate()
    told = check_sheet(LiveBook(app.books[0]), standard, Says(), Says())
    assert "on Environment" in told.title
    assert "Summary" not in titles(app)
    assert len(sheets["Environment"].notes) > 0
    assert len(sheets["Workforce"].notes) == 0
    clear(LiveBook(app.books[0]), Says(), Says())
    assert TITLE not in titles(app)
    assert len(sheets["Environment"].notes) == 0


def test_one_sheet_anew_leaves_the_others_marks_on_record(
    app: xw.App, opened: Opening, standard: Terms, mixed_open: Path, tmp_path: Path
) -> None:
    check_open(opened(mixed_open), standard, Says(), Says())
    whole = ledger_of(saved(app, tmp_path / "whole"))
    app.books[0].sheets["Environment"].activate()
    check_sheet(LiveBook(app.books[0]), standard, Says(), Says())
    anew = ledger_of(saved(app, tmp_path / "anew"))
    assert titles(app)[-4:] == OURS
    assert anew == whole
