"""The index of laws: whom each binds, since when, and what serves its duties.

Comes in: the shelf. Goes out: an overview and one page a law; none for a pack without a
register. What an entry knows, it knew on a day, and that day is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.rulebook.laws import Duty, Law, Scope, Threshold
from rs_excel.rulebook.reference.condition_words import in_words
from rs_excel.rulebook.reference.markdown import counted, number, table, words
from rs_excel.rulebook.reference.places import (
    LAWS,
    START,
    LinksFrom,
    anchor,
    law_place,
)
from rs_excel.rulebook.reference.shelf import Page, Shelf

_MARK = "**verify**"


def law_pages(shelf: Shelf) -> Iterator[Page]:
    """The overview, and one page a law."""
    if shelf.pack.laws:
        yield LAWS, _overview(shelf)
    for law in shelf.pack.laws.values():
        yield law_place(law.id), _lines(law, shelf)


def _overview(shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(LAWS)
    laws = shelf.pack.laws.values()
    yield "# Laws"
    yield ""
    yield (
        f"{counted(len(laws), 'law')} on buyers, and what a supplier's return gives "
        "towards their duties. This is no legal advice; each entry tells what was "
        f"known on its day. {links.to('All pages', START)}"
    )
    yield ""
    head = ("Law", "Where", "Applies from", "Known on", "Duties", "Switched on by", "")
    yield from table(
        head,
        (
            (
                links.to(words(law.title), law_place(law.id)),
                law.jurisdiction,
                str(law.applies_from or "not known"),
                law.law_as_of.isoformat(),
                str(len(law.duties)),
                ", ".join(_policies(law, shelf)),
                _MARK if law.verify else "",
            )
            for law in laws
        ),
    )


def _policies(law: Law, shelf: Shelf) -> Iterator[str]:
    """The supplied policies that report gaps against it."""
    for policy in shelf.pack.policies.values():
        if law.id in policy.regimes:
            yield words(policy.title)


def _lines(law: Law, shelf: Shelf) -> Iterator[str]:
    links = LinksFrom(law_place(law.id))
    yield f"# {words(law.title)}"
    yield ""
    yield (
        f"{law.jurisdiction} · {words(law.reference)} · as known on {law.law_as_of}; "
        f"no legal advice. {links.to('All laws', LAWS)}"
    )
    yield ""
    for point in law.open_points:
        yield f"> **Still open:** {words(point)}"
        yield ""
    yield "## Whom it binds"
    yield ""
    rows = (_size(scope, size) for scope in law.scopes for size in scope.thresholds)
    yield from table(("Who", "Size", "Since", "Until", "Reference", ""), rows)
    for scope in law.scopes:
        if not scope.thresholds:
            yield f"{words(scope.who)}, whatever their size."
            yield ""
    yield "## Its days"
    yield ""
    days = (
        (day.on.isoformat(), words(day.says), words(day.reference), _mark(day.verify))
        for day in law.dates
    )
    yield from table(("Day", "What happens", "Reference", ""), days)
    yield "## What it asks, and what serves it"
    yield ""
    for duty in law.duties:
        yield from _duty(duty, shelf, links)


def _size(scope: Scope, size: Threshold) -> tuple[str, ...]:
    above = "above" if size.above else "from"
    several = f" ({scope.needs} of these sizes)" if len(scope.thresholds) > 1 else ""
    return (
        f"{words(scope.who)}{several}",
        f"{words(size.measure)} {above} {number(size.value)} {words(size.unit)}",
        size.since.isoformat(),
        str(size.until or ""),
        words(size.reference),
        _mark(size.verify),
    )


def _duty(duty: Duty, shelf: Shelf, links: LinksFrom) -> Iterator[str]:
    """One duty with the answers, documents and rules that speak to it."""
    yield f"### {anchor(duty.id)}{words(duty.id.replace('_', ' ').capitalize())}"
    yield ""
    days = f", from {duty.since}" if duty.since else ""
    days += f", until {duty.until}" if duty.until else ""
    yield f"{words(duty.says)} ({words(duty.reference)}{days}) {_mark(duty.verify)}"
    yield ""
    for condition in duty.questions.values():
        yield f"- {in_words(condition, shelf, links)}"
    if duty.evidence:
        yield f"- Documents: {words(', '.join(duty.evidence))}"
    if duty.rules:
        yield f"- Against it stand findings of {shelf.rules(duty.rules, links)}"
    yield ""


def _mark(verify: bool) -> str:
    return _MARK if verify else ""
