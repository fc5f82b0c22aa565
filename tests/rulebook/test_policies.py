"""Policies: three supplied, one's own in ten lines, every fault at its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rs_excel.app.settings import find_policy
from rs_excel.domain.vocabulary import ClockStart, Severity, Verification
from rs_excel.errors import PackError, SettingsError
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.policy_files import own_policy
from rs_excel.rulebook.policy_page import policy_page
from tests.packs import POLICY, tiny_pack

EXAMPLE = Path(__file__).parent.parent.parent / "rules" / "example_policy.yaml"
STRICTER = ("strict", "standard", "supportive")


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, pack: RulePack) -> list[tuple[str, str]]:
    with pytest.raises(PackError) as caught:
        own_policy(path, pack)
    return [(p.where.removeprefix(f"{path}:"), p.says) for p in caught.value.problems]


@pytest.mark.parametrize(("stricter", "milder"), [STRICTER[:2], STRICTER[1:]])
def test_each_supplied_policy_gives_less_time_than_the_next(
    pack: RulePack, stricter: str, milder: str
) -> None:
    less, more = pack.policies[stricter], pack.policies[milder]
    for name in Severity:
        assert less.timeframes[name].close_days < more.timeframes[name].close_days
    assert less.least_assessed_share > more.least_assessed_share


def test_the_example_of_an_own_policy_has_ten_lines_at_most(pack: RulePack) -> None:
    assert len(EXAMPLE.read_text(encoding="utf-8").splitlines()) <= 10
    mine, base = own_policy(EXAMPLE, pack), pack.policies["standard"]
    major = mine.timeframes["major"]
    assert (major.close_days, major.verification) == (45, Verification.FOLLOW_UP)
    assert mine.timeframes["critical"].close_days == 14
    assert mine.rule_days == {"HS-001": 3}
    assert mine.title == "Example buyer"
    unchanged = ("minor", "observation", "data_quality")
    assert [mine.timeframes[n] for n in unchanged] == [
        base.timeframes[n] for n in unchanged
    ]
    assert mine.amber_when == base.amber_when


def test_the_readme_shows_the_example_as_it_is() -> None:
    readme = EXAMPLE.parent.parent / "README.md"
    assert EXAMPLE.read_text(encoding="utf-8") in readme.read_text(encoding="utf-8")


def test_only_the_field_named_differs_within_a_timeframe(
    pack: RulePack, tmp_path: Path
) -> None:
    change = "timeframes: { business_critical: { close_days: 5 } }"
    text = f"name: mine\nextends: strict\n{change}\n"
    time = own_policy(written(tmp_path, text), pack).timeframes["business_critical"]
    assert (time.close_days, time.contain_days) == (5, 1)
    assert time.verification is Verification.FOLLOW_UP


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("extends: standrd", "No policy `standrd` to extend. Did you mean `standard`?"),
        ("timeframe: {}", "`timeframe` is not a known key. Did you mean `timeframes`?"),
        (
            "timeframes: { criticl: { close_days: 9 } }",
            "`criticl` is not a severity of this pack. Did you mean `critical`?",
        ),
        ("rule_days: { HS-999: 3 }", "`HS-999` is not a rule of this pack."),
        ("regimes: [lkgs]", "`lkgs` is not a regime of this pack."),
        ("clock_starts: someday", "`clock_starts`: Input should be 'day_raised'"),
        ("red_when: { critical: 0 }", "`red_when.critical`: Input should be greater"),
    ],
)
def test_a_fault_names_its_line_and_the_nearest_spelling(
    pack: RulePack, tmp_path: Path, line: str, says: str
) -> None:
    base = "" if line.startswith("extends") else "extends: standard\n"
    ((where, said), *_) = faults(written(tmp_path, f"name: mine\n{base}{line}\n"), pack)
    assert int(where) == (2 if not base else 3)
    assert said.startswith(says)


def test_a_policy_in_full_must_give_every_severity_its_time(
    pack: RulePack, tmp_path: Path
) -> None:
    text = POLICY.replace("  minor: { close_days: 90, verification: desktop }\n", "")
    text = text.replace("name: standard", "name: ours")
    ((_, said),) = faults(written(tmp_path, text), pack)
    assert said == "`timeframes` says nothing about `minor`."


def test_policies_of_a_pack_may_extend_each_other_in_any_order(tmp_path: Path) -> None:
    files = {
        "policies/a_last.yaml": "name: a_last\nextends: middle\nplan_days: 7\n",
        "policies/middle.yaml": "name: middle\nextends: standard\n"
        "clock_starts: plan_agreed\nrule_days: { HS-004: 10 }\n",
    }
    last = load_pack(tiny_pack(tmp_path, **files)).policies["a_last"]
    assert (last.clock_starts, last.plan_days) == (ClockStart.PLAN_AGREED, 7)
    assert last.rule_days == {"HS-004": 10}


def test_policies_that_extend_each_other_in_a_circle_are_refused(
    tmp_path: Path,
) -> None:
    files = {
        "policies/one.yaml": "name: one\nextends: two\n",
        "policies/two.yaml": "name: two\nextends: one\n",
    }
    with pytest.raises(PackError) as caught:
        load_pack(tiny_pack(tmp_path, **files))
    assert [p.where for p in caught.value.problems] == [
        "policies/one.yaml:2",
        "policies/two.yaml:2",
    ]


def test_a_policy_is_found_by_name_or_by_file(pack: RulePack) -> None:
    found: list[Policy] = [find_policy(pack, n) for n in ("strict", str(EXAMPLE))]
    assert [policy.name for policy in found] == ["strict", "example_buyer"]
    with pytest.raises(SettingsError, match="Did you mean `strict`"):
        find_policy(pack, "strikt")
    with pytest.raises(PackError, match="cannot be read"):
        find_policy(pack, "nowhere.yaml")


def test_one_name_does_not_stand_for_two_policies(
    tmp_path: Path, pack: RulePack
) -> None:
    text = "name: strict\nextends: supportive\nplan_days: 7\n"
    ((line, says),) = faults(written(tmp_path, text), pack)
    assert line == "1"
    assert "`strict` is a policy of the pack" in says


CALENDAR = """
timeframes: { major: { counted: working } }
working_calendar:
  weekends:
    - { days: [saturday, sunday], buyers_own: true }
    - { countries: [BD], days: [friday, saturday], reference: Cabinet order }
  holidays:
    - { countries: [BD], name: Victory Day, days: [2026-12-16], reference: Gazette }
"""


def test_a_working_calendar_counts_for_the_severities_that_say_so(
    pack: RulePack, tmp_path: Path
) -> None:
    text = f"name: mine\nextends: standard\n{CALENDAR}"
    mine = own_policy(written(tmp_path, text), pack)
    start = date(2026, 12, 15)
    assert mine.day_count("major", "BD").ahead(start, 1) == date(2026, 12, 17)
    assert mine.day_count("major", "DE").ahead(start, 1) == date(2026, 12, 16)
    assert mine.day_count("critical", "BD").ahead(start, 1) == date(2026, 12, 16)


def test_a_policy_that_extends_another_keeps_its_calendar(tmp_path: Path) -> None:
    files = {
        "policies/base.yaml": f"name: base\nextends: standard\n{CALENDAR}",
        "policies/mine.yaml": "name: mine\nextends: base\nplan_days: 7\n",
    }
    mine = load_pack(tiny_pack(tmp_path, **files)).policies["mine"]
    assert mine.day_count("major", "BD").span(40) == "40 working days"


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("buyers_own: true", "since: 2020-01-01", (7, "either a `reference` or")),
        ("reference: Gazette", "buyers_own: false", (10, "either a `reference` or")),
        ("countries: [BD], days: [f", "days: [f", (8, "A second weekend for every")),
        ("[saturday, sunday]", "[saturday, sonday]", (7, "Did you mean `sunday`?")),
        ("countries: [BD], name", "countries: [BGD], name", (10, "match pattern")),
        ("[2026-12-16]", "[2026-12-16, 2026-12-16]", (10, "is written twice")),
        ("[2026-12-16]", "[16 December]", (10, "`working_calendar.holidays.0.days.0`")),
        (
            "{ days: [saturday, sunday], buyers_own: true }",
            "{ days: [sunday], since: 2020-01-01, buyers_own: true }",
            (6, "One weekend must hold in every other country, and since ever"),
        ),
    ],
)
def test_a_fault_in_a_working_calendar_names_its_line(
    tmp_path: Path, was: str, becomes: str, told: tuple[int, str], pack: RulePack
) -> None:
    assert was in CALENDAR
    text = f"name: mine\nextends: standard\n{CALENDAR.replace(was, becomes)}"
    found = faults(written(tmp_path, text), pack)
    line, says = told
    assert any(int(at) == line and says in said for at, said in found), found


def test_working_days_without_a_calendar_are_refused(
    pack: RulePack, tmp_path: Path
) -> None:
    text = "name: mine\nextends: standard\ntimeframes:\n  minor: { counted: working }\n"
    ((line, says),) = faults(written(tmp_path, text), pack)
    assert line == "4"
    assert says == "`minor` counts working days; give a `working_calendar`."


def test_a_policy_in_words_shows_its_calendar_and_its_effect_checks(
    pack: RulePack, tmp_path: Path
) -> None:
    times = CALENDAR.replace("working }", "working, effect_days: 90 }")
    text = f"name: mine\nextends: standard\n{times}"
    page = policy_page(own_policy(written(tmp_path, text), pack))
    assert "close within 60 working days, verified by desktop" in page
    assert "looked at again 90 days later" in page
    assert "elsewhere: Sat, Sun" in page
    assert "BD: Fri, Sat; 1 holiday (2026-12-16)" in page
