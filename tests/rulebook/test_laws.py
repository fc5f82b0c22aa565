"""The register of laws: whole, in step with the rules, and strict about its shape."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from rs_excel.domain.conditions import Test
from rs_excel.domain.vocabulary import FindingType
from rs_excel.errors import PackError
from rs_excel.rulebook.laws import Law, Milestone
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.packs import tiny_pack

REGISTER = {
    "au_modern_slavery",
    "ca_s211",
    "ch_due_diligence",
    "csddd",
    "eu_forced_labour",
    "eudr",
    "fr_vigilance",
    "lksg",
    "no_transparency",
    "uk_modern_slavery",
    "us_ca_sb657",
    "us_uflpa",
}
LAW = """
id: tiny_act
title: A tiny act
jurisdiction: EU
reference: Act 1 of 2026
law_as_of: 2026-01-01
in_scope:
  - who: Companies
    thresholds:
      - { measure: staff, at_least: 10, unit: heads, since: 2026-01-01, reference: s1 }
dates:
  - { on: 2026-01-01, what: applies, says: It binds, reference: s. 2 }
duties:
  - id: drills
    says: See to it that suppliers practise leaving.
    reference: s. 3
    served_by:
      questions:
        hs.drills_12m: { at_least: 1 }
      rules: [HS-004]
"""


def laws_of(folder: Path, text: str = LAW) -> dict[str, Law]:
    files = {"laws/tiny_act.yaml": text}
    return dict(load_pack(tiny_pack(folder, **files)).laws)


def test_the_register_holds_twelve_regimes(pack: RulePack) -> None:
    assert set(pack.laws) == REGISTER


def test_every_entry_says_since_when_as_of_when_and_whom_it_binds(
    pack: RulePack,
) -> None:
    for law in pack.laws.values():
        assert law.applies_from is not None
        assert law.law_as_of >= date(2026, 1, 1)
        assert any(day.what is Milestone.IN_FORCE for day in law.dates)
        for duty in law.duties:
            assert duty.questions
            assert duty.evidence
            assert duty.rules or duty.id == "commodities"


@pytest.mark.parametrize(
    ("law", "day"),
    [
        ("csddd", "2029-07-26"),
        ("eu_forced_labour", "2027-12-14"),
        ("eudr", "2026-12-30"),
        ("us_uflpa", "2022-06-21"),
        ("no_transparency", "2022-07-01"),
    ],
)
def test_a_law_has_duties_from_the_day_it_applies(
    pack: RulePack, law: str, day: str
) -> None:
    first = date.fromisoformat(day)
    eve = date.fromordinal(first.toordinal() - 1)
    assert pack.laws[law].duties_on(eve) == ()
    assert pack.laws[law].duties_on(first) == pack.laws[law].duties


def test_a_threshold_that_stepped_down_is_held_with_both_sizes(pack: RulePack) -> None:
    (scope,) = pack.laws["lksg"].scopes
    sizes = [
        (s.value, s.since.year, s.until and s.until.year) for s in scope.thresholds
    ]
    assert sizes == [(3000, 2023, 2023), (1000, 2024, None)]


def test_no_answer_that_serves_a_duty_is_flagged_by_a_rule(pack: RulePack) -> None:
    """A law that wants Yes where a rule raises a Yes would contradict it."""
    raised = {
        (test.question, test.operand)
        for rule in pack.rules
        if rule.finding.type is FindingType.NON_CONFORMANCE
        for test in [rule.flag_when]
        if isinstance(test, Test) and test.operator == "is"
    }
    wanted = {
        (test.question, test.operand)
        for law in pack.laws.values()
        for duty in law.duties
        for test in duty.questions.values()
        if isinstance(test, Test) and test.operator == "is"
    }
    assert len(wanted) > 50
    assert wanted & raised == set()


def test_what_need_not_be_verified_cites_a_place_in_a_document(pack: RulePack) -> None:
    for law in pack.laws.values():
        sizes = [size for scope in law.scopes for size in scope.thresholds]
        cited = [part for part in (*law.dates, *law.duties, *sizes) if not part.verify]
        vague = [p.reference for p in cited if not re.search(r"\d", p.reference)]
        assert vague == []


def test_a_law_is_what_its_file_says(tmp_path: Path) -> None:
    law = laws_of(tmp_path)["tiny_act"]
    (duty,) = law.duties
    assert (law.applies_from, law.where) == (date(2026, 1, 1), "laws/tiny_act.yaml:2")
    assert list(duty.questions) == ["hs.drills_12m"]
    assert (law.scopes[0].thresholds[0].value, duty.rules) == (10, ("HS-004",))


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("hs.drills_12m:", "hs.drils_12m:", 19, "Did you mean `hs.drills_12m`?"),
        ("[HS-004]", "[HS-040]", 20, "`HS-040` is not a rule of this pack."),
        ("at_least: 1 }", "atleast: 1 }", 19, "Did you mean `at_least`?"),
        ("id: tiny_act", "id: other_act", 2, "The file is tiny_act.yaml"),
        ("what: applies", "what: in_force", 11, "No day says `what: applies`."),
        ("law_as_of:", "law_asof:", 6, "Did you mean `law_as_of`?"),
        ("at_least: 10, ", "", 10, "say either at_least or above"),
        ("served_by:\n", "served_by:\n      evidence: [deed]\n", 18, "`deed` is not"),
    ],
)
def test_a_fault_names_file_and_line_and_the_nearest_spelling(
    tmp_path: Path, old: str, new: str, line: int, says: str
) -> None:
    assert old in LAW
    with pytest.raises(PackError) as caught:
        laws_of(tmp_path, LAW.replace(old, new))
    found = {p.where: p.says for p in caught.value.problems}
    assert says in found[f"laws/tiny_act.yaml:{line}"]


@pytest.mark.parametrize(
    ("test", "says"),
    [
        ("hs.last_drill: { at_least: 1 }", "`at_least` does not fit"),
        ("hs.alarm: { is: siren }", "`siren` is not a choice of `hs.alarm`."),
    ],
)
def test_lint_names_a_wish_that_no_answer_can_meet(
    tmp_path: Path, test: str, says: str
) -> None:
    text = LAW.replace("hs.drills_12m: { at_least: 1 }", test)
    files = {"laws/tiny_act.yaml": text}
    issues = lint(load_pack(tiny_pack(tmp_path, **files)))
    (issue,) = [issue for issue in issues if issue.code == "RL031"]
    assert (issue.rule_id, issue.where) == ("tiny_act", "laws/tiny_act.yaml:2")
    assert says in issue.says
