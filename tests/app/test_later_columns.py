"""A tracker of an earlier version gains the columns it lacks, and loses nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.app.track import Tracked, keep_track, track
from rs_excel.app.tracker_files import backup_of
from rs_excel.domain.tracker_columns import BY_KEY, SINCE_LATER, TOKEN
from rs_excel.workbook.addresses import column_letters
from tests.app.test_office_between import resaved
from tests.conftest import SAMPLES

FIRST = Path(__file__).parent / "trackers" / "first_columns.xlsx"
ON, LATER = date(2026, 3, 2), date(2026, 3, 30)
KEYS_AT, HEADS_AT, WIDTH = 4, 5, 53


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    return Path(shutil.copy(FIRST, tmp_path / "tracker.xlsx"))


def at(sheet: Worksheet) -> dict[str, int]:
    keys = (cell for cell in sheet[KEYS_AT] if str(cell.value).startswith(TOKEN))
    return {str(cell.value).removeprefix(TOKEN): cell.column for cell in keys}


def edit(path: Path, change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(path)
    change(book["Tracker"])
    book.save(path)


def codes(done: Tracked) -> list[str]:
    return [note.code for note in done.notes]


def stand(path: Path) -> dict[str, object]:
    """Every filled cell of the columns there were, with its looks."""
    sheet = load_workbook(path)["Tracker"]
    return {
        cell.coordinate: (cell.value, cell.fill.start_color.rgb, str(cell.comment))
        for row in sheet.iter_rows(max_col=WIDTH)
        for cell in row
        if cell.value is not None
    }


def test_columns_are_added_and_no_cell_that_was_there_is_another(
    tracker: Path,
) -> None:
    def work(sheet: Worksheet) -> None:
        cell = sheet.cell(7, at(sheet)["root_cause"])
        cell.value = "Nobody was in charge"
        cell.fill = PatternFill("solid", start_color="00FFCC00")
        cell.comment = Comment("Ask again in May", "Buyer")

    edit(tracker, work)
    before = stand(tracker)
    done = keep_track([], tracker, ON)
    assert codes(done) == ["TRK-121", "TRK-124"]
    assert done.changes == ()
    assert backup_of(tracker).exists()
    assert stand(tracker) == before
    sheet = load_workbook(tracker)["Tracker"]
    assert [*at(sheet)][-len(SINCE_LATER) :] == [*SINCE_LATER]
    (table,) = sheet.tables.values()
    assert table.ref.startswith(f"A{HEADS_AT}:BN")
    heads = [cell.value for cell in sheet[HEADS_AT]]
    assert [column.name for column in table.tableColumns] == heads
    assert heads[WIDTH:] == [BY_KEY[key].title for key in SINCE_LATER]


def test_a_second_run_finds_the_columns_and_changes_nothing(tracker: Path) -> None:
    keep_track([], tracker, ON)
    before = tracker.read_bytes()
    again = keep_track([], tracker, LATER)
    assert (codes(again), again.backup) == ([], None)
    assert tracker.read_bytes() == before


def test_new_columns_look_and_choose_as_their_kind_does(tracker: Path) -> None:
    keep_track([], tracker, ON)
    sheet = load_workbook(tracker)["Tracker"]
    columns = at(sheet)
    letters = {key: column_letters(number) for key, number in columns.items()}
    styles = column_styles(tracker)
    like = {"contained_on": "evidence_on", "contained": "comments", "country": "number"}
    for key, model in like.items():
        assert styles[columns[key]] == styles[columns[model]]
    head, known_head = (sheet.cell(HEADS_AT, columns[k]) for k in ("cost", "number"))
    assert head.style_id == known_head.style_id
    rules = {str(v.sqref): v for v in sheet.data_validations.dataValidation}
    days = rules[f"{letters['contained_on']}6:{letters['contained_on']}50000"]
    assert (days.type, days.showErrorMessage) == ("date", True)
    lists = rules[f"{letters['effective']}6:{letters['effective']}50000"]
    assert lists.formula1 == '"Yes,No"'
    coloured = {str(found.sqref) for found in sheet.conditional_formatting}
    contain = letters["contain_by"]
    assert {f"{contain}6:{contain}50000", "A6:BN50000"} <= coloured


def test_rows_raised_afterwards_fill_the_new_columns(tracker: Path) -> None:
    on: Terms = terms(find_pack("four_pillar"), "standard", LATER)
    track([check_file(SAMPLES / "spanish.xlsx", on)], tracker, on)
    sheet = load_workbook(tracker)["Tracker"]
    columns = at(sheet)
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[columns["country"] - 1] == "MX"
    assert str(last[columns["counted"] - 1]).endswith("calendar days")
    assert all(
        str(sheet.cell(row, columns["on_time"]).value).startswith("=IF(AND(")
        for row in range(HEADS_AT + 1, sheet.max_row + 1)
    )


def test_a_column_that_people_take_out_stays_out(tracker: Path) -> None:
    keep_track([], tracker, ON)
    edit(tracker, lambda sheet: sheet.delete_cols(at(sheet)["cost"]))
    done = keep_track([], tracker, ON)
    assert codes(done) == []
    assert "cost" not in at(load_workbook(tracker)["Tracker"])


def test_a_column_of_the_same_name_keeps_it(tracker: Path) -> None:
    def own_column(sheet: Worksheet) -> None:
        """As Excel does: typing beside a table makes it wider."""
        sheet.cell(HEADS_AT, WIDTH + 1).value = "country"
        sheet.cell(6, WIDTH + 1).value = "Ours alone"
        (table,) = sheet.tables.values()
        table.ref = table.ref.replace("BA", "BB")
        table.tableColumns.append(type(table.tableColumns[0])(id=99, name="country"))

    edit(tracker, own_column)
    keep_track([], tracker, ON)
    sheet = load_workbook(tracker)["Tracker"]
    assert sheet.cell(6, WIDTH + 1).value == "Ours alone"
    assert sheet.cell(HEADS_AT, at(sheet)["country"]).value == "Country 2"


@pytest.mark.parametrize("row", [3, 8, 300])
def test_words_in_the_way_are_left_alone(tracker: Path, row: int) -> None:
    edit(tracker, lambda sheet: set_words(sheet, row))
    before = tracker.read_bytes()
    done = keep_track([], tracker, ON)
    assert codes(done) == ["TRK-122"]
    assert tracker.read_bytes() == before


def set_words(sheet: Worksheet, row: int) -> None:
    sheet.cell(row, WIDTH + 3).value = "My own note"


def test_a_range_that_is_no_table_any_more_is_left_alone(tracker: Path) -> None:
    edit(tracker, lambda sheet: sheet.tables.clear())
    assert codes(keep_track([], tracker, ON)) == ["TRK-122"]


@pytest.mark.office
def test_choices_that_office_cut_short_hold_in_new_rows_again(
    tracker: Path, tmp_path: Path
) -> None:
    keep_track([], tracker, ON)
    saved = resaved(tracker)
    assert not any(cells.endswith(b"50000") for cells in chosen_in(saved))
    on: Terms = terms(find_pack("four_pillar"), "standard", LATER)
    assert track([], saved, on).backup is None  # for nothing else it is not touched
    track([check_file(SAMPLES / "spanish.xlsx", on)], saved, on)
    assert all(cells.endswith(b"50000") for cells in chosen_in(saved))


def column_styles(path: Path) -> dict[int, bytes]:
    with ZipFile(path) as members:
        sheet = members.read("xl/worksheets/sheet1.xml")
    columns = re.findall(rb"<col [^>]*>", sheet)
    said = [dict(re.findall(rb'(\w+)="([^"]*)"', column)) for column in columns]
    return {int(one[b"min"]): one[b"style"] for one in said}


def chosen_in(path: Path) -> list[bytes]:
    """The cells of each validation, as the first sheet's part names them."""
    with ZipFile(path) as members:
        sheet = members.read("xl/worksheets/sheet1.xml")
    return re.findall(rb'<dataValidation\b[^>]*\bsqref="([^"]+)"', sheet)
