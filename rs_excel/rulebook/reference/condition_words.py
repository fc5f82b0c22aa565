"""Conditions as people read them: nested bullets, with the question in full.

Comes in: a condition. Goes out: lines of Markdown. ``$parameters`` lead to their
values, keys to the question.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.conditions import Condition, GroupKind, ParameterRef, Test
from rs_excel.rulebook.operators import OPERATORS
from rs_excel.rulebook.reference.markdown import code, words
from rs_excel.rulebook.reference.places import Linking, parameter_place
from rs_excel.rulebook.reference.shelf import Shelf

_GROUPS = {
    GroupKind.ALL: "all of these hold",
    GroupKind.ANY: "any of these holds",
    GroupKind.NONE: "none of these holds",
}


def condition_lines(
    lead: str, condition: Condition, shelf: Shelf, links: Linking
) -> Iterator[str]:
    """``Flagged when any of these holds:`` and its bullets, or one sentence."""
    if isinstance(condition, Test):
        yield f"{lead} {in_words(condition, shelf, links)}."
    else:
        yield f"{lead} {_GROUPS[condition.kind]}:"
        yield ""
        for member in condition.members:
            yield from _bullets(member, "", shelf, links)
    yield ""


def in_words(condition: Condition, shelf: Shelf, links: Linking) -> str:
    """On one line: ``“How many drills were held?” is below 1 (`hs.drills_12m`)``."""
    if isinstance(condition, Test):
        return _test(condition, shelf, links)
    members = "; ".join(in_words(m, shelf, links) for m in condition.members)
    return f"{_GROUPS[condition.kind]} ({members})"


def _bullets(
    condition: Condition, indent: str, shelf: Shelf, links: Linking
) -> Iterator[str]:
    if isinstance(condition, Test):
        yield f"{indent}- {_test(condition, shelf, links)}"
        return
    yield f"{indent}- {_GROUPS[condition.kind]}:"
    for member in condition.members:
        yield from _bullets(member, f"{indent}  ", shelf, links)


def _test(test: Test, shelf: Shelf, links: Linking) -> str:
    text, key = shelf.text_of(test.question), shelf.key(test.question, links)
    return (
        f"“{words(text)}” {_reads(test, links)} ({key})"
        if text
        else (f"{key} {_reads(test, links)}")
    )


def _reads(test: Test, links: Linking) -> str:
    reads = OPERATORS[test.operator].reads(test.operand)
    if not isinstance(test.operand, ParameterRef):
        return f"**{reads}**"
    name = test.operand.name
    link = links.to(code(f"${name}"), parameter_place(name))
    return f"**{reads.replace(f'${name}', '').strip()}** {link}"
