"""The index of a pillar: its rules, how grave, and on what they rest.

Comes in: the shelf. Goes out: one page a pillar that has rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.vocabulary import Pillar
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.reference.markdown import counted, table, words
from rs_excel.rulebook.reference.places import (
    START,
    LinksFrom,
    pillar_place,
    rule_place,
)
from rs_excel.rulebook.reference.rule_page import grades
from rs_excel.rulebook.reference.shelf import Page, Shelf


def pillar_pages(shelf: Shelf) -> Iterator[Page]:
    """One page a pillar."""
    for pillar in Pillar:
        rules = rules_of(pillar, shelf)
        if rules:
            yield pillar_place(pillar), _lines(pillar, rules, shelf)


def rules_of(pillar: Pillar, shelf: Shelf) -> list[Rule]:
    """The rules of a pillar, by id."""
    return [rule for rule in shelf.pack.rules if rule.pillar is pillar]


def _lines(pillar: Pillar, rules: list[Rule], shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(pillar_place(pillar))
    yield f"# {pillar.label}"
    yield ""
    verify = sum(rule.verify for rule in rules)
    yield (
        f"{counted(len(rules), 'rule')}; {verify} marked *verify*. "
        f"{links.to('All pages', START)}"
    )
    yield ""
    rows = (
        (
            links.to(rule.id, rule_place(rule.id)),
            f"{words(rule.title)}{' *(verify)*' if rule.verify else ''}",
            grades(rule),
            _grounds(rule, shelf),
        )
        for rule in rules
    )
    yield from table(("Rule", "Flags", "How grave", "Rests on"), rows)


def _grounds(rule: Rule, shelf: Shelf) -> str:
    """The clauses in short; audit sections are on the rule's page."""
    labels = shelf.pack.basis_labels
    cited = (
        f"{labels.get(basis.source, basis.source)} {basis.clause}".strip()
        for basis in rule.basis
        if not basis.version
    )
    return words("; ".join(dict.fromkeys(cited)))
