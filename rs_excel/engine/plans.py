"""What is worked out once and used for every submission of a country and a day.

Comes in: a pack, a country, a day. Goes out: a ``Plan``: the rules in force, in the
order of their ids, and the terms their operands are read in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rs_excel.domain.facts import Submission
from rs_excel.engine.terms import Terms
from rs_excel.rulebook.model import Rule, RulePack

KEPT = 8
"""Plans kept at a time: countries and days rarely alternate more than this."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Plan:
    """Rules and terms. Two plans are the same only if they are one object."""

    rules: tuple[Rule, ...]
    terms: Terms

    @property
    def weighed_rules(self) -> tuple[Rule, ...]:
        """Rules over answers."""
        return tuple(rule for rule in self.rules if rule.escalation is None)

    @property
    def escalations(self) -> tuple[Rule, ...]:
        """Rules over other findings."""
        return tuple(rule for rule in self.rules if rule.escalation is not None)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A pack as a key: the very object, which is kept alive by the key."""

    pack: RulePack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.pack is self.pack


def plan_for(submission: Submission, pack: RulePack) -> Plan:
    """The plan for this site's country on the day of assessment."""
    return _plan(_Same(pack), submission.profile.country, submission.assessed_on)


@lru_cache(maxsize=KEPT)
def _plan(same: _Same, country: str, day: date) -> Plan:
    rules = sorted(same.pack.in_force(day), key=lambda rule: rule.id)
    return Plan(tuple(rules), Terms(day, country, same.pack.parameters))
