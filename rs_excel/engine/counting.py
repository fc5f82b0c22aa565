"""Escalations as durable-rules counts them.

Comes in: the escalations of a plan. Goes out: a rulebase that is told every finding
and fires once enough of them match. One rule an escalation and pillar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rs_excel.engine.durable_host import Rulebase, Ruling, Session, Told
from rs_excel.engine.escalation import (
    Raised,
    Reach,
    Scope,
    counted_as,
    counts,
    needed,
    of,
    scopes,
)
from rs_excel.engine.shards import Piece, share_out
from rs_excel.rulebook.model import Escalation, Once, Rule

FINDING = "#finding"


@dataclass(frozen=True, slots=True)
class Counting:
    """The rulebase of a plan's escalations."""

    rulebase: Rulebase
    shards: int
    listed: tuple[Rule, ...]  # escalations that count named rules only
    naming: tuple[Rule, ...]  # escalations that count what findings stand for

    @classmethod
    def of_rules(cls, rules: Iterable[Rule]) -> Counting:
        """Compiled once a plan."""
        rules = tuple(rules)
        shards = share_out(piece for rule in rules for piece in _pieces(rule))
        listed = tuple(rule for rule in rules if of(rule).rules)
        naming = tuple(rule for rule in rules if _names(of(rule)))
        return cls(Rulebase([s.rulings for s in shards]), len(shards), listed, naming)

    def reach(self, session: Session, applying: Iterable[str]) -> Reach:
        """Counts what it is told in one session, for the escalations that apply."""
        applies = frozenset(applying)
        seen: set[tuple[str, Scope, str | None]] = set()
        told = 0

        def reach(new: Sequence[Raised]) -> Iterator[tuple[str, Scope]]:
            nonlocal told
            for raised in new:
                told += 1
                fact = self._fact(raised, told) | self._first(raised, seen)
                for shard in range(self.shards):
                    session.tell(shard, fact)
            for says, _ in session.fired:
                if isinstance(says, Counted) and says.rule_id in applies:
                    yield says.rule_id, says.scope

        return reach

    def _fact(self, raised: Raised, number: int) -> Told:
        fact: Told = {
            "q": FINDING,
            "number": number,
            "pillar": raised.pillar.value,
            "type": raised.type.value,
            "escalation": int(raised.is_escalation),
        }
        if raised.severity is not None:
            fact["severity"] = raised.severity.value
        # Membership of a list is worked out here: long lists of choices hang durable.
        members = (rule for rule in self.listed if raised.rule_id in of(rule).rules)
        return fact | {_listed_in(rule): 1 for rule in members}

    def _first(self, raised: Raised, seen: set[tuple[str, Scope, str | None]]) -> Told:
        """For whom this is the first finding to stand for its group, rule or pillar.

        Durable counts events and cannot tell which stand for the same.
        """
        first: Told = {}
        for rule in self.naming:
            escalation = of(rule)
            scope = raised.pillar if escalation.per_pillar else None
            if not counts(escalation, scope, raised):
                continue
            name = (rule.id, scope, counted_as(escalation, raised))
            if name not in seen:
                seen.add(name)
                first[_first_for(rule)] = 1
        return first


@dataclass(frozen=True, slots=True)
class Counted:
    """What a counting rule says: this escalation, in this scope."""

    rule_id: str
    scope: Scope


def _listed_in(rule: Rule) -> str:
    return f"in={rule.id}"


def _first_for(rule: Rule) -> str:
    return f"first={rule.id}"


def _names(escalation: Escalation) -> bool:
    return bool(escalation.groups) or escalation.once_per is not Once.FINDING


def _pieces(rule: Rule) -> Iterator[Piece]:
    escalation = of(rule)
    for scope in scopes(escalation):
        tests = [{"q": FINDING}, *_filters(escalation)]
        if scope is not None:
            tests.append({"pillar": scope.value})
        if escalation.rules:
            tests.append({_listed_in(rule): 1})
        if not escalation.counts_escalations:
            tests.append({"escalation": 0})
        if _names(escalation):
            tests.append({_first_for(rule): 1})
        ruling = Ruling(
            Counted(rule.id, scope), {"m": {"$and": tests}}, needed(escalation)
        )
        branches = max(1, len(escalation.severities)) * max(1, len(escalation.types))
        yield Piece(ruling, branches + len(tests), {FINDING: frozenset()})


def _filters(escalation: Escalation) -> Iterator[dict[str, object]]:
    for name, wanted in (
        ("severity", escalation.severities),
        ("type", escalation.types),
    ):
        choices: list[dict[str, object]] = [{name: value} for value in sorted(wanted)]
        if choices:
            yield choices[0] if len(choices) == 1 else {"$or": choices}
