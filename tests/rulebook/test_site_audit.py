"""The audit workbook: a pack of its own, on the same line as the questionnaire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.app.cases import run_cases
from rs_excel.app.check import check_file
from rs_excel.app.seen import seen_in
from rs_excel.app.settings import Instruments, Terms, find_pack, terms
from rs_excel.app.track import track
from rs_excel.batch.statuses import Status, judge_unchecked
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.vocabulary import CountedIn, Severity
from rs_excel.errors import PackError, WorkbookError
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.policy_parameters import under
from rs_excel.supplied import workbooks_folder

DAY = date(2026, 3, 2)
SAMPLES = workbooks_folder() / "audit" / "samples"


@pytest.fixture(scope="module")
def audit() -> RulePack:
    return find_pack("site_audit")


def _report(pack: RulePack, name: str) -> CheckReport:
    on = terms(pack, "standard", DAY)
    return check_file(SAMPLES / name, on).check.report


def _raised(report: CheckReport) -> set[str]:
    return {finding.rule_id for finding in report.findings}


def test_every_rule_holds_to_its_cases_and_lint_is_silent(audit: RulePack) -> None:
    results = [r for rule in audit.rules for r in run_cases(audit, rule)]
    assert {r.case.name: r.differences for r in results if not r.holds} == {}
    assert [str(issue) for issue in lint(audit)] == []


def test_a_long_open_and_signed_audit_raises_nothing(audit: RulePack) -> None:
    report = _report(audit, "clean.xlsx")
    assert _raised(report) == set()
    assert report.profile.site_ref == "ZS-SAMPLE-1"


def test_what_the_auditor_left_open_is_raised_in_its_pillar(audit: RulePack) -> None:
    report = _report(audit, "findings.xlsx")
    told = {
        finding.row: (finding.rule_id, finding.pillar.code, finding.severity)
        for finding in report.findings
        if finding.row is not None and not finding.rule_id.startswith("AI")
    }
    assert told == {
        "NC-1": ("HS-903", "HS", Severity.CRITICAL),
        "NC-2": ("HR-906", "HR", Severity.MAJOR),
        "NC-3": ("HR-905", "HR", Severity.MINOR),
        "OB-1": ("AP-950", "AP", None),
        "GE-1": ("AP-960", "AP", None),
    }


def test_seven_days_over_two_calendar_weeks_are_one_week(audit: RulePack) -> None:
    found = {f.rule_id: f for f in _report(audit, "findings.xlsx").findings}
    week = found["HR-920"]
    assert week.severity is Severity.MAJOR
    assert "66.5 hours in seven days, 60 are allowed" in week.says
    assert "W-02, 2025-12-12 to 2025-12-18" in week.says
    assert len(week.cells) == 14
    assert "HR-922" in found
    assert "HR-921" not in found  # 10.5 hours of overtime


def test_a_promise_counts_where_it_is_sooner(audit: RulePack) -> None:
    found = _report(audit, "findings.xlsx").findings
    days = {f.row: f.action.due_on for f in found if not f.rule_id.startswith("AI")}
    audited = date(2026, 1, 21)
    assert days["NC-1"] == audited + timedelta(days=14)
    assert days["NC-2"] == audited + timedelta(days=60)
    defects = {(f.row, f.rule_id): f for f in _report(audit, "defects.xlsx").findings}
    late = defects["NC-1", "HS-903"]  # 120 days were agreed, 30 are allowed
    assert late.action.due_on == DAY + timedelta(days=30)


def test_the_defects_of_an_audit_are_raised_against_the_audit(audit: RulePack) -> None:
    numbers = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 19)
    report = _report(audit, "defects.xlsx")
    against = {rule for rule in _raised(report) if rule.startswith("AI")}
    assert against == {f"AI-{number:03d}" for number in numbers}


@pytest.mark.parametrize(
    ("policy", "too_long"),
    [("strict", {"NC-2", "NC-3"}), ("standard", set()), ("supportive", set())],
)
def test_timescales_are_held_to_the_policy_that_was_chosen(
    audit: RulePack, policy: str, too_long: set[str]
) -> None:
    checked = check_file(SAMPLES / "findings.xlsx", terms(audit, policy, DAY))
    findings = checked.check.report.findings
    assert {f.row for f in findings if f.rule_id == "AI-010"} == too_long


def test_working_days_of_a_policy_are_held_against_calendar_days(
    audit: RulePack,
) -> None:
    standard = audit.policies["standard"]
    working = replace(
        standard,
        name="working",
        timeframes={
            **standard.timeframes,
            "minor": replace(
                standard.timeframes["minor"],
                close_days=60,
                counted=CountedIn.WORKING,
            ),
        },
    )
    [held] = under(audit, working).parameters["policy_close_days_minor"].values
    assert (held.value, held.reference) == (84, "Policy working")
    assert under(audit, standard) is audit


def test_a_workbook_is_checked_with_the_pack_of_its_template(
    standard: Terms, audit: RulePack
) -> None:
    chosen = Instruments(policy="standard", assessed_on=DAY)
    by_template = replace(standard, instruments=chosen)
    checked = check_file(SAMPLES / "findings.xlsx", by_template)
    assert checked.check.report == _report(audit, "findings.xlsx")
    questionnaire = workbooks_folder() / "saq" / "samples" / "clean.xlsx"
    assert check_file(questionnaire, by_template).check.terms.pack is standard.pack


def test_a_run_with_one_pack_refuses_workbooks_of_another(standard: Terms) -> None:
    with pytest.raises(WorkbookError) as refused:
        check_file(SAMPLES / "findings.xlsx", standard)
    [fault] = refused.value.problems
    assert fault.code == "BOOK-045"
    assert judge_unchecked((fault,)).status is Status.WRONG_TEMPLATE
    assert "--pack site_audit" in fault.do


def test_a_questionnaire_says_nothing_about_findings_of_an_audit(
    standard: Terms, tmp_path: Path
) -> None:
    chosen = Instruments(policy="standard", assessed_on=DAY)
    on, tracker = replace(standard, instruments=chosen), tmp_path / "tracker.xlsx"
    audited = check_file(SAMPLES / "findings.xlsx", on)
    first = track([audited], tracker, on)
    assert {row.rule_id for row in first.rows} == {
        "AI-019",
        "HR-920",
        "HR-922",
        "HS-903",
        "HR-906",
        "HR-905",
        "AP-950",
    }
    questionnaire = check_file(workbooks_folder() / "saq/samples/clean.xlsx", on)
    profile = audited.check.report.profile
    submission = replace(questionnaire.check.submission, profile=profile)
    report = replace(questionnaire.check.report, profile=profile, findings=())
    check = replace(questionnaire.check, submission=submission, report=report)
    again = track([replace(questionnaire, check=check)], tracker, on)
    assert again.changes == ()
    begun = {row.rule_id: row.handling for row in first.rows}
    assert begun["HS-903"].root_cause == "Theft from the yard"
    assert begun["HS-903"].action == "Lock taken off on the audit day"
    assert begun["HS-903"].responsible == "Site manager"
    assert begun["HR-920"].action == ""  # nobody agreed anything on the sample
    assert again.rows == first.rows


def test_no_rule_of_a_supplied_pack_has_the_id_of_another() -> None:
    names = ("four_pillar", "site_audit", "scorecard", "across")
    ids = [rule.id for name in names for rule in find_pack(name).rules]
    assert len(ids) == len(set(ids))


def test_a_pack_of_ones_own_keeps_its_rows_whatever_ids_it_shares(
    standard: Terms,
) -> None:
    own = replace(standard, pack=replace(standard.pack, id="own"))
    questionnaire = workbooks_folder() / "saq" / "samples" / "clean.xlsx"
    seen = seen_in(check_file(questionnaire, own))
    assert seen.of_others.isdisjoint(standard.pack.by_id)
    assert "HS-903" in seen.of_others


def test_bad_input_is_said_with_its_cell_and_the_rest_is_checked(
    audit: RulePack, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.xlsx"
    book = load_workbook(SAMPLES / "findings.xlsx")
    found, header = book["Audit findings"], book["Header"]
    found["E7"].value = "PA 7 Health and safety"  # NC-1, critical
    found["G8"].value = "3 of 5"  # NC-2
    found["C9"].value = "NC-2"  # was NC-3
    found["H10"].value, found["M10"].value = None, "Done"  # OB-1
    header["D16"].value = "20 January"
    header["D13"].value = "SMETA 7.0"
    del book["Hours sample"]
    book.save(bad)
    checked = check_file(bad, terms(audit, "standard", DAY)).check
    raised = {(f.rule_id, f.row): f for f in checked.report.findings}
    elsewhere = raised["AP-999", "NC-1"]  # a section of another protocol
    assert elsewhere.severity is Severity.CRITICAL
    assert ("AI-015", "NC-2") in raised  # a section of the other edition
    assert "AI-020" in _raised(checked.report)
    assert ("AI-021", "OB-1") in raised
    unsure = {(one.rule_id, one.row) for one in checked.report.not_assessed}
    assert ("HR-906", "NC-2") in unsure  # a grade of another scale
    assert {rule for rule, _ in unsure} >= {"HR-920", "HR-921", "HR-922"}
    told = {str(note.cell): note.code for note in checked.sheet.notes if note.cell}
    assert told["'Header'!D16"] == "BOOK-118"
    assert told["'Audit findings'!G8"] == "BOOK-114"
    [missing] = [note for note in checked.sheet.notes if note.code == "BOOK-103"]
    assert "au.hours" in missing.says  # the sheet that is not there
    wages = [f for f in checked.report.findings if f.rule_id == "HR-905"]
    assert [str(f.cells[0]) for f in wages] == [
        "'Audit findings'!G9"
    ]  # its number is taken


def test_a_shared_file_that_is_missing_is_named(tmp_path: Path) -> None:
    pack = tmp_path / "own"
    pack.mkdir()
    head = 'id: own\nversion: "1"\ntitle: Own\nnotice: None.\n'
    (pack / "pack.yaml").write_text(f"{head}shares: [gone/spellings.yaml]\n")
    with pytest.raises(PackError) as refused:
        load_pack(pack)
    assert "gone/spellings.yaml" in str(refused.value)
