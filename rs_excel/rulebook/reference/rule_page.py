"""The page of one rule: when it is flagged, why, what to do, on what it rests.

Comes in: a rule. Goes out: lines of Markdown, the same for a page and the terminal but
for the links.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.vocabulary import Severity
from rs_excel.rulebook.model import Once, Rule
from rs_excel.rulebook.read_by import parameters_read
from rs_excel.rulebook.reference.case_table import case_lines
from rs_excel.rulebook.reference.condition_words import condition_lines, in_words
from rs_excel.rulebook.reference.markdown import code, counted, sentence, table, words
from rs_excel.rulebook.reference.places import (
    Linking,
    LinksFrom,
    parameter_place,
    pillar_place,
    rule_place,
)
from rs_excel.rulebook.reference.policy_index import time_in_words
from rs_excel.rulebook.reference.shelf import Page, Shelf
from rs_excel.rulebook.timeframes import timeframe_for

VERIFY = (
    "> **Verify first.** This rule rests on a value or a reading that comes from "
    "general knowledge. Check it against the source before anybody relies on it."
)


def rule_pages(shelf: Shelf) -> Iterator[Page]:
    """One page a rule."""
    for rule in shelf.pack.rules:
        place = rule_place(rule.id)
        yield place, rule_lines(rule, shelf, LinksFrom(place))


def rule_lines(rule: Rule, shelf: Shelf, links: Linking) -> Iterator[str]:
    """The whole page."""
    yield f"# {rule.id} · {words(rule.title)}"
    yield ""
    pillar = links.to(rule.pillar.label, pillar_place(rule.pillar))
    yield f"{pillar} · raises: **{grades(rule)}** · {rule.status} since {rule.since}"
    yield ""
    if rule.verify:
        yield VERIFY
        yield ""
    yield words(rule.why)
    yield ""
    yield from _trigger(rule, shelf, links)
    yield from _severity(rule, shelf, links)
    yield from _action(rule)
    yield from _grounds(rule, shelf, links)
    yield from case_lines(rule, shelf)


def grades(rule: Rule) -> str:
    """``Critical, Major``, gravest first; for what has no severity its type."""
    ladder = rule.finding.ladder
    if not ladder:
        return rule.finding.type.label
    found = sorted({step.severity for step in ladder}, key=lambda s: s.rank)
    return " or ".join(severity.label for severity in found)


def _trigger(rule: Rule, shelf: Shelf, links: Linking) -> Iterator[str]:
    yield "## When it is flagged"
    yield ""
    if rule.for_each is not None:
        named = shelf.pack.catalogue.tables_by_key.get(rule.for_each)
        title = words(named.title) if named else code(rule.for_each)
        yield f"Looked at for each row of “{title}”."
        yield ""
    if rule.applies_when is not None:
        yield from condition_lines("Applies when", rule.applies_when, shelf, links)
    if rule.flag_when is not None:
        yield from condition_lines("Flagged when", rule.flag_when, shelf, links)
    if rule.escalation is not None:
        yield f"Flagged on {_counted(rule, shelf, links)}."
        yield ""
    yield f"It says: {sentence(rule.finding.says)}"
    yield ""


def _counted(rule: Rule, shelf: Shelf, links: Linking) -> str:
    """An escalation in words."""
    escalation = rule.escalation
    assert escalation is not None
    grave = sorted(escalation.severities, key=lambda severity: severity.rank)
    kinds = [severity.label.lower() for severity in grave]
    kinds += sorted(kind.label.lower() for kind in escalation.types)
    of_rules = shelf.rules(tuple(sorted(escalation.rules)), links)
    which = ", ".join(kinds) or "any kind"
    where = "in one pillar" if escalation.per_pillar else "at the site"
    by = f" of {of_rules}" if of_rules else ""
    if escalation.groups:
        matters = "; ".join(
            f"{name.replace('_', ' ')} ({shelf.rules(tuple(sorted(ids)), links)})"
            for name, ids in escalation.groups
        )
        which = f"findings ({which}) on at least {escalation.at_least}"
        return f"{which} of these matters {where}, each counted once: {matters}"
    findings = counted(escalation.at_least, "finding")
    once = escalation.once_per
    each = "" if once is Once.FINDING else f", each {once} counted once"
    each += "" if escalation.counts_escalations else ", other escalations aside"
    return f"at least {findings}{by} ({which}) {where}{each}"


def _severity(rule: Rule, shelf: Shelf, links: Linking) -> Iterator[str]:
    yield "## How grave, and how long"
    yield ""
    policies = [shelf.pack.policies[name] for name in sorted(shelf.pack.policies)]
    heads = [policy.title for policy in policies]
    rows = [
        [
            grade,
            *(
                time_in_words(timeframe_for(rule, severity, policy))
                for policy in policies
            ),
        ]
        for grade, severity in _steps(rule, shelf, links)
    ]
    if all(len(set(times)) == 1 for _, *times in rows):
        heads, rows = ["Under every policy"], [row[:2] for row in rows]
    yield from table(["", *heads], rows)


def _steps(
    rule: Rule, shelf: Shelf, links: Linking
) -> Iterator[tuple[str, Severity | None]]:
    """Each line of the ladder in words; a finding without one is of its type."""
    if not rule.finding.ladder:
        yield rule.finding.type.label, None
    for step in rule.finding.ladder:
        when = f" when {in_words(step.when, shelf, links)}" if step.when else ""
        yield f"**{step.severity.label}**{when}", step.severity


def _action(rule: Rule) -> Iterator[str]:
    action = rule.action
    yield "## What to do"
    yield ""
    yield f"- **Correct:** {sentence(action.says)}"
    if action.preventive:
        yield f"- **Prevent:** {sentence(action.preventive)}"
    if action.agreed:
        promised = f"{code(action.agreed.days)} after {code(action.agreed.since)}"
        yield f"- **By when:** {promised}, where that is sooner than the policy asks"
    if action.evidence:
        yield f"- **Show:** {words(', '.join(action.evidence))}"
    yield from _exceptions(rule)
    yield ""


def _exceptions(rule: Rule) -> Iterator[str]:
    """On one line where there is one, else a bullet each."""
    first, *others = rule.known_exceptions
    if not others:
        yield f"- **Known exceptions:** {words(first)}"
        return
    yield "- **Known exceptions:**"
    for exception in rule.known_exceptions:
        yield f"  - {words(exception)}"


def _grounds(rule: Rule, shelf: Shelf, links: Linking) -> Iterator[str]:
    yield "## What it rests on"
    yield ""
    for basis in rule.basis:
        yield f"- {shelf.basis(basis, links)}"
    for name in sorted(parameters_read(rule, shelf.pack)):
        parameter = shelf.pack.parameters[name]
        unsure = sum(value.verify for value in parameter.values)
        verify = f"; **verify** {unsure} of {len(parameter.values)} values"
        link = links.to(code(f"${name}"), parameter_place(name))
        yield f"- {link}: {words(parameter.title)}{verify if unsure else ''}"
    for label, ids in (
        ("A consequence of", rule.follows_from),
        ("Takes the place of", rule.replaces),
    ):
        if ids:
            yield f"- {label} {shelf.rules(ids, links)}"
    yield ""
