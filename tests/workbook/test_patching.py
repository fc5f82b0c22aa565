"""Marks change the look of a cell and nothing else in the workbook."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import Workbook, load_workbook

from rs_excel.errors import OutputError
from rs_excel.workbook.addresses import quoted
from rs_excel.workbook.ooxml import styles_xml
from rs_excel.workbook.ooxml.own_sheets import find_ours
from rs_excel.workbook.ooxml.pen import OoxmlPen
from rs_excel.workbook.ooxml.repack import layout_of
from rs_excel.workbook.ooxml.unmark import unmark
from rs_excel.workbook.ports import Ink
from tests.workbook.books import (
    LOOKS,
    SHEET,
    annotated,
    cell,
    fill_of,
    mark,
    package,
    parts,
    questionnaire,
    saved,
    summary,
    values,
    with_part,
    zipped,
)

FIRST = "xl/worksheets/sheet1.xml"


def test_a_mark_colours_the_cell_and_shows_its_symbol() -> None:
    copy = annotated(questionnaire(), [mark("D2"), mark("D4", Ink.CRITICAL)])
    assert fill_of(copy, "D2") == "FFD59A"
    assert cell(copy, "D2").number_format.startswith('"◆ "General')
    assert cell(copy, "D4").number_format == '"▲ "dd/mm/yyyy;"▲ "@'


def test_the_answer_itself_never_changes() -> None:
    data = questionnaire()
    copy = annotated(data, [mark(f"D{row}") for row in range(2, 12)])
    before, after = values(data), values(copy)
    assert {name: after[name] for name in before} == before


def test_font_border_and_protection_stay() -> None:
    data = questionnaire()
    before, after = cell(data, "D3"), cell(annotated(data, [mark("D3")]), "D3")
    for trait in ("font", "border", "protection", "alignment"):
        assert repr(getattr(after, trait)) == repr(getattr(before, trait))


def test_a_dark_ink_is_paled_so_that_the_answer_can_be_read() -> None:
    copy = annotated(questionnaire(), [mark("D2", Ink.BUSINESS_CRITICAL)])
    assert fill_of(copy, "D2") == "D1A3A3"
    assert cell(copy, "D2").number_format.startswith('"■ "')


def test_untouched_members_keep_their_very_bytes_and_their_order() -> None:
    data = questionnaire()
    copy = annotated(data, [mark("D2")], [summary()])
    old, new = package(data).archive, package(copy).archive
    before, after = layout_of(old), layout_of(new)
    names = list(before.records)
    assert list(after.records)[: len(names)] == names
    same = [n for n in names if old.read(n) == new.read(n)]
    assert {"docProps/core.xml", "xl/theme/theme1.xml", "xl/worksheets/sheet2.xml"} <= {
        *same
    }
    for name in same:
        assert new.data[after.records[name]] == old.data[before.records[name]]


def test_the_same_input_gives_the_same_bytes() -> None:
    data = questionnaire()
    assert annotated(data, [mark("D2")], [summary()]) == annotated(
        data, [mark("D2")], [summary()]
    )


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from tests.workbook.books import *; "
        "copy = annotated(QUESTIONNAIRE, [mark('D2')], [summary(), actions()]); "
        "print(hashlib.sha256(copy).hexdigest())"
    )
    data = questionnaire()
    said = {
        subprocess.run(
            [sys.executable, "-c", code.replace("QUESTIONNAIRE", repr(data))],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1


def test_a_pen_saves_its_copy_but_never_over_the_workbook_it_marks(
    tmp_path: Path,
) -> None:
    data = questionnaire()
    source = tmp_path / "saq.xlsx"
    source.write_bytes(data)
    pen = OoxmlPen(package(data), LOOKS)
    pen.mark([mark("D2")])
    with pytest.raises(OutputError, match="OUT-001"):
        pen.save(source)
    pen.save(tmp_path / "saq.checked.xlsx")
    assert source.read_bytes() == data
    assert fill_of((tmp_path / "saq.checked.xlsx").read_bytes(), "D2") == "FFD59A"


def test_a_book_nobody_marked_is_given_back_as_it_is() -> None:
    data = questionnaire()
    assert annotated(data) == data


def test_two_marks_on_one_cell_share_the_first_ink_and_both_notes() -> None:
    marks = [mark("D2", Ink.CRITICAL, "One"), mark("D2", Ink.MAJOR, "Two")]
    copy = annotated(questionnaire(), marks)
    assert fill_of(copy, "D2") == "F5B7B1"
    note = cell(copy, "D2").comment
    assert note is not None
    assert note.text == "One\n\nTwo"


def test_a_cell_inside_a_merged_range_is_marked_at_its_anchor() -> None:
    book = load_workbook(io.BytesIO(questionnaire()))
    book[SHEET].merge_cells("D2:E3")
    copy = annotated(saved(book), [mark("E3")])
    assert fill_of(copy, "D2") == "FFD59A"


def test_words_beside_an_answer_wrap_and_keep_the_style_of_their_cell() -> None:
    copy = annotated(questionnaire(), [mark("D2", review="Major: hold a drill")])
    beside = cell(copy, "I2")
    assert beside.value == "Major: hold a drill"
    assert beside.alignment.wrap_text
    assert beside.alignment.vertical == "top"


def test_words_a_buyer_wrote_beside_an_answer_are_never_overwritten() -> None:
    book = load_workbook(io.BytesIO(questionnaire()))
    book[SHEET]["I2"] = "Called them on Monday"
    copy = annotated(saved(book), [mark("D2", review="Major: hold a drill")])
    assert cell(copy, "I2").value == "Called them on Monday"
    assert fill_of(copy, "D2") == "FFD59A"


def test_words_that_look_like_a_formula_stay_words() -> None:
    copy = annotated(questionnaire(), [mark("D2", review='=HYPERLINK("x")')])
    assert cell(copy, "I2").data_type == "s"


def unindented(text: str) -> str:
    return re.sub(r">\s+<", "><", text.strip())


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODD_SHEETS = {
    "prefixed": f"""
        <x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2">
        <x:c r="C2" t="inlineStr"><x:is><x:t>Why?</x:t></x:is></x:c>
        <x:c r="D2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>""",
    "commented": f"""
        <worksheet xmlns="{MAIN}"><!-- <c r="D2"/> --><sheetData><row r="2">
        <c r="D2"><v>5</v></c></row></sheetData></worksheet>""",
    "cdata": f"""
        <worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>
        <![CDATA[<row r="2"><c r="D2"/>]]></t></is></c></row>
        <row r="2"><c r="D2"><v>5</v></c></row></sheetData></worksheet>""",
    "without addresses": f"""
        <worksheet xmlns="{MAIN}"><sheetData><row/><row><c/><c/><c><v>1</v></c>
        <c><v>5</v></c></row></sheetData></worksheet>""",
    "without the cell": f"""
        <worksheet xmlns="{MAIN}"><sheetData><row r="2" spans="1:3">
        <c r="C2"><v>1</v></c><c r="E2"><v>2</v></c></row></sheetData></worksheet>""",
    "without the row": f"""
        <worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
        <row r="7"><c r="A7"><v>2</v></c></row></sheetData></worksheet>""",
    "empty": f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    "self-closing row": f"""
        <worksheet xmlns="{MAIN}"><sheetData><row r="2"/><row r="3"><c r="D3"><v>5</v>
        </c></row></sheetData></worksheet>""",
    "attributes in another order": f"""
        <worksheet xmlns="{MAIN}"><sheetData><row spans="1:4" r="2">
        <c s="0" r="D2"><v>5</v></c></row></sheetData></worksheet>""",
}


def book_with(sheet: bytes) -> bytes:
    return with_part(questionnaire(), FIRST, lambda _: sheet)


@pytest.mark.parametrize("kind", ODD_SHEETS)
def test_odd_xml_is_marked_all_the_same(kind: str) -> None:
    data = book_with(unindented(ODD_SHEETS[kind]).encode())
    copy = annotated(data, [mark("D2", review="Words")])
    assert fill_of(copy, "D2") == "FFD59A"
    assert cell(copy, "I2").value == "Words"
    before, after = values(data)[SHEET], values(copy)[SHEET]
    for row, line in enumerate(before):
        assert after[row][: len(line)] == line
    assert unmark(package(copy)).data == data


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "iso-8859-1", "utf-8-sig"])
def test_a_sheet_in_another_encoding_is_marked(encoding: str) -> None:
    declared = {"utf-16-be": "utf-16", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    text = (
        f'<?xml version="1.0" encoding="{declared}"?><worksheet xmlns="{MAIN}">'
        '<sheetData><row r="2"><c r="D2" t="inlineStr"><is><t>Straße</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    bom = b"\xfe\xff" if encoding == "utf-16-be" else b""
    copy = annotated(book_with(bom + text.encode(encoding)), [mark("D2")])
    assert fill_of(copy, "D2") == "FFD59A"
    assert cell(copy, "D2").value == "Straße"


def test_a_cell_not_stored_yet_keeps_the_look_of_its_column() -> None:
    book = load_workbook(io.BytesIO(questionnaire()))
    sheet = book[SHEET]
    sheet["K1"].number_format = "0.000"
    sheet.column_dimensions["L"].number_format = "0.000"
    copy = annotated(saved(book), [mark("L40")])
    assert cell(copy, "L40").number_format.startswith('"◆ "0.000')


EXTENSIONS = (
    '<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="http://schemas'
    '.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings>'
    '<x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006'
    '/main"><x14:cfRule type="dataBar" id="{1}"/><xm:sqref>D2</xm:sqref>'
    "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
)


def test_everything_around_the_cells_stays_byte_for_byte() -> None:
    data = with_part(
        questionnaire(),
        FIRST,
        lambda sheet: sheet.replace(
            b"</worksheet>", EXTENSIONS.encode() + b"</worksheet>"
        ),
    )
    before = parts(data)[FIRST]
    after = parts(annotated(data, [mark("D2", note="")]))[FIRST]
    assert len(re.findall(rb' s="\d+"', before)) == len(re.findall(rb' s="\d+"', after))
    assert re.sub(rb' s="\d+"', b"", after) == re.sub(rb' s="\d+"', b"", before)


def test_a_style_number_that_does_not_exist_counts_as_the_plain_style() -> None:
    data = with_part(
        questionnaire(),
        FIRST,
        lambda sheet: re.sub(rb'r="D2" s="\d+"', b'r="D2" s="999"', sheet),
    )
    assert fill_of(annotated(data, [mark("D2")]), "D2") == "FFD59A"


def test_a_book_without_styles_gets_a_style_sheet() -> None:
    members = parts(questionnaire())
    del members["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        members[name] = re.sub(
            rb"<(Override|Relationship)[^>]*styles[^>]*/>", b"", members[name]
        )
    members[FIRST] = re.sub(rb' s="\d+"', b"", members[FIRST])
    members["xl/worksheets/sheet2.xml"] = re.sub(
        rb' s="\d+"', b"", members["xl/worksheets/sheet2.xml"]
    )
    data = zipped(members)
    copy = annotated(data, [mark("D2")])
    assert fill_of(copy, "D2") == "FFD59A"
    assert unmark(package(copy)).data == data


def test_sections_a_style_sheet_lacks_are_made_in_the_order_of_the_schema() -> None:
    bare = f"""<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf/></cellXfs>
        <extLst/></styleSheet>"""
    data = with_part(questionnaire(), "xl/styles.xml", lambda _: bare.encode())
    root = etree.fromstring(parts(annotated(data, [mark("D2")]))["xl/styles.xml"])
    assert [etree.QName(section).localname for section in root] == [
        "numFmts",
        "fonts",
        "fills",
        "borders",
        "cellStyleXfs",
        "cellXfs",
        "cellStyles",
        "extLst",
    ]
    fills = root.find(f"{{{MAIN}}}fills")
    assert fills is not None
    assert len(fills) == 3  # none, grey and ours: Excel reserves the first two
    assert fills[2].find(f".//{{{MAIN}}}fgColor[@rgb='FFFFD59A']") is not None


def test_a_sheet_that_is_not_there_is_said_plainly() -> None:
    with pytest.raises(OutputError, match="OUT-011"):
        annotated(questionnaire(), [mark("D2", sheet="Gone")])


def test_a_full_style_table_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles_xml, "MOST_STYLES", 1)
    with pytest.raises(OutputError, match="OUT-010"):
        annotated(questionnaire(), [mark("D2")])


def test_a_book_with_hundreds_of_formats_gets_colour_and_note_without_symbol(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(styles_xml, "MOST_FORMATS", 0)
    copy = annotated(questionnaire(), [mark("D5")])
    assert fill_of(copy, "D5") == "FFD59A"
    assert cell(copy, "D5").number_format == "0%"


def test_a_streamed_zip_with_a_comment_is_restored_to_the_byte() -> None:
    class Stream(io.RawIOBase):
        """Cannot seek, so that sizes follow the data, as streaming writers do."""

        def __init__(self) -> None:
            self.written = b""

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.written += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(questionnaire()).items():
            archive.writestr(name, content)
        archive.comment = b"from the site"
    data = stream.written
    copy = annotated(data, [mark("D2")], [summary()])
    assert fill_of(copy, "D2") == "FFD59A"
    assert zipfile.ZipFile(io.BytesIO(copy)).comment == b"from the site"
    assert unmark(package(copy)).data == data


def test_bytes_and_tree_come_to_the_same_sheet() -> None:
    """A comment after the cells sends the same sheet the other way."""
    data = questionnaire()
    odd = with_part(
        data,
        FIRST,
        lambda sheet: sheet.replace(b"</worksheet>", b"<!-- --></worksheet>"),
    )
    marks = [mark(f"D{row}", review="Words & <more>") for row in range(2, 12)]
    by_bytes, by_tree = (parts(annotated(d, marks))[FIRST] for d in (data, odd))
    assert by_tree != by_bytes
    plain, parsed = (
        etree.tostring(etree.fromstring(sheet), method="c14n", with_comments=False)
        for sheet in (by_bytes, by_tree)
    )
    assert plain == parsed


ANSWERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9),
    st.dates(min_value=date(1900, 3, 1)),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40),
)
GRIDS = st.lists(st.lists(ANSWERS, min_size=1, max_size=6), min_size=1, max_size=8)
ADDRESSES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 8)), min_size=1, max_size=8
)
INKS = st.sampled_from([Ink.MAJOR, Ink.CRITICAL, Ink.BUSINESS_CRITICAL])


@settings(max_examples=60)
@given(grid=GRIDS, places=ADDRESSES, ink=INKS, note=st.sampled_from(["", "N"]))
def test_marks_leave_values_alone_and_come_off_without_a_trace(
    grid: list[list[object]], places: list[tuple[int, int]], ink: Ink, note: str
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in grid:
        sheet.append([f"'{v}" if str(v).startswith("=") else v for v in row])
    data = saved(book)
    marks = [mark(f"{chr(64 + column)}{row}", ink, note) for row, column in places]
    copy = annotated(data, marks, [summary()])
    before, after = values(data)[SHEET], values(copy)[SHEET]
    for number, line in enumerate(before):
        assert after[number][: len(line)] == line
    assert not any(any(v != "" for v in line) for line in after[len(before) :])
    result = unmark(package(copy))
    assert result.exact
    assert result.data == data


@pytest.mark.parametrize("shown", ["", ' hidden="false"', ' hidden="0"'])
def test_a_mark_is_listed_with_the_key_its_cell_is_named_by(shown: str) -> None:
    name = f'<definedName name="hs.drill"{shown}>{escape(quoted(SHEET))}!$D$2'

    def named(workbook: bytes) -> bytes:
        names = f"<definedNames>{name}</definedName></definedNames>".encode()
        return workbook.replace(b"</sheets>", b"</sheets>" + names)

    data = with_part(questionnaire(), "xl/workbook.xml", named)
    row, *_ = find_ours(package(annotated(data, [mark("D2")]))).ledger.rows
    assert (row.cell, row.key) == ("D2", "hs.drill")


def test_marks_are_listed_in_the_order_of_the_tabs() -> None:
    marks = [mark("B2", sheet="Other"), mark("D10"), mark("D4")]
    ledger = find_ours(package(annotated(questionnaire(), marks))).ledger
    listed = [(row.sheet, row.cell) for row in ledger.rows if row.what == "mark"]
    assert listed == [(SHEET, "D4"), (SHEET, "D10"), ("Other", "B2")]
