"""Flagged verdicts become findings with the right words, cells, days and folding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from rs_excel.domain.facts import Fact, SiteProfile, Submission
from rs_excel.domain.findings import Finding, Verdict
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import (
    AnswerState,
    Outcome,
    Pillar,
    Severity,
    Verification,
)
from rs_excel.engine.raising import raise_findings
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.packs import POLICY, RULE, tiny_pack

ON = date(2026, 1, 15)
DRILLS, LATEST = CellRef("Safety", "D7"), CellRef("Safety", "D8")


def submission(site: str = "Example site") -> Submission:
    facts = {
        "hs.drills_12m": Fact(
            key="hs.drills_12m",
            state=AnswerState.ANSWERED,
            number=0.0,
            cells=(DRILLS,),
        ),
        "hs.last_drill": Fact(
            key="hs.last_drill", state=AnswerState.BLANK, cells=(LATEST,)
        ),
    }
    profile = SiteProfile(supplier="Example Ltd", site=site, country="BD")
    return Submission(profile=profile, assessed_on=ON, facts=facts)


def flagged(rule: str = "HS-004", *because: str) -> Verdict:
    return Verdict(
        rule_id=rule,
        outcome=Outcome.FLAGGED,
        severity=Severity.MAJOR,
        because=because or ("hs.drills_12m",),
    )


def raised(pack: RulePack, *verdicts: Verdict, site: str = "x") -> tuple[Finding, ...]:
    policy = pack.policies["standard"]
    return raise_findings(verdicts, pack, policy, submission(site))


def test_a_finding_says_what_was_answered_and_when_it_is_due(tmp_path: Path) -> None:
    (finding,) = raised(load_pack(tiny_pack(tmp_path)), flagged())
    assert finding.number == "HS-2026-001"
    assert finding.says == "Drills: 0; latest: —."
    assert finding.cells == (DRILLS,)
    assert finding.action.timeframe_days == 30
    assert finding.action.due_on == date(2026, 2, 14)
    assert finding.action.verification is Verification.DESKTOP


def test_where_no_country_is_named_a_limit_is_told_from_least_to_most(
    tmp_path: Path,
) -> None:
    rule = RULE.replace("Drills: {hs.drills_12m}", "At least {$drills_a_year}")
    pack = load_pack(tiny_pack(tmp_path, rule=rule))
    somewhere = replace(submission(), profile=SiteProfile())
    (finding,) = raise_findings([flagged()], pack, pack.policies["standard"], somewhere)
    assert finding.says == "At least 1 to 2 (depending on the country); latest: —."
    (in_bangladesh,) = raised(pack, flagged())
    assert in_bangladesh.says == "At least 2; latest: —."


def test_the_buyers_days_for_a_rule_win_over_the_rules_own(tmp_path: Path) -> None:
    policy = f"{POLICY}rule_days: {{ HS-004: 10 }}\n"
    (finding,) = raised(load_pack(tiny_pack(tmp_path, policy=policy)), flagged())
    assert finding.action.due_on == date(2026, 1, 25)


def test_without_days_of_its_own_a_rule_takes_those_of_its_severity(
    tmp_path: Path,
) -> None:
    rule = RULE.replace("  timeframe: 30 days\n", "")
    (finding,) = raised(load_pack(tiny_pack(tmp_path, rule=rule)), flagged())
    assert finding.action.timeframe_days == 60


def test_wording_does_not_change_the_fingerprint_but_the_site_does(
    tmp_path: Path,
) -> None:
    worded = RULE.replace("Drills: {hs.drills_12m}", "Held: {hs.drills_12m}")
    first = load_pack(tiny_pack(tmp_path / "a"))
    second = load_pack(tiny_pack(tmp_path / "b", rule=worded))
    here = raised(first, flagged(), site="Plant 1")[0].fingerprint
    again = raised(second, flagged(), site=" plant  1 ")[0].fingerprint
    there = raised(second, flagged(), site="Plant 2")[0].fingerprint
    assert here == again != there


def test_a_consequence_on_the_same_cell_goes_under_its_cause(tmp_path: Path) -> None:
    second = RULE.replace("id: HS-004", "id: HS-006\nfollows_from: [HS-004]").replace(
        "No evacuation drill in", "Too few drills in"
    )
    files = {"health_and_safety/too_few.yaml": second}
    pack = load_pack(tiny_pack(tmp_path, **files))
    (finding,) = raised(pack, flagged("HS-004"), flagged("HS-006"))
    assert finding.rule_id == "HS-004"
    assert finding.consequences == ("HS-006 Too few drills in the last 12 months",)
    both = raised(pack, flagged("HS-004"), flagged("HS-006", "hs.last_drill"))
    assert [f.rule_id for f in both] == ["HS-004", "HS-006"]


def test_the_gravest_come_first_and_numbers_follow_the_order(tmp_path: Path) -> None:
    files = {"health_and_safety/worse.yaml": RULE.replace("HS-004", "HS-010")}
    pack = load_pack(tiny_pack(tmp_path, **files))
    worse = Verdict(
        rule_id="HS-010",
        outcome=Outcome.FLAGGED,
        severity=Severity.CRITICAL,
        because=("hs.last_drill",),
    )
    first, second = raised(pack, flagged(), worse)
    assert (first.rule_id, first.number) == ("HS-010", "HS-2026-001")
    assert (second.rule_id, second.number) == ("HS-004", "HS-2026-002")
    assert first.pillar is Pillar.HEALTH_AND_SAFETY


def test_a_threshold_to_verify_marks_the_finding_in_that_country_only(
    tmp_path: Path,
) -> None:
    pack = load_pack(tiny_pack(tmp_path))
    here, policy = submission(), pack.policies["standard"]
    elsewhere = replace(here, profile=replace(here.profile, country="VN"))
    (in_bangladesh,) = raise_findings([flagged()], pack, policy, here)
    (in_vietnam,) = raise_findings([flagged()], pack, policy, elsewhere)
    assert (in_bangladesh.verify, in_vietnam.verify) == (True, False)


def test_a_graver_consequence_is_never_hidden_under_a_lesser_cause(
    tmp_path: Path,
) -> None:
    follows = RULE.replace("id: HS-004", "id: HS-006\nfollows_from: [HS-004]")
    files = {"health_and_safety/too_few.yaml": follows}
    pack = load_pack(tiny_pack(tmp_path, **files))
    graver = replace(flagged("HS-006"), severity=Severity.CRITICAL)
    assert [f.rule_id for f in raised(pack, flagged(), graver)] == ["HS-006", "HS-004"]


def test_rules_that_follow_from_each_other_do_not_both_disappear(
    tmp_path: Path,
) -> None:
    first = RULE.replace("id: HS-004", "id: HS-004\nfollows_from: [HS-006]")
    second = RULE.replace("id: HS-004", "id: HS-006\nfollows_from: [HS-004]")
    files = {"health_and_safety/too_few.yaml": second}
    pack = load_pack(tiny_pack(tmp_path, rule=first, **files))
    (finding,) = raised(pack, flagged("HS-004"), flagged("HS-006"))
    assert (finding.rule_id, len(finding.consequences)) == ("HS-006", 1)


LADDER = """
  severity:
    - { when: { hs.last_drill: { older_than: 24 months } }, is: critical }
    - major
"""


def test_a_grade_that_an_open_answer_could_raise_says_so(tmp_path: Path) -> None:
    rule = RULE.replace("\n  severity: major\n", LADDER, 1)
    (finding,) = raised(load_pack(tiny_pack(tmp_path, rule=rule)), flagged())
    assert finding.says.endswith(
        "It may be critical: not answered is “When was the latest drill”."
    )
