"""Our one pass over plain sheets tells what calamine tells, or leaves them to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rs_excel.errors import WorkbookError
from rs_excel.supplied import workbooks_folder
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.calamine_cells import CalamineCells
from rs_excel.workbook.ooxml.number_kinds import number_kinds
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.plain_cells import PlainCells
from rs_excel.workbook.ooxml.plain_text import NotPlain
from rs_excel.workbook.ooxml.shared_texts import SharedTexts
from rs_excel.workbook.ports import CellError, Grid, NoCachedValue, RawValue
from tests.workbook.books import saved
from tests.workbook.raw_books import EVERY_COLUMN, book, strings_xml, styles_xml

SAMPLES = sorted(workbooks_folder().rglob("*.xlsx"))
Cells = Mapping[tuple[int, int], tuple[type, RawValue]]


class Book:
    """A workbook of which every sheet can be read in both ways."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(Archive.of(data, "return.xlsx"))
        styles = self.package.styles_part
        self.kinds = number_kinds(self.package.archive.read(styles) if styles else b"")

    def cells(self, sheet: str) -> PlainCells:
        """The sheet taken apart by our pass; raises NotPlain."""
        package = self.package
        strings = package.shared_strings_part
        texts = SharedTexts(package.archive.read(strings) if strings else b"")
        part = package.archive.read(package.sheets[sheet].part)
        return PlainCells(part, texts, self.kinds)

    def plainly(self, sheet: str, columns: Collection[int] = EVERY_COLUMN) -> Grid:
        """What our pass reads; raises NotPlain."""
        cells = self.cells(sheet)
        return Grid(
            sheet=sheet, rows=cells.values(columns), hidden_rows=cells.hidden_rows
        )

    def by_calamine(self, sheet: str) -> Grid:
        return CalamineCells(self.package, self.kinds).grid(self.package.sheets[sheet])


def held(grid: Grid) -> Cells:
    """Values with their types: True is no 1.0, and a percentage no plain number."""
    return {(row, column): (type(v), v) for row, column, v in grid.filled()}


def assert_alike(data: bytes) -> None:
    """Both ways tell the same of every sheet."""
    read = Book(data)
    for sheet in read.package.sheets:
        ours, theirs = read.plainly(sheet), read.by_calamine(sheet)
        assert held(ours) == held(theirs)
        assert ours.hidden_rows == theirs.hidden_rows
        for sign in ("#", "#k"):
            assert read.cells(sheet).signs(sign) == theirs.signs(sign)


def is_plain(rows: str, **changed: str) -> bool:
    try:
        Book(book(rows, **changed)).plainly("S1")
    except NotPlain:
        return False
    return True


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_questionnaires_read_alike_in_both_ways(sample: Path) -> None:
    assert_alike(sample.read_bytes())


@pytest.mark.parametrize("sample", SAMPLES[:3], ids=lambda sample: sample.stem)
def test_columns_asked_for_say_what_they_say_among_all(sample: Path) -> None:
    read = Book(sample.read_bytes())
    for sheet in read.package.sheets:
        some, whole = read.plainly(sheet, {1, 4, 14}), read.plainly(sheet)
        wanted = {
            place: v for place, v in held(whole).items() if place[1] in (1, 4, 14)
        }
        assert held(some) == wanted
        assert some.hidden_rows == whole.hidden_rows


def test_a_time_of_day_beside_the_answers_keeps_nobody_from_reading_them() -> None:
    row = (
        '<row r="1"><c r="A1"><v>7</v></c><c r="B1" s="1"><v>0.5</v></c>'
        '<c r="M1"><v>8</v></c><c r="N1" t="s"><v>99</v></c></row>'
    )
    read = Book(book(row, styles=styles_xml("", 20)))
    assert read.plainly("S1", {1, 13}).rows == {1: {1: 7.0, 13: 8.0}}
    for column in (2, 14):
        with pytest.raises(NotPlain):
            read.plainly("S1", {column})


@pytest.mark.parametrize("kept", ["", ' xml:space="preserve"'])
def test_texts_with_runs_among_them_read_as_those_without(kept: str) -> None:
    """Texts of one run are taken apart all at once, others one by one."""
    items = "".join(
        f"<si><t{kept}>{text}</t></si>" for text in (" a ", "&#35;b", "c&amp;")
    )
    for more in ("", "<si><r><t>d</t></r></si>", "<si><t/></si>"):
        part = strings_xml("x").replace("<si><t>x</t></si>", items + more)
        texts = SharedTexts(part.encode())
        read = [texts[number] for number in (b"0", b"1", b"2")]
        assert read == [" a " if kept else "a", "#b", "c&"]
        assert texts.beginning("#") == texts.beginning("#b") == {b"1"}
        assert texts.beginning("#k") == set()


@pytest.mark.parametrize(
    "items",
    [
        "<x/></t></si><si><t>a</t></si><si><t>b<si><t>c</t></si>",
        "<si><t>a</t></si><si><t>b</t></si><si><t>",
        "<si><t>a</t></si><!-- <si><t>b</t></si> -->",
        "<!-- <si><t>a</t></si> --><si><t>b</t></si>",
        '<si><t>a</t></si><si><t xml:lang="en">b</t></si>',
        "<si><t>a</t></si> <si><t>b</t></si>",
    ],
)
def test_shared_texts_of_another_form_are_left_to_calamine(items: str) -> None:
    part = strings_xml("x").replace("<si><t>x</t></si>", items).encode()
    with pytest.raises(NotPlain):
        made_out(part)


def made_out(part: bytes) -> list[str]:
    """Texts are looked at when they are asked for."""
    texts = SharedTexts(part)
    return [texts[number] for number in (b"0", b"1")]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from("\n\t "),
    max_size=12,
) | st.sampled_from(["_x000D_", " a ", "<&>\"'", "#key", "a\r\nb", "_x005F_x0041_"])
VALUES = st.one_of(
    TEXTS.filter(lambda text: not text.startswith("=")),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2099, 12, 31)),
    st.sampled_from(["=A1+1", '=""', "#REF!", "#N/A"]),
)
FORMATS = st.sampled_from(["General", "0.0%", "0.00", "@", "#,##0 [$€-407]"])


@settings(max_examples=150)
@given(
    cells=st.dictionaries(
        st.tuples(st.integers(1, 30), st.integers(1, 30)),
        st.tuples(VALUES, FORMATS),
        max_size=12,
    ),
    hidden=st.sets(st.integers(1, 30), max_size=3),
)
def test_whatever_a_program_saves_reads_alike_in_both_ways(
    cells: Mapping[tuple[int, int], tuple[str | float | date, str]], hidden: set[int]
) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for (row, column), (value, number_format) in cells.items():
        cell = sheet.cell(row, column, value)
        if not isinstance(value, date):
            cell.number_format = number_format
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    assert_alike(saved(made))


PIECES = st.lists(
    st.sampled_from(
        [
            *"aB é✓😀 \n\t>",
            *("&amp;", "&lt;", "&#10;", "&#13;", "&#xE9;", "&#32;", "&#0;", "&x;", "&"),
            *("\r\n", "\r", "_x0041_", "_x000D_", "_x005F_", "_xD83D_", "_x", "x0041_"),
        ]
    ),
    max_size=6,
).map("".join)
SPACED = st.sampled_from(["", ' xml:space="preserve"'])


@settings(max_examples=300)
@given(text=PIECES, space=SPACED, other=PIECES)
def test_texts_are_spelt_out_as_calamine_does(
    text: str, space: str, other: str
) -> None:
    strings = strings_xml("first", "second").replace(
        "<t>second</t>",
        f"<r><rPr><b/></rPr><t{space}>{text}</t></r><r><t>{other}</t></r>",
    )
    rows = (
        '<row r="1"><c r="A1" t="s"><v>1</v></c>'
        f'<c r="B1" t="inlineStr"><is><t{space}>{text}</t></is></c>'
        f'<c r="C1" t="str"><f>A1</f><v>{text}</v></c></row>'
    )
    data = book(rows, strings=strings)
    try:
        ours = Book(data).plainly("S1")
    except NotPlain:
        return
    assert held(ours) == held(Book(data).by_calamine("S1"))


CONTENTS = st.sampled_from(
    [
        *("", "<v/>", "<v></v>", "<v>1</v>", "<v>0</v>", "<v>7</v>", "<v>0.5</v>"),
        *("<v> 1 </v>", "<v>1_0</v>", "<v>x</v>", "<v>-1e3</v>", "<v>+.5</v>"),
        *("<f>A9</f>", "<f>A9</f><v/>", "<f>A9</f><v></v>", "<f>A9</f><v>1</v>"),
        *('<f t="shared" si="0"/>', '<f t="shared" si="0"/><v>1</v>', "<v>#REF!</v>"),
        *("<is><t>a</t></is>", "<is><r><t>a</t></r></is>", "<v>2024-01-01</v>"),
        *("<v>45000</v>", "<v>45000.5</v>", "<v>59</v>", "<v>60</v>", "<v>3e9</v>"),
    ]
)
TYPES = st.sampled_from(["", "n", "s", "str", "b", "e", "inlineStr", "d", "zz"])
ADDRESSES = st.sampled_from(["A1", "B1", "C1", "B2", "a1", "A01", ""])
STYLES = styles_xml('<numFmt numFmtId="164" formatCode="[h]:mm"/>', 10, 14, 164, 2)


@settings(max_examples=400)
@given(
    cells=st.lists(
        st.tuples(ADDRESSES, st.integers(0, 5), TYPES, CONTENTS), max_size=4
    ),
    row=st.sampled_from(['r="1"', 'r="2"', 'r="1" hidden="1"', ""]),
)
def test_odd_cells_read_alike_or_are_left_to_calamine(
    cells: list[tuple[str, int, str, str]], row: str
) -> None:
    written = "".join(
        f'<c r="{address}" s="{style}"{f" t={chr(34)}{kind}{chr(34)}" if kind else ""}>'
        f"{content}</c>"
        for address, style, kind, content in cells
    )
    read = Book(book(f"<row {row}>{written}</row>", styles=STYLES))
    try:
        ours = read.plainly("S1")
    except NotPlain:
        return
    try:
        theirs = read.by_calamine("S1")
    except WorkbookError:  # an error code it does not know, which we do tell
        assume(False)
    assert held(ours) == held(theirs)
    assert ours.hidden_rows == theirs.hidden_rows


SIGNS = st.lists(
    st.sampled_from(
        [
            *("0", "#", ".", ",", "?", "%", ";", " ", "-", "(", ")", "/", "E+", "@"),
            *("General", "yyyy", "mm", "dd", "h", "ss", "AM/PM", "A/P", "[h]", "[mm]"),
            *('"days"', '"%"', "\\d", "\\%", "_d", "*y", "[Red]", "[$-409]", "[>=9]"),
            *("€", "[$£-809]", "d", "y", "a", "b", "e", "g"),
        ]
    ),
    min_size=1,
    max_size=5,
).map("".join)


@settings(max_examples=400)
@given(code=SIGNS)
def test_days_and_percentages_are_told_by_the_same_formats(code: str) -> None:
    escaped = code.replace('"', "&quot;").replace(">", "&gt;")
    styles = styles_xml(f'<numFmt numFmtId="164" formatCode="{escaped}"/>', 164)
    rows = '<row r="1"><c r="A1" s="1"><v>45000</v></c></row>'
    read = Book(book(rows, styles=styles))
    try:
        ours = read.plainly("S1")
    except NotPlain:
        return
    assert held(ours) == held(read.by_calamine("S1"))


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ('<row r="1"><c r="A1" s="1" t="e"><v>#SPILL!</v></c></row>', "#SPILL!"),
        ('<row r="1"><c r="A1" t="e"><f>B1</f><v>#CALC!</v></c></row>', "#CALC!"),
    ],
)
def test_errors_that_calamine_does_not_know_are_told(rows: str, value: str) -> None:
    assert Book(book(rows)).plainly("S1").at(1, 1) == CellError(value)


@pytest.mark.parametrize("content", ["", "<v/>", "<v></v>"])
def test_an_error_that_does_not_say_which_reads_alike_in_both_ways(
    content: str,
) -> None:
    read = Book(book(f'<row r="1"><c r="A1" t="e">{content}</c></row>'))
    for grid in (read.plainly("S1"), read.by_calamine("S1")):
        assert grid.at(1, 1) == CellError("#N/A")


def test_the_formula_without_a_result_is_told_as_people_write_it() -> None:
    rows = '<row r="1"><c r="A1"><f aca="1">IF(B1&lt;2,&quot;a&quot;)</f></c></row>'
    assert Book(book(rows)).plainly("S1").at(1, 1) == NoCachedValue('IF(B1<2,"a")')


CELL = '<c r="A1"><v>1</v></c>'


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="1">{CELL}</row>',
        f'<row r="1" spans="1:2" x14ac:dyDescent="0.3" hidden="1">{CELL}</row>',
        '<row r="1"><c r="A1" s="0" t="str" cm="1" vm="2"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="n" /><c r="B1"><f>A1</f><v /></c></row>',
        '<row r="1"/><row r="2"><c r="A2"/><c r="C2"></c></row><row r="4"/>',
        '<row r="1"><c r="L1"/><c r="M1"/><c r="XFD1" t="n"><v>1</v></c></row>',
        '<row r="1">' + '<c r="AA1"/>' + "</row>",
        "",
    ],
)
def test_what_programs_usually_write_is_plain(rows: str) -> None:
    assert is_plain(rows)


@pytest.mark.parametrize(
    "rows",
    [
        f'<!-- --><row r="1">{CELL}</row>',
        f'<row r="1"><![CDATA[x]]>{CELL}</row>',
        f'<row r="1"><?x?>{CELL}</row>',
        f"<row>{CELL}</row>",
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        f'<row r="1"><c r="B1"><v>1</v></c>{CELL}</row>',
        f'<row r="2"/><row r="1">{CELL}</row>',
        f'<row r="1">{CELL}{CELL}</row>',
        f'<row r="1">{CELL}',
        '<row r="1"><row r="2"></row></row>',
        '<row r="1"/></row>',
        f"{CELL}",
        f'<row r="1">{CELL}</row>words',
        f'<x:row r="1">{CELL}</x:row>',
        '<row r="1"><c r="A1" t="s"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"/>',
        f'<row r="1"/>{CELL}',
        '<row r="1"><c r="M1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="N1"><v>1</v></c><c r="M1"><v>1</v></c></row>',
        '<row r="1"><c r="M2"><v>1</v></c></row>',
        '<row r="1"><c r="M1"><v>1</v></c><row r="2"/></row>',
        f'<row r="1" spans="1:2>{CELL}</row>',
        f'<row r="1" spans=1>{CELL}</row>',
        '<row r="1"><c r="A1" t="s"><f>B1</f><v>0</v></c></row>',
    ],
)
def test_anything_else_is_left_to_calamine(rows: str) -> None:
    assert not is_plain(rows)


def test_pronunciations_are_left_to_calamine() -> None:
    strings = strings_xml("x").replace(
        "<t>x</t>", '<r><t>東京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>'
    )
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert not is_plain(row, strings=strings)


def test_times_of_day_are_left_to_calamine() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([datetime(2025, 3, 4, 17, 30), time(8, 15)])
    with pytest.raises(NotPlain):
        Book(saved(made)).plainly("Sheet")
