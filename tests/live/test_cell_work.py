"""Macros and calls from here see the same cells, and change them alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.cell_work import NO_FILL, Seen, Stroke
from tests.live.conftest import WAYS

Opening = Callable[[Path], LiveBook]
EVERY_WAY = [*WAYS, pytest.param("by hand, LibreOffice", marks=pytest.mark.office)]
SITE = "Site's own"

pytestmark = pytest.mark.parametrize("way", EVERY_WAY, indirect=True)


@pytest.fixture
def book(opened: Opening, tmp_path: Path) -> LiveBook:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = SITE
    for row in (
        ["Question", "Answer"],
        ["Hours", 72],
        ["Share", 0.15],
        ["Sum", "=1+1"],
    ):
        sheet.append(row)
    sheet["B3"].number_format = "0%"
    sheet["B2"].fill = PatternFill("solid", fgColor="FFF4F6F8")
    sheet["B2"].comment = Comment("Ask again.", "A person")
    sheet["A6"] = "merged"
    sheet.merge_cells("A6:B7")
    sheet.row_dimensions[3].hidden = True
    made.create_sheet("Other").sheet_state = "hidden"
    path = tmp_path / "small.xlsx"
    made.save(path)
    return opened(path)


def at(address: str) -> CellRef:
    return CellRef(SITE, address)


def test_sheets_rows_and_formats_are_told(book: LiveBook) -> None:
    first, other = book.work.sheets()
    assert (first.title, first.hidden) == (SITE, False)
    assert (other.title, other.hidden) == ("Other", True)
    assert book.work.hidden_rows(first, 7) == {3}
    formats = book.work.formats(SITE, [Place(2, 2), Place(3, 2)])
    assert formats[Place(3, 2)] == "0%"
    assert formats.get(Place(2, 2), "General") == "General"


def test_cells_are_seen_as_they_are(book: LiveBook) -> None:
    seen = book.work.look([at("B2"), at("B4"), at("B7"), at("D9")])
    noted = Seen(at("B2"), "F4F6F8", "General", filled=True, note="Ask again.")
    assert seen[at("B2")] == noted
    assert seen[at("B4")] == Seen(at("B4"), filled=True)
    assert seen[at("B7")].cell == at("A6")
    assert seen[at("D9")] == Seen(at("D9"))


def test_cells_are_changed_as_told_and_given_back(book: LiveBook) -> None:
    cells = [at("B2"), at("B3"), at("C3")]
    before = book.work.look(cells)
    strokes = [
        Stroke(at("B2"), "FFD59A", '"◆ "0', "Ask again.\n\n◆ Major", None),
        Stroke(at("B3"), "FFD59A", '"◆ "0%', "◆ Major\nToo little", None),
        Stroke(at("C3"), words="=1+1 is what they said"),
    ]
    book.work.paint(strokes, lift=False)
    now = book.work.look(cells)
    assert [look.fill for look in now.values()] == ["FFD59A", "FFD59A", NO_FILL]
    assert now[at("B2")].note == "Ask again.\n\n◆ Major"
    assert now[at("B3")].note == "◆ Major\nToo little"
    sheet: xw.Sheet = book.book.sheets[SITE]
    assert sheet["C3"].value == "=1+1 is what they said"
    book.work.paint(
        [
            Stroke(at("B2"), "F4F6F8", "General", "Ask again."),
            Stroke(at("B3"), NO_FILL, "0%", ""),
            Stroke(at("C3"), number_format="General", words=""),
        ],
        lift=False,
    )
    assert book.work.look(cells) == before


def test_marked_cells_are_found_by_their_notes(book: LiveBook) -> None:
    found = book.work.marked({SITE: ["FFD59A"]}, [at("B4")])
    assert {seen.cell for seen in found} == {at("B2"), at("B4")}


def test_what_is_protected_is_told(book: LiveBook) -> None:
    assert book.work.closed({SITE: at("B2")}) == frozenset()
    assert book.work.structure_is_protected() is False
