"""Update tracker and Reply pack from an open workbook, as from its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.check import check_file, write_copy
from rs_excel.app.live_follow_up import reply_pack, update_tracker
from rs_excel.app.live_told import Place, Tone
from rs_excel.app.reply import reply
from rs_excel.app.settings import Terms
from rs_excel.app.track import track
from rs_excel.domain.tracker_columns import REPLY_TOKEN, TOKEN
from rs_excel.errors import OutputError, WorkbookError
from rs_excel.workbook.live.book import LiveBook
from rs_excel.writeback import capr
from tests.conftest import SAMPLES
from tests.live.asked import Answers, silent

Opening = Callable[[Path], LiveBook]
Rows = dict[str, dict[str, object]]

MIXED = SAMPLES / "mixed.xlsx"


def rows_of(path: Path, sheet: str = "Tracker", token: str = TOKEN) -> Rows:
    """Rows by fingerprint: column key → value."""
    cells = list(load_workbook(path)[sheet].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(cells) if f"{token}fingerprint" in row)
    keys = [str(key or "").removeprefix(token) for key in cells[at]]
    found = (dict(zip(keys, row, strict=True)) for row in cells[at + 2 :])
    return {str(row["fingerprint"]): row for row in found if row.get("fingerprint")}


def cells_with(sheet: Worksheet, token: str) -> dict[str, Cell]:
    """The cells of the row of keys, by key."""
    return {
        str(cell.value).removeprefix(token): cell
        for row in sheet.iter_rows(max_row=8)
        for cell in row
        if str(cell.value).startswith(token) and isinstance(cell, Cell)
    }


@pytest.fixture
def from_file(tmp_path: Path, standard: Terms) -> Path:
    """The tracker as the command line makes it."""
    path = tmp_path / "by file.xlsx"
    track([check_file(MIXED, standard)], path, standard)
    return path


def test_an_open_workbook_comes_to_the_same_tracker_as_its_file(
    opened: Opening, from_file: Path, tmp_path: Path, standard: Terms
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    book = opened(MIXED)
    told = update_tracker(book, standard, silent, Answers(tracker_file=tracker))
    assert rows_of(tracker) == rows_of(from_file)
    assert told.title == f"tracker.xlsx: {len(rows_of(tracker))} open, 0 overdue"
    assert told.lines[0] == f"{len(rows_of(tracker))} raised."
    assert f"Tracker: {tracker}" in told.lines
    critical = [
        r["number"] for r in rows_of(tracker).values() if r["severity"] == "Critical"
    ]
    [new] = [line for line in told.lines if line.startswith("    New, critical: ")]
    assert all(str(number) in new for number in critical[:6])
    assert new.endswith(f" and {len(critical) - 6} more")


def test_what_is_not_saved_yet_counts_and_nothing_in_the_workbook_changes(
    quick_excel: xw.App, tmp_path: Path, standard: Terms
) -> None:
    tracker, asking = tmp_path / "tracker.xlsx", Answers
    book = LiveBook(quick_excel.books.open(MIXED))
    asks = asking(tracker_file=tracker)
    update_tracker(book, standard, silent, asks)
    book.book.sheets["Health & safety"]["D79"].value = 2
    sheets = [sheet.name for sheet in book.book.sheets]
    told = update_tracker(LiveBook(book.book), standard, silent, asks)
    cleared = "    Cleared (The answers now conform: verify and close): HS-2026-00"
    assert any(line.startswith(cleared) for line in told.lines)
    assert any(line.startswith("As it was before: ") for line in told.lines)
    assert [sheet.name for sheet in book.book.sheets] == sheets


def test_what_the_site_wrote_in_its_plan_reaches_the_tracker(
    quick_excel: xw.App, tmp_path: Path, standard: Terms
) -> None:
    checked = check_file(MIXED, standard)
    copy = write_copy(checked, checked.annotated(), tmp_path)
    worked_in = load_workbook(copy)
    plan = worked_in["Corrective actions"]
    [header] = [r for r in plan.iter_rows() if capr.ROOT_CAUSE in [c.value for c in r]]
    column = [cell.value for cell in header].index(capr.ROOT_CAUSE) + 1
    plan.cell(header[0].row + 1, column).value = "Nobody was in charge"
    worked_in.save(copy)
    tracker = tmp_path / "tracker.xlsx"
    book = LiveBook(quick_excel.books.open(copy))
    update_tracker(book, standard, silent, Answers(tracker_file=tracker))
    causes = {row["root_cause"] for row in rows_of(tracker).values()}
    assert causes == {"Nobody was in charge", None}


def test_a_returned_reply_pack_that_is_open_is_taken_in(
    quick_excel: xw.App, from_file: Path, tmp_path: Path, standard: Terms
) -> None:
    checked = check_file(MIXED, standard)
    pack = reply(checked, standard, tracker=from_file, out=tmp_path / "back.xlsx")
    filled = load_workbook(pack.workbook)
    plan = filled["Your plan"]
    keys = cells_with(plan, REPLY_TOKEN)
    first = keys["root_cause"].row + 2
    plan.cell(first, keys["root_cause"].column).value = "The alarm was off"
    filled.save(pack.workbook)
    book = LiveBook(quick_excel.books.open(pack.workbook))
    told = update_tracker(book, standard, silent, Answers(tracker_file=from_file))
    causes = {row["root_cause"] for row in rows_of(from_file).values()}
    assert causes == {"The alarm was off", None}
    assert any("still unsaid" in line for line in told.lines)
    assert told.gravest is None


def test_a_tracker_that_is_open_is_never_written(
    quick_excel: xw.App, from_file: Path, tmp_path: Path, standard: Terms
) -> None:
    before = from_file.read_bytes()
    quick_excel.books.open(from_file)
    book = LiveBook(quick_excel.books.open(MIXED))
    asks = Answers(tracker_file=from_file, known=from_file, new=tmp_path)
    for command in (update_tracker, reply_pack):
        with pytest.raises(OutputError, match="XL-204"):
            command(book, standard, silent, asks)
    assert from_file.read_bytes() == before
    assert not list(tmp_path.glob("*.reply.xlsx"))


def test_a_tracker_somebody_else_has_open_is_never_written(
    quick_excel: xw.App, from_file: Path, standard: Terms
) -> None:
    from_file.with_name(f"~${from_file.name}").write_bytes(b"somebody")
    book = LiveBook(quick_excel.books.open(MIXED))
    with pytest.raises(OutputError, match="OUT-002"):
        update_tracker(book, standard, silent, Answers(tracker_file=from_file))


def test_no_questionnaire_makes_no_tracker(
    quick_excel: xw.App, tmp_path: Path, standard: Terms
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    book = LiveBook(quick_excel.books.add())
    with pytest.raises(WorkbookError, match="BOOK-040"):
        update_tracker(book, standard, silent, Answers(tracker_file=tracker))
    assert not tracker.exists()


def test_closing_the_window_does_nothing(
    quick_excel: xw.App, tmp_path: Path, standard: Terms
) -> None:
    book = LiveBook(quick_excel.books.open(MIXED))
    for command in (update_tracker, reply_pack):
        told = command(book, standard, silent, Answers())
        assert told.place is Place.BAR
        assert told.title.endswith("nothing was done.")
    assert not list(tmp_path.iterdir())


def test_a_reply_pack_tells_what_the_files_pack_tells(
    opened: Opening, tmp_path: Path, standard: Terms
) -> None:
    told = reply_pack(opened(MIXED), standard, silent, Answers(new=tmp_path))
    written = tmp_path / "mixed.reply.xlsx"
    filed = tmp_path / "by file.xlsx"
    pack = reply(check_file(MIXED, standard), standard, tracker=None, out=filed)
    live, file = (rows_of(p, "Your plan", REPLY_TOKEN) for p in (written, filed))
    assert live == file
    assert told.title == f"Reply pack written: {pack.findings} findings to answer"
    assert f"Workbook: {written}" in told.lines
    assert written.with_suffix(".txt").exists()
    assert told.tone is Tone.INFO


def test_what_the_tracker_keeps_confidential_is_kept_back_unasked(
    quick_excel: xw.App, from_file: Path, tmp_path: Path, standard: Terms
) -> None:
    book_of_rows = load_workbook(from_file)
    sheet = book_of_rows["Tracker"]
    column = cells_with(sheet, TOKEN)["confidential"]
    sheet.cell(column.row + 2, column.column).value = "Yes"
    book_of_rows.save(from_file)
    book = LiveBook(quick_excel.books.open(MIXED))
    told = reply_pack(book, standard, silent, Answers(known=from_file, new=tmp_path))
    assert "Kept back as confidential: 1." in told.lines
    all_of_them = len(rows_of(from_file))
    assert told.title.startswith(f"Reply pack written: {all_of_them - 1} ")


def test_a_site_the_tracker_does_not_know_is_said(
    quick_excel: xw.App, from_file: Path, tmp_path: Path, standard: Terms
) -> None:
    book = LiveBook(quick_excel.books.open(SAMPLES / "turkish.xlsx"))
    told = reply_pack(book, standard, silent, Answers(known=from_file, new=tmp_path))
    assert told.tone is Tone.WARNING
    assert any("press Update tracker first" in line for line in told.lines)


def test_a_tracker_that_was_moved_is_asked_for(
    quick_excel: xw.App, from_file: Path, tmp_path: Path, standard: Terms
) -> None:
    book = LiveBook(quick_excel.books.open(MIXED))
    asks = Answers(known=tmp_path / "gone.xlsx", tracker_file=from_file, new=tmp_path)
    told = reply_pack(book, standard, silent, asks)
    assert "The rows are those still open in by file.xlsx." in told.lines


def test_a_pack_that_is_there_is_not_replaced(
    quick_excel: xw.App, tmp_path: Path, standard: Terms
) -> None:
    book = LiveBook(quick_excel.books.open(MIXED))
    reply_pack(book, standard, silent, Answers(new=tmp_path))
    with pytest.raises(OutputError, match="OUT-053"):
        reply_pack(book, standard, silent, Answers(new=tmp_path))
