"""What a check on rules may look at, and what it tells.

Comes in: a pack. Goes out: a ``Look`` a rule, with everything around it that checks
share, worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rs_excel.domain.conditions import Condition, Test, tests_in
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.model import Rule, RulePack
from rs_excel.rulebook.values import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LintIssue:
    """One thing to mend in a rule or a question."""

    code: str
    rule_id: str
    says: str
    where: str

    def __str__(self) -> str:
        return f"{self.code} · {self.where}\n  {self.rule_id}: {self.says}"


class Placed(NamedTuple):
    """Something said of one line rather than of the whole rule."""

    says: str
    at: Source


@dataclass(frozen=True, slots=True)
class Look:
    """What a check may look at: one rule and the pack around it."""

    rule: Rule
    pack: RulePack
    kinds: Mapping[str, QuestionKind]

    def conditions(self) -> Iterator[Condition]:
        """Every condition of the rule, ladder included."""
        ladder = (step.when for step in self.rule.finding.ladder)
        for condition in (self.rule.applies_when, self.rule.flag_when, *ladder):
            if condition is not None:
                yield condition

    def tests(self) -> Iterator[Test]:
        for condition in self.conditions():
            yield from tests_in(condition)

    def of(self, test: Test, says: str) -> Placed:
        """Something said of the line on which a test stands."""
        return Placed(says, self.rule.tests_at.get(test, self.rule.source))


Check = Callable[[Look], Iterator[str | Placed]]
