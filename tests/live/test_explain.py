"""Explain this cell: what was understood, which rules read it, what settles them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.app.check import check_file, write_copy
from rs_excel.app.live_explain import explain_cell, explain_cell_in_full
from rs_excel.app.live_told import Place, Told
from rs_excel.app.settings import Terms
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import WorkbookError
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from tests.conftest import SAMPLES

HS, HR = "Health & safety", "Human rights & labour"
MOST_IN_BOX = 1_500  # characters that are still read


@dataclass
class Pointed:
    """A file with somebody in it."""

    reader: OoxmlReader
    at: CellRef | None

    @property
    def name(self) -> str:
        return self.reader.name

    def active_cell(self) -> CellRef | None:
        return self.at


def silent(doing: str) -> None:
    """Nobody watches."""


def at(cell: CellRef | None, file: Path = SAMPLES / "mixed.xlsx") -> Pointed:
    return Pointed(OoxmlReader(Package(Archive.open(file))), cell)


def short(terms: Terms, sheet: str, address: str, sample: str = "mixed") -> Told:
    book = at(CellRef(sheet, address), SAMPLES / f"{sample}.xlsx")
    return explain_cell(book, terms, silent)


def text(told: Told) -> str:
    return "\n".join(told.lines)


def test_an_answer_is_told_as_it_was_understood(standard: Terms) -> None:
    told = short(standard, HS, "D21")
    assert told.title == (
        "'Health & safety'!D21: On which day was the latest full evacuation drill held?"
    )
    assert told.lines[0] == (
        "hs.last_drill: 'Health & safety'!D21 says “2025-07-20”, understood as "
        "2025-07-20."
    )
    assert told.place is Place.BOX


def test_what_came_of_each_rule_and_what_settles_it_is_told(standard: Terms) -> None:
    told = short(standard, HS, "D21")
    assert "Read by 4 rules: 1 flagged, 2 conforming, 1 not applicable." in told.lines
    where = told.lines.index(
        "● Minor · HS-006 Fewer evacuation drills than the country asks for"
    )
    assert told.lines[where + 1].strip().startswith("By 2026-05-01: Hold the missing")
    assert told.lines[where + 2].strip().startswith("To conform: “How many full")
    assert "○ conforms: DC-046, HS-004" in told.lines
    assert told.gravest is Severity.MINOR


def test_a_rule_that_rests_on_another_cell_points_there(standard: Terms) -> None:
    told = text(short(standard, HS, "D22"))
    assert "HS-005 Evacuation drills leave out" in told
    assert "Rests on 'Health & safety'!D80." in told


def test_a_finding_told_under_another_says_which(standard: Terms) -> None:
    told = text(short(standard, "Workforce", "E21"))
    assert "Told under DC-010, which it follows from." in told


def test_a_mark_about_the_answer_itself_is_explained(standard: Terms) -> None:
    told = text(short(standard, HS, "D54"))
    assert "DC-006 Answers Yes without evidence" in told


def test_a_cell_of_a_table_is_explained_in_its_row(standard: Terms) -> None:
    told = text(short(standard, "Environment", "E75"))
    assert "understood as blank" in told
    assert "EN-001 Required environmental permit is not held · Hazardous waste" in told


def test_an_answer_that_could_not_be_read_is_quoted_with_its_note(
    standard: Terms,
) -> None:
    told = short(standard, HS, "D22", "damaged")
    assert "says “in November”, understood as unreadable" in told.lines[0]
    assert told.lines[1].startswith("BOOK-1")
    assert "? not assessed" in text(told)


def test_beside_an_answer_its_rows_question_is_explained(standard: Terms) -> None:
    told = short(standard, HS, "C22")
    assert told.lines[0].startswith("C22 holds no answer")
    assert told.lines[1].startswith("hs.drills_12m: ")
    assert told.cell is None


def test_in_a_grid_the_nearest_cell_of_the_row_is_meant(standard: Terms) -> None:
    assert short(standard, "Workforce", "C21").lines[1].startswith("wf.perm.male: ")
    assert short(standard, "Workforce", "K21").lines[1].startswith("wf.perm.other: ")


def test_a_row_without_a_question_names_the_nearest(standard: Terms) -> None:
    told = short(standard, HS, "C1")
    assert told.title == "'Health & safety'!C1 holds no answer"
    assert "in D6: “Is a named senior manager" in told.lines[0]


def test_a_row_of_the_findings_leads_to_the_answer_it_names(
    standard: Terms, tmp_path: Path
) -> None:
    checked = check_file(SAMPLES / "mixed.xlsx", standard)
    copy = write_copy(checked, checked.annotated(), tmp_path)
    rows = load_workbook(copy)["Findings"].iter_rows()
    [row] = [r[0].row for r in rows if r[3].value == "HS-006"]
    told = explain_cell(at(CellRef("Findings", f"B{row}"), copy), standard, silent)
    assert told.lines[0] == (
        "This is about 'Health & safety'!D22, which the row names."
    )
    assert "HS-006" in text(told)
    assert told.cell is None
    with pytest.raises(WorkbookError, match="XL-203"):
        explain_cell(at(CellRef("Findings", "A1"), copy), standard, silent)


def test_a_sheet_without_questions_is_said(standard: Terms) -> None:
    for cell in (CellRef("_rs_texts", "A3"), None):
        with pytest.raises(WorkbookError, match="XL-203"):
            explain_cell(at(cell), standard, silent)


def test_a_workbook_that_asks_nothing_is_said(standard: Terms, tmp_path: Path) -> None:
    book = load_workbook(SAMPLES / "mixed.xlsx")
    for title in book.sheetnames:
        if title != "_rs_texts":
            del book[title]
    book["_rs_texts"].sheet_state = "visible"
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(WorkbookError, match="BOOK-04"):
        explain_cell(
            at(CellRef("_rs_texts", "A1"), tmp_path / "other.xlsx"), standard, silent
        )


def test_every_answer_fits_into_a_message_box(standard: Terms) -> None:
    busy = [("Workforce", "D5"), ("Site profile", "D39"), (HR, "D83"), (HS, "D79")]
    for sheet, address in busy:
        told = short(standard, sheet, address)
        assert len(text(told)) < MOST_IN_BOX, text(told)


def test_in_full_each_condition_is_told_with_its_cell(standard: Terms) -> None:
    book = at(CellRef(HS, "D21"))
    told = explain_cell_in_full(book, standard, silent)
    assert "    flagged when" in told.lines
    assert "Comment beside it: The second drill was put off because of shipments." in (
        told.lines
    )
    computed = told.lines.index("                computed: 225")
    assert told.lines[computed + 1].strip().startswith("On which day was the latest")
    headings = [line for line in told.lines if " · " in line[:20] and line[0] != " "]
    assert len(headings) == 4


def test_what_a_cell_says_is_quoted_on_one_line_and_cut(
    standard: Terms, tmp_path: Path
) -> None:
    book = load_workbook(SAMPLES / "mixed.xlsx")
    book[HS]["D21"].value = "=1+1\n" + "x" * 500
    book[HS]["D21"].data_type = "s"
    book.save(tmp_path / "long.xlsx")
    told = explain_cell(
        at(CellRef(HS, "D21"), tmp_path / "long.xlsx"), standard, silent
    )
    assert told.lines[0].startswith("hs.last_drill: 'Health & safety'!D21 says “=1+1 x")
    assert len(told.lines[0]) < 200


def test_in_a_running_excel_it_reads_the_same(
    opened: Callable[[Path], LiveBook], standard: Terms
) -> None:
    book = opened(SAMPLES / "mixed.xlsx")
    book.go_to(CellRef(HS, "D21"))
    told = explain_cell_in_full(book, standard, silent)
    filed = explain_cell_in_full(at(CellRef(HS, "D21")), standard, silent)
    assert told == filed
