"""The audit workbook: a pack of its own, on the same line as the questionnaire."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rs_excel.app.cases import run_cases
from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.domain.findings import CheckReport
from rs_excel.errors import PackError
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.supplied import workbooks_folder

SAMPLES = workbooks_folder() / "audit" / "samples"


@pytest.fixture(scope="module")
def audit() -> RulePack:
    return find_pack("site_audit")


def _report(pack: RulePack, name: str) -> CheckReport:
    on = terms(pack, "standard", date(2026, 3, 2))
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


def test_the_defects_of_an_audit_are_raised_against_the_audit(audit: RulePack) -> None:
    numbers = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    report = _report(audit, "defects.xlsx")
    assert _raised(report) == {f"AI-{number:03d}" for number in numbers}


def test_a_shared_file_that_is_missing_is_named(tmp_path: Path) -> None:
    pack = tmp_path / "own"
    pack.mkdir()
    head = 'id: own\nversion: "1"\ntitle: Own\nnotice: None.\n'
    (pack / "pack.yaml").write_text(f"{head}shares: [gone/spellings.yaml]\n")
    with pytest.raises(PackError) as refused:
        load_pack(pack)
    assert "gone/spellings.yaml" in str(refused.value)
