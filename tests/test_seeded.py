"""Known faults in plausible sites are found, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from benchmarks.blank import Blank
from benchmarks.seeded.__main__ import main
from benchmarks.seeded.faults import all_faults, chosen
from benchmarks.seeded.returns import Seeded, checked, faultless, seeded
from benchmarks.seeded.scoring import Tally, together
from rs_excel.rulebook.model import RulePack
from rs_excel.supplied import workbooks_folder

SEEDS = range(1000, 1040)  # others than `make seeded` uses


@pytest.fixture(scope="module")
def blank() -> Blank:
    return Blank.read(workbooks_folder() / "saq" / "saq.xlsx")


def test_every_seeded_fault_is_found_and_nothing_else(
    pack: RulePack, blank: Blank, tmp_path: Path
) -> None:
    counted = Tally(pack)
    for seed in SEEDS:
        one = seeded(pack, seed)
        counted.add(one.name, one.key, checked(one, pack, blank, tmp_path))
    assert (counted.misses, counted.alarms) == ({}, {})
    assert together(counted.pillars).wanted > 100


@pytest.mark.parametrize("seed", range(2000, 2020))
def test_a_site_in_order_raises_nothing(
    seed: int, pack: RulePack, blank: Blank, tmp_path: Path
) -> None:
    report = checked(faultless(pack, seed), pack, blank, tmp_path)
    assert [(f.rule_id, f.says) for f in report.findings] == []
    assert report.coverage.answered == report.coverage.asked > 150


def test_a_rule_that_is_missing_shows_as_a_miss(
    pack: RulePack, blank: Blank, tmp_path: Path
) -> None:
    one = seeded(pack, 0)
    (told, *_) = sorted(one.key)
    crippled = replace(pack, rules=tuple(r for r in pack.rules if r.id != told[0]))
    counted = Tally(pack)
    counted.add(one.name, one.key, checked(one, crippled, blank, tmp_path))
    assert counted.misses == {told: 1}
    assert together(counted.pillars).recall < 1


def test_a_finding_nobody_put_in_shows_as_a_false_alarm(
    pack: RulePack, blank: Blank, tmp_path: Path
) -> None:
    one = seeded(pack, 0)
    (told, *_) = sorted(one.key)
    counted = Tally(pack)
    report = checked(one, pack, blank, tmp_path)
    counted.add(one.name, one.key - {told}, report)
    assert counted.alarms == {told: 1}
    assert together(counted.pillars).precision < 1


def test_the_same_seed_makes_the_same_return(pack: RulePack) -> None:
    def made() -> Seeded:
        return seeded(pack, 7)

    assert made().site == made().site
    assert made().key_text() == made().key_text()


def test_faults_in_one_site_do_not_contradict_each_other() -> None:
    for seed in SEEDS:
        faults = chosen(seed)
        agreeing = [one.agrees_with(other) for one in faults for other in faults]
        assert all(agreeing)


def test_every_fault_tells_of_a_rule_that_exists(pack: RulePack) -> None:
    told = {rule for fault in all_faults() for rule, _ in fault.raises}
    assert told <= pack.by_id.keys()


def test_workbooks_are_kept_with_their_keys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--returns", "1", "--faultless", "0", "--out", str(tmp_path)]
    assert main(arguments) == 0
    key = yaml.safe_load((tmp_path / "seeded-0000.key.yaml").read_text("utf-8"))
    assert (tmp_path / key["return"]).is_file()
    assert key["must_raise"].items() >= all_faults()[0].raises
    assert "100.00%" in capsys.readouterr().out
