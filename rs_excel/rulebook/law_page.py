"""A law of the register in words: whom it binds, since when, what serves its duties.

Comes in: a law and the pack around it. Goes out: plain text for a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.rulebook.laws import Duty, Law, Scope, Threshold
from rs_excel.rulebook.model import RulePack

_VERIFY = " (to be verified)"
_NEEDS = {"all": "all of", "two": "two of", "any": "any of"}


def law_line(law: Law) -> str:
    """One line: id, title, since when, as of when."""
    since = law.applies_from or "no day"
    return f"{law.id:<18} {law.title}; applies from {since}, as of {law.law_as_of}"


def law_page(law: Law, pack: RulePack) -> str:
    """Everything the register holds of one law."""
    return "\n".join((*_head(law), *_scopes(law), *_duties(law, pack)))


def _head(law: Law) -> Iterator[str]:
    yield f"{law.title} ({law.jurisdiction})"
    yield f"{law.reference}. Entry as of {law.law_as_of}. No legal advice."
    for point in law.open_points:
        yield f"Open then: {point}"
    yield ""
    for event in sorted(law.dates, key=lambda event: event.on):
        verify = _VERIFY if event.verify else ""
        yield f"{event.on}  {event.says}: {event.reference}{verify}"


def _scopes(law: Law) -> Iterator[str]:
    yield ""
    yield "Who is in scope:"
    for scope in law.scopes:
        yield f"- {scope.who}{_needs(scope)}"
        for size in scope.thresholds:
            yield f"    {_size(size)}"


def _needs(scope: Scope) -> str:
    return f", {_NEEDS[scope.needs]}:" if scope.thresholds else ""


def _size(size: Threshold) -> str:
    bound = "more than" if size.above else "at least"
    until = f" until {size.until}" if size.until else ""
    verify = _VERIFY if size.verify else ""
    return (
        f"{size.measure}: {bound} {size.value:,.0f} {size.unit}, "
        f"since {size.since}{until}: {size.reference}{verify}"
    )


def _duties(law: Law, pack: RulePack) -> Iterator[str]:
    for duty in law.duties:
        yield ""
        verify = _VERIFY if duty.verify else ""
        yield f"{duty.id}: {duty.says} {duty.reference}{verify}"
        yield from _served_by(duty, pack)


def _served_by(duty: Duty, pack: RulePack) -> Iterator[str]:
    for key in duty.questions:
        question = pack.catalogue.by_key[key]
        yield f"  {key:<24} {question.text}"
    if duty.evidence:
        yield f"  documents: {' or '.join(duty.evidence)}"
    if duty.rules:
        yield f"  rules: {', '.join(duty.rules)}"
