"""The published pages say what the rules say, and lead to each other."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rs_excel.cli.main import main
from rs_excel.domain.conditions import Test
from rs_excel.rulebook.laws import Duty, Law, Needs, Scope, Threshold
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.reference.book import MARK, pages
from rs_excel.supplied import packs_folder
from tests.packs import QUESTIONS, RULE, tiny_pack

PUBLISHED = {
    "four_pillar": "reference",
    "site_audit": "site_audit_reference",
    "scorecard": "scorecard_reference",
    "across": "across_reference",
}
LINK = re.compile(r"\]\(([^)\s]+)\)")
ANCHOR = re.compile(r'<a id="([^"]+)">')


@pytest.fixture(scope="module", params=sorted(PUBLISHED))
def each(request: pytest.FixtureRequest) -> RulePack:
    """Each of the supplied packs in turn."""
    return load_pack(packs_folder() / request.param)


@pytest.fixture(scope="module")
def made(each: RulePack) -> Mapping[str, str]:
    return pages(each)


@pytest.fixture(scope="module")
def of_questionnaire(pack: RulePack) -> Mapping[str, str]:
    return pages(pack)


def tiny_page(folder: Path, place: str = "rules/HS-004.md", **changed: str) -> str:
    return pages(load_pack(tiny_pack(folder, **changed)))[place]


def test_the_published_pages_are_current(
    each: RulePack, made: Mapping[str, str]
) -> None:
    folder = packs_folder() / PUBLISHED[each.id]
    published = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*.md")
    }
    assert published.keys() == made.keys(), "run `make reference`"
    differing = [place for place, text in made.items() if published[place] != text]
    assert differing == [], "run `make reference`"


def test_every_link_leads_to_a_page_and_a_place_on_it(made: Mapping[str, str]) -> None:
    astray = []
    for place, text in made.items():
        for link in LINK.findall(text):
            path, _, name = link.partition("#")
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(place), path))
            target = made.get(whole if path else place)
            if target is None or (name and name not in ANCHOR.findall(target)):
                astray.append((place, link))
    assert astray == []


def test_every_page_is_reached_from_the_start(made: Mapping[str, str]) -> None:
    reached, left = set(), ["README.md"]
    while left:
        place = left.pop()
        if place not in reached:
            reached.add(place)
            folder = posixpath.dirname(place)
            left += [
                posixpath.normpath(posixpath.join(folder, link.partition("#")[0]))
                for link in LINK.findall(made[place])
                if not link.startswith("#")
            ]
    assert reached == made.keys()


def test_every_rule_shows_its_words_its_clauses_and_its_cases(
    each: RulePack, made: Mapping[str, str]
) -> None:
    for rule in each.rules:
        page = made[f"rules/{rule.id}.md"]
        assert f"# {rule.id} · " in page
        assert len(re.findall(r"^\| [^|]+ \| .* \|$", page, re.MULTILINE)) > len(
            rule.cases
        )
        assert ("**Verify first.**" in page) is rule.verify
        assert page.count("\n") < 150


def test_tables_are_whole(made: Mapping[str, str]) -> None:
    """A stray ``|`` in a text would shift every cell after it."""
    for place, text in made.items():
        width = 0
        for line in text.splitlines():
            bars = len(re.findall(r"(?<!\\)\|", line))
            if line.startswith("|"):
                assert bars == (width or bars), f"{place}: {line}"
            width = bars if line.startswith("|") else 0


def test_a_page_is_the_same_every_time(each: RulePack, made: Mapping[str, str]) -> None:
    assert pages(each) == made


def test_a_rule_to_verify_says_so_before_anything_else(tmp_path: Path) -> None:
    doubtful = RULE.replace("applies_when", "verify: true\napplies_when")
    page = tiny_page(tmp_path, rule=doubtful)
    assert page.index("**Verify first.**") < page.index("Nobody finds the way out")


def test_a_limit_to_verify_is_told_on_the_rule_and_on_its_own_page(
    tmp_path: Path,
) -> None:
    assert "**verify** 1 of 2 values" in tiny_page(tmp_path)
    limit = tiny_page(tmp_path, "parameters/drills_a_year.md")
    assert "| BD | 2015-01-01 | 2 | local rules | **verify** |" in limit
    assert "Read by [HS-004](../rules/HS-004.md)" in limit


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (
            "ES-016",
            "on at least 2 of these matters at the site, each counted once: pay (",
        ),
        ("ES-020", "at the site, each rule counted once."),
        ("ES-021", "at the site, each pillar counted once."),
    ],
)
def test_an_escalation_says_what_it_counts_once(
    of_questionnaire: Mapping[str, str], page: str, says: str
) -> None:
    assert says in of_questionnaire[f"rules/{page}.md"]


def test_a_condition_quotes_the_question_and_leads_to_it(tmp_path: Path) -> None:
    assert (
        "- “When was the latest drill?” **is older than 12 months** "
        "([`hs.last_drill`](../questions/safety.md#hs.last_drill))"
    ) in tiny_page(tmp_path)


def test_days_are_told_by_policy_unless_all_agree(tmp_path: Path) -> None:
    assert "| Under every policy |" in tiny_page(tmp_path / "a")
    free = RULE.replace("  timeframe: 30 days\n", "")
    strict = """
    name: strict
    title: Strict
    timeframes:
      business_critical: { contain_days: 1, close_days: 7, verification: follow_up }
      critical: { close_days: 14, verification: follow_up }
      major: { close_days: 20, verification: follow_up }
      minor: { close_days: 60, verification: desktop }
      observation: { close_days: 90, verification: desktop }
      good_example: { close_days: 0, verification: desktop }
      data_quality: { close_days: 7, verification: desktop }
    red_when: { critical: 1 }
    amber_when: { major: 1 }
    least_assessed_share: 0.9
    """
    page = tiny_page(tmp_path / "b", rule=free, **{"policies/strict.yaml": strict})
    assert "close in 60 days; desktop | close in 20 days; follow-up |" in page


def test_a_law_tells_its_day_its_sizes_and_who_serves_its_duties(
    tmp_path: Path,
) -> None:
    size = Threshold(
        measure="employees",
        value=1000,
        above=False,
        unit="employees",
        since=date(2024, 1, 1),
        until=None,
        reference="section 1",
        verify=True,
    )
    duty = Duty(
        id="risk_analysis",
        says="Find the risks.",
        reference="section 5",
        since=None,
        until=None,
        verify=False,
        questions={
            "hs.alarm": Test(question="hs.alarm", operator="is", operand="bell")
        },
        evidence=("assessment",),
        rules=("HS-004",),
    )
    law = Law(
        id="chain_act",
        title="An act on chains",
        jurisdiction="DE",
        reference="Gazette 1",
        law_as_of=date(2026, 3, 31),
        open_points=("A bill is pending.",),
        scopes=(Scope(who="Enterprises", needs=Needs.ALL, thresholds=(size,)),),
        dates=(),
        duties=(duty,),
        where="laws/chain_act.yaml:1",
    )
    pack = replace(load_pack(tiny_pack(tmp_path)), laws={"chain_act": law})
    made = pages(pack)
    page = made["laws/chain_act.md"]
    assert "as known on 2026-03-31; no legal advice" in page
    assert "employees from 1000 employees | 2024-01-01 |" in page
    assert "“What kind of alarm is there?” **is bell**" in page
    assert "[HS-004](../rules/HS-004.md)" in page
    assert "[An act on chains](chain_act.md)" in made["laws/README.md"]


def test_what_suppliers_type_cannot_break_a_page(tmp_path: Path) -> None:
    odd = QUESTIONS.replace("How many people work here?", "'People | <b>*all*'")
    page = tiny_page(tmp_path, "questions/safety.md", questions=odd)
    assert r"People \| &lt;b>\*all\*" in page


def test_the_page_of_a_removed_rule_vanishes_and_own_files_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = str(tiny_pack(tmp_path / "pack"))
    out = tmp_path / "out"
    write = ["rules", "reference", "--pack", pack, "--out", str(out)]
    assert main(write) == 0
    removed, own = out / "rules" / "HS-999.md", out / "rules" / "notes.md"
    removed.write_text(f"{MARK}\n\n# HS-999\n", encoding="utf-8")
    own.write_text("# Our notes\n", encoding="utf-8")
    assert main(write) == 0
    assert not removed.exists()
    assert own.read_text(encoding="utf-8") == "# Our notes\n"
    assert "0 changed, 1 removed" in capsys.readouterr().out


def test_a_page_of_somebody_else_is_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Mine\n", encoding="utf-8")
    pack = str(tiny_pack(tmp_path / "pack"))
    assert main(["rules", "reference", "--pack", pack, "--out", str(tmp_path)]) == 2
    assert "OUT-055" in capsys.readouterr().err
    assert readme.read_text(encoding="utf-8") == "# Mine\n"
    assert not (tmp_path / "rules").exists()


def test_a_place_that_is_no_folder_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    pack = str(tiny_pack(tmp_path / "pack"))
    out = str(tmp_path / "out")
    assert main(["rules", "reference", "--pack", pack, "--out", out]) == 2
    assert "OUT-050" in capsys.readouterr().err
