"""The index of a framework: clause by clause the rules and questions that serve it.

Comes in: the shelf. Goes out: one page a framework: how much there is for each clause,
then each clause with its rules by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rs_excel.rulebook.coverage import ClauseServed, FrameworkServed, ServedBy
from rs_excel.rulebook.reference.markdown import counted, table, words
from rs_excel.rulebook.reference.places import (
    START,
    LinksFrom,
    anchor,
    framework_place,
    rule_place,
)
from rs_excel.rulebook.reference.shelf import Page, Shelf

_SERVED = {
    ServedBy.RULES: "with rules",
    ServedBy.QUESTIONS: "only asked about",
    ServedBy.NOTHING: "with neither rules nor questions",
}
_HEAD = ("Clause", "In own words", "Rules", "Questions")


def framework_pages(shelf: Shelf) -> Iterator[Page]:
    """One page a framework."""
    for served in shelf.covered.frameworks:
        yield framework_place(served.framework.id), _lines(served, shelf)


def in_short(served: FrameworkServed) -> str:
    """``28 clauses: 27 with rules, 1 with neither rules nor questions; 117 rules.``"""
    told = (
        f"{len(served.served_by(what))} {words_for}"
        for what, words_for in _SERVED.items()
        if served.served_by(what)
    )
    clauses = counted(len(served.clauses), "clause")
    return f"{clauses}: {', '.join(told)}; {counted(len(served.rules), 'rule')}."


def _lines(served: FrameworkServed, shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(framework_place(served.framework.id))
    yield f"# {words(served.framework.title)}"
    yield ""
    yield f"{in_short(served)} {links.to('All pages', START)}"
    yield ""
    yield from table(_HEAD, (_row(c, served, links) for c in served.clauses))
    for part, clauses in groupby(served.clauses, key=lambda c: c.clause.part):
        if part:
            yield f"## {words(part)}"
            yield ""
        for clause in clauses:
            yield from _clause(clause, shelf, links)


def _row(
    served: ClauseServed, whole: FrameworkServed, links: LinksFrom
) -> tuple[str, ...]:
    clause = served.clause
    return (
        links.to(clause.id, framework_place(whole.framework.id, clause.id)),
        words(clause.title),
        str(len(served.rules) or "—"),
        str(len(served.questions) or "—"),
    )


def _clause(served: ClauseServed, shelf: Shelf, links: LinksFrom) -> Iterator[str]:
    """A clause with its rules by name, and the questions on it."""
    clause = served.clause
    yield f"### {anchor(clause.id)}{clause.id} · {words(clause.title)}"
    yield ""
    if clause.not_served:
        yield words(clause.not_served)
        yield ""
    for rule_id in served.rules:
        rule = shelf.pack.by_id[rule_id]
        yield f"- {links.to(rule_id, rule_place(rule_id))} {words(rule.title)}"
    if served.rules:
        yield ""
    if served.questions:
        keys = ", ".join(shelf.key(key, links) for key in served.questions)
        yield f"{'Asked' if served.rules else 'Asked, and weighed by no rule'}: {keys}"
        yield ""
