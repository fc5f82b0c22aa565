"""Values as the cell says, and what a fast reader of values would hide."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from rs_excel.domain.vocabulary import AnswerState
from rs_excel.workbook.layout import find_blocks
from rs_excel.workbook.ooxml.number_kinds import NumberKind, number_kinds
from rs_excel.workbook.ports import CellError, NoCachedValue, Percent
from rs_excel.workbook.reading import read_answers
from tests.workbook.books import saved
from tests.workbook.questions import CATALOGUE, PLACEHOLDERS, SPELLINGS
from tests.workbook.raw_books import (
    EVERY_COLUMN,
    book,
    reader_of,
    sheet_xml,
    strings_xml,
    styles_xml,
)


def at(rows: str, row: int = 1, column: int = 1, **changed: str) -> object:
    return reader_of(book(rows, **changed)).grid("S1", EVERY_COLUMN).at(row, column)


class TestErrors:
    @pytest.mark.parametrize(
        "cell",
        [
            '<c r="B2" t="e"><v>#REF!</v></c>',
            '<c r="B2" s="1" t="e"><f>Sheet9!A1</f><v>#REF!</v></c>',
            '<c r="B2" t="e" s="1"><f t="shared" si="0"/><v>#REF!</v></c>',
        ],
    )
    def test_an_error_is_no_blank(self, cell: str) -> None:
        assert at(f'<row r="2">{cell}</row>', 2, 2) == CellError("#REF!")

    def test_text_that_looks_like_an_error_cell_is_text(self) -> None:
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>my t="e" is</t></is></c></row>'
        assert at(row) == 'my t="e" is'


class TestFormulas:
    @pytest.mark.parametrize(
        ("cell", "value"),
        [
            ('<c r="A1"><f>B1+1</f></c>', NoCachedValue("B1+1")),
            ('<c r="A1"><f>B1+1</f><v></v></c>', NoCachedValue("B1+1")),
            ('<c r="A1"><f>B1+1</f><v/></c>', NoCachedValue("B1+1")),
            ('<c r="A1"><f t="shared" si="0"/></c>', NoCachedValue("")),
            ('<c r="A1"><f>B1+1</f><v>3</v></c>', 3.0),
            ('<c r="A1" t="str"><f>B1</f><v>yes</v></c>', "yes"),
        ],
    )
    def test_a_formula_without_a_stored_result_is_known(
        self, cell: str, value: object
    ) -> None:
        assert at(f'<row r="1">{cell}</row>') == value

    def test_an_empty_text_is_a_result(self) -> None:
        row = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>'
        assert at(row) in (None, "")


class TestPercentages:
    def test_cells_shown_as_percentages_are_known(self) -> None:
        row = (
            '<row r="1"><c r="A1" s="1"><v>0.15</v></c><c r="B1"><v>0.15</v></c></row>'
        )
        grid = reader_of(book(row)).grid("S1", EVERY_COLUMN)
        assert isinstance(grid.at(1, 1), Percent)
        assert not isinstance(grid.at(1, 2), Percent)
        assert grid.at(1, 1) == grid.at(1, 2) == 0.15

    def test_only_a_percent_sign_that_is_a_sign_counts(self) -> None:
        formats = (
            '<numFmt numFmtId="164" formatCode="0.0%"/>'
            '<numFmt numFmtId="165" formatCode="0&quot; %&quot;"/>'
            '<numFmt numFmtId="166" formatCode="0\\%"/>'
        )
        styles = styles_xml(formats, 9, 10, 164, 165, 166, 2)
        kinds = number_kinds(styles.encode())
        percent = {style for style, kind in kinds.items() if kind is NumberKind.PERCENT}
        assert percent == {b"1", b"2", b"3"}

    def test_text_in_a_percentage_cell_stays_text(self) -> None:
        row = '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c></row>'
        assert at(row) == "hello"


class TestHiddenRows:
    @pytest.mark.parametrize("value", ["1", "true"])
    def test_hidden_rows_are_known(self, value: str) -> None:
        rows = (
            '<row r="1" hidden="0"><c r="A1"><v>1</v></c></row>'
            f'<row r="2" spans="1:2" hidden="{value}"><c r="A2"><v>1</v></c></row>'
        )
        assert reader_of(book(rows)).grid("S1", EVERY_COLUMN).hidden_rows == {2}


class TestUnusualWriters:
    PREFIXED = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    )

    def test_prefixed_elements(self) -> None:
        rows = (
            '<x:row r="1" hidden="1"><x:c r="A1"><x:v>5</x:v></x:c>'
            '<x:c r="B1" t="e"><x:v>#N/A</x:v></x:c>'
            '<x:c s="1" r="C1"><x:v>0.5</x:v></x:c><x:c r="D1"><x:f>A1</x:f></x:c>'
            "</x:row>"
        )
        grid = reader_of(book(sheet=self.PREFIXED.format(rows=rows))).grid(
            "S1", EVERY_COLUMN
        )
        assert list(grid.filled()) == [
            (1, 1, 5.0),
            (1, 2, CellError("#N/A")),
            (1, 3, Percent(0.5)),
            (1, 4, NoCachedValue("A1")),
        ]
        assert isinstance(grid.at(1, 3), Percent)
        assert grid.hidden_rows == {1}

    def test_rows_and_cells_without_addresses(self) -> None:
        first = '<row><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>'
        rows = f"{first}<row><c><v>3</v></c></row>"
        grid = reader_of(book(rows)).grid("S1", EVERY_COLUMN)
        assert list(grid.filled()) == [
            (1, 1, 1.0),
            (1, 2, CellError("#N/A")),
            (2, 1, 3.0),
        ]

    def test_cells_inside_comments_are_no_cells(self) -> None:
        rows = (
            '<!-- <c r="A1" t="e"><v>#N/A</v></c> --><row r="1"><c r="A1"><v>9</v></c>'
            "</row>"
        )
        assert at(rows) == 9.0

    def test_rows_of_drawings_after_the_cells_are_no_rows(self) -> None:
        after = '<x:row xmlns:x="urn:drawing" hidden="1">3</x:row>'
        text = sheet_xml('<row r="1"><c r="A1"><v>9</v></c></row>', after=after)
        grid = reader_of(book(sheet=text)).grid("S1", EVERY_COLUMN)
        assert (grid.at(1, 1), grid.hidden_rows) == (9.0, frozenset())


class TestFindingSheets:
    def holding(self, text: str, rows: str, *strings: str) -> bool:
        data = book(rows, strings=strings_xml(*strings))
        return reader_of(data).sheets_holding(text) == ("S1",)

    def test_by_the_number_of_a_shared_text(self) -> None:
        row = '<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
        assert self.holding("#key", row, "other", "#key", "#keys")
        assert not self.holding("#key", row, "#key", "other")
        assert not self.holding("#key", row, "other", "a #key b")

    @pytest.mark.parametrize("before", ["", "<c r='A1'><f>'Sheet 2'!A1</f></c>"])
    def test_by_its_number_in_single_quotes(self, before: str) -> None:
        row = f"<row r='1'>{before}<c r='B1' t='s'><v>0</v></c></row>"
        assert self.holding("#key", row, "#key")
        assert not self.holding("#key", row.replace(" t='s'", ""), "#key")

    def test_a_number_is_no_reference_to_a_text(self) -> None:
        row = '<row r="1"><c r="A1"><v>1</v></c></row>'
        assert not self.holding("#key", row, "other", "#key")

    def test_inline_text(self) -> None:
        row = '<row r="1"><c r="A1" t="inlineStr"><is><t>#key</t></is></c></row>'
        assert self.holding("#key", row)


class TestAWorkbookSavedByAProgram:
    def book(self) -> bytes:
        made = Workbook()
        sheet = made.active
        assert sheet is not None
        sheet.title = "Safety"
        sheet.append(["#key", "Question", "#answer", "#comment"])
        sheet.append(["hs.alarm", "Is there an alarm?", "Sí"])
        sheet.append(["hs.last_drill", "When?", date(2025, 11, 2)])
        sheet.append(["hs.drills_12m", "How many?", "=1+1"])
        sheet.append(["hs.share", "Share?", 0.15])
        sheet["C5"].number_format = "0.0%"
        sheet.append(["hs.words", "Words?", "+49 30"])
        sheet.append(["meta.template_id", "", "test.saq"])
        sheet.append(["meta.template_version", "", "1.2"])
        sheet.row_dimensions[2].hidden = True
        lists = made.create_sheet("Look-ups")
        lists.sheet_state = "hidden"
        for number in range(50):
            lists.append([f"entry {number}", number])
        return saved(made)

    def test_the_whole_way_to_answers(self) -> None:
        sheet = read_answers(reader_of(self.book()), CATALOGUE, SPELLINGS, PLACEHOLDERS)
        assert sheet.answers["hs.alarm"].value == "yes"
        assert sheet.answers["hs.last_drill"].value == date(2025, 11, 2)
        assert sheet.answers["hs.drills_12m"].state is AnswerState.UNREADABLE
        assert sheet.answers["hs.share"].value == 15.0
        assert sheet.answers["hs.words"].value == "+49 30"
        codes = {note.code for note in sheet.notes}
        assert codes == {"BOOK-103", "BOOK-111", "BOOK-131"}

    def test_sheets_without_questions_are_never_parsed(self) -> None:
        layout = find_blocks(reader_of(self.book()))
        assert tuple(layout.grids) == ("Safety",)

    def test_hidden_sheets_are_known(self) -> None:
        reader = reader_of(self.book())
        assert reader.sheet_names() == ("Safety", "Look-ups")
        assert reader.grid("Look-ups", EVERY_COLUMN).hidden
        assert not reader.grid("Safety", EVERY_COLUMN).hidden
