"""A pack loads whole, or tells everything wrong with it at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rs_excel.domain.conditions import Group, GroupKind, ParameterRef, Test
from rs_excel.domain.vocabulary import Severity, Verification
from rs_excel.errors import PackError
from rs_excel.rulebook.packs import load_pack
from tests.packs import PACK, POLICY, QUESTIONS, RULE, RULE_FILE, tiny_pack


def faults(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return [(p.code, p.where, p.says) for p in caught.value.problems]


def test_a_rule_is_what_its_file_says(tmp_path: Path) -> None:
    (rule,) = load_pack(tiny_pack(tmp_path)).rules
    assert rule.id == "HS-004"
    assert rule.flag_when == Group(
        kind=GroupKind.ANY,
        members=(
            Test(question="hs.last_drill", operator="older_than", operand="12 months"),
            Test(
                question="hs.drills_12m",
                operator="below",
                operand=ParameterRef("drills_a_year"),
            ),
        ),
    )
    assert rule.finding.ladder[-1].severity is Severity.MAJOR
    assert rule.action.timeframe_days == 30
    assert rule.basis[0].clause == "3.1"
    assert str(rule.source) == f"{RULE_FILE}:2"
    assert rule.cases[1].given["hs.drills_12m"] == 0
    assert rule.cases[1].given["wf.total"] == 120


def test_a_parameter_knows_its_country_and_its_day(tmp_path: Path) -> None:
    parameter = load_pack(tiny_pack(tmp_path)).parameters["drills_a_year"]
    values = [
        parameter.on(date(2026, 1, 1), "BD"),
        parameter.on(date(2014, 1, 1), "BD"),
        parameter.on(date(2026, 1, 1), "VN"),
        parameter.on(date(1999, 1, 1), "BD"),
    ]
    assert [value and value.value for value in values] == [2, 1, 1, None]


def test_a_policy_keeps_its_times(tmp_path: Path) -> None:
    policy = load_pack(tiny_pack(tmp_path)).policies["standard"]
    timeframe = policy.timeframes["business_critical"]
    assert (timeframe.contain_days, timeframe.close_days) == (1, 30)
    assert timeframe.verification is Verification.FOLLOW_UP


def test_a_misspelt_question_is_named_with_its_line_and_a_hint(tmp_path: Path) -> None:
    rule = RULE.replace("hs.last_drill: { older_than", "hs.last_dril: { older_than")
    ((code, where, says),) = faults(tiny_pack(tmp_path, rule=rule))
    assert (code, where) == ("PACK-003", f"{RULE_FILE}:13")
    assert "`hs.last_dril`" in says
    assert "Did you mean `hs.last_drill`?" in says


def test_every_fault_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    found = faults(
        tiny_pack(
            tmp_path,
            rule=RULE.replace("severity: major\n  says", "severity: grave\n  says")
            .replace("older_than: 12 months", "older_then: 12 months")
            .replace("$drills_a_year", "$drils_a_year"),
            policy=POLICY.replace("least_assessed_share: 0.8", "least: 0.8"),
            questions=QUESTIONS.replace("kind: date }\n  - k", "kind: day }\n  - k"),
        )
    )
    files = {where.rpartition(":")[0] for _, where, _ in found}
    assert files >= {RULE_FILE, "policies/standard.yaml", "questions/10_safety.yaml"}
    assert all(where.rpartition(":")[2].isdigit() for _, where, _ in found)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("older_than: 12 months", "older_then: 12 months", "`older_then` is not an"),
        ("older_than: 12 months", "older_than: soon", "`older_than`:"),
        ("below: $drills_a_year", "below: $drils", "`$drils` is not a parameter"),
        ("below: $drills_a_year", "below: many", "`below`:"),
        ("below: $drills_a_year", "below:", "A test needs a value"),
        ("pillar: health_and_safety", "pillar: safety", "`pillar`"),
        ("id: HS-004", "id: HS-4", "`id`"),
        ("  severity: major\n  says", "  says", "has a severity"),
        ("timeframe: 30 days", "timeframe: a month", "corrective_action.timeframe"),
        ("status: stable", "status: stable\nhue: red", "`hue` is not a known key"),
        ("expect: conforms }", "expect: pass }", "`pass` is neither"),
        ("flag_when:\n", "flags_when:\n", "`flags_when` is not a known key"),
        ("known_exceptions: None known", "known_exceptions: []", "known_exceptions"),
    ],
)
def test_a_spoilt_rule_is_told_in_words(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in RULE
    found = faults(tiny_pack(tmp_path, rule=RULE.replace(old, new, 1)))
    assert any(told in says for _, _, says in found), found
    assert all(where.startswith(RULE_FILE) for _, where, _ in found)


def test_a_question_asked_twice_names_both_places(tmp_path: Path) -> None:
    twice = """
    section: { id: more, title: More, pillar: health_and_safety }
    questions:
      - { key: wf.total, text: How many again?, kind: number }
    """
    files = {"questions/20_more.yaml": twice}
    ((_, where, says),) = faults(tiny_pack(tmp_path, **files))
    assert where == "questions/20_more.yaml:4"
    assert "questions/10_safety.yaml:4" in says


def test_a_folder_without_a_pack_is_said_so(tmp_path: Path) -> None:
    ((code, where, _),) = faults(tmp_path)
    assert (code, where) == ("PACK-005", str(tmp_path))


def test_a_ladder_ends_with_a_plain_severity(tmp_path: Path) -> None:
    ladder = (
        "severity:\n    - { when: { hs.drills_12m: { below: 1 } }, is: critical }\n"
    )
    rule = RULE.replace("severity: major\n", ladder, 1)
    ((_, where, says),) = faults(tiny_pack(tmp_path, rule=rule))
    assert says.startswith("A ladder ends with a plain severity")
    assert where.startswith(RULE_FILE)


def counting(escalation: str) -> str:
    """The tiny pack's rule as an escalation."""
    head, rest = RULE.split("flag_when:", 1)
    return f"{head}escalation: {escalation}\nfinding:{rest.split('finding:', 1)[1]}"


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ("at_least: 3", "There are 2 groups, fewer than `at_least`."),
        ("at_least: 2, once_per: rule", "`once_per` has nothing to add."),
    ],
)
def test_groups_that_cannot_be_meant_are_told(
    tmp_path: Path, groups: str, says: str
) -> None:
    rule = counting(
        f"{{ groups: {{ a: [HS-001], b: HS-002 }}, per: pillar, {groups} }}"
    )
    ((code, _, told),) = faults(tiny_pack(tmp_path, rule=rule))
    assert code == "PACK-004"
    assert says in told


def test_a_rule_stands_in_one_group_only(tmp_path: Path) -> None:
    groups = "{ a: [HS-001], b: [HS-001] }"
    rule = counting(f"{{ groups: {groups}, per: submission, at_least: 2 }}")
    ((_, where, told),) = faults(tiny_pack(tmp_path, rule=rule))
    assert "`HS-001` stands in more than one group." in told
    assert where.startswith(RULE_FILE)


def test_a_case_may_take_another_escalation_as_raised(tmp_path: Path) -> None:
    found = "{ rule: ES-001, pillar: environment, severity: major, escalation: true }"
    rule = counting("{ per: submission, at_least: 1 }") + (
        f"  one_of_two_is_an_escalation:\n    expect: non_conformance\n    findings:\n"
        f"      - {found}\n      - {{ rule: HS-001, pillar: environment }}\n"
    )
    (loaded,) = load_pack(tiny_pack(tmp_path, rule=rule)).rules
    escalated, plain = loaded.cases[-1].findings_given
    assert (escalated.rule_id, escalated.severity) == ("ES-001", Severity.MAJOR)
    assert (escalated.is_escalation, plain.is_escalation) == (True, False)


def test_names_of_all_kinds_may_come_from_any_file(tmp_path: Path) -> None:
    derived = """
    - key: hs.drills_per_head
      text: Drills per head
      kind: number
      ratio_of: [hs.drills_12m, wf.total]
    """
    files = {"derived/10.yaml": derived}
    pack = load_pack(tiny_pack(tmp_path, pack=PACK, **files))
    assert pack.derived_by_key["hs.drills_per_head"].of == ("hs.drills_12m", "wf.total")
