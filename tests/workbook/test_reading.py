"""From a workbook to an answer sheet: what holds, and what is said about the rest."""

from __future__ import annotations

from datetime import date

import pytest

from rs_excel.domain.questions import AnswerSheet, CellRef, Note
from rs_excel.domain.vocabulary import AnswerState, NoteLevel
from rs_excel.errors import WorkbookError
from rs_excel.workbook.cell_reading import evidence_ids
from rs_excel.workbook.ports import WorkbookReader
from rs_excel.workbook.reading import read_answers
from tests.sheets import book_from
from tests.workbook.questions import CATALOGUE, PLACEHOLDERS, SPELLINGS

TEMPLATE = """
| #key                  | #answer  |
| meta.template_id      | test.saq |
| meta.template_version | 1.2      |
"""
EVERY_KEY = """
sheet: Cover
| #key                  | #answer    |
| meta.template_id      | test.saq   |
| meta.template_version | "1.2"      |
sheet: Safety
| #key          | #answer    | #comment    | #evidence  | #review |
| hs.alarm      | Yes        | since 2019  | E-01, E-02 |
| hs.last_drill | 2025-11-02 |
| hs.drills_12m | 2          |
| hs.system     | Manual     |
| hs.systems    | App        |
| hs.share      | 15%        |
| hs.words      | =1+1       |
| hs.late       | tbc        |
| #key          | #answer.male | #answer.female |
| wf.perm       | 5            | 7              |
| #end          |
| #table:hs.certs | #col:type | #col:expiry | #col:ok | #review |
| 1               | Boiler    | 2026-01-01  | Yes     |
| 2               |           |             |         |
|                 | Lift      |             | no aplica |
| #end            |
"""


def read(book: WorkbookReader) -> AnswerSheet:
    return read_answers(book, CATALOGUE, SPELLINGS, PLACEHOLDERS)


def sheet_of(table: str, **more: object) -> AnswerSheet:
    return read(book_from(table, **more))


def codes(sheet: AnswerSheet) -> list[str]:
    return [note.code for note in sheet.notes]


def the_note(sheet: AnswerSheet, code: str) -> Note:
    """The one note with a code."""
    (found,) = (note for note in sheet.notes if note.code == code)
    return found


def without(line: str) -> str:
    """The full workbook with one line deleted."""
    assert line in EVERY_KEY
    lines = EVERY_KEY.splitlines()
    return "\n".join(kept for kept in lines if not kept.startswith(line))


class TestAFullWorkbook:
    def test_every_question_has_its_answer_and_its_cell(self) -> None:
        sheet = sheet_of(EVERY_KEY)
        values = {key: answer.value for key, answer in sheet.answers.items()}
        assert values == {
            "hs.alarm": "yes",
            "hs.last_drill": date(2025, 11, 2),
            "hs.drills_12m": 2.0,
            "hs.system": "manual",
            "hs.systems": ("app",),
            "hs.share": 15.0,
            "hs.words": "=1+1",
            "hs.late": None,
            "wf.perm.male": 5.0,
            "wf.perm.female": 7.0,
        }
        assert sheet.answers["hs.late"].state is AnswerState.PLACEHOLDER
        assert sheet.answers["hs.late"].raw == "tbc"
        assert sheet.answers["wf.perm.female"].cell == CellRef("Safety", "C11")
        assert (sheet.template, sheet.version) == ("test.saq", "1.2")
        assert codes(sheet) == []

    def test_comment_evidence_and_the_buyers_cell_stand_beside(self) -> None:
        sheet = sheet_of(EVERY_KEY)
        assert sheet.answers["hs.alarm"].comment == "since 2019"
        assert sheet.answers["hs.alarm"].evidence == ("E-01", "E-02")
        assert sheet.review_cells[CellRef("Safety", "B2")] == CellRef("Safety", "E2")

    def test_all_answers_of_a_row_share_the_buyers_cell_in_tables_too(self) -> None:
        beside = sheet_of(EVERY_KEY).review_cells
        row = [CellRef("Safety", f"{column}14") for column in "BCD"]
        assert {beside[cell] for cell in row} == {CellRef("Safety", "E14")}

    def test_a_block_without_that_column_has_no_such_cells(self) -> None:
        assert CellRef("Safety", "B11") not in sheet_of(EVERY_KEY).review_cells

    def test_filled_rows_of_a_table_numbered_or_not(self) -> None:
        boiler, lift = sheet_of(EVERY_KEY).rows["hs.certs"]
        assert boiler["hs.certs.expiry"].value == date(2026, 1, 1)
        assert boiler["hs.certs.expiry"].cell == CellRef("Safety", "C14")
        assert {answer.row for answer in boiler.values()} == {"Boiler"}
        assert lift["hs.certs.expiry"].state is AnswerState.BLANK
        assert lift["hs.certs.ok"].state is AnswerState.NOT_APPLICABLE


class TestKeys:
    def test_deleted_rows_count_as_blank_and_are_named(self) -> None:
        sheet = sheet_of(without("| hs.last_drill"))
        answer = sheet.answers["hs.last_drill"]
        assert (answer.state, answer.cell) == (AnswerState.BLANK, None)
        note = the_note(sheet, "BOOK-103")
        assert "hs.last_drill" in note.says
        assert note.level is NoteLevel.PROBLEM

    def test_a_deleted_table_is_named(self) -> None:
        table = EVERY_KEY[: EVERY_KEY.index("| #table")]
        assert "hs.certs" in the_note(sheet_of(table), "BOOK-103").says

    def test_a_deleted_column_of_a_table_is_named(self) -> None:
        sheet = sheet_of(EVERY_KEY.replace("#col:expiry", "Expires"))
        note = the_note(sheet, "BOOK-109")
        assert "hs.certs.expiry" in note.says
        assert note.cell == CellRef("Safety", "A13")
        assert sheet.rows["hs.certs"][0]["hs.certs.expiry"].state is AnswerState.BLANK

    def test_an_unknown_key_is_said_with_what_was_meant(self) -> None:
        sheet = sheet_of(EVERY_KEY.replace("hs.last_drill", "hs.last_dril"))
        note = the_note(sheet, "BOOK-104")
        assert note.cell == CellRef("Safety", "A3")
        assert "Did you mean `hs.last_drill`?" in note.says

    def test_capitals_and_spaces_in_a_key_do_no_harm(self) -> None:
        sheet = sheet_of(EVERY_KEY.replace("hs.last_drill", "  HS.Last_Drill "))
        assert sheet.answers["hs.last_drill"].value == date(2025, 11, 2)

    def test_ten_thousand_unknown_keys_make_few_notes(self) -> None:
        rows = "\n".join(f"| zz.key_{n} | Yes |" for n in range(10_000))
        table = EVERY_KEY.replace("| hs.last_drill", f"{rows}\n| hs.last_drill")
        sheet = sheet_of(table)
        assert codes(sheet).count("BOOK-104") == 21
        assert "more" in sheet.notes[20].says


class TestRowsWithTheSameKey:
    def copied(self, *answers: str) -> AnswerSheet:
        rows = "\n".join(f"| hs.drills_12m | {answer} |" for answer in answers)
        return sheet_of(EVERY_KEY.replace("| hs.drills_12m | 2          |", rows))

    def test_rows_that_agree_are_one_answer(self) -> None:
        sheet = self.copied("2", "2")
        assert sheet.answers["hs.drills_12m"].value == 2.0
        assert the_note(sheet, "BOOK-105").level is NoteLevel.INFO

    def test_rows_that_differ_are_no_answer(self) -> None:
        sheet = self.copied("2", "3")
        answer = sheet.answers["hs.drills_12m"]
        assert (answer.state, answer.value) == (AnswerState.UNREADABLE, None)
        note = the_note(sheet, "BOOK-106")
        assert "'Safety'!B4" in note.says
        assert "'Safety'!B5" in note.says

    def test_an_answer_and_a_blank_are_the_answer(self) -> None:
        sheet = self.copied("", "3")
        assert sheet.answers["hs.drills_12m"].value == 3.0
        assert sheet.answers["hs.drills_12m"].cell == CellRef("Safety", "B5")
        assert "BOOK-107" in codes(sheet)

    def test_an_answer_and_a_placeholder_differ(self) -> None:
        sheet = self.copied("tbc", "3")
        assert sheet.answers["hs.drills_12m"].state is AnswerState.UNREADABLE

    def test_two_blanks_are_blank(self) -> None:
        sheet = self.copied("", "")
        assert sheet.answers["hs.drills_12m"].state is AnswerState.BLANK

    def test_comment_and_evidence_of_a_copy_are_kept(self) -> None:
        rows = "| hs.alarm | Yes | here | E-01 |\n| hs.alarm | | there | E-02 |"
        old = "| hs.alarm      | Yes        | since 2019  | E-01, E-02 |"
        answer = sheet_of(EVERY_KEY.replace(old, rows)).answers["hs.alarm"]
        assert answer.comment == "here\nthere"
        assert answer.evidence == ("E-01", "E-02")


class TestTheTemplate:
    def of(self, template: str, version: str) -> AnswerSheet:
        table = EVERY_KEY.replace("| test.saq   |", f"| {template} |")
        return sheet_of(table.replace('"1.2"', version))

    def test_another_template_is_read_where_keys_agree(self) -> None:
        sheet = self.of("other.saq", "1.2")
        assert codes(sheet) == ["BOOK-100"]
        assert sheet.answers["hs.alarm"].value == "yes"

    def test_a_version_typed_as_a_number_is_the_same_version(self) -> None:
        assert codes(self.of("test.saq", "1.2")) == []

    def test_questions_newer_than_the_workbook_were_not_asked(self) -> None:
        table = without("| hs.late").replace('"1.2"', '"1.1"')
        sheet = sheet_of(table)
        assert sheet.answers["hs.late"].state is AnswerState.NOT_ASKED
        assert codes(sheet) == ["BOOK-102"]
        assert "1 question " in sheet.notes[0].says

    def test_a_newer_version_is_said(self) -> None:
        assert codes(self.of("test.saq", '"2.0"')) == ["BOOK-108"]

    @pytest.mark.parametrize("version", ["", "#REF!", "first"])
    def test_an_unknown_version_is_said(self, version: str) -> None:
        sheet = self.of("test.saq", version)
        assert codes(sheet) == ["BOOK-101"]
        assert sheet.answers["hs.late"].state is AnswerState.PLACEHOLDER

    def test_a_workbook_without_marks_is_refused_with_what_was_looked_for(
        self,
    ) -> None:
        book = book_from("sheet: Letter\n| Dear Sir or Madam |")
        with pytest.raises(WorkbookError) as caught:
            read(book)
        (problem,) = caught.value.problems
        assert problem.code == "BOOK-040"
        assert "#key" in problem.says
        assert "rs-excel template build" in problem.do

    def test_a_questionnaire_of_unknown_keys_is_refused(self) -> None:
        with pytest.raises(WorkbookError) as caught:
            sheet_of("sheet: A\n| #key | #answer |\n| other.key | Yes |")
        assert caught.value.problems[0].code == "BOOK-041"


class TestWhatCannotBeRead:
    @pytest.mark.parametrize(
        ("typed", "code"),
        [("#REF!", "BOOK-110"), ("{SUM(B1:B3)}", "BOOK-111"), ('"1,200"', "BOOK-112")],
    )
    def test_unreadable_cells_are_named(self, typed: str, code: str) -> None:
        old = "| hs.drills_12m | 2          |"
        sheet = sheet_of(EVERY_KEY.replace(old, f"| hs.drills_12m | {typed} |"))
        assert sheet.answers["hs.drills_12m"].state is AnswerState.UNREADABLE
        assert the_note(sheet, code).cell == CellRef("Safety", "B4")

    def test_an_error_beside_an_answer_is_no_comment(self) -> None:
        answer = sheet_of(EVERY_KEY.replace("since 2019", "#REF!")).answers["hs.alarm"]
        assert (answer.value, answer.comment) == ("yes", "")


class TestHiddenAnswers:
    def test_a_hidden_sheet_is_read_and_said(self) -> None:
        sheet = sheet_of(EVERY_KEY, hidden=("Safety",))
        assert sheet.answers["hs.alarm"].value == "yes"
        assert the_note(sheet, "BOOK-130").level is NoteLevel.INFO

    def test_answers_in_hidden_rows_are_said_blank_ones_are_not(self) -> None:
        table = EVERY_KEY.replace("| hs.system     | Manual     |", "| hs.system | |")
        rows = {"Safety": frozenset({2, 5, 13})}
        note = the_note(sheet_of(table, hidden_rows=rows), "BOOK-131")
        assert "`Safety`: 2." in note.says


class TestEvidenceIds:
    @pytest.mark.parametrize(
        "text", ["E-01, E-02", "E-01;E-02", "E-01 E-02", "E-01 and E-02", "E-01/E-02\n"]
    )
    def test_ids_however_separated(self, text: str) -> None:
        assert evidence_ids(text.strip()) == ("E-01", "E-02")

    def test_words_that_are_no_id_stay_whole(self) -> None:
        assert evidence_ids("see the drill report, E-01") == (
            "see the drill report",
            "E-01",
        )

    @pytest.mark.parametrize("typed", ["-", "tbc", "N/A"])
    def test_a_placeholder_is_no_evidence(self, typed: str) -> None:
        sheet = sheet_of(EVERY_KEY.replace("E-01, E-02", typed))
        assert sheet.answers["hs.alarm"].evidence == ()


def test_order_of_sheets_and_rows_does_not_matter() -> None:
    cover, safety = EVERY_KEY.split("sheet: Safety")
    head, *rows = safety.strip().splitlines()
    questions, rest = rows[:8], rows[8:]
    table = "\n".join(["sheet: Renamed", head, *reversed(questions), *rest])
    moved = sheet_of(f"{table}\n{cover}")
    kept = sheet_of(EVERY_KEY)
    assert {k: a.value for k, a in moved.answers.items()} == {
        k: a.value for k, a in kept.answers.items()
    }
    assert codes(moved) == []
