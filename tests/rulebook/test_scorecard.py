"""The scorecard workbook: a pack of its own, on the same line as the questionnaire."""

from __future__ import annotations

from datetime import date

import pytest

from rs_excel.app.cases import run_cases
from rs_excel.app.check import check_file
from rs_excel.app.settings import find_pack, terms
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.vocabulary import FindingType, Light, Pillar
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.supplied import workbooks_folder

SAMPLES = workbooks_folder() / "scorecard" / "samples"


@pytest.fixture(scope="module")
def card() -> RulePack:
    return find_pack("scorecard")


def _report(pack: RulePack, name: str) -> CheckReport:
    on = terms(pack, "standard", date(2026, 3, 2))
    return check_file(SAMPLES / name, on).check.report


def test_every_rule_holds_to_its_cases_and_lint_is_silent(card: RulePack) -> None:
    results = [r for rule in card.rules for r in run_cases(card, rule)]
    assert {r.case.name: r.differences for r in results if not r.holds} == {}
    assert [str(issue) for issue in lint(card)] == []


def test_a_valid_scorecard_of_the_site_raises_nothing(card: RulePack) -> None:
    report = _report(card, "clean.xlsx")
    assert report.findings == ()
    lights = {result.pillar: result.light for result in report.pillars}
    assert lights[Pillar.HEALTH_AND_SAFETY] is Light.GREY  # no theme of a scorecard


def test_every_defect_is_raised(card: RulePack) -> None:
    report = _report(card, "defects.xlsx")
    raised = {finding.rule_id for finding in report.findings}
    assert raised == {rule.id for rule in card.rules} - {"SC-002"}  # it has ended


def test_what_the_company_completed_is_claimed_not_verified(card: RulePack) -> None:
    found = {f.rule_id: f for f in _report(card, "defects.xlsx").findings}
    claimed = found["SC-013"]
    assert claimed.type is FindingType.OBSERVATION
    assert claimed.row == "I-2"
    assert "nobody has verified it" in claimed.says
