"""Every rule is whole: what to do, what prevents it, what proves it, by when."""

from __future__ import annotations

from collections import Counter

import pytest

from rs_excel.app.settings import find_pack
from rs_excel.domain.vocabulary import FindingType, Outcome
from rs_excel.rulebook.model import Rule, RuleCase

PACK = find_pack("four_pillar")
NON_CONFORMANCE = FindingType.NON_CONFORMANCE

LEAST = {"HR": 85, "HS": 50, "EN": 34, "BI": 24, "DC": 25, "DT": 10, "ES": 10}

FROM_GENERAL_KNOWLEDGE = {
    "BI": (25, 35),
    "EN": (9, 30, 32, 33),
    "HS": (3, 6, 15, 16, 20, 24, 25, 38, 41, 42),
}
"""Rules with a threshold that no source at hand confirms."""


def each_rule() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)


@each_rule()
def test_a_rule_says_what_to_do_what_prevents_it_and_what_proves_it(rule: Rule) -> None:
    action = rule.action
    assert len(action.says) > 20
    assert len(action.preventive) > 20
    assert action.preventive != action.says
    assert action.evidence
    assert len(rule.why) > 40
    assert rule.known_exceptions


@each_rule()
def test_every_policy_gives_a_rule_its_days_and_its_verification(rule: Rule) -> None:
    grades = [step.severity.value for step in rule.finding.ladder]
    for policy in PACK.policies.values():
        for grade in grades or [rule.finding.type.value]:
            assert policy.timeframes[grade].close_days > 0
            assert rule.action.verification or policy.timeframes[grade].verification


@each_rule()
def test_a_case_shows_every_grade_of_a_rule(rule: Rule) -> None:
    graded = [case for case in rule.cases if case.expect is NON_CONFORMANCE]
    assert [case.name for case in graded if case.severity is None] == []
    shown = {case.severity for case in rule.cases}
    assert {step.severity for step in rule.finding.ladder} <= shown


@each_rule()
def test_cases_show_it_conforming_flagged_and_at_the_edge(rule: Rule) -> None:
    assert any(Outcome.CONFORMS in outcomes(case) for case in rule.cases)
    assert any(rule.finding.type in outcomes(case) for case in rule.cases)
    assert len(rule.cases) >= 3


def outcomes(case: RuleCase) -> set[object]:
    return set(case.rows.values()) or {case.expect}


def test_prevention_is_no_boilerplate() -> None:
    said = Counter(rule.action.preventive for rule in PACK.rules)
    assert {words: n for words, n in said.items() if n > 1} == {}


def test_each_series_has_its_rules() -> None:
    series = Counter(rule.id[:2] for rule in PACK.rules)
    assert {code: series[code] for code in LEAST if series[code] < LEAST[code]} == {}


def test_a_threshold_from_general_knowledge_asks_to_be_verified() -> None:
    wanted = [f"{c}-{n:03}" for c, ns in FROM_GENERAL_KNOWLEDGE.items() for n in ns]
    assert [rule_id for rule_id in wanted if not PACK.by_id[rule_id].verify] == []
