"""The corrective action plan: CAPR order, people's words, overdue days."""

from __future__ import annotations

from datetime import date

from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.workbook.ports import Ink, ReportSheet
from rs_excel.writeback import capr
from rs_excel.writeback.actions_sheet import corrective_actions

from .reports import (
    DAY,
    DRILL_CELL,
    IMPRINT,
    finding,
    locked_exit,
    report_of,
    table,
    undecided,
    values,
)

WRITTEN = {
    capr.ROOT_CAUSE: "Nobody was made responsible.",
    capr.AGREED: "Drill on both shifts in February.",
    capr.RESPONSIBLE: "Safety officer",
    capr.COMMENTS: "Report of 2026-02-10 seen.",
    capr.STATUS: "In progress",
}


def plan(sheet: ReportSheet) -> list[dict[str, object]]:
    return [{title: cell.value for title, cell in row.items()} for row in table(sheet)]


def test_columns_follow_the_capr_and_ours_come_after() -> None:
    row = plan(corrective_actions(report_of(finding()), {}, IMPRINT))[0]
    assert list(row)[:13] == [
        "NC number",
        "New or carried over",
        "Pillar",
        "Details of non-conformance",
        "Root cause",
        "Corrective and preventive actions proposed",
        "Corrective and preventive actions agreed",
        "Timescale",
        "Due date",
        "Verification method",
        "Responsible person",
        "Verification evidence and comments",
        "Status",
    ]
    assert row["Timescale"] == "60 days"
    assert row["Due date"] == date(2026, 3, 16)
    assert row["Verification method"] == "Follow-up"
    assert row["Severity"] == "◆ Major"
    assert row["Raised on"] == DAY
    assert "'Health & safety'!D14" in str(row["Details of non-conformance"])


def test_peoples_columns_start_empty_and_open() -> None:
    row = table(corrective_actions(report_of(finding()), {}, IMPRINT))[0]
    assert row[capr.STATUS].value == "Open"
    assert [row[title].value for title in capr.THEIRS if title != capr.STATUS] == (
        [None] * 4
    )
    assert {row[title].ink for title in capr.THEIRS} == {Ink.THEIRS}


def test_buyers_words_survive_a_second_check() -> None:
    earlier = {"print-HS-004-": WRITTEN}
    row = plan(corrective_actions(report_of(finding()), earlier, IMPRINT))[0]
    assert {title: row[title] for title in capr.THEIRS} == WRITTEN


def test_words_in_a_column_of_ours_are_not_taken_over() -> None:
    earlier = {"print-HS-004-": {**WRITTEN, capr.PROPOSED: "Nothing to do."}}
    row = plan(corrective_actions(report_of(finding()), earlier, IMPRINT))[0]
    assert str(row[capr.PROPOSED]).startswith("Hold a drill on every shift.")


def test_a_finding_raised_before_this_check_is_carried_over() -> None:
    old = finding(raised_on=date(2025, 12, 1))
    rows = plan(corrective_actions(report_of(old, finding("HS-005")), {}, IMPRINT))
    assert [row[capr.CARRIED] for row in rows] == ["Carried over", "New"]


def test_words_on_a_finding_no_longer_raised_are_kept() -> None:
    earlier = {
        "print-HS-009-": {
            **WRITTEN,
            capr.NUMBER: "HS-2025-009",
            capr.RULE: "HS-009",
            capr.DUE_DATE: "2026-02-01",
        }
    }
    rows = plan(corrective_actions(report_of(finding()), earlier, IMPRINT))
    assert rows[1][capr.NUMBER] == "HS-2025-009"
    assert rows[1][capr.CARRIED] == "Not raised now"
    assert rows[1][capr.DUE_DATE] == date(2026, 2, 1)
    assert rows[1][capr.ROOT_CAUSE] == WRITTEN[capr.ROOT_CAUSE]


def test_an_answer_taken_away_closes_nothing() -> None:
    earlier = {"print-EN-020-": {**WRITTEN, capr.RULE: "EN-020"}}
    report = report_of(not_assessed=[undecided(20)])
    rows = plan(corrective_actions(report, earlier, IMPRINT))
    assert rows[0][capr.CARRIED] == "Could not be assessed now"


def test_an_untouched_row_no_longer_raised_goes() -> None:
    earlier = {"print-HS-009-": {capr.NUMBER: "HS-2025-009", capr.STATUS: "Open"}}
    assert len(plan(corrective_actions(report_of(finding()), earlier, IMPRINT))) == 1


def test_good_examples_ask_for_no_action_and_data_stands_apart() -> None:
    report = report_of(
        finding(),
        finding("HS-050", kind=FindingType.OBSERVATION),
        finding("HS-090", kind=FindingType.GOOD_EXAMPLE),
        finding("DC-010", kind=FindingType.DATA_QUALITY),
    )
    sheet = corrective_actions(report, {}, IMPRINT)
    assert [row["Rule"] for row in plan(sheet)] == ["HS-004", "HS-050"]
    told = values(sheet)
    below = told.index("Data to correct before the sheet is checked again")
    assert "DC-010" in told[below:]
    assert "HS-090" not in told


def test_comment_beside_data_to_correct_survives() -> None:
    data = finding("DC-010", kind=FindingType.DATA_QUALITY)
    earlier = {data.fingerprint: {capr.COMMENTS: "Headcount was of last year."}}
    sheet = corrective_actions(report_of(data), earlier, IMPRINT)
    assert "Headcount was of last year." in values(sheet)


def test_business_critical_has_a_day_of_containment() -> None:
    row = plan(corrective_actions(report_of(locked_exit()), {}, IMPRINT))[0]
    assert row[capr.TIMESCALE] == "Contain within 1 day, close within 30 days"
    assert row[capr.CONTAIN_BY] == date(2026, 1, 16)


def test_days_that_passed_turn_red_until_closed() -> None:
    report = report_of(finding(), finding("HR-056", Severity.CRITICAL))
    sheet = corrective_actions(report, {}, IMPRINT)
    number, due, contain = sheet.ink_rules
    assert (number.cells, due.cells, contain.cells) == ("A6:A7", "I6:I7", "O6:O7")
    assert due.formula == (
        'AND(ISNUMBER($I6),$I6<TODAY(),ISERROR(SEARCH("closed",$M6)))'
    )
    assert number.formula == due.formula
    assert {rule.ink for rule in sheet.ink_rules} == {Ink.CRITICAL}


def test_status_is_chosen_from_a_list_that_holds_no_closure() -> None:
    (drop_down,) = corrective_actions(report_of(finding()), {}, IMPRINT).drop_downs
    assert drop_down.cells == "M6:M6"
    assert drop_down.choices == ("Open", "In progress", "Evidence submitted")


def test_fingerprint_is_hidden_and_privacy_is_asked_for() -> None:
    sheet = corrective_actions(report_of(finding()), {}, IMPRINT)
    assert sheet.hidden_columns == (len(sheet.widths),)
    assert sheet.rows[4][-1].value == capr.FINGERPRINT
    assert any("no worker's name" in str(said) for said in values(sheet))


def test_number_leads_to_the_cell() -> None:
    row = table(corrective_actions(report_of(finding()), {}, IMPRINT))[0]
    assert row[capr.NUMBER].link == DRILL_CELL


def test_nothing_to_plan_is_said() -> None:
    sheet = corrective_actions(report_of(), {}, IMPRINT)
    assert sheet.table is None
    assert sheet.drop_downs == ()
    assert values(sheet)[-1] == "No corrective action is asked for by this check."


def test_every_row_fits_into_the_columns() -> None:
    report = report_of(
        finding(), locked_exit(), finding("DC-010", kind=FindingType.DATA_QUALITY)
    )
    sheet = corrective_actions(report, {}, IMPRINT)
    assert {sum(c.span for c in row) for row in sheet.rows} <= {0, len(sheet.widths)}
