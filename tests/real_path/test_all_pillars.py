"""Rules across pillars, from real cells to the finding; escalations by what they count.

What only a whole questionnaire comes to is tried on the answers of the clean sample.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from rs_excel.app.check import check_file
from rs_excel.app.settings import terms
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.vocabulary import (
    FindingType,
    Outcome,
    Pillar,
    QuestionKind,
)
from rs_excel.rulebook.model import Rule, RuleCase
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers
from tests.conftest import ASSESSED_ON
from tests.real_path.journeys import (
    Journey,
    assert_arrives,
    can_be_typed,
    checked,
    finding_of,
    journeys,
    outcome_of,
    terms_of,
    the_blank,
    the_pack,
)

ESCALATIONS = [rule for rule in the_pack().rules if rule.escalation is not None]
OF_A_WHOLE_SHEET = {"DC-001", "DC-002", "DC-003", "DC-026", "DC-027"}


@pytest.mark.parametrize("journey", journeys("all_pillars"), ids=str)
def test_a_case_arrives(journey: Journey, tmp_path: Path) -> None:
    assert_arrives(journey, tmp_path)


def test_every_rule_goes_the_whole_way_flagged_and_conforming() -> None:
    gone = {
        (journey.rule.id, isinstance(journey.expected, FindingType))
        for journey in journeys(*Pillar)
    }
    apart = OF_A_WHOLE_SHEET | {rule.id for rule in ESCALATIONS}
    every = {(r.id, way) for r in the_pack().rules for way in (True, False)}
    assert {rule_id for rule_id, _ in every - gone} <= apart


@pytest.mark.parametrize("rule", ESCALATIONS, ids=lambda rule: rule.id)
def test_what_an_escalation_counts_makes_it_arrive(rule: Rule, tmp_path: Path) -> None:
    flagged = next(c for c in rule.cases if isinstance(c.expect, FindingType))
    report = checked(together(flagged), terms_of(flagged), tmp_path)
    (verdict, *_) = (v for v in report.verdicts if v.rule_id == rule.id)
    assert verdict.outcome is Outcome.FLAGGED
    assert finding_of(report, rule.id, None) is not None


@pytest.mark.parametrize("rule", ESCALATIONS, ids=lambda rule: rule.id)
def test_a_site_in_order_escalates_nothing(rule: Rule, tmp_path: Path) -> None:
    conforming = next(c for c in rule.cases if c.expect is Outcome.CONFORMS)
    report = of_clean(conforming.given, tmp_path)
    assert outcome_of(report, rule.id, None) is Outcome.CONFORMS


def together(escalated: RuleCase) -> dict[str, object]:
    """The answers of a case of each rule that an escalation is said to count."""
    answers: dict[str, object] = dict(escalated.given)
    for counted in escalated.findings_given:
        rule, severity = the_pack().by_id[counted.rule_id], counted.severity
        answers |= next(
            case.given
            for case in rule.cases
            if isinstance(case.expect, FindingType)
            and case.severity in (severity, None)
            and can_be_typed(case)
        )
    return answers


def test_a_full_questionnaire_is_complete(tmp_path: Path) -> None:
    report = of_clean({}, tmp_path)
    outcomes = {outcome_of(report, rule_id, None) for rule_id in OF_A_WHOLE_SHEET}
    assert outcomes == {Outcome.CONFORMS}


def test_one_answer_left_out_is_found(tmp_path: Path) -> None:
    report = of_clean({"hs.drills_12m": None}, tmp_path)
    finding = finding_of(report, "DC-001", None)
    assert finding is not None
    assert [c.split()[0] for c in finding.consequences] == ["DC-003"]


def test_one_answer_nobody_knows_makes_it_nearly_complete(tmp_path: Path) -> None:
    report = of_clean({"hs.drills_12m": "Don't know"}, tmp_path)
    assert outcome_of(report, "DC-001", None) is Outcome.CONFORMS
    assert outcome_of(report, "DC-003", None) is Outcome.FLAGGED


def test_an_empty_questionnaire_is_far_from_complete(tmp_path: Path) -> None:
    (case,) = [c for c in the_pack().by_id["DC-002"].cases if not c.given][:1]
    report = checked({}, terms_of(case), tmp_path)
    finding = finding_of(report, "DC-001", None)
    assert finding is not None
    assert finding.rule_id == "DC-002"


def test_yes_to_everything_is_noticed(tmp_path: Path) -> None:
    questions = the_pack().catalogue.questions
    polar = [q.key for q in questions if q.kind is QuestionKind.YES_NO]
    report = of_clean(dict.fromkeys(polar, "Yes"), tmp_path)
    assert outcome_of(report, "DC-027", None) is Outcome.FLAGGED


def test_an_older_questionnaire_is_noticed(tmp_path: Path) -> None:
    version = the_pack().catalogue.version.encode()
    parts = {
        name: content.replace(b"<t>" + version + b"</t>", b"<t>0.9</t>")
        for name, content in the_blank().parts.items()
    }
    path = tmp_path / "return.xlsx"
    path.write_bytes(replace(the_blank(), parts=parts).filled(clean()))
    on = terms(the_pack(), "standard", ASSESSED_ON)
    report = check_file(path, on).check.report
    assert outcome_of(report, "DC-026", None) is Outcome.FLAGGED


def clean() -> dict[str, object]:
    return dict(load_answers(workbooks_folder() / "saq" / "answers" / "clean.yaml"))


def of_clean(changed: Mapping[str, object], folder: Path) -> CheckReport:
    on = terms(the_pack(), "standard", ASSESSED_ON)
    return checked(clean() | dict(changed), on, folder)
