"""Rules about rules: each spoilt rule is named with its code and its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.packs import load_pack
from tests.packs import RULE, RULE_FILE, tiny_pack


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
        ("RL012", "source: eti_base_code", "source: eti_base_cod"),
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
    files = {"environment/drill.yaml": RULE.replace("HS-004", "HS-005")}
    issues = lint(load_pack(tiny_pack(tmp_path, **files)))
    assert [(issue.code, issue.rule_id) for issue in issues] == [("RL013", "HS-005")]
    assert issues[0].where.startswith("environment/drill.yaml:")
    assert not issues[0].where.startswith(RULE_FILE)
