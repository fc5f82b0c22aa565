"""Days, clock and verification: the buyer's policy and the rule's own wishes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rs_excel.domain.facts import SiteProfile, Submission
from rs_excel.domain.vocabulary import ClockStart, Severity, Verification
from rs_excel.engine.clock import clock_start
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.policy import Policy, Timeframe
from rs_excel.rulebook.timeframes import timeframe_for
from tests.packs import tiny_pack

RAISED = date(2026, 1, 15)
RETURNED = date(2026, 1, 5)


@pytest.fixture
def terms(tmp_path: Path) -> tuple[Rule, Policy]:
    """A major rule without days of its own; 60 days and desktop in the policy."""
    pack = load_pack(tiny_pack(tmp_path))
    (rule,) = pack.rules
    silent = replace(rule, action=replace(rule.action, timeframe_days=None))
    return silent, pack.policies["standard"]


def asking(rule: Rule, days: int, verification: Verification | None = None) -> Rule:
    action = replace(rule.action, timeframe_days=days, verification=verification)
    return replace(rule, action=action)


def for_a_major(rule: Rule, policy: Policy) -> Timeframe:
    return timeframe_for(rule, Severity.MAJOR, policy)


@pytest.mark.parametrize(
    ("own", "may_ease", "days"),
    [(30, True, 30), (90, True, 90), (30, False, 30), (90, False, 60)],
)
def test_a_rules_own_days_count_if_shorter_or_if_the_policy_lets_rules_ease(
    terms: tuple[Rule, Policy], own: int, may_ease: bool, days: int
) -> None:
    rule, policy = terms
    given_days = for_a_major(
        asking(rule, own), replace(policy, rules_may_ease=may_ease)
    ).close_days
    assert given_days == days


@pytest.mark.parametrize("days", [10, 120])
def test_what_the_buyer_says_of_one_rule_wins_over_both(
    terms: tuple[Rule, Policy], days: int
) -> None:
    rule, policy = terms
    strict = replace(policy, rules_may_ease=False, rule_days={rule.id: days})
    assert for_a_major(asking(rule, 30), strict).close_days == days


def test_a_lighter_verification_counts_only_if_the_policy_lets_rules_ease(
    terms: tuple[Rule, Policy],
) -> None:
    rule, policy = terms
    times = dict(policy.timeframes)
    times["major"] = replace(times["major"], verification=Verification.FOLLOW_UP)
    eased = asking(rule, 30, Verification.DESKTOP)
    methods = [
        for_a_major(
            eased, replace(policy, timeframes=times, rules_may_ease=may)
        ).verification
        for may in (True, False)
    ]
    assert methods == [Verification.DESKTOP, Verification.FOLLOW_UP]


@pytest.mark.parametrize(
    ("clock", "returned", "starts"),
    [
        (ClockStart.DAY_RAISED, RETURNED, RAISED),
        (ClockStart.DAY_RETURNED, RETURNED, RETURNED),
        (ClockStart.DAY_RETURNED, None, RAISED),
        (ClockStart.DAY_RETURNED, date(2027, 1, 1), RAISED),
        (ClockStart.PLAN_AGREED, RETURNED, date(2026, 1, 29)),
    ],
)
def test_the_clock_starts_where_the_policy_says(
    terms: tuple[Rule, Policy], clock: ClockStart, returned: date | None, starts: date
) -> None:
    _, policy = terms
    submission = Submission(
        profile=SiteProfile(submitted_on=returned), assessed_on=RAISED, facts={}
    )
    wanted = replace(policy, clock_starts=clock, plan_days=14)
    assert clock_start(wanted, submission) == starts
