"""What a finding tells a buyer and a factory reads as a person would write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rs_excel.app.settings import find_pack
from rs_excel.domain.vocabulary import FindingType
from rs_excel.rulebook.model import Rule, RulePack
from tests.case_findings import case_findings

RULES = find_pack("four_pillar").rules
DANGLING = re.compile(r"\b(on|of|by|to|than|above|is|was|has|gives|are) —")
ONE_OF_MANY = re.compile(r"(?<![\d.,-])\b1 [a-z]+s\b")


def words_of(rule: Rule, pack: RulePack) -> Iterator[str]:
    """What its own cases come to say; of an escalation what is written."""
    if rule.escalation is not None:
        yield rule.finding.says
    flagged = tuple(c for c in rule.cases if c.rows or c.expect in FindingType)
    tried = replace(rule, cases=flagged)
    yield from (finding.says for finding in case_findings(tried, pack))


def bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_finding_reads_well(rule: Rule, pack: RulePack) -> None:
    for says in words_of(rule, pack):
        assert not bare(says).startswith(bare(rule.title)), "the title is said already"
        assert not DANGLING.search(says), says
        assert not ONE_OF_MANY.search(says), says
        assert not re.search(r"\bNone\b|  |\.\.|\d percent\b|—%", says), says
        assert says[0].isupper() or says[0].isdigit(), says
        assert says.endswith("."), says
