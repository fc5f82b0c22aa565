"""What a buyer sees first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rs_excel.domain.confidence import Confidence, OpenQuestion
from rs_excel.domain.findings import Coverage, Finding
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.vocabulary import FindingType, Light, NoteLevel, Pillar, Severity
from rs_excel.workbook.ports import Ink, ReportSheet
from rs_excel.writeback.summary_sheet import headline, summary

from .reports import (
    DAY,
    IMPRINT,
    confidence,
    finding,
    inks,
    locked_exit,
    placed,
    report_of,
    undecided,
    values,
)


def text_of(sheet: ReportSheet) -> str:
    return "\n".join(str(value) for value in values(sheet))


def row_with(sheet: ReportSheet, start: str) -> int:
    for number, row in enumerate(sheet.rows, 1):
        if row and str(row[0].value or "").startswith(start):
            return number
    raise AssertionError(f"no row starts with {start!r}")


def test_headline_puts_what_needs_action_today_first() -> None:
    report = report_of(finding(), locked_exit())
    assert headline(report) == (
        "1 business-critical finding needs action today, beside 1 major."
    )


def test_headline_names_the_first_due_date() -> None:
    report = report_of(
        finding(), finding("HR-056", Severity.CRITICAL), finding("EN-002")
    )
    assert headline(report) == (
        "1 critical and 2 major findings; first due on 2026-02-14."
    )


def test_headline_for_a_single_finding_is_in_the_singular() -> None:
    assert headline(report_of(finding())) == "1 major finding, due on 2026-03-16."


def test_headline_without_findings_claims_no_more_than_was_assessed() -> None:
    assert headline(report_of()) == (
        "No non-conformance was found in what could be assessed."
    )


def test_headline_counts_what_remains_beside_non_conformances() -> None:
    left = [
        finding("HS-050", kind=FindingType.OBSERVATION),
        finding("DC-010", kind=FindingType.DATA_QUALITY),
        finding("DC-011", kind=FindingType.DATA_QUALITY),
    ]
    assert headline(report_of(*left)).endswith(
        "; 1 observation and 2 data-quality findings remain."
    )


def test_pillars_that_cannot_be_judged_are_said_in_the_headline_too() -> None:
    report = report_of(finding())
    dark = tuple(replace(result, light=Light.GREY) for result in report.pillars)
    report = replace(report, pillars=dark)
    assert headline(report).endswith("Too few answers to judge 5 of the 5 lines below.")
    row = row_with(summary(report, IMPRINT), "Environment") - 1
    assert summary(report, IMPRINT).rows[row][1].value == (
        "? Grey: cannot say\ncould be green to red"
    )


def with_confidence(sure: Confidence) -> ReportSheet:
    report = report_of(finding())
    pillars = tuple(
        replace(result, confidence=sure)
        if result.pillar is Pillar.ENVIRONMENT
        else replace(result, confidence=confidence(Light.GREEN, Light.GREEN))
        for result in report.pillars
    )
    return summary(replace(report, pillars=pillars), IMPRINT)


def test_a_light_on_which_nothing_is_open_stands_alone() -> None:
    sheet = with_confidence(confidence(Light.GREEN, Light.GREEN, open_rules=0))
    assert sheet.rows[row_with(sheet, "Environment") - 1][1].value == "○ Green"
    assert "What to ask next" not in text_of(sheet)


def test_questions_to_ask_next_stand_with_their_cell_and_what_waits_for_them() -> None:
    cell = CellRef("Environment", "D38")
    asked = OpenQuestion(
        key="en.haz_waste",
        text="Is there hazardous waste?",
        cells=(cell,),
        rules=("EN-008", "EN-010", "EN-011", "EN-012", "EN-013"),
        worst=Severity.BUSINESS_CRITICAL,
    )
    sheet = with_confidence(confidence(Light.AMBER, Light.RED, asked))
    row = sheet.rows[row_with(sheet, "What to ask next") + 1]
    assert [c.value for c in row] == [
        "Environment",
        "could be amber to red",
        "Is there hazardous waste?",
        "rules EN-008, EN-010, EN-011, EN-012 and 1 more: up to business-critical",
        "'Environment'!D38",
    ]
    assert row[-1].link == cell


def test_no_row_of_the_summary_is_wider_than_the_page() -> None:
    asked = OpenQuestion(
        key="k", text="Why?", cells=(), rules=("EN-008",), worst=Severity.MINOR
    )
    sheet = with_confidence(confidence(Light.GREEN, Light.RED, asked))
    assert {sum(c.span for c in row) for row in sheet.rows if len(row) > 2} == {
        len(sheet.widths)
    }


def test_summary_opens_first_and_says_who_when_and_under_which_terms() -> None:
    sheet = summary(report_of(finding()), IMPRINT)
    said = text_of(sheet)
    assert sheet.id == "summary"
    assert sheet.opens_first
    for words in (
        "Delta Garments Ltd",
        "Gazipur unit 2 (ZS100200)",
        "BD",
        "2026-01-15",
        "Standard",
        "four_pillar 1.0.0",
        "durable-rules 2.0.28",
        IMPRINT.notice,
    ):
        assert words in said


def test_zero_tolerance_stands_above_the_pillars() -> None:
    sheet = summary(report_of(finding(), locked_exit()), IMPRINT)
    box = row_with(sheet, "■ Zero tolerance")
    assert box < row_with(sheet, "Pillar")
    case = sheet.rows[box]
    assert case[0].value == "HS-2026-001 · HS-001"
    assert "Contain by 2026-01-16" in str(case[2].value)
    assert case[3].link == CellRef("Health & safety", "D9")


def test_no_zero_tolerance_box_without_a_business_critical_finding() -> None:
    sheet = summary(report_of(finding()), IMPRINT)
    assert "Zero tolerance" not in text_of(sheet)
    assert Ink.BUSINESS_CRITICAL not in inks(sheet)


def test_each_pillar_has_a_light_in_words_counts_and_coverage() -> None:
    sheet = summary(report_of(finding(), finding("HS-005"), locked_exit()), IMPRINT)
    safety = [c.value for c in sheet.rows[row_with(sheet, "Health & safety") - 1]]
    assert safety[1:9] == ["● Red\nwhatever the open answers say", 1, 0, 2, 0, 0, 0, 0]
    assert safety[9:] == ["15 of 20 (75%)", "13 of 16 (81%)", "6 of 8 (75%)"]


def test_total_row_adds_up_and_carries_the_reports_coverage() -> None:
    sheet = summary(report_of(finding(), finding("EN-002"), locked_exit()), IMPRINT)
    total = [c.value for c in sheet.rows[row_with(sheet, "Total") - 1]]
    assert total[2:9] == [1, 0, 2, 0, 0, 0, 0]
    assert total[9:] == ["60 of 80 (75%)", "52 of 66 (78%)", "30 of 40 (75%)"]


def test_a_rule_short_of_all_is_not_rounded_up_to_all() -> None:
    nearly = Coverage(asked=234, answered=234, applicable=207, assessed=206)
    total = summary(report_of(coverage=nearly), IMPRINT)
    assert total.rows[row_with(total, "Total") - 1][-2].value == "206 of 207 (99%)"


def test_coverage_of_nothing_asked_is_a_dash_not_a_percentage() -> None:
    sheet = summary(report_of(finding()), IMPRINT)
    across = sheet.rows[row_with(sheet, "Across all pillars") - 1]
    assert across[9].value == "—"


def test_chart_draws_the_pillars_and_covers_no_cell_that_says_something() -> None:
    sheet = summary(report_of(finding(), finding("EN-002"), locked_exit()), IMPRINT)
    (chart,) = sheet.charts
    first, last = row_with(sheet, "Human rights"), row_with(sheet, "Across all")
    assert chart.categories == f"A{first}:A{last}"
    assert [s[:2] for s in chart.series] == [
        ("Business critical", f"C{first}:C{last}"),
        ("Critical", f"D{first}:D{last}"),
        ("Major", f"E{first}:E{last}"),
        ("Minor", f"F{first}:F{last}"),
    ]
    top = int(chart.anchor[1:])
    assert chart.anchor[0] == "A"
    under = {
        address
        for address, cell in placed(sheet).items()
        if cell.value is not None
        and ord(address[0]) - 64 <= chart.columns
        and top <= int(address[1:]) < top + chart.rows
    }
    assert under == set()


def test_nothing_to_draw_gives_no_chart() -> None:
    good = finding("HS-090", kind=FindingType.GOOD_EXAMPLE)
    assert summary(report_of(good), IMPRINT).charts == ()


def test_gravest_and_then_soonest_findings_are_linked_to_their_cells() -> None:
    def at(address: str, rule: str, severity: Severity, raised: date) -> Finding:
        cells = [CellRef("Environment", address)]
        return finding(rule, severity, cells=cells, raised_on=raised)

    report = report_of(
        at("D10", "EN-010", Severity.MAJOR, DAY),
        at("D11", "EN-011", Severity.MAJOR, date(2026, 1, 1)),
        at("D12", "EN-012", Severity.CRITICAL, DAY),
        finding("ES-001", Severity.CRITICAL, cells=()),
        finding("EN-090", kind=FindingType.GOOD_EXAMPLE),
    )
    sheet = summary(report, IMPRINT)
    linked = [c.link.address for row in sheet.rows for c in row if c.link]
    assert linked == ["D12", "D11", "D10"]


def test_unassessed_rules_are_listed_with_what_they_lack_and_counted() -> None:
    sheet = summary(
        report_of(not_assessed=[undecided(n) for n in range(20, 33)]), IMPRINT
    )
    said = text_of(sheet)
    assert "What could not be assessed: 13 rules lacking answers" in said
    assert "Is there a discharge permit? · Where does waste water go?" in said
    assert "en.ww_permit" not in said
    assert "EN-029 ·" in said
    assert "EN-030 ·" not in said
    assert "and 3 more." in said


def test_rows_of_a_table_that_could_not_be_decided_share_a_line() -> None:
    items = [replace(undecided(20), row=f"E-{n:02}") for n in range(1, 5)]
    sheet = summary(report_of(not_assessed=items), IMPRINT)
    line = sheet.rows[row_with(sheet, "EN-020") - 1]
    assert str(line[0].value).endswith("(E-01, E-02, E-03, E-04)")
    assert "1 rule lacking answers" in text_of(sheet)


def test_notes_show_problems_before_remarks() -> None:
    cell = CellRef("Site", "D5")
    notes = [
        Note(code="BOOK-110", says="Two readings of a date.", level=NoteLevel.INFO),
        Note(code="BOOK-101", says="#REF!", cell=cell, level=NoteLevel.PROBLEM),
    ]
    sheet = summary(report_of(notes=notes), IMPRINT)
    assert row_with(sheet, "Problem · BOOK-101") < row_with(sheet, "Info · BOOK-110")
    assert sheet.rows[row_with(sheet, "Problem") - 1][-1].link == cell


def test_sixteenth_note_is_counted_not_lost() -> None:
    notes = [Note(code=f"BOOK-{n}", says="Seen.") for n in range(116)]
    assert "and 101 more." in text_of(summary(report_of(notes=notes), IMPRINT))


def test_a_sheet_with_nothing_asked_still_makes_a_summary() -> None:
    nothing = Coverage(asked=0, answered=0, applicable=0, assessed=0)
    assert "0 of 0 questions" in text_of(summary(report_of(coverage=nothing), IMPRINT))


def test_every_row_fits_into_the_columns() -> None:
    report = report_of(finding(), locked_exit(), not_assessed=[undecided(9)])
    sheet = summary(report, IMPRINT)
    assert {sum(c.span for c in row) for row in sheet.rows} <= {0, len(sheet.widths)}
