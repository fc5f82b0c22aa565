"""Grades counted at one end of a pillar's range, escalations among them.

Comes in: what may be flagged there, each with the grades it could have. Goes out: how
many findings of each grade a pillar shows. Escalations count what is flagged; what is
shown may be less, because consequences are folded under the finding they follow from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rs_excel.domain.vocabulary import Pillar, Severity
from rs_excel.engine.escalation import Raised, Scope, counts, needed, of
from rs_excel.engine.plans import Plan
from rs_excel.rulebook.model import Rule

Grades = tuple[Severity, ...]
"""Every grade something could have, gravest first; none where it has no grade."""

_KEPT = 4096


class Flagged(NamedTuple):
    """A rule flagged at an end, and whether it stands there in its own right."""

    rule: Rule
    pillar: Pillar
    grades: Grades
    shown: bool


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """How an end takes a finding that could have one of several grades."""

    shown: Callable[[Grades], Grades]
    counted: Callable[..., set[str]]  # of the escalations that count each grade


BEST = Side(lambda grades: grades[-1:], set.intersection)
WORST = Side(lambda grades: grades, set.union)


@dataclass(slots=True)
class End:
    """The counts of one side while they grow."""

    plan: Plan
    side: Side
    shown: dict[tuple[Pillar, Severity], int] = field(default_factory=dict)
    _tally: dict[tuple[str, Scope], int] = field(default_factory=dict)

    def add(self, flagged: Iterable[Flagged]) -> None:
        """Count each for the escalations, and show those that stand by themselves."""
        shown, tally, shows = self.shown, self._tally, self.side.shown
        for rule, pillar, grades, is_shown in flagged:
            if is_shown:
                for grade in shows(grades):
                    shown[pillar, grade] = shown.get((pillar, grade), 0) + 1
            for rule_id, per_pillar in _counting(self.plan, rule.id, grades, self.side):
                place = rule_id, pillar if per_pillar else None
                tally[place] = tally.get(place, 0) + 1

    def escalate(self, applying: Mapping[str, Grades]) -> None:
        """Add what is reached until nothing new is. ``applying``: grades by rule id."""
        done: set[tuple[str, Scope]] = set()
        while reached := self._reached(applying) - done:
            done |= reached
            for rule_id, scope in sorted(reached, key=str):
                rule = self.plan.ready[rule_id].rule
                grades = applying[rule_id]
                self.add([Flagged(rule, scope or rule.pillar, grades, True)])

    def _reached(self, applying: Mapping[str, Grades]) -> set[tuple[str, Scope]]:
        ready = self.plan.ready
        return {
            (rule_id, scope)
            for (rule_id, scope), number in self._tally.items()
            if rule_id in applying and number >= needed(of(ready[rule_id].rule))
        }


@lru_cache(maxsize=_KEPT)
def _counting(
    plan: Plan, rule_id: str, grades: Grades, side: Side
) -> tuple[tuple[str, bool], ...]:
    """The escalations that count a finding of a rule, and whether per pillar."""
    rule = plan.ready[rule_id].rule
    parts = []
    for grade in grades or (None,):
        raised = Raised(
            rule_id=rule_id,
            row=None,
            pillar=rule.pillar,
            type=rule.finding.type,
            severity=grade,
        )
        parts.append({r.id for r in plan.escalations if counts(of(r), None, raised)})
    counting = sorted(side.counted(*parts))
    return tuple((i, of(plan.ready[i].rule).per_pillar) for i in counting)
