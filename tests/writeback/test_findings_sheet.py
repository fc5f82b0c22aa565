"""The Findings table: nothing left out, gravest first, linked."""

from __future__ import annotations

from datetime import date

from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.findings_sheet import findings_table
from rs_excel.writeback.wording import Imprint

from .reports import DRILL_CELL, IMPRINT, finding, locked_exit, report_of, table, values


def test_columns_stand_in_the_order_a_buyer_reads_them() -> None:
    row = table(findings_table(report_of(finding()), IMPRINT))[0]
    assert {title: cell.value for title, cell in row.items()} == {
        "No.": "HS-2026-004",
        "Severity": "◆ Major",
        "Pillar": "Health & safety",
        "Rule": "HS-004",
        "Finding": "No evacuation drill in the last 12 months",
        "What was found": (
            "Drills in the last 12 months: 0; latest on record: 2024-12-14."
        ),
        "Cell": "'Health & safety'!D14",
        "Why it matters": (
            "People who never practised leaving do not find the way out in smoke."
        ),
        "Basis": (
            "ETI Base Code 3.1, 3.3\nILO C155\ncompatible with SMETA 6.1: 3; 7.0: 3"
        ),
        "Corrective action": (
            "Hold a drill on every shift. Keep a dated record.\n"
            "To prevent it: Put two drills a year in the calendar."
        ),
        "Evidence expected": "drill report\nphotos",
        "Verification": "Follow-up",
        "Timeframe (days)": 60,
        "Due date": date(2026, 3, 16),
        "Type": "Non-conformance",
    }
    assert row["Severity"].ink is Ink.MAJOR
    assert row["Cell"].link == DRILL_CELL


def test_rows_run_from_business_critical_to_good_example() -> None:
    report = report_of(
        finding("HS-090", kind=FindingType.GOOD_EXAMPLE),
        finding("DC-010", kind=FindingType.DATA_QUALITY),
        finding("HS-050", kind=FindingType.OBSERVATION),
        finding("HS-020", Severity.MINOR),
        finding(),
        finding("HR-056", Severity.CRITICAL),
        locked_exit(),
    )
    rows = table(findings_table(report, IMPRINT))
    assert [row["Severity"].value for row in rows] == [
        "■ Business critical",
        "▲ Critical",
        "◆ Major",
        "● Minor",
        "○ Observation",
        "◇ Data quality",
        "★ Good example",
    ]


def test_each_finding_has_a_row_of_its_own() -> None:
    report = report_of(*(finding(f"EN-{number:03}") for number in range(1, 61)))
    rows = table(findings_table(report, IMPRINT))
    assert {row["Rule"].value for row in rows} == {f"EN-{n:03}" for n in range(1, 61)}


def test_further_cells_are_counted_at_the_link_and_named_in_the_text() -> None:
    cells = [CellRef("Site", f"D{row}") for row in range(4, 11)]
    row = table(findings_table(report_of(finding(cells=cells)), IMPRINT))[0]
    assert row["Cell"].link == cells[0]
    assert row["Cell"].value == "'Site'!D4 +6"
    assert str(row["What was found"].value).endswith(
        "Cells: 'Site'!D4, D5, D6, D7, D8, D9 and 1 more"
    )


def test_an_escalation_without_cells_has_no_dead_link() -> None:
    cell = table(findings_table(report_of(finding("ES-001", cells=())), IMPRINT))[0]
    assert cell["Cell"].link is None
    assert cell["Cell"].value == "Across the sheet"


def test_consequences_are_named_with_the_finding_they_follow() -> None:
    report = report_of(finding(consequences=("HS-011 Exits unlit", "HS-012 No plan")))
    found = table(findings_table(report, IMPRINT))[0]["What was found"].value
    assert str(found).endswith("Leads also to: HS-011 Exits unlit; HS-012 No plan.")


def test_a_source_without_a_label_is_still_printed() -> None:
    basis = table(findings_table(report_of(finding()), Imprint(labels={}, notice="")))[
        0
    ]["Basis"].value
    assert basis == "eti base code 3.1, 3.3\nilo C155\nsmeta 6.1: 3; 7.0: 3"


def test_a_good_example_has_no_due_date() -> None:
    good = finding("HS-090", kind=FindingType.GOOD_EXAMPLE)
    row = table(findings_table(report_of(good), IMPRINT))[0]
    assert row["Due date"].value == "—"


def test_header_stays_in_sight_and_on_every_page() -> None:
    sheet = findings_table(report_of(finding()), IMPRINT)
    assert (sheet.table, sheet.freeze, sheet.repeat_rows) == ("A4:O5", "A5", "4:4")
    assert sheet.landscape


def test_column_titles_are_unique_as_a_native_table_demands() -> None:
    sheet = findings_table(report_of(finding()), IMPRINT)
    titles = [cell.value for cell in sheet.rows[3]]
    assert len(set(titles)) == len(titles) == len(sheet.widths)


def test_nothing_flagged_is_said_with_what_it_rests_on() -> None:
    sheet = findings_table(report_of(), IMPRINT)
    assert sheet.table is None
    assert values(sheet)[-1] == (
        "Nothing was flagged. 60 of 80 questions answered (75%); 52 of 66 rules that "
        "may apply could be assessed (78%)."
    )


def test_longer_texts_make_taller_rows_within_excels_limit() -> None:
    report = report_of(
        finding(),
        finding("HS-005", says="w " * 300),
        finding("HS-006", says="x" * 9999),
    )
    heights = findings_table(report, IMPRINT).heights
    assert heights[5] < heights[6] < heights[7] == 409
