"""What hands and other programs do to a tracker between two runs, on real files."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.capr import CaprWanted, capr_out
from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.reply import reply
from rs_excel.app.settings import Terms
from rs_excel.app.track import keep_track, track
from rs_excel.app.tracker_files import (
    backup_of,
    copies_of,
    damaged_of,
    save_tracker,
)
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling
from rs_excel.domain.tracker_columns import HISTORY
from rs_excel.domain.vocabulary import Verification
from rs_excel.errors import OutputError, WorkbookError
from rs_excel.workbook.addresses import LAST_ROW, block_of
from tests.app.conftest import ON
from tests.app.test_track import cells, columns, edit, put
from tests.conftest import SAMPLES

FIRST = 6
"""The row of the first finding in a tracker nobody has changed."""


@pytest.fixture(scope="module")
def grave(on: Terms) -> CheckedFile:
    """A check of another site, which brings many new rows."""
    return check_file(SAMPLES / "zero_tolerance.xlsx", on)


def fingerprint_at(path: Path, row: int) -> str:
    sheet = load_workbook(path)["Tracker"]
    return str(sheet.cell(row, columns(sheet)["fingerprint"]).value)


@pytest.mark.parametrize("said", ['=IF(1=1,"Yes","")', "#REF!"])
def test_a_formula_that_may_say_confidential_keeps_its_row_back(
    tracker: Path, mixed: CheckedFile, on: Terms, tmp_path: Path, said: str
) -> None:
    put(tracker, FIRST, confidential=said)
    pack = reply(mixed, on, tracker=tracker, out=tmp_path / "site.reply.xlsx")
    assert pack.kept_back == 1


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("responsible", '="The site "&"manager"'),  # saved without its result
        ("root_cause", "#N/A"),
        ("evidence_on", "03/04/2026"),  # two days it may be
        ("method", "Site visit"),
        ("status", "Nearly done"),
    ],
)
def test_what_cannot_be_told_is_told_so_and_not_written_over_by_what_comes_in(
    tracker: Path, key: str, typed: str
) -> None:
    put(tracker, FIRST, **{key: typed})
    said = Handling(
        status=ActionStatus.IN_PROGRESS,
        responsible="Somebody else",
        action="Mended",
        root_cause="No one in charge",
        evidence_on=date(2026, 3, 1),
        method=Verification.FOLLOW_UP,
    )
    came = [{fingerprint_at(tracker, FIRST): said}]
    done = keep_track([], tracker, ON, came)
    assert cells(tracker)[fingerprint_at(tracker, FIRST)][key] == typed
    assert [note.cell.address for note in done.notes if note.cell] != []
    assert keep_track([], tracker, ON, came).changes == ()


def tables(path: Path) -> dict[str, str]:
    """By name, where every table of a workbook stands."""
    book = load_workbook(path)
    return {t.displayName: t.ref for s in book for t in s.tables.values()}


def table_end(path: Path) -> int:
    return block_of(tables(path)["rs_tracker"]).bottom


def test_a_cell_far_down_the_sheet_does_not_draw_the_rows_there(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    put(tracker, LAST_ROW, details="x")
    last = table_end(tracker)
    done = track([grave], tracker, on)
    assert table_end(tracker) == last + len(done.changes)
    assert track([grave], tracker, on).changes == ()


def test_merged_cells_below_the_table_stay_as_they_are(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    def write_a_foot(sheet: Worksheet) -> None:
        foot = sheet.max_row + 2
        sheet.cell(foot, 1).value = "For internal use"
        sheet.merge_cells(
            start_row=foot, end_row=foot + 3, start_column=1, end_column=4
        )

    edit(tracker, write_a_foot)
    (merged,) = load_workbook(tracker)["Tracker"].merged_cells.ranges
    rows = {row.row for row in kept(tracker)}
    done = track([grave], tracker, on)
    new = {row.row for row in kept(tracker)} - rows
    assert new
    assert new.isdisjoint(range(merged.min_row, merged.max_row + 1))
    assert table_end(tracker) < merged.min_row
    for notes in (done.notes, track([grave], tracker, on).notes):
        (remark,) = [remark for remark in notes if remark.code == "TRK-112"]
        assert str(len(new)) in remark.says
        assert remark.cell is not None
        assert remark.cell.address == f"A{min(new)}"


def test_lines_of_the_history_below_merged_cells_are_named(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    book = load_workbook(tracker)
    sheet = book["History"]
    foot = sheet.max_row + 2
    sheet.merge_cells(start_row=foot, end_row=foot + 1, start_column=1, end_column=4)
    book.save(tracker)
    done = track([grave], tracker, on)
    (remark,) = [remark for remark in done.notes if remark.code == "TRK-114"]
    assert f"{len(done.changes)} lines of the sheet History" in remark.says
    assert str(remark.cell) == f"'History'!A{foot}"


def test_rows_the_table_holds_are_not_said_to_stand_below_it(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    assert track([grave], tracker, on).notes == ()


def kept(path: Path) -> list[Cell]:
    """The fingerprints of a tracker, in their cells."""
    sheet = load_workbook(path)["Tracker"]
    at = columns(sheet)["fingerprint"]
    return [row[at - 1] for row in sheet.iter_rows(min_row=FIRST) if row[at - 1].value]


@pytest.mark.parametrize("sheet", ["Tracker", "History", "Figures"])
def test_a_table_of_their_own_never_grows(
    tracker: Path, grave: CheckedFile, on: Terms, sheet: str
) -> None:
    book = load_workbook(tracker)
    own = book[sheet]
    for address, text in (("CA5", "Month"), ("CB5", "Sum"), ("CA6", "May")):
        own[address] = text
    others = [own.tables.pop(name) for name in list(own.tables)]
    for table in (Table(displayName="mine", ref="CA5:CB6"), *others):
        own.add_table(table)
    book.save(tracker)
    before = tables(tracker)
    done = track([grave], tracker, on)
    after = tables(tracker)
    assert after["mine"] == before["mine"]
    grown = block_of(after["rs_tracker"]).bottom
    assert grown == block_of(before["rs_tracker"]).bottom + len(done.changes)


def told(path: Path) -> list[tuple[object, ...]]:
    """What the history says, by its titles, wherever they stand."""
    rows = [*load_workbook(path)["History"].iter_rows(values_only=True)]
    heads = next(row for row in rows if "NC number" in row)
    at = [heads.index(title) for title in HISTORY]
    below = rows[rows.index(heads) + 1 :]
    return [tuple(row[place] for place in at) for row in below]


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.insert_cols(2),
        lambda sheet: sheet.insert_rows(1, 3),
        lambda sheet: sheet.move_range("F1:F200", cols=10),
    ],
)
def test_the_history_goes_on_wherever_its_columns_were_moved(
    tracker: Path, grave: CheckedFile, on: Terms, change: Callable[[Worksheet], None]
) -> None:
    plain = Path(shutil.copy(tracker, tracker.with_name("plain.xlsx")))
    book = load_workbook(tracker)
    change(book["History"])
    book.save(tracker)
    for path in (tracker, plain):
        track([grave], path, on)
    assert told(tracker) == told(plain)


def test_two_histories_are_one_too_many(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    book = load_workbook(tracker)
    book.copy_worksheet(book["History"])
    book.save(tracker)
    with pytest.raises(WorkbookError, match="TRK-006"):
        track([grave], tracker, on)


def test_a_column_copied_with_its_key_is_asked_about(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    def copy_the_status(sheet: Worksheet) -> None:
        free, status = sheet.max_column + 1, columns(sheet)["status"]
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, free).value = sheet.cell(row, status).value

    edit(tracker, copy_the_status)
    with pytest.raises(WorkbookError, match="TRK-011") as caught:
        track([grave], tracker, on)
    assert "Status" in str(caught.value)


@pytest.mark.parametrize(
    "harm",
    [
        lambda book: book.remove(book["Tracker"]),
        lambda book: book["Tracker"].delete_rows(4),
    ],
)
def test_a_tracker_without_its_sheet_or_keys_leads_to_the_copy_beside_it(
    tracker: Path, on: Terms, harm: Callable[[Workbook], None]
) -> None:
    book = load_workbook(tracker)
    harm(book)
    book.save(tracker)
    with pytest.raises(WorkbookError, match="TRK-012") as caught:
        track([], tracker, on)
    assert "tracker.before.xlsx" in str(caught.value)


def test_a_copy_of_the_whole_tracker_outlives_runs_on_a_damaged_one(
    tracker: Path, mixed: CheckedFile, grave: CheckedFile, on: Terms
) -> None:
    whole = tracker.read_bytes()
    track([grave], tracker, on)
    assert backup_of(tracker).read_bytes() == whole
    put(tracker, FIRST, due_on=None)
    put(tracker, FIRST + 1, status="In progress")  # something that will be remarked on
    damaged = tracker.read_bytes()
    done = track([mixed], tracker, on)
    assert "TRK-104" in [note.code for note in done.notes]
    assert done.backup == damaged_of(tracker)
    assert damaged_of(tracker).read_bytes() == damaged
    assert backup_of(tracker).read_bytes() == whole


def test_the_tracker_can_be_had_as_it_was_before_each_of_three_runs(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    was = []
    for status in ("In progress", "Evidence submitted", "In progress", "Open"):
        put(tracker, FIRST, status=status)
        was.append(tracker.read_bytes())
        track([grave], tracker, on)
    copies = [copy.read_bytes() for copy in copies_of(tracker)]
    assert copies == was[:0:-1]
    assert [copy.name for copy in copies_of(tracker)] == [
        "tracker.before.xlsx",
        "tracker.before.2.xlsx",
        "tracker.before.3.xlsx",
    ]


def older_copy_of(tracker: Path) -> Path:
    return copies_of(tracker)[2]


def written_by_others(path: Path) -> None:
    book = Workbook()
    book["Sheet"]["A1"] = "Our own list"
    book.save(path)


@pytest.mark.parametrize(
    "write",
    [written_by_others, lambda path: path.write_bytes(b"the minutes of May")],
)
@pytest.mark.parametrize("place", [backup_of, damaged_of, older_copy_of])
def test_a_file_of_others_in_the_place_of_the_copy_is_never_replaced(
    tracker: Path,
    grave: CheckedFile,
    on: Terms,
    place: Callable[[Path], Path],
    write: Callable[[Path], None],
) -> None:
    if place is damaged_of:
        track([grave], tracker, on)
        put(tracker, FIRST, due_on=None)
        put(tracker, FIRST + 1, status="In progress")
    copy = place(tracker)
    write(copy)
    theirs, ours = copy.read_bytes(), tracker.read_bytes()
    with pytest.raises(OutputError, match="TRK-014") as caught:
        track([grave], tracker, on)
    assert copy.name in str(caught.value)
    assert (copy.read_bytes(), tracker.read_bytes()) == (theirs, ours)
    copy.rename(tracker.with_name("theirs.xlsx"))
    kept = track([grave], tracker, on).backup
    assert kept == (backup_of(tracker) if place is older_copy_of else copy)


@pytest.mark.parametrize(
    "harm",
    [
        lambda book: book.remove(book["History"]),
        lambda book: book["Tracker"].delete_rows(FIRST, 3),
    ],
)
def test_what_was_taken_out_of_a_tracker_still_stands_in_the_copy_beside_it(
    tracker: Path,
    mixed: CheckedFile,
    grave: CheckedFile,
    on: Terms,
    harm: Callable[[Workbook], None],
) -> None:
    put(tracker, FIRST, comments="Call on Monday")
    track([grave], tracker, on)
    book = load_workbook(tracker)
    harm(book)
    book.save(tracker)
    put(tracker, FIRST + 4, status="In progress")
    done = track([mixed], tracker, on)
    assert done.changes
    assert done.backup == damaged_of(tracker)
    copy = load_workbook(backup_of(tracker))
    assert "History" in copy.sheetnames
    said = [row["comments"] for row in cells(backup_of(tracker)).values()]
    assert "Call on Monday" in said


def test_a_tracker_that_somebody_made_meanwhile_is_not_replaced(
    tmp_path: Path, mixed: CheckedFile, grave: CheckedFile, on: Terms
) -> None:
    path = tmp_path / "new.xlsx"

    def meanwhile() -> Iterator[CheckedFile]:
        yield mixed
        track([grave], path, on)

    with pytest.raises(OutputError, match="TRK-004"):
        track(meanwhile(), path, on)
    assert {row["site"] for row in cells(path).values()} == {
        grave.check.report.profile.site
    }


def test_of_two_runs_that_save_at_once_one_is_told_to_run_again(
    tracker: Path,
) -> None:
    former = tracker.read_bytes()
    with ThreadPoolExecutor(8) as pool:
        saves = [
            pool.submit(
                save_tracker, tracker, former, former + b"%d" % n, damaged=False
            )
            for n in range(8)
        ]
    refused = [save.exception() for save in saves if save.exception()]
    assert len(refused) == 7
    assert all("TRK-004" in str(fault) for fault in refused)
    assert backup_of(tracker).read_bytes() == former


def test_a_tracker_that_is_open_leaves_the_copy_beside_it_alone(
    tracker: Path, grave: CheckedFile, on: Terms
) -> None:
    backup_of(tracker).write_bytes(b"the copy of an earlier run")
    tracker.with_name(f"~${tracker.name}").touch()
    with pytest.raises(OutputError, match="OUT-002"):
        track([grave], tracker, on)
    assert backup_of(tracker).read_bytes() == b"the copy of an earlier run"


def test_a_row_whose_copy_is_confidential_is_kept_back(
    tracker: Path, mixed: CheckedFile, on: Terms, tmp_path: Path
) -> None:
    def copy_and_hush(sheet: Worksheet) -> None:
        last = sheet.max_row + 1
        for cell in sheet[FIRST]:
            sheet.cell(last, cell.column).value = cell.value
        sheet.cell(last, columns(sheet)["confidential"]).value = "Yes"

    edit(tracker, copy_and_hush)
    pack = reply(mixed, on, tracker=tracker, out=tmp_path / "site.reply.xlsx")
    assert pack.kept_back == 1


def test_a_row_that_cannot_be_read_is_named_where_it_is_not_sent(
    tracker: Path, mixed: CheckedFile, on: Terms, tmp_path: Path
) -> None:
    put(tracker, FIRST, due_on=None)
    pack = reply(mixed, on, tracker=tracker, out=tmp_path / "site.reply.xlsx")
    asked = CaprWanted(
        site=mixed.check.report.profile.site,
        on=ON,
        notice="",
        out=tmp_path / "site.capr.xlsx",
        with_confidential=False,
    )
    written = capr_out(tracker, asked)
    for notes in (pack.notes, written.notes):
        assert [note.code for note in notes] == ["TRK-104"]
