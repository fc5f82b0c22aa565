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
from rs_excel.engine.escalation import (
    Raised,
    Scope,
    counted_as,
    counts,
    needed,
    of,
)
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
    # What each escalation counts: names where many are one matter, else numbers.
    _tally: dict[tuple[str, Scope], set[str | int]] = field(default_factory=dict)

    def add(self, flagged: Iterable[Flagged]) -> None:
        """Count each for the escalations, and show those that stand by themselves."""
        shown, tally, shows = self.shown, self._tally, self.side.shown
        for rule, pillar, grades, is_shown in flagged:
            if is_shown:
                for grade in shows(grades):
                    shown[pillar, grade] = shown.get((pillar, grade), 0) + 1
            finding = rule.id, pillar, grades
            for rule_id, per_pillar, thing in _counting(self.plan, self.side, finding):
                things = tally.setdefault(
                    (rule_id, pillar if per_pillar else None), set()
                )
                things.add(len(things) if thing is None else thing)

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
            for (rule_id, scope), things in self._tally.items()
            if rule_id in applying and len(things) >= needed(of(ready[rule_id].rule))
        }


@lru_cache(maxsize=_KEPT)
def _counting(
    plan: Plan, side: Side, finding: tuple[str, Pillar, Grades]
) -> tuple[tuple[str, bool, str | None], ...]:
    """The escalations that count a finding, whether per pillar, and as what."""
    rule_id, pillar, grades = finding
    rule = plan.ready[rule_id].rule
    raised = [
        Raised(
            rule_id=rule_id,
            row=None,
            pillar=pillar,
            type=rule.finding.type,
            severity=grade,
            is_escalation=rule.escalation is not None,
        )
        for grade in grades or (None,)
    ]
    parts = ({r.id for r in plan.escalations if counts(of(r), None, o)} for o in raised)
    counting = ((i, of(plan.ready[i].rule)) for i in sorted(side.counted(*parts)))
    return tuple((i, e.per_pillar, counted_as(e, raised[0])) for i, e in counting)
