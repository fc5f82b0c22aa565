"""Rules about rules: each spoilt rule is named with its code and its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.packs import load_pack
from tests.packs import QUESTIONS, RULE, RULE_FILE, tiny_pack


def codes(folder: Path) -> list[str]:
    return [issue.code for issue in lint(load_pack(folder))]


def test_a_sound_rule_has_nothing_to_mend(tmp_path: Path) -> None:
    assert codes(tiny_pack(tmp_path)) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("RL001", "id: HS-004", "id: EN-004"),
        ("RL004", "hs.drills_12m: { below", "hs.last_drill: { below"),
        ("RL005", "any:\n", "any:\n    - hs.alarm: { is: siren }\n"),
        ("RL006", "since: 2025-01-01", "since: 1990-01-01"),
        ("RL007", "{hs.last_drill}", "{hs.latest}"),
        ("RL007", "{hs.last_drill}", "{row}"),
        ("RL007", "{hs.last_drill}", "{$minimum_drills}"),
        (
            "RL008",
            "any:\n",
            "any:\n    - all:\n      - any:\n        - wf.total: { below: 1 }\n"
            "        - wf.total: { above: 9 }\n      - wf.total: { above: 3 }\n",
        ),
        ("RL009", "expect: conforms", "expect: not_assessed"),
        ("RL009", "expect: non_conformance", "expect: not_applicable"),
        ("RL011", "No evacuation drill", "No evacuation drill whatsoever" * 3),
        ("RL015", "given: { wf.total: 120,", "given: { wf.people: 120,"),
        ("RL016", "any:\n", "any:\n    - hs.certs.expiry: { before: assessed_on }\n"),
        ("RL017", "preventive: Plan a drill each half-year.", "preventive: ''"),
        (
            "RL018",
            "known_exceptions: None",
            "follows_from: [HS-999]\nknown_exceptions: None",
        ),
    ],
)
def test_each_check_finds_what_it_is_for(
    tmp_path: Path, code: str, old: str, new: str
) -> None:
    assert old in RULE
    found = codes(tiny_pack(tmp_path, rule=RULE.replace(old, new)))
    assert code in found


def test_an_id_used_twice_is_told_for_both_files(tmp_path: Path) -> None:
    files = {"health_and_safety/again.yaml": RULE}
    issues = lint(load_pack(tiny_pack(tmp_path, **files)))
    repeated = [issue.where for issue in issues if issue.code == "RL002"]
    assert len(repeated) == 2
    assert repeated[0] != repeated[1]


def test_a_rule_in_another_pillars_folder_is_told(tmp_path: Path) -> None:
    other = RULE.replace("HS-004", "HS-005").replace("than: 12 m", "than: 11 m")
    files = {"environment/drill.yaml": other}
    issues = lint(load_pack(tiny_pack(tmp_path, **files)))
    assert [(issue.code, issue.rule_id) for issue in issues] == [("RL013", "HS-005")]
    assert issues[0].where.startswith("environment/drill.yaml:")
    assert not issues[0].where.startswith(RULE_FILE)


DERIVED = """
- { key: hs.twice, text: Twice, kind: number, sum_of: [hs.drills_12m, hs.half] }
- { key: hs.half, text: Half, kind: number, ratio_of: [wf.total, hs.drills_12m] }
"""
EXPIRED = """
- key: hs.expired
  text: Expired
  kind: number
  count_where:
    table: hs.certs
    where: { hs.certs.expiry: { before: assessed_on } }
"""
GATED = "text: When was the latest drill?, kind: date, asked_when: { %s: { above: 0 } }"


def told(folder: Path) -> list[tuple[str, str, str]]:
    found = lint(load_pack(folder))
    return [(issue.code, issue.where.split(":")[0], issue.says) for issue in found]


def gated(key: str) -> str:
    ungated = "text: When was the latest drill?, kind: date"
    assert ungated in QUESTIONS
    return QUESTIONS.replace(ungated, GATED % key)


def test_gates_and_derived_answers_may_build_on_each_other(tmp_path: Path) -> None:
    files = {"questions": gated("hs.twice"), "derived/10.yaml": DERIVED + EXPIRED}
    assert told(tiny_pack(tmp_path, **files)) == []


def test_a_derived_answer_that_rests_on_itself_is_told(tmp_path: Path) -> None:
    turned = DERIVED.replace("[wf.total, hs.drills_12m]", "[wf.total, hs.twice]")
    assert told(tiny_pack(tmp_path, **{"derived/10.yaml": turned})) == [
        (
            "RL019",
            "derived/10.yaml",
            "it rests on itself: hs.half → hs.twice → hs.half.",
        )
    ]


def test_a_gate_that_leads_back_to_its_question_is_told(tmp_path: Path) -> None:
    assert told(tiny_pack(tmp_path, questions=gated("meta.completeness"))) == [
        (
            "RL019",
            "questions/10_safety.yaml",
            "it rests on itself: hs.last_drill → meta.completeness → hs.last_drill.",
        )
    ]


def test_a_column_that_looks_at_a_count_of_its_own_table_is_told(
    tmp_path: Path,
) -> None:
    column = "text: Expires on, kind: date"
    assert column in QUESTIONS
    turned = QUESTIONS.replace(
        column, f"{column}, asked_when: {{ hs.expired: {{ above: 0 }} }}"
    )
    files = {"questions": turned, "derived/10.yaml": EXPIRED}
    assert told(tiny_pack(tmp_path, **files)) == [
        (
            "RL019",
            "derived/10.yaml",
            "it rests on itself: hs.certs → hs.certs.expiry → hs.expired → hs.certs.",
        ),
    ]


def test_rules_that_follow_from_each_other_are_told(tmp_path: Path) -> None:
    first = RULE.replace(
        "known_exceptions: None", "follows_from: [HS-006]\nknown_exceptions: None"
    )
    second = first.replace("HS-006", "HS-004").replace("id: HS-004", "id: HS-006")
    second = second.replace("older_than: 12 months", "older_than: 11 months")
    files = {"health_and_safety/too_few.yaml": second}
    found = told(tiny_pack(tmp_path, rule=first, **files))
    assert [(code, says) for code, _, says in found] == [
        ("RL020", "it follows from itself: HS-004 → HS-006 → HS-004.")
    ]
