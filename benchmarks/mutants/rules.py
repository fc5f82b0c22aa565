"""Rules changed in one place: a condition, a severity, a type, a count.

Comes in: a rule and its pack. Goes out: its mutants, each a whole rule with the same
cases, and what was done to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from benchmarks.mutants.conditions import Changing
from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.rulebook.model import Escalation, Once, Rule, RulePack, SeverityStep


@dataclass(frozen=True, slots=True, eq=False)
class Mutant:
    """A rule with one change in it; each is itself only."""

    rule: Rule
    what: str


Steps = tuple[SeverityStep, ...]


def mutants(rule: Rule, pack: RulePack) -> Iterator[Mutant]:
    """Every rule that differs from this one in one place."""
    changing = Changing(pack, rule.cases[0].assessed_on)
    if rule.applies_when is not None:
        yield Mutant(replace(rule, applies_when=None), "without applies_when")
        for what, other in changing.changed(rule.applies_when):
            yield Mutant(replace(rule, applies_when=other), f"applies_when {what}")
    if rule.flag_when is not None:
        for what, other in changing.changed(rule.flag_when):
            yield Mutant(replace(rule, flag_when=other), f"flag_when {what}")
    if rule.escalation is not None:
        for what, escalation in _other_escalations(rule.escalation):
            yield Mutant(replace(rule, escalation=escalation), f"escalation {what}")
    yield from _other_findings(rule, changing)


def _other_findings(rule: Rule, changing: Changing) -> Iterator[Mutant]:
    finding = rule.finding
    for type_ in FindingType:
        if not finding.ladder and type_ not in (
            finding.type,
            FindingType.NON_CONFORMANCE,  # needs a severity, which these lack
        ):
            other = replace(finding, type=type_)
            yield Mutant(replace(rule, finding=other), f"{finding.type} → {type_}")
    for what, ladder in _other_ladders(finding.ladder, changing):
        other = replace(finding, ladder=ladder)
        yield Mutant(replace(rule, finding=other), f"severity {what}")


def _other_ladders(ladder: Steps, changing: Changing) -> Iterator[tuple[str, Steps]]:
    for place, step in enumerate(ladder):
        before, after = ladder[:place], ladder[place + 1 :]
        for severity in _neighbours(step.severity):
            other = replace(step, severity=severity)
            yield f"{step.severity} → {severity}", (*before, other, *after)
        if step.when is None:
            continue
        yield f"without the step {step.severity}", (*before, *after)
        following = after[0]
        if following.when is not None:
            swapped = (*before, following, step, *after[1:])
            yield f"{following.severity} tried before {step.severity}", swapped
        for what, when in changing.changed(step.when):
            yield what, (*before, replace(step, when=when), *after)


def _neighbours(severity: Severity) -> Iterator[Severity]:
    """The next graver and the next milder."""
    return (other for other in Severity if abs(other.rank - severity.rank) == 1)


def _other_escalations(escalation: Escalation) -> Iterator[tuple[str, Escalation]]:
    counted = escalation.at_least
    for number in (counted - 1, counted + 1):
        if number >= 1:
            yield f"{counted} → {number}", replace(escalation, at_least=number)
    whole = not escalation.per_pillar
    yield "other scope", replace(escalation, per_pillar=whole)
    for severity in Severity:
        severities = escalation.severities ^ {severity}
        yield f"severity ± {severity}", replace(escalation, severities=severities)
    for type_ in FindingType:
        types = escalation.types ^ {type_}
        yield f"type ± {type_}", replace(escalation, types=types)
    if not escalation.counts_escalations:
        yield "escalations too", replace(escalation, counts_escalations=True)
    for once in Once:
        if once is not escalation.once_per and not escalation.groups:
            yield f"once per {once}", replace(escalation, once_per=once)
    for group in escalation.groups:
        groups = tuple(other for other in escalation.groups if other is not group)
        yield f"without {group[0]}", replace(escalation, groups=groups)
    for rule_id in sorted(escalation.rules):
        rules = escalation.rules - {rule_id}
        yield f"without {rule_id}", replace(escalation, rules=rules)
