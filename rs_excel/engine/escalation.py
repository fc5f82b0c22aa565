"""Rules over findings: ``three majors in one pillar``.

Comes in: what was raised, and something that counts it. Goes out: the escalations
reached, each at most once a scope. Rounds go on until nothing new is raised, because
an escalation is itself a finding that others may count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rs_excel.domain.vocabulary import FindingType, Pillar, Severity
from rs_excel.rulebook.model import Escalation, Once, Rule

Scope = Pillar | None
"""The pillar an escalation was counted in; None for the whole submission."""


class Raised(NamedTuple):
    """A flagged verdict, as far as counting goes. Counted often, so a tuple."""

    rule_id: str
    row: str | None
    pillar: Pillar
    type: FindingType
    severity: Severity | None
    is_escalation: bool = False

    @property
    def name(self) -> str:
        """``HS-004``; with a row or a scope ``HS-009 (Boiler)``."""
        return f"{self.rule_id} ({self.row})" if self.row else self.rule_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalated:
    """An escalation reached in one scope, and what it counted."""

    rule_id: str
    scope: Scope
    severity: Severity | None
    raised_by: tuple[str, ...]


Reach = Callable[[Sequence[Raised]], Iterable[tuple[str, Scope]]]
"""Takes what is newly raised; says which escalations have by now counted enough."""


def scopes(escalation: Escalation) -> tuple[Scope, ...]:
    """Every place an escalation is counted in."""
    return tuple(Pillar) if escalation.per_pillar else (None,)


def needed(escalation: Escalation) -> int:
    """How many findings it takes: at least one, whatever was written."""
    return max(1, escalation.at_least)


def counts(escalation: Escalation, scope: Scope, raised: Raised) -> bool:
    """Whether a finding is one of those counted."""
    return (
        (scope is None or raised.pillar is scope)
        and (not escalation.types or raised.type in escalation.types)
        and (not escalation.severities or raised.severity in escalation.severities)
        and (not escalation.rules or raised.rule_id in escalation.rules)
        and (not escalation.groups or raised.rule_id in escalation.group_of)
        and (escalation.counts_escalations or not raised.is_escalation)
    )


def counted_as(escalation: Escalation, raised: Raised) -> str | None:
    """What a finding that counts stands for; None where it stands for itself."""
    if escalation.groups:
        return escalation.group_of.get(raised.rule_id)
    if escalation.once_per is Once.FINDING:
        return None
    by_rule = escalation.once_per is Once.RULE
    return raised.rule_id if by_rule else raised.pillar.value


def tally(rules: Sequence[Rule]) -> Reach:
    """The reference's way of counting: what stands for the same is one."""
    met: dict[tuple[str, Scope], set[str | int]] = {}
    enough = {rule.id: needed(of(rule)) for rule in rules}

    def reach(new: Sequence[Raised]) -> Iterable[tuple[str, Scope]]:
        for rule in rules:
            escalation = of(rule)
            for raised in new:
                if counts(escalation, None, raised):
                    scope = raised.pillar if escalation.per_pillar else None
                    things = met.setdefault((rule.id, scope), set())
                    name = counted_as(escalation, raised)
                    things.add(len(things) if name is None else name)
        return [
            place for place, things in met.items() if len(things) >= enough[place[0]]
        ]

    return reach


def escalate(
    rules: Sequence[Rule],
    raised: Sequence[Raised],
    severity: Callable[[Rule], Severity | None],
    reach: Reach,
) -> tuple[Escalated, ...]:
    """All that is reached, in the order of rules and scopes."""
    by_id = {rule.id: rule for rule in rules}
    places = [(rule.id, scope) for rule in rules for scope in scopes(of(rule))]
    known: list[Raised] = []
    done: dict[tuple[str, Scope], Escalated] = {}
    new = list(raised)
    while new:
        known += new
        reached = set(reach(new)) - done.keys()
        new = []
        for rule_id, scope in (place for place in places if place in reached):
            rule = by_id[rule_id]
            done[rule_id, scope] = Escalated(
                rule_id=rule_id,
                scope=scope,
                severity=severity(rule),
                raised_by=tuple(sorted(r.name for r in counted(rule, scope, known))),
            )
            new.append(_as_raised(rule, done[rule_id, scope]))
    return tuple(done[place] for place in places if place in done)


def of(rule: Rule) -> Escalation:
    """The escalation of a rule known to have one."""
    if rule.escalation is None:
        raise ValueError(f"{rule.id} is not an escalation")
    return rule.escalation


def counted(rule: Rule, scope: Scope, known: Iterable[Raised]) -> list[Raised]:
    """What a rule counts in one scope."""
    escalation = of(rule)
    here = known if scope is None else [r for r in known if r.pillar is scope]
    return [raised for raised in here if counts(escalation, scope, raised)]


def _as_raised(rule: Rule, escalated: Escalated) -> Raised:
    return Raised(
        rule_id=rule.id,
        row=escalated.scope.label if escalated.scope else None,
        pillar=escalated.scope or rule.pillar,
        type=rule.finding.type,
        severity=escalated.severity,
        is_escalation=True,
    )
