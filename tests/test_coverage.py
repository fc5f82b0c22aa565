"""The supplied pack against its frameworks: every gap is a decision."""

from __future__ import annotations

import json

import pytest

from rs_excel.cli.main import main
from rs_excel.rulebook.coverage import Coverage, ServedBy, coverage
from rs_excel.rulebook.model import RulePack

FUNDAMENTAL = {
    "C29", "P29", "C87", "C98", "C100", "C105", "C111", "C138", "C182", "C155", "C187"
}  # fmt: skip
ETI_CLAUSES = (2, 4, 5, 4, 3, 6, 1, 2, 1)
"""How many clauses each of the nine headings of the ETI Base Code has."""


@pytest.fixture(scope="module")
def found(pack: RulePack) -> Coverage:
    return coverage(pack)


def test_every_clause_of_every_framework_has_rules_or_a_reason(found: Coverage) -> None:
    unexplained = [
        f"{served.framework.cited_as} {entry.clause.id}"
        for served in found.frameworks
        for entry in served.clauses
        if entry.unexplained
    ]
    assert unexplained == []


def test_every_section_of_an_audit_has_rules_but_the_one_that_only_describes(
    found: Coverage,
) -> None:
    older = {"0A", "0B", *"12345678", "8A", "9", "10A", "10B2", "10B4", "10C"}
    newer = {"0", "1A", "5A", *"12345678", "8A", "9", "10A", "10B", "10C"}
    assert rules_in(found, "smeta_6_1").keys() == older
    assert rules_in(found, "smeta_7_0").keys() == newer


def test_every_principle_of_the_global_compact_has_rules(found: Coverage) -> None:
    assert rules_in(found, "ungc").keys() == {f"P{i}" for i in range(1, 11)}


def test_every_clause_of_the_base_code_has_rules(found: Coverage) -> None:
    wanted = {
        f"{heading}.{clause}"
        for heading, count in enumerate(ETI_CLAUSES, start=1)
        for clause in range(1, count + 1)
    }
    assert rules_in(found, "eti_base_code").keys() == wanted


def test_the_eleven_fundamental_instruments_have_rules(found: Coverage) -> None:
    assert rules_in(found, "ilo").keys() >= FUNDAMENTAL


def test_section_10a_is_served_by_different_rules_in_each_version(
    found: Coverage,
) -> None:
    entitlement = set(rules_in(found, "smeta_6_1")["10A"])
    environment = set(rules_in(found, "smeta_7_0")["10A"])
    assert "HR-016" in entitlement
    assert "EN-002" in environment
    assert entitlement.isdisjoint(environment)


def test_every_theme_of_ecovadis_has_rules(found: Coverage) -> None:
    themes = {criterion.partition(".")[0] for criterion in rules_in(found, "ecovadis")}
    assert themes == {"ENV", "LHR", "ETH", "SUP"}


def test_no_question_is_unread_without_a_reason(found: Coverage) -> None:
    silent = [e.question for e in found.unread if not e.reason and not e.opens]
    assert silent == []


def test_no_reason_outlives_the_gap_it_explains(found: Coverage) -> None:
    assert found.read_after_all == ()


def test_a_buyer_sees_every_framework_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "coverage"]) == 0
    shown = capsys.readouterr().out
    assert "\nungc                 10          10           0        0" in shown
    assert "C81  Labour inspection" in shown
    assert "are read by a rule" in shown


def test_one_framework_is_told_clause_by_clause(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "coverage", "ETI_base_code"]) == 0
    shown = capsys.readouterr().out
    assert "28 clauses: 28 with rules" in shown
    assert "ENV.energy" not in shown


def test_programs_get_the_same_as_json(
    capsys: pytest.CaptureFixture[str], found: Coverage
) -> None:
    main(["rules", "coverage", "ilo", "--format", "json"])
    (framework,) = json.loads(capsys.readouterr().out)["frameworks"]
    rules = {c["id"]: tuple(c["rules"]) for c in framework["clauses"] if c["rules"]}
    assert rules == rules_in(found, "ilo")


def test_an_unknown_framework_is_told_with_a_hint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "coverage", "eti_base_cod"]) == 2
    assert "Did you mean `eti_base_code`?" in capsys.readouterr().err


def rules_in(found: Coverage, framework: str) -> dict[str, tuple[str, ...]]:
    (served,) = (s for s in found.frameworks if s.framework.id == framework)
    return {c.clause.id: c.rules for c in served.served_by(ServedBy.RULES)}
