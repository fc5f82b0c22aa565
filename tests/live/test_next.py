"""Next and previous finding, on copies that people worked in since."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from rs_excel.app import live_told
from rs_excel.app.check import check_file, write_copy
from rs_excel.app.live_next import next_finding, previous_finding
from rs_excel.app.live_told import Told, Tone
from rs_excel.app.read_back import spoken
from rs_excel.app.settings import Terms
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import WorkbookError
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.ledger import HEADERS, TITLE, LedgerRow
from rs_excel.workbook.ports import Grid, RawValue
from rs_excel.writeback.noted import findings_noted
from tests.conftest import SAMPLES
from tests.live.opened import OpenedCopy

HS = "Health & safety"
DRILL, EXITS, CERTIFICATE = (CellRef(HS, at) for at in ("D21", "D79", "G89"))


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory, standard: Terms) -> Path:
    out = tmp_path_factory.mktemp("copies")
    for sample in ("mixed", "clean", "half_empty"):
        checked = check_file(SAMPLES / f"{sample}.xlsx", standard)
        write_copy(checked, checked.annotated(), out)
    return out


@pytest.fixture
def book(copies: Path) -> OpenedCopy:
    return OpenedCopy.of(copies / "mixed.checked.xlsx")


def after(book: OpenedCopy) -> Told:
    return next_finding(book)


def before(book: OpenedCopy) -> Told:
    return previous_finding(book)


def test_the_next_finding_is_selected_and_its_reason_told(book: OpenedCopy) -> None:
    book.at = CellRef(HS, "A70")
    told = after(book)
    assert book.at == told.cell == EXITS
    assert told.place is live_told.Place.BAR
    assert told.gravest is Severity.CRITICAL
    number, of, grade, rule, title, to_do, due = told.title.replace(
        " of ", " · ", 1
    ).split(" · ")
    assert int(number) < int(of)
    assert (grade, rule) == ("▲ Critical", "HS-017")
    assert title.startswith("Accommodation floor")
    assert to_do.startswith("To do: ")
    assert due == "By when: 2026-04-01"
    assert "'Health & safety'!D79" in told.lines
    assert any(line.startswith("Found: ") for line in told.lines)


def test_all_findings_are_met_once_in_the_order_of_tabs_and_rows(
    book: OpenedCopy,
) -> None:
    told = [after(book)]
    of = int(told[0].title.split()[2])
    told += [after(book) for _ in range(of - 1)]
    tabs = book.book.sheetnames
    cells = [t.cell for t in told if t.cell]
    places = [(tabs.index(c.sheet), book.book[c.sheet][c.address].row) for c in cells]
    assert places == sorted(places)
    assert len({*cells}) == of
    assert [t.title.split()[0] for t in told] == [str(n + 1) for n in range(of)]
    noted = {n.number for c in cells for n in findings_noted(book.note_on(c), spoken)}
    everywhere = {
        n.number
        for sheet in book.book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
        for n in findings_noted(cell.comment.text, spoken)
    }
    assert noted == everywhere


def test_a_finding_that_marks_many_cells_is_stopped_at_once(copies: Path) -> None:
    book = OpenedCopy.of(copies / "half_empty.checked.xlsx")
    first = after(book)
    rest = [after(book) for _ in range(int(first.title.split()[2]) - 1)]
    rules = [told.title.split(" · ")[2] for told in (first, *rest)]
    assert rules.count("DC-002") == 1
    assert any(line.startswith("Rests also on ") for line in first.lines)


def test_after_the_last_comes_the_first_and_it_is_said(book: OpenedCopy) -> None:
    first = after(book)
    last = before(book)
    assert last.title.startswith("From the end again · ")
    again = after(book)
    assert again.title.startswith("From the beginning again · 1 of ")
    assert again.cell == first.cell


def test_previous_goes_back_the_way_next_came(book: OpenedCopy) -> None:
    there = [after(book).cell for _ in range(20)]
    back = [before(book).cell for _ in range(19)]
    assert back == there[-2::-1]


def test_from_a_sheet_without_marks_the_first_finding_comes(book: OpenedCopy) -> None:
    for at in (CellRef("Findings", "C7"), CellRef("Cover", "B2"), None):
        book.at = at
        assert after(book).title.startswith("1 of ")


def test_a_click_reads_the_ledger_and_one_sheet(book: OpenedCopy) -> None:
    book.at = CellRef(HS, "A70")
    after(book)
    assert book.calls == {"active_cell": 1, "corner_of": 2, "go_to": 1}


def test_inserted_rows_do_not_lead_astray(book: OpenedCopy) -> None:
    book.book[HS].insert_rows(15, amount=3)
    book.at = CellRef(HS, "A20")
    assert after(book).cell == CellRef(HS, "D24")
    book.at = CellRef(HS, "A90")
    assert after(book).cell == CellRef(HS, "G92")  # a row of a table


def test_a_renamed_sheet_is_found(book: OpenedCopy) -> None:
    book.book[HS].title = "Gesundheit"
    names = book.book.defined_names.values()
    for name in names:
        name.attr_text = (name.attr_text or "").replace(HS, "Gesundheit")
    book.at = CellRef("Gesundheit", "A70")
    assert after(book).cell == CellRef("Gesundheit", "D79")
    book.at = CellRef("Environment", "A1")
    assert before(book).cell is not None
    assert book.at.sheet == "Gesundheit"


def test_a_mark_taken_off_by_hand_is_passed_over_and_said(book: OpenedCopy) -> None:
    sheet = book.book[HS]
    sheet["D79"].fill, sheet["D79"].comment = PatternFill(), None
    sheet["I79"].value = None
    book.at = CellRef(HS, "A70")
    told = after(book)
    assert told.cell == CellRef(HS, "D80")
    assert told.tone is Tone.WARNING
    assert "1 passed over" in told.title
    assert any("'Health & safety'!D79 (HS-017)" in line for line in told.lines)


def test_a_deleted_row_is_passed_over_and_said(book: OpenedCopy) -> None:
    book.book[HS].delete_rows(79)
    book.at = CellRef(HS, "A70")
    told = after(book)
    assert told.cell == CellRef(HS, "D79")
    assert "HS-005" in told.title
    assert any("HS-017" in line for line in told.lines)


def test_a_deleted_sheet_is_passed_over_and_said(book: OpenedCopy) -> None:
    del book.book[HS]
    book.at = CellRef("Environment", "A1")
    told = before(book)
    assert told.cell is not None
    assert told.cell.sheet == "Human rights & labour"
    assert "passed over" in told.title


def test_a_finding_on_a_hidden_sheet_is_passed_over_and_said(
    book: OpenedCopy,
) -> None:
    book.book["Business integrity"].sheet_state = "hidden"
    book.at = CellRef("Environment", "A200")
    told = after(book)
    assert told.cell is not None
    assert told.cell.sheet == "Due diligence"
    assert "5 passed over" in told.title
    assert any(
        line.startswith("On hidden sheets: 'Business integrity'!D8, ")
        for line in told.lines
    )


def test_colour_alone_is_enough_for_a_mark_to_stand(book: OpenedCopy) -> None:
    sheet = book.book[HS]
    sheet["D79"].comment, sheet["I79"].value = None, None
    book.at = CellRef(HS, "A70")
    assert after(book).cell == EXITS


def test_where_no_mark_stands_it_says_so_and_moves_nothing(book: OpenedCopy) -> None:
    for title in book.book.sheetnames:
        if title != "_rs_marks":
            del book.book[title]
    book.book.create_sheet("Plain")
    book.at = CellRef("Plain", "A1")
    at = book.at
    told = after(book)
    assert told.tone is Tone.WARNING
    assert told.cell is None
    assert book.at == at


def test_a_workbook_that_was_not_checked_is_said(copies: Path) -> None:
    book = OpenedCopy.of(SAMPLES / "mixed.xlsx")
    with pytest.raises(WorkbookError, match="XL-201"):
        after(book)


def test_a_check_that_marked_nothing_is_said(copies: Path) -> None:
    book = OpenedCopy.of(copies / "clean.checked.xlsx")
    with pytest.raises(WorkbookError, match="XL-202"):
        before(book)


def test_the_status_bar_shows_the_whole_line(book: OpenedCopy) -> None:
    titles = [after(book).title for _ in range(60)]
    assert max(map(len, titles)) <= 250
    assert all("By when: " in title for title in titles if "Good example" not in title)


def test_stepping_loads_no_rules() -> None:

    program = (
        "import sys, rs_excel.app.live_next;"
        "heavy = ('yaml', 'pydantic', 'durable', 'xlwings', 'openpyxl');"
        "ours = ('rs_excel.rulebook', 'rs_excel.engine');"
        "print([m for m in (*heavy, *ours) if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_ledger_a_stranger_made_up_does_no_harm() -> None:
    book = Workbook()
    book.create_sheet("_rs_marks")
    site = book.worksheets[0]
    site.title = "Site"
    site["B2"].fill = PatternFill("solid", fgColor="FFFFD59A")
    note = "▲ Critical · \x1b]0;owned\x07 · X-1\n\u202eTitle\nTo do: " + "y" * 900
    rows = [
        HEADERS,
        LedgerRow("mark", "Site", "no cell", fill_put="FFD59A"),
        LedgerRow("mark", "C:\\gone", "A1", fill_put="FFD59A"),
        LedgerRow("mark", "Site", "XFD1048576", fill_put="FFD59A"),
        LedgerRow("mark", "Site", "B2", fill_put="FFD59A", note_put=note),
    ]
    texts = {(r, c): t for r, row in enumerate(rows) for c, t in enumerate(row)}
    opened = MadeUp(book, texts)
    told = after(opened)
    assert told.cell == CellRef("Site", "B2")
    assert told.title.isprintable()
    assert len(told.title) <= 250
    assert all(line.isprintable() for line in told.lines)


class MadeUp(OpenedCopy):
    """A book whose ledger holds what no file could."""

    def __init__(self, book: Workbook, ledger: dict[tuple[int, int], str]) -> None:
        super().__init__(book=book, at=None)
        self.ledger = ledger

    def corner_of(self, title: str, last: Place) -> Grid | None:
        if title != TITLE:
            return super().corner_of(title, last)
        rows: dict[int, dict[int, RawValue]] = {}
        for (row, column), text in self.ledger.items():
            rows.setdefault(row + 1, {})[column + 1] = text
        return Grid(sheet=title, rows=rows)
