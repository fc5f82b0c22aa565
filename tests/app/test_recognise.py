"""Audits that others ordered: twenty of them under three policies each.

The decisions were reasoned by hand from the criteria; each file says what is told.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rs_excel.app.recognise import Recognised, recognise_audit
from rs_excel.app.settings import find_pack, find_policy, terms
from rs_excel.cli.main import main
from rs_excel.domain.recognition import Met
from rs_excel.errors import PackError, SettingsError
from rs_excel.rulebook.criteria_choices import never_met
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy_files import own_policy
from rs_excel.strict_yaml import load
from rs_excel.supplied import workbooks_folder
from rs_excel.template.answers import load_answers
from rs_excel.template.fill import fill_template

DAY = date(2026, 3, 2)
AUDITS = sorted((Path(__file__).parent / "audits").glob("*.yaml"))
POLICIES = ("strict", "standard", "supportive")
BLANK = workbooks_folder() / "audit" / "audit.xlsx"
CLEAN = workbooks_folder() / "audit" / "answers" / "clean.yaml"


@cache
def _pack() -> RulePack:
    return find_pack("site_audit")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each audit as a workbook: the clean sample with what its file changes."""
    folder, made = tmp_path_factory.mktemp("audits"), {}
    for file in AUDITS:
        made[file.stem] = folder / f"{file.stem}.xlsx"
        answers = {**load_answers(CLEAN), **_said(file)["changes"]}
        kept = {key: value for key, value in answers.items() if value != ""}
        fill_template(_pack().catalogue, kept, BLANK, made[file.stem])
    return made


def _said(file: Path) -> dict[str, Any]:
    data: Any = load(file).data
    return dict(data)


def _recognised(workbook: Path, policy: str, asks: RulePack, **said: str) -> Recognised:
    on = terms(_pack(), policy, DAY)
    return recognise_audit(workbook, on, asks.catalogue, **said)


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("audit", AUDITS, ids=[file.stem for file in AUDITS])
def test_an_audit_is_recognised_as_the_policy_says(
    audit: Path, policy: str, filled: dict[str, Path], pack: RulePack
) -> None:
    said = _said(audit)
    done = _recognised(filled[audit.stem], policy, pack, **said["asked"]).recognition
    told: dict[str, Any] = {"decision": done.decision.value}
    for met in (Met.WITH_CONDITION, Met.NOT_MET, Met.NOT_KNOWN):
        told[met.value] = [one.name for one in done.criteria if one.met is met]
    assert told == said["expected"][policy]


def test_every_condition_and_every_refusal_has_its_cell_or_its_option(
    filled: dict[str, Path], pack: RulePack
) -> None:
    for workbook in filled.values():
        for one in _recognised(workbook, "standard", pack).recognition.criteria:
            asked_of_buyer = one.found.startswith(("Risk of", "The site"))
            if one.met is not Met.MET and not asked_of_buyer:
                assert one.cells, (workbook.stem, one)
            assert bool(one.condition) is (one.met is Met.WITH_CONDITION)
            assert one.found


def test_a_count_that_cannot_be_told_names_its_rows(
    filled: dict[str, Path], pack: RulePack
) -> None:
    done = _recognised(filled["grade_missing"], "standard", pack).recognition
    [open_] = [one for one in done.criteria if one.name == "open_findings"]
    assert "Open non-compliances graded critical: — (NC-1)" in open_.found
    assert "'Audit findings'!G7" in {str(cell) for cell in open_.cells}


def test_four_pillars_leave_less_to_ask_than_two(
    filled: dict[str, Path], pack: RulePack
) -> None:
    two = _recognised(filled["two_pillars"], "standard", pack).overlap
    four = _recognised(filled["four_pillars_6_1"], "standard", pack).overlap
    other = _recognised(filled["rba"], "standard", pack).overlap
    asked = [question.key for question in pack.catalogue.single]
    for overlap in (two, four, other):
        assert sorted((*overlap.answered, *overlap.remaining)) == sorted(asked)
        assert sum(overlap.remaining_by_sheet.values()) == len(overlap.remaining)
    gained = set(two.remaining) - set(four.remaining)
    assert set(four.remaining) < set(two.remaining)
    assert "bi.policy" in gained
    assert "hs.drills_12m" in two.answered
    assert "hs.drills_12m" in other.remaining  # another protocol: nothing is assumed
    assert "site.legal_name" in other.answered


def test_the_command_tells_machines_and_people_the_same(
    filled: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["recognise", str(filled["announced"]), "--as-of", DAY.isoformat()]
    asked += ["--site", "zs-sample-1", "--risk", "low"]
    assert main([*asked, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["decision"] == "accept_with_conditions"
    assert told["conditions"] == ["Have the next audit semi-announced."]
    [announced] = [one for one in told["criteria"] if one["met"] == "with_condition"]
    assert announced["name"] == "announcement"
    assert announced["cell"] == ["'Header'!D18"]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "Accept with conditions" in shown
    assert "Have the next audit semi-announced." in shown


def test_a_buyer_changes_one_criterion_and_drops_another(
    filled: dict[str, Path], pack: RulePack, tmp_path: Path
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "name: own\nextends: standard\nrecognition:\n  consent: null\n"
        "  announcement:\n    title: Announcement\n    needed: any\n"
        "    accept: { au.announced: { answered: yes } }\n"
    )
    done = _recognised(filled["announced"], str(own), pack, site="ZS-SAMPLE-1")
    names = [one.name for one in done.recognition.criteria]
    assert done.recognition.decision == "accept"
    assert "consent" not in names
    assert names[0] == "protocol"
    # The same file serves for questionnaires, which have no such criteria.
    assert own_policy(own, pack).recognition == ()


def test_a_criterion_over_a_question_that_is_not_asked_is_refused(
    tmp_path: Path,
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "name: own\nextends: standard\nrecognition:\n  age:\n    title: Age\n"
        "    needed: recent\n    accept: { au.age_dayz: { at_most: 10 } }\n"
    )
    with pytest.raises(PackError, match=r"au\.age_days"):
        own_policy(own, _pack())


@pytest.mark.parametrize(
    ("accept", "says"),
    [
        ("{ au.pillars: { is: fuor } }", "`fuor` is not a choice of `au.pillars`"),
        ("{ buyer.risk: { one_of: [low, med] } }", "`med` is not a choice"),
    ],
)
def test_a_choice_that_is_none_is_refused_at_its_line(
    tmp_path: Path, accept: str, says: str
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "name: own\nextends: standard\nrecognition:\n  pillars:\n    title: Pillars\n"
        f"    needed: four\n    accept: {accept}\n"
    )
    with pytest.raises(PackError) as refused:
        own_policy(own, _pack())
    [problem] = refused.value.problems
    assert says in problem.says
    assert problem.where.endswith(":7")


def test_choices_of_the_supplied_criteria_are_there_to_choose_from() -> None:
    for name in ("site_audit", "across"):
        pack = find_pack(name)
        for policy in pack.policies.values():
            assert [*never_met(policy, pack)] == []


def test_one_file_serves_for_the_workbooks_of_every_pack(
    tmp_path: Path, pack: RulePack
) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "name: own\nextends: strict\nregimes: [lksg]\n"
        "rule_days: { HS-001: 3, AI-010: 5 }\n"
    )
    asked, audited = find_policy(pack, str(own)), find_policy(_pack(), str(own))
    assert (asked.rule_days, asked.regimes) == ({"HS-001": 3}, ("lksg",))
    assert (audited.rule_days, audited.regimes) == ({"AI-010": 5}, ())
    own.write_text("name: own\nextends: strict\nrule_days: { HS-9999: 3 }\n")
    with pytest.raises(PackError, match="HS-9999"):
        find_policy(_pack(), str(own))


def test_a_pack_without_criteria_says_so(pack: RulePack) -> None:
    sample = workbooks_folder() / "saq" / "samples" / "clean.xlsx"
    with pytest.raises(SettingsError) as refused:
        recognise_audit(sample, terms(pack, "standard", DAY), pack.catalogue)
    assert refused.value.problems[0].code == "SET-005"
