"""A rule that is changed a little fails one of its own cases."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from benchmarks.mutants.__main__ import main
from benchmarks.mutants.checking import Tried, share, try_rules
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.packs import QUESTIONS, RULE, tiny_pack

LEAST_CAUGHT = 0.96
"""Of each pillar; what lives on is printed by ``make mutants``."""

ONE_COUNTRY = RULE.replace("$drills_a_year", "1")
NO_DRILLS_COUNTED = RULE.replace("    - hs.drills_12m: { below: $drills_a_year }\n", "")
FULL_CASES = """
  nobody_works_here: { given: { wf.total: 0 }, expect: not_applicable }
  one_person: { given: { wf.total: 1 }, expect: conforms }
  nobody_counted: { given: { wf.total: }, expect: not_assessed }
  a_day_over: { given: { hs.last_drill: 2025-01-14 }, expect: non_conformance }
"""


def tried(folder: Path, **changed: str) -> Tried:
    pack = load_pack(tiny_pack(folder, **changed))
    (one,) = try_rules(pack.rules, pack)
    return one


def test_what_no_case_looks_at_lives_on(tmp_path: Path) -> None:
    alive = {mutant.what for mutant, _ in tried(tmp_path, rule=ONE_COUNTRY).survivors}
    assert "applies_when wf.total: at_least 1 → at_least 2" in alive
    assert "flag_when hs.last_drill: older_than 12 months → before 2025-01-14" in alive
    assert "severity major → minor" not in alive


def test_a_survivor_comes_with_the_case_that_would_catch_it(tmp_path: Path) -> None:
    witnesses = {m.what: str(w) for m, w in tried(tmp_path, rule=ONE_COUNTRY).survivors}
    over_by_a_day = "flag_when hs.last_drill: older_than 12 months → before 2025-01-14"
    assert witnesses[over_by_a_day].endswith(
        "with hs.last_drill: 2025-01-14 → flagged (major)"
    )


def test_a_list_of_one_word_is_never_emptied(tmp_path: Path) -> None:
    drills = "    - hs.drills_12m"
    alarm = "    - hs.alarm: { none_of: [bell] }\n"
    one = tried(tmp_path, rule=RULE.replace(drills, alarm + drills))
    alive = {mutant.what for mutant, _ in one.survivors}
    assert "flag_when without hs.alarm: none_of [bell]" in alive
    assert not any(what.endswith("none_of []") for what in alive)


def test_what_an_escalation_leaves_out_is_counted_in_a_mutant(pack: RulePack) -> None:
    (majors,) = (rule for rule in pack.rules if rule.id == "ES-001")
    told = "what_was_escalated_already_is_not_counted_again"
    untold = replace(majors, cases=tuple(c for c in majors.cases if c.name != told))
    (held, loose) = try_rules((majors, untold), pack)
    assert [mutant.what for mutant, _ in held.survivors] == []
    assert [m.what for m, _ in loose.survivors] == ["escalation escalations too"]


def test_cases_on_every_limit_catch_every_mutant(tmp_path: Path) -> None:
    one = tried(tmp_path, rule=ONE_COUNTRY + FULL_CASES)
    assert [mutant.what for mutant, _ in one.survivors] == []
    assert one.caught == one.mutants == 19


def test_the_same_rule_written_otherwise_is_not_counted(tmp_path: Path) -> None:
    asked = "key: hs.last_drill, asked_when: { wf.total: { at_least: 1 } },"
    one = tried(
        tmp_path,
        questions=QUESTIONS.replace("key: hs.last_drill,", asked),
        rule=NO_DRILLS_COUNTED,
    )
    # Where nobody works, the question is not asked: to say so again changes nothing.
    equivalent = {mutant.what for mutant, _ in one.equivalent}
    assert "applies_when wf.total: at_least 1 → at_least 0" in equivalent


def test_every_pillar_of_the_pack_is_held_by_its_cases(pack: RulePack) -> None:
    results = sorted(try_rules(pack.rules, pack), key=lambda one: one.rule.pillar)
    for pillar, group in groupby(results, key=lambda one: one.rule.pillar):
        assert share(tuple(group)) >= LEAST_CAUGHT, pillar


def test_the_command_names_what_lives_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["HR-044"]) == 0
    assert "100.0%" in capsys.readouterr().out.splitlines()[-2]
