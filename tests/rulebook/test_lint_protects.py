"""Lint that protects suppliers: what they are told and what is found must agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.rulebook import search
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.packs import PARAMETERS, POLICY, QUESTIONS, RULE, RULE_FILE, tiny_pack

FLAG = """flag_when:
  any:
    - hs.last_drill: { older_than: 12 months }
    - hs.drills_12m: { below: $drills_a_year }
"""
APPLIES = "applies_when: { wf.total: { at_least: 1 } }\n"


def rule_with(
    flag: str = FLAG, applies: str = APPLIES, severity: str = "major", as_id: str = ""
) -> str:
    """The tiny pack's rule with some of its conditions replaced."""
    assert FLAG in RULE
    assert APPLIES in RULE
    changed = RULE.replace(FLAG, flag).replace(APPLIES, applies)
    changed = changed.replace("  severity: major\n", f"  severity: {severity}\n", 1)
    return changed.replace("id: HS-004", f"id: {as_id or 'HS-004'}")


def told(folder: Path, **changed: str) -> list[tuple[str, str]]:
    """Codes with what was said, leaving out that the cases no longer fit."""
    return [(i.code, i.says) for i in lint(load_pack(tiny_pack(folder, **changed)))]


def codes(folder: Path, **changed: str) -> set[str]:
    return {code for code, _ in told(folder, **changed)}


def asked(key: str, more: str) -> str:
    """The questions, with something added to one of them."""
    (line,) = (li for li in QUESTIONS.splitlines() if f"key: {key}," in li)
    return QUESTIONS.replace(line, line.replace(" }", f", {more} }}"))


@pytest.mark.parametrize(
    "flag",
    [
        "flag_when: { hs.drills_12m: { below: 1, above: 2 } }",
        "flag_when: { wf.total: { below: 1 } }",  # where it applies there is one
        "flag_when: { hs.alarm: { is_not: bell }, all: [{hs.alarm: {is_not: none}}] }",
        "flag_when: { none: [ {hs.alarm: {is: bell}}, {hs.alarm: {is_not: bell}} ] }",
        "flag_when: { hs.last_drill: { older_than: 1 year, within: 30 days } }",
        "flag_when: { hs.drills_12m: { answered: no, below: 3 } }",
    ],
)
def test_a_rule_that_no_answers_can_flag_is_told(tmp_path: Path, flag: str) -> None:
    assert "RL021" in codes(tmp_path, rule=rule_with(f"{flag}\n"))


@pytest.mark.parametrize(
    "flag",
    [
        "flag_when: { any: [ {hs.alarm: {is: bell}}, {hs.alarm: {is: none}} ] }",
        "flag_when: { any: [ {wf.total: {below: 9}}, {wf.total: {above: 8}} ] }",
        "flag_when: { wf.total: { above: 0 } }",
    ],
)
def test_a_rule_that_no_site_can_satisfy_is_told(tmp_path: Path, flag: str) -> None:
    assert "RL022" in codes(tmp_path, rule=rule_with(f"{flag}\n"))


def test_a_question_that_is_not_asked_where_the_rule_applies_is_told(
    tmp_path: Path,
) -> None:
    gated = asked("hs.last_drill", "asked_when: { wf.total: { below: 1 } }")
    found = told(tmp_path, questions=gated)
    assert [code for code, _ in found] == ["RL023"]
    assert "`hs.last_drill` is not asked where the rule applies" in found[0][1]


def test_a_scope_shuts_a_question_as_well(tmp_path: Path) -> None:
    scope = """
    large:
      title: Large sites
      asked_of: large sites
      otherwise: a small site
      holds_when: { wf.total: { at_least: 50 } }
    """
    files = {
        "scopes.yaml": scope,
        "questions": asked("hs.last_drill", "scope: large"),
    }
    small = rule_with(applies="applies_when: { wf.total: { below: 10 } }\n")
    assert "RL023" in codes(tmp_path / "small", rule=small, **files)
    assert "RL023" not in codes(tmp_path / "any", **files)


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (
            "[ {when: {hs.drills_12m: {below: 2}}, is: major},"
            " {when: {hs.drills_12m: {below: 1}}, is: critical}, minor ]",
            "step 2 (critical) is never reached: an earlier step takes all it would.",
        ),
        (
            "[ {when: {wf.total: {below: 1}}, is: critical}, minor ]",
            "step 1 (critical) is never reached: nothing can.",
        ),
    ],
)
def test_a_step_of_a_ladder_that_is_never_reached_is_told(
    tmp_path: Path, steps: str, why: str
) -> None:
    assert ("RL024", why) in told(tmp_path, rule=rule_with(severity=steps))


def test_steps_from_grave_to_mild_are_all_reached(tmp_path: Path) -> None:
    steps = (
        "[ {when: {hs.drills_12m: {below: 1}}, is: critical},"
        " {when: {hs.drills_12m: {below: 2}}, is: major}, minor ]"
    )
    assert "RL024" not in codes(tmp_path, rule=rule_with(severity=steps))


@pytest.mark.parametrize(
    ("limits", "flag", "word"),
    [
        ("maximum: 12", "{ above: 12 }", "never true: the template takes 0 to 12"),
        ("maximum: 12", "{ at_least: 0 }", "always true: the template takes 0 to 12"),
        ("maximum: 12", "{ between: [20, 30] }", "never true"),
        ("unit: drills", "{ below: 0 }", "never true: the template takes 0 and more"),
    ],
)
def test_a_limit_beyond_what_the_template_takes_is_told(
    tmp_path: Path, limits: str, flag: str, word: str
) -> None:
    flagged = FLAG.replace("{ below: $drills_a_year }", flag)
    found = told(
        tmp_path,
        rule=rule_with(flagged),
        questions=asked("hs.drills_12m", f"minimum: 0, {limits}"),
    )
    (says,) = [says for code, says in found if code == "RL025"]
    assert word in says


def test_a_parameter_that_some_country_reaches_is_within_the_template(
    tmp_path: Path,
) -> None:
    questions = asked("hs.drills_12m", "minimum: 0, maximum: 1")
    flagged = "flag_when: { hs.drills_12m: { above: $drills_a_year } }\n"
    assert "RL025" in codes(
        tmp_path / "never", rule=rule_with(flagged), questions=questions
    )
    assert "RL025" not in codes(tmp_path / "some", questions=questions)


def test_two_rules_flagged_by_the_same_are_told(tmp_path: Path) -> None:
    turned = FLAG.replace(
        "    - hs.last_drill: { older_than: 12 months }\n"
        "    - hs.drills_12m: { below: $drills_a_year }\n",
        "    - hs.drills_12m: { below: $drills_a_year }\n"
        "    - hs.last_drill: { older_than: 12 months }\n",
    )
    assert turned != FLAG
    files = {"health_and_safety/again.yaml": rule_with(turned, as_id="HS-005")}
    says = "it is flagged exactly where HS-004 is; keep one of them."
    assert ("RL026", says) in told(tmp_path, **files)


def test_two_rules_that_no_answer_satisfies_are_told(tmp_path: Path) -> None:
    few = "flag_when: { hs.drills_12m: { below: 4 } }\n"
    many = "flag_when: { hs.drills_12m: { above: 3 } }\n"
    files = {"health_and_safety/many.yaml": rule_with(many, as_id="HS-005")}
    found = told(tmp_path / "both", rule=rule_with(few), **files)
    assert ("RL027", "no answer satisfies both this rule and HS-004.") in found
    apart = rule_with(
        many, applies="applies_when: { wf.total: { below: 1 } }\n", as_id="HS-005"
    )
    files = {"health_and_safety/many.yaml": apart}
    assert "RL027" not in codes(tmp_path / "apart", rule=rule_with(few), **files)


def test_a_fraction_where_percentages_are_meant_is_told(tmp_path: Path) -> None:
    percent = QUESTIONS.replace("were held?, kind: number", "were held?, kind: percent")
    flagged = "flag_when: { hs.drills_12m: { below: 0.8 } }\n"
    assert "RL028" in codes(tmp_path, questions=percent, rule=rule_with(flagged))


@pytest.mark.parametrize(
    ("unit", "agrees"),
    [
        ("drills", True),
        ("drills a year", True),
        ("drills per month", False),
        ("hours", False),
    ],
)
def test_a_parameter_in_another_unit_than_the_question_is_told(
    tmp_path: Path, unit: str, agrees: bool
) -> None:
    questions = asked("hs.drills_12m", f"unit: {unit}")
    parameters = PARAMETERS.replace("unit: drills", "unit: drills per year")
    found = codes(tmp_path, questions=questions, parameters=parameters)
    assert ("RL029" not in found) is agrees


def test_a_blank_that_is_allowed_and_flagged_must_be_told_in_the_help(
    tmp_path: Path,
) -> None:
    rule = rule_with("flag_when: { hs.drills_12m: { answered: no } }\n")
    for more, found in (
        ("required: true", False),
        ("required: false", True),
        ("required: false, help: Leave it empty if there were none.", False),
    ):
        questions = asked("hs.drills_12m", more)
        at = tmp_path / more.replace(" ", "_")
        assert ("RL038" in codes(at, rule=rule, questions=questions)) is found


def test_not_applicable_that_is_allowed_and_flagged_must_be_told(
    tmp_path: Path,
) -> None:
    rule = rule_with("flag_when: { hs.drills_12m: { state_is: not_applicable } }\n")
    for more, found in (
        ("na_allowed: false", False),
        ("na_allowed: true", True),
        ("na_allowed: true, help: Choose Not applicable if none was held.", False),
    ):
        questions = asked("hs.drills_12m", more)
        at = tmp_path / more.replace(" ", "_")
        assert ("RL032" in codes(at, rule=rule, questions=questions)) is found


def test_a_choice_that_evades_the_rule_is_told(tmp_path: Path) -> None:
    questions = QUESTIONS.replace(
        "{ value: none, label: None }",
        "{ value: none, label: None }, { value: partly, label: Partly }",
    )
    rule = rule_with("flag_when: { hs.alarm: { is: none } }\n")
    assert "RL033" in codes(tmp_path / "evaded", rule=rule, questions=questions)
    rule = rule_with("flag_when: { hs.alarm: { one_of: [none, partly] } }\n")
    assert "RL033" not in codes(tmp_path / "named", rule=rule, questions=questions)


def test_evidence_that_is_needed_must_be_named_and_claimed_by_a_yes(
    tmp_path: Path,
) -> None:
    questions = QUESTIONS.replace(
        "tables:",
        "  - { key: hs.plan, text: A plan?, kind: yes_no, evidence_needed: true }\n"
        "  - { key: hs.exits, text: How many?, kind: number, evidence_needed: true }\n"
        "tables:",
    )
    issues = lint(load_pack(tiny_pack(tmp_path, questions=questions)))
    assert [(i.code, i.rule_id, i.where) for i in issues] == [
        ("RL034", "hs.plan", "questions/10_safety.yaml:11"),
        ("RL035", "hs.exits", "questions/10_safety.yaml:12"),
    ]


@pytest.mark.parametrize(
    ("thresholds", "says"),
    [
        ("red_when: { critical: 2 }", "2 critical make a pillar red"),
        ("red_when: { business_critical: 3, critical: 2 }", "2 critical make"),
        ("amber_when: { minor: 1, major: 3 }", "1 minor make a pillar amber"),
    ],
)
def test_a_policy_under_which_graver_counts_for_less_is_told(
    tmp_path: Path, thresholds: str, says: str
) -> None:
    name = thresholds.split(":", maxsplit=1)[0]
    line = next(li for li in POLICY.splitlines() if li.startswith(name))
    found = told(tmp_path, policy=POLICY.replace(line, thresholds))
    assert any(code == "RL036" and says in words for code, words in found)


def test_a_working_calendar_that_counts_for_nothing_is_told(tmp_path: Path) -> None:
    calendar = (
        "working_calendar: { weekends: [{ days: [sunday], buyers_own: true }] }\n"
    )
    assert "RL041" in codes(tmp_path, policy=POLICY + calendar)
    counting = POLICY.replace("minor: { ", "minor: { counted: working, ")
    assert "RL041" not in codes(tmp_path, policy=counting + calendar)


def test_a_rule_with_too_many_answers_to_try_is_told_and_not_guessed_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_STEPS", 1)
    rule = rule_with("flag_when: { hs.drills_12m: { below: 1, above: 2 } }\n")
    found = codes(tmp_path, rule=rule)
    assert "RL037" in found
    assert "RL021" not in found


def test_a_search_that_takes_too_long_says_so() -> None:
    truths = ((True,), (False,), (None,))
    possible = {f"q{n}": truths for n in range(12)}
    long = search.Search(possible)
    assert long.finds(lambda settled: None) is None
    assert long.steps < 3 * search.MOST_STEPS


def test_the_supplied_pack_gives_no_alarm(pack: RulePack) -> None:
    assert [str(issue) for issue in lint(pack)] == []


def test_a_place_is_told_with_file_and_line(tmp_path: Path) -> None:
    rule = rule_with("flag_when: { wf.total: { below: 1 } }\n")
    (issue, *_) = lint(load_pack(tiny_pack(tmp_path, rule=rule)))
    assert issue.where.startswith(f"{RULE_FILE}:")
