"""Files made to harm are refused before any parser sees them, whatever they hold."""

from __future__ import annotations

import warnings
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rs_excel.errors import RsError, WorkbookError
from rs_excel.workbook.ooxml import gate
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.reading import read_answers
from tests.workbook.questions import CATALOGUE, PLACEHOLDERS, SPELLINGS
from tests.workbook.raw_books import (
    EVERY_COLUMN,
    SHEET,
    STRINGS,
    WORKBOOK,
    book,
    parts,
    raw_zip,
    reader_of,
    sheet_xml,
    strings_xml,
    styles_xml,
    zipped,
)

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def refusal(data: bytes) -> str:
    """The code with which a file is refused on opening."""
    with pytest.raises(WorkbookError) as caught:
        Archive.of(data, "return.xlsx")
    return caught.value.problems[0].code


def grid_refusal(data: bytes) -> str:
    """The code with which the only sheet of a file is refused."""
    with pytest.raises(WorkbookError) as caught:
        reader_of(data).grid("S1", EVERY_COLUMN)
    return caught.value.problems[0].code


class TestZips:
    def test_a_part_that_unpacks_to_hundreds_of_times_its_size(self) -> None:
        assert refusal(zipped({**parts(), "xl/media/a.png": bytes(5 << 20)})) == (
            "BOOK-023"
        )

    def test_a_part_larger_than_any_sheet(self) -> None:
        huge = gate.LARGEST_PART + 1
        assert refusal(raw_zip(("xl/a.bin", b"x" * 3_000_000, huge, -1))) == "BOOK-021"

    def test_parts_that_together_are_too_large(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        large = 250 << 20
        members = [
            (f"xl/{n}.bin", bytes(range(256)) * 40_000, large, -1) for n in range(3)
        ]
        monkeypatch.setattr(gate, "HIGHEST_RATIO", 10**9)
        assert refusal(raw_zip(*members)) == "BOOK-022"

    def test_a_declared_size_that_is_a_lie(self) -> None:
        bomb = bytes(50 << 20)
        assert refusal(raw_zip(("xl/a.bin", bomb, 5000, -1))) == "BOOK-028"

    def test_too_many_members(self) -> None:
        members = {f"xl/{number}.bin": b"" for number in range(10_001)}
        assert refusal(zipped(members)) == "BOOK-020"

    def test_a_member_that_is_there_twice(self) -> None:
        stream = BytesIO(book())
        with warnings.catch_warnings(), ZipFile(stream, "a", ZIP_DEFLATED) as archive:
            warnings.simplefilter("ignore")  # zipfile warns of what is wanted here
            archive.writestr(SHEET, sheet_xml(ONE_CELL))
        assert refusal(stream.getvalue()) == "BOOK-024"
        other_case = {**parts(), "XL/Worksheets/Sheet1.xml": "<worksheet/>"}
        assert refusal(zipped(other_case)) == "BOOK-024"

    @pytest.mark.parametrize(
        "name", ["../evil.txt", "/etc/evil", "xl\\..\\evil", "C:/evil", "xl/../../evil"]
    )
    def test_names_that_point_outside(self, name: str) -> None:
        assert refusal(raw_zip((name, b"x", 1, -1))) == "BOOK-025"

    def test_members_that_share_their_bytes(self) -> None:
        first = ("xl/a.bin", b"x" * 100, 100, -1)
        assert refusal(raw_zip(first, ("xl/b.bin", b"y", 1, 0))) == "BOOK-026"

    def test_a_member_that_reaches_into_the_next(self) -> None:
        data = bytearray(book())
        info = Archive.of(bytes(data), "return.xlsx").infos[0]
        at = data.rfind(b"PK\x01\x02", 0, data.find(b"PK\x01\x02") + 4)
        data[at + 20 : at + 24] = (info.compress_size + 40).to_bytes(4, "little")
        assert refusal(bytes(data)) == "BOOK-026"

    def test_a_changed_byte(self) -> None:
        data = bytearray(book(ONE_CELL * 50))
        data[data.find(b"sheet1.xml") + 40] ^= 0xFF
        assert refusal(bytes(data)) == "BOOK-028"

    def test_a_packing_that_workbooks_do_not_use(self) -> None:
        stream = BytesIO()
        with ZipFile(stream, "w", ZIP_BZIP2) as archive:
            archive.writestr("xl/workbook.xml", "<x/>")
        assert refusal(stream.getvalue()) == "BOOK-029"

    def test_a_member_with_a_password(self) -> None:
        data = bytearray(zipped({"a.xml": "<x/>"}))
        for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
            data[data.find(signature) + offset] |= 1
        assert refusal(bytes(data)) == "BOOK-003"


class TestMarkup:
    DOCTYPE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

    @pytest.mark.parametrize(
        "part",
        [
            WORKBOOK,
            SHEET,
            STRINGS,
            "xl/drawings/vmlDrawing1.vml",
            "customXml/item1.xml",
        ],
    )
    def test_document_types_are_refused_in_every_part(self, part: str) -> None:
        members = {**parts(), part: f'<?xml version="1.0"?>{self.DOCTYPE}<x>&a;</x>'}
        assert refusal(zipped(members)) == "BOOK-027"

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_also_where_letters_take_two_bytes(self, encoding: str) -> None:
        text = f'<?xml version="1.0" encoding="UTF-16"?>{self.DOCTYPE}<x>&a;</x>'
        members = {**parts(), WORKBOOK: text.encode(encoding)}
        assert refusal(zipped(members)) == "BOOK-027"

    @pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "cp037"])
    def test_encodings_that_would_hide_them_are_refused(self, encoding: str) -> None:
        text = f'<?xml version="1.0" encoding="{encoding}"?>{self.DOCTYPE}<x/>'
        members = {**parts(), WORKBOOK: text.encode(encoding)}
        assert refusal(zipped(members)) in {"BOOK-030", "BOOK-027"}

    @pytest.mark.parametrize("encoding", ["utf-16", "windows-1252"])
    @pytest.mark.parametrize("part", ["sheet", "strings", "styles"])
    def test_a_part_in_another_encoding_is_refused_not_shown_as_empty(
        self, encoding: str, part: str
    ) -> None:
        contents = {
            "sheet": sheet_xml(ONE_CELL),
            "strings": strings_xml("ü"),
            "styles": styles_xml(),
        }
        content = contents[part]
        text = f'<?xml version="1.0" encoding="{encoding}"?>{content}'
        reader = reader_of(book(ONE_CELL, **{part: text.encode(encoding)}))
        assert (reader.sheets_holding("#key") == ("S1",)) == (part != "styles")
        with pytest.raises(WorkbookError, match="BOOK-030"):
            reader.grid("S1", EVERY_COLUMN)


class TestFarCells:
    """Each of these makes calamine abort the whole process when it is let through."""

    @pytest.mark.parametrize(
        "row",
        [
            '<row r="1048576" ><c r="XFD1048576"><v>1</v></c></row>',
            '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>',
            '<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>',
            '<row r="2000000"/>',
        ],
    )
    def test_cells_no_questionnaire_has_are_refused(self, row: str) -> None:
        assert grid_refusal(book(ONE_CELL + row)) == "BOOK-016"

    def test_the_refusal_says_where_the_cell_is(self) -> None:
        row = '<row r="1048576" ><c r="XFD1048576"><v>1</v></c></row>'
        with pytest.raises(WorkbookError, match=r"S1\n.*XFD1048576"):
            reader_of(book(ONE_CELL + row)).grid("S1", EVERY_COLUMN)

    def test_where_nothing_is_unusual_the_farthest_cell_of_all_is_read(self) -> None:
        row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        grid = reader_of(book(ONE_CELL + row)).grid("S1", EVERY_COLUMN)
        assert grid.at(1_048_576, 16_384) == 1.0

    def test_a_million_declared_rows_with_one_cell_still_read(self) -> None:
        rows = "".join(f'<row r="{n}" ht="15"/>' for n in range(2, 1_048_577))
        whole_sheet = '<dimension ref="A1:XFD1048576"/>'
        text = sheet_xml(ONE_CELL + rows).replace(
            "<sheetData>", f"{whole_sheet}<sheetData>"
        )
        grid = reader_of(book(sheet=text)).grid("S1", EVERY_COLUMN)
        assert list(grid.filled()) == [(1, 1, 1.0)]

    def test_formats_down_to_the_last_row_and_column_do_no_harm(self) -> None:
        row = (
            '<row r="1048576"><c r="XFD1048576" s="1"/><c r="A1048576" s="1"></c></row>'
        )
        assert list(
            reader_of(book(ONE_CELL + row)).grid("S1", EVERY_COLUMN).filled()
        ) == [(1, 1, 1.0)]

    def test_a_stray_cell_in_the_last_row_is_still_read(self) -> None:
        row = '<row r="1048576"><c r="I1048576"><v>7</v></c></row>'
        grid = reader_of(book(ONE_CELL + row)).grid("S1", EVERY_COLUMN)
        assert grid.at(1_048_576, 9) == 7.0


class TestOddNumbers:
    def test_a_row_before_the_first(self) -> None:
        row = '<row r="0"><c r="A0"><v>1</v></c></row>'
        assert grid_refusal(book(row)) == "BOOK-014"

    def test_indexes_beyond_the_shared_strings(self) -> None:
        row = '<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'
        assert grid_refusal(book(row)) == "BOOK-014"

    def test_a_sheet_that_breaks_off(self) -> None:
        text = sheet_xml(ONE_CELL)
        assert grid_refusal(book(sheet=text[: text.index("</sheetData>") - 4])) in {
            "BOOK-012",
            "BOOK-014",
        }

    def test_control_characters_and_40_000_letters_are_kept(self) -> None:
        strings = strings_xml("a_x0000_b_x0008_c", "x" * 40_000)
        row = (
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        )
        grid = reader_of(book(row, strings=strings)).grid("S1", EVERY_COLUMN)
        assert grid.at(1, 1) == "a\x00b\x08c"
        assert grid.at(1, 2) == "x" * 40_000


@settings(max_examples=300)
@given(data=st.data())
def test_whatever_is_damaged_nothing_but_a_clear_error_comes_out(
    data: st.DataObject,
) -> None:
    row = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="e"><v>#REF!</v></c></row>'
    )
    members = parts(row)
    members[STRINGS] = strings_xml("#key", "#answer", "hs.alarm")
    part = data.draw(st.sampled_from([SHEET, STRINGS, WORKBOOK, "xl/styles.xml"]))
    content = bytearray(str(members[part]).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.sampled_from(b"<>\"'/09Aa =&\xff\x00"))
    members[part] = bytes(content)
    with suppress(RsError):  # anything else would be a traceback for the buyer
        read_answers(reader_of(zipped(members)), CATALOGUE, SPELLINGS, PLACEHOLDERS)
