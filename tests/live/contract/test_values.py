"""What a cell says is the same from the file and from the program that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.ports import CellError, Grid, Percent
from tests.live.conftest import Opening
from tests.live.contract.nasty import OUTSIDE, SHEET, nasty_workbook

ALL_COLUMNS = range(1, 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return nasty_workbook(tmp_path / "nasty.xlsx")


@pytest.fixture
def live(opened: Opening, path: Path) -> LiveBook:
    return opened(path)


@pytest.fixture
def filed(path: Path) -> OoxmlReader:
    return OoxmlReader(Package(Archive.open(path)))


def named(grid: Grid) -> dict[object, tuple[object, type]]:
    """Value and type of column D, by the words in column A."""
    return {
        grid.at(row, 1): (grid.at(row, 4), type(grid.at(row, 4))) for row in grid.rows
    }


def test_every_value_and_its_type_is_that_of_the_file(
    live: LiveBook, filed: OoxmlReader
) -> None:
    said = named(filed.grid(SHEET, ALL_COLUMNS))
    assert named(live.reader.grid(SHEET, ALL_COLUMNS)) == said
    assert said["percent"] == (0.15, Percent)
    assert said["error"] == (CellError("#N/A"), CellError)


def test_rows_stand_where_they_stand_in_the_file(
    live: LiveBook, filed: OoxmlReader
) -> None:
    for sheet in filed.sheet_names():
        ours, theirs = (b.grid(sheet, ALL_COLUMNS) for b in (live.reader, filed))
        assert set(ours.filled()) == set(theirs.filled()), sheet
    assert live.reader.grid(OUTSIDE, ALL_COLUMNS).at(7, 4) == "begins far from A1"


def test_sheets_are_the_same_hidden_ones_among_them(
    live: LiveBook, filed: OoxmlReader
) -> None:
    assert live.reader.sheet_names() == filed.sheet_names()
    for sheet in filed.sheet_names():
        hidden = filed.grid(sheet, ALL_COLUMNS).hidden
        assert live.reader.grid(sheet, ALL_COLUMNS).hidden == hidden, sheet


def test_rows_nobody_sees_are_read_and_known_as_such(
    live: LiveBook, filed: OoxmlReader
) -> None:
    ours, theirs = (b.grid(SHEET, ALL_COLUMNS) for b in (live.reader, filed))
    assert ours.hidden_rows >= {31, 33, 34, 37}
    assert ours.hidden_rows == theirs.hidden_rows
    assert ours.at(37, 1) == "row 37"


def test_signs_and_sheets_are_found_by_the_same_texts(
    live: LiveBook, filed: OoxmlReader
) -> None:
    assert live.reader.signs("Hidden", "#") == filed.signs("Hidden", "#")
    assert "Hidden" in live.reader.sheets_holding("#key")
    assert live.reader.sheets_holding("nowhere said") == ()
