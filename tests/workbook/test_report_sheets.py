"""Our own sheets: native tables, charts and links, and text that is only text."""

from __future__ import annotations

import io
import math
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.ooxml.markup import STRICT, TRANSITIONAL
from rs_excel.workbook.ooxml.unmark import unmark
from rs_excel.workbook.ports import DropDown, Ink, ReportCell, ReportSheet
from tests.workbook.books import (
    SHEET,
    actions,
    annotated,
    cell,
    package,
    parts,
    questionnaire,
    saved,
    summary,
    values,
    with_part,
    zipped,
)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def sheet_of(*cells: ReportCell, **more: object) -> ReportSheet:
    blank = ReportSheet(id="x", title="Ours", rows=(cells,), widths=(20,) * len(cells))
    return replace(blank, **more)  # type: ignore[arg-type]


def test_our_sheets_come_last_and_the_first_opens() -> None:
    copy = annotated(questionnaire(), sheets=[summary(), actions()])
    book = opened(copy)
    assert book.sheetnames == [
        SHEET,
        "Other",
        "Summary",
        "Corrective actions",
        "_rs_marks",
    ]
    assert book.active is not None
    assert book.active.title == "Summary"
    assert book["_rs_marks"].sheet_state == "veryHidden"


def test_only_one_tab_is_selected_so_that_excel_does_not_group_them() -> None:
    copy = annotated(questionnaire(), sheets=[summary()])
    selected = [s.title for s in opened(copy) if s.sheet_view.tabSelected]
    assert selected == ["Summary"]


@pytest.mark.parametrize("words", ["=1+1", "+41 44", "-", "@SUM(A1)", "=cmd|'/c'!A1"])
def test_text_is_never_a_formula_and_stays_text_when_edited(words: str) -> None:
    copy = annotated(questionnaire(), sheets=[sheet_of(ReportCell(value=words))])
    found = cell(copy, "A1", "Ours")
    assert (found.data_type, found.value) == ("s", words)
    assert found.quotePrefix
    assert not cell(copy, "A1", "_rs_marks").quotePrefix


def test_unfit_text_is_made_fit() -> None:
    cells = (
        ReportCell(value="bell\x07 and \ud800"),
        ReportCell(value="x" * 40_000),
        ReportCell(value="_x000D_ <&>"),
        ReportCell(value=math.inf),
    )
    copy = annotated(questionnaire(), sheets=[sheet_of(*cells)])
    bell, long, escaped, endless = values(copy)["Ours"][0]
    assert bell == "bell\ufffd and \ufffd"
    assert len(str(long)) == 32_767
    assert escaped == "_x000D_ <&>"
    assert endless == "inf"


def test_values_keep_their_kinds() -> None:
    cells = (
        ReportCell(value=True),
        ReportCell(value=0.1),
        ReportCell(value=date(2026, 3, 2), ink=Ink.DATE),
        ReportCell(value=datetime(2026, 3, 2, 12), ink=Ink.DATE),
    )
    copy = annotated(questionnaire(), sheets=[sheet_of(*cells)])
    yes, number, day, noon = (c.value for c in opened(copy)["Ours"][1])
    assert (yes, number) == (True, 0.1)
    assert day == datetime(2026, 3, 2)
    assert noon == datetime(2026, 3, 2, 12)


def test_days_are_right_in_a_book_that_counts_from_1904() -> None:
    data = with_part(
        questionnaire(),
        "xl/workbook.xml",
        lambda part: part.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1),
    )
    day = ReportCell(value=date(2026, 3, 2), ink=Ink.DATE)
    copy = annotated(data, sheets=[sheet_of(day)])
    assert cell(copy, "A1", "Ours").value == datetime(2026, 3, 2)


def test_a_table_can_be_filtered_and_its_headers_are_its_cells() -> None:
    copy = annotated(questionnaire(), sheets=[summary()])
    sheet = opened(copy)["Summary"]
    (table,) = sheet.tables.values()
    assert (table.ref, table.autoFilter.ref) == ("A3:D6", "A3:D6")
    heads = [cell.value for cell in sheet[3]]
    assert [column.name for column in table.tableColumns] == heads


def test_headers_that_repeat_or_lack_are_told_apart_in_cells_and_table() -> None:
    heads = tuple(ReportCell(value=v) for v in ("Day", "day", None, "Two\nlines"))
    copy = annotated(questionnaire(), sheets=[sheet_of(*heads, table="A1:D1")])
    sheet = opened(copy)["Ours"]
    assert [c.value for c in sheet[1]] == ["Day", "day 2", "Column 3", "Two\nlines"]
    (table,) = sheet.tables.values()
    assert table.ref == "A1:D2"  # a table needs a row below its header
    assert [c.name for c in table.tableColumns][:3] == ["Day", "day 2", "Column 3"]
    assert b"Two_x000a_lines" in parts(copy)["xl/tables/table1.xml"]


def test_table_names_and_numbers_are_unique_in_the_book() -> None:
    first = annotated(questionnaire(), sheets=[summary()])
    book = opened(first)  # somebody's book that has a table of our name
    del book["_rs_marks"]
    data = saved(book)
    copy = annotated(data, sheets=[replace(summary(), title="Again")])
    tables = [t for sheet in opened(copy) for t in sheet.tables.values()]
    assert len({t.displayName.lower() for t in tables}) == 2
    assert len({t.id for t in tables}) == 2


def test_a_title_that_is_taken_is_numbered() -> None:
    other = replace(actions(), title="other")
    long = replace(sheet_of(ReportCell()), title="A/very*long:title of more than 31")
    copy = annotated(questionnaire(), sheets=[other, long])
    assert "other (2)" in opened(copy).sheetnames
    assert "A very long title of more than " in opened(copy).sheetnames


def test_a_link_leads_to_the_cell_of_the_finding() -> None:
    link = ReportCell(value="HS-1", ink=Ink.LINK, link=CellRef("Bob's", "D2"))
    copy = annotated(questionnaire(), sheets=[sheet_of(link)])
    found = cell(copy, "A1", "Ours").hyperlink
    assert found is not None
    assert found.location == "'Bob''s'!D2"


def test_a_cell_over_several_columns_pushes_the_next_one_right() -> None:
    cells = (ReportCell(value="wide", span=3), ReportCell(value="next"))
    copy = annotated(questionnaire(), sheets=[sheet_of(*cells)])
    sheet = opened(copy)["Ours"]
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:C1"]
    assert sheet["D1"].value == "next"


def test_page_panes_widths_and_lists_are_set() -> None:
    book = opened(annotated(questionnaire(), sheets=[summary(), actions()]))
    sheet, plan = book["Summary"], book["Corrective actions"]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.row_dimensions[1].height == 30
    assert sheet.column_dimensions["A"].width == 24
    assert sheet.sheet_properties.tabColor.rgb == "FF1F4E78"
    assert plan.column_dimensions["E"].hidden
    (list_,) = plan.data_validations.dataValidation
    assert (str(list_.sqref), list_.formula1) == ("D2:D4", '"Open,In progress"')
    assert not plan["C2"].protection.locked


def test_choices_that_do_not_fit_a_list_are_our_mistake() -> None:
    lists = (DropDown(cells="A1:A2", choices=("one, two", "three")),)
    with pytest.raises(ValueError, match="one, two"):
        annotated(questionnaire(), sheets=[sheet_of(ReportCell(), drop_downs=lists)])


def test_a_conditional_format_has_the_look_of_its_ink() -> None:
    sheet = opened(annotated(questionnaire(), sheets=[summary()]))["Summary"]
    ((cells, rules),) = sheet.conditional_formatting._cf_rules.items()
    assert str(cells.sqref) == "A4:A6"
    assert rules[0].formula == ["$B4>1"]
    assert rules[0].dxf.fill.bgColor.rgb == "FFB3261E"


def test_a_chart_draws_the_cells_of_its_own_sheet() -> None:
    copy = parts(annotated(questionnaire(), sheets=[summary()]))
    root = etree.fromstring(copy["xl/charts/chart1.xml"])
    chart = f"{{{TRANSITIONAL.chart}}}"
    assert [f.text for f in root.iter(f"{chart}f")] == [
        "'Summary'!$A$4:$A$6",
        "'Summary'!$B$4:$B$6",
        "'Summary'!$A$4:$A$6",
        "'Summary'!$C$4:$C$6",
    ]
    words = [t.text for t in root.iter(f"{{{TRANSITIONAL.drawing}}}t")]
    assert words == ["Findings & pillars"]
    assert root.find(f".//{chart}grouping").get("val") == "stacked"  # type: ignore[union-attr]


def strict_book() -> bytes:
    """The questionnaire in the words of Strict Open XML."""
    members = parts(questionnaire())
    pairs = [
        (getattr(TRANSITIONAL, name), getattr(STRICT, name))
        for name in ("main", "relations", "drawing")
    ]
    for transitional, strict in pairs:
        for name, content in members.items():
            members[name] = content.replace(transitional.encode(), strict.encode())
    return zipped(members)


def test_a_strict_book_gets_strict_sheets() -> None:
    data = strict_book()
    copy = annotated(data, sheets=[summary(), actions()])
    ours = [n for n in parts(copy) if n not in parts(data) and n.endswith(".xml")]
    for name in ours:
        declared = re.findall(rb'xmlns(?::\w+)?="([^"]+)"', parts(copy)[name])
        assert declared
        assert all(b"purl.oclc.org" in found for found in declared), name
    assert values(copy)["Summary"][0][0] == "What was found"
    assert package(copy).strict
    assert unmark(package(copy)).data == data
