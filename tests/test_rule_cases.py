"""Every rule's own cases, through the real line and both evaluators."""

from __future__ import annotations

import pytest

from rs_excel.app.cases import run_cases
from rs_excel.app.settings import find_pack
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import Rule, RulePack

RULES = find_pack("four_pillar").rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_holds_to_its_own_cases(rule: Rule, pack: RulePack) -> None:
    results = list(run_cases(pack, rule))
    differing = {r.case.name: r.differences for r in results if not r.holds}
    assert differing == {}
    assert len(results) >= 3


def test_lint_is_silent(pack: RulePack) -> None:
    assert [str(issue) for issue in lint(pack)] == []


def test_no_text_of_the_pack_names_a_trade_mark_as_our_own(pack: RulePack) -> None:
    assert "not affiliated" in pack.notice.lower()
    assert "legal advice" in pack.notice.lower()
