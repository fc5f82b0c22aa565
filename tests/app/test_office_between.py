"""Trackers and reply packs come back from a real spreadsheet program, texts shared."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.app.check import CheckedFile, check_file
from rs_excel.app.reply import reply, said_in
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.app.track import track
from rs_excel.domain.tracker_changes import ChangeKind
from rs_excel.domain.tracker_columns import COLUMNS
from rs_excel.workbook.addresses import column_letters
from tests.conftest import SAMPLES

pytestmark = pytest.mark.office
ON = date(2026, 3, 2)


@pytest.fixture(scope="module")
def on() -> Terms:
    return terms(find_pack("four_pillar"), "standard", ON)


@pytest.fixture(scope="module")
def mixed(on: Terms) -> CheckedFile:
    return check_file(SAMPLES / "mixed.xlsx", on)


def resaved(file: Path) -> Path:
    """The file as LibreOffice saves it, in a folder beside it."""
    out = file.parent / "resaved"
    profile = (file.parent / "profile").as_uri()
    office = ["soffice", "--headless", f"-env:UserInstallation={profile}"]
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run(
        [*office, *convert, str(file)], check=True, capture_output=True, timeout=180
    )
    return out / file.name


def edit(file: Path, sheet: str, change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(file)
    change(book[sheet])
    book.save(file)


def at(sheet: Worksheet, key: str) -> tuple[int, int]:
    """Row and column of a hidden key."""
    for row in sheet.iter_rows(max_row=8):
        for cell in row:
            if cell.value == key:
                return cell.row, cell.column
    raise AssertionError(key)


def test_a_tracker_saved_by_office_still_is_one_and_nothing_has_changed(
    tmp_path: Path, mixed: CheckedFile, on: Terms
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    made = track([mixed], tracker, on)
    saved = resaved(tracker)
    before = saved.read_bytes()
    again = track([mixed], saved, on)
    assert [row.number for row in again.rows] == [row.number for row in made.rows]
    assert again.changes == ()
    assert saved.read_bytes() == before


def test_rows_are_added_to_a_tracker_that_office_saved(
    tmp_path: Path, mixed: CheckedFile, on: Terms
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    made = track([mixed], tracker, on)
    saved = resaved(tracker)
    more = track([check_file(SAMPLES / "zero_tolerance.xlsx", on)], saved, on)
    assert {change.kind for change in more.changes} == {ChangeKind.RAISED}
    assert len(more.rows) == len(made.rows) + len(more.changes)
    table = ZipFile(saved).read("xl/tables/table1.xml").decode()
    assert f'ref="A5:{column_letters(len(COLUMNS))}{5 + len(more.rows)}"' in table


def test_a_plan_filled_and_saved_by_office_is_read(
    tmp_path: Path, mixed: CheckedFile, on: Terms
) -> None:
    pack = reply(mixed, on, tracker=None, out=tmp_path / "site.reply.xlsx")

    def fill(sheet: Worksheet) -> None:
        row, column = at(sheet, "#reply:root_cause")
        sheet.cell(row + 2, column).value = "Nobody was in charge."

    edit(pack.workbook, "Your plan", fill)
    said = said_in(resaved(pack.workbook), find_pack("four_pillar"))
    assert said is not None
    assert [row.said.root_cause for row in said.rows if row.said.root_cause] == [
        "Nobody was in charge."
    ]
