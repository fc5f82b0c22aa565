"""The published page of a rule, made from the rule and its cases.

Comes in: rules. Goes out: Markdown. Pages are generated, never edited, so that rule
and manual cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rs_excel.domain.conditions import Condition, Group, GroupKind, Test
from rs_excel.domain.vocabulary import Pillar
from rs_excel.rulebook.model import Once, Rule, RulePack, parameter_names
from rs_excel.rulebook.operators import OPERATORS

_JOINED = {GroupKind.ALL: "all of", GroupKind.ANY: "any of", GroupKind.NONE: "none of"}


def reference(pack: RulePack) -> str:
    """All rules by pillar, with an index."""
    parts = [f"# {pack.title}: rule reference", "", pack.notice, ""]
    parts += [
        f"{len(pack.rules)} rules, version {pack.version}. Made by"
        " `rs-excel rules reference`; do not edit.",
        "",
    ]
    for pillar in Pillar:
        rules = [rule for rule in pack.rules if rule.pillar is pillar]
        if rules:
            parts += [f"## {pillar.label}", ""]
            parts += [rule_page(rule, pack) for rule in rules]
    return "\n".join(parts).rstrip() + "\n"


def rule_page(rule: Rule, pack: RulePack) -> str:
    """One rule in words: when, why, what to do, its exceptions and its cases."""
    return "\n".join((*_head(rule, pack), *_body(rule, pack), *_tail(rule))) + "\n"


def _head(rule: Rule, pack: RulePack) -> Iterator[str]:
    yield f"### {rule.id} {rule.title}"
    yield ""
    yield f"- Raises: {_raises(rule)}"
    basis = "; ".join(
        f"{pack.basis_labels.get(b.source, b.source)} {b.version} {b.clause}".strip()
        for b in rule.basis
    )
    yield f"- Basis: {' '.join(basis.split())}"
    yield f"- Status: {rule.status}, since {rule.since}"
    if rule.verify:
        yield "- Verify: this rule rests on a value that a person should verify first."
    yield ""
    yield " ".join(rule.why.split())
    yield ""


def _raises(rule: Rule) -> str:
    ladder = rule.finding.ladder
    if not ladder:
        return rule.finding.type.label.lower()
    *steps, last = ladder
    worded = [
        f"{step.severity.label.lower()} when {in_words(step.when)}"
        for step in steps
        if step.when is not None
    ]
    return "; ".join([*worded, f"{'otherwise ' if steps else ''}{last.severity.label}"])


def _body(rule: Rule, pack: RulePack) -> Iterator[str]:
    if rule.for_each:
        yield f"- Looks at: every row of `{rule.for_each}`"
    if rule.applies_when is not None:
        yield f"- Applies when {in_words(rule.applies_when)}"
    if rule.flag_when is not None:
        yield f"- Flagged when {in_words(rule.flag_when)}"
    if rule.escalation is not None:
        yield f"- Flagged when {_counted(rule)}"
    ladder = (step.when for step in rule.finding.ladder)
    for name in sorted(parameter_names(rule.applies_when, rule.flag_when, *ladder)):
        parameter = pack.parameters[name]
        verify = " (some values to verify)" if _unverified(pack, name) else ""
        yield f"- `${name}`: {parameter.title}, in {parameter.unit}{verify}"
    yield f"- Corrective action: {rule.action.says}"
    yield f"- Preventive action: {rule.action.preventive}"
    yield f"- Evidence: {', '.join(rule.action.evidence) or 'none asked'}"
    if rule.action.timeframe_days is not None:
        yield f"- Timeframe: {rule.action.timeframe_days} days, whatever the policy"


def _unverified(pack: RulePack, name: str) -> bool:
    return any(value.verify for value in pack.parameters[name].values)


def _counted(rule: Rule) -> str:
    counted = rule.escalation
    assert counted is not None
    grades = " or ".join(sorted(s.label.lower() for s in counted.severities)) or "any"
    place = "in one pillar" if counted.per_pillar else "at the site"
    once = "" if counted.once_per is Once.FINDING else f", each {counted.once_per} once"
    if counted.groups:
        groups = "; ".join(f"{name}: {_ids(rules)}" for name, rules in counted.groups)
        return f"findings of at least {counted.at_least} groups stand {place}: {groups}"
    of = f" of {_ids(counted.rules)}" if counted.rules else ""
    return f"at least {counted.at_least} findings ({grades}){of} stand {place}{once}"


def _ids(rules: Iterable[str]) -> str:
    return ", ".join(sorted(rules))


def _tail(rule: Rule) -> Iterator[str]:
    yield f"- Known exceptions: {'; '.join(rule.known_exceptions)}"
    yield f"- Cases: {', '.join(case.name.replace('_', ' ') for case in rule.cases)}"


def in_words(condition: Condition) -> str:
    """``any of (hs.drills_12m is below 1; hs.last_drill is older than 12 months)``."""
    if isinstance(condition, Test):
        reads = OPERATORS[condition.operator].reads(condition.operand)
        return f"`{condition.question}` {reads}"
    assert isinstance(condition, Group)
    members = "; ".join(in_words(member) for member in condition.members)
    return f"{_JOINED[condition.kind]} ({members})"
