"""The coverage of a pack as lines of text.

Comes in: what coverage.py found. Goes out: lines. The overview counts the clauses of
each framework and names those without rules; one framework is told clause by clause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from textwrap import wrap

from rs_excel.rulebook.coverage import (
    ClauseServed,
    Coverage,
    FrameworkServed,
    ServedBy,
    Unread,
)
from rs_excel.rulebook.model import RulePack

WIDTH = 88
_NO_REASON = "no reason is given: add a rule, or say why not"
_OUTLIVED = "has rules by now: take its reason away"


def pack_lines(pack: RulePack, found: Coverage) -> Iterator[str]:
    """Every framework in one line, then what no rule serves and what none reads."""
    asked = len(pack.catalogue.by_key)
    read = asked - len(found.unread)
    yield f"{pack.title} {pack.version}: {len(pack.rules)} rules, {asked} questions"
    yield ""
    yield f"{'framework':<15}{'clauses':>8}{'with rules':>12}{'asked only':>12}" + (
        f"{'neither':>9}{'rules':>7}"
    )
    for served in found.frameworks:
        counted = [len(served.served_by(by)) for by in ServedBy]
        yield (
            f"{served.framework.id:<15}{len(served.clauses):>8}{counted[0]:>12}"
            f"{counted[1]:>12}{counted[2]:>9}{len(served.rules):>7}"
        )
    for served in found.frameworks:
        yield from _gaps(served)
    yield ""
    yield f"Questions: {read} of {asked} are read by a rule"
    yield from _unread(found)


def framework_lines(served: FrameworkServed) -> Iterator[str]:
    """Clause by clause: which rules and which questions serve it, or why none."""
    framework = served.framework
    yield f"{framework.title} ({framework.id})"
    part = ""
    for clause in served.clauses:
        if clause.clause.part != part:
            part = clause.clause.part
            yield ""
            yield part
        yield ""
        yield f"{clause.clause.id}  {clause.clause.title}"
        yield from _listed(f"{_counted(len(clause.rules), 'rule')}", clause.rules)
        yield from _listed(
            f"{_counted(len(clause.questions), 'question')}", clause.questions
        )
        yield from _reason(clause)
    counted = {by: len(served.served_by(by)) for by in ServedBy}
    yield ""
    yield (
        f"{len(served.clauses)} clauses: {counted[ServedBy.RULES]} with rules, "
        f"{counted[ServedBy.QUESTIONS]} asked only, "
        f"{counted[ServedBy.NOTHING]} with neither; {len(served.rules)} rules in all"
    )


def _gaps(served: FrameworkServed) -> Iterator[str]:
    gaps = [c for c in served.clauses if c.by is not ServedBy.RULES or c.unexplained]
    if not gaps:
        return
    yield ""
    yield f"{served.framework.title}: without rules"
    for clause in gaps:
        asked = _counted(len(clause.questions), "question")
        also = f" ({asked})" if clause.questions else ""
        yield f"  {clause.clause.id}  {clause.clause.title}{also}"
        yield from _reason(clause)


def _reason(clause: ClauseServed) -> Iterator[str]:
    if clause.unexplained:
        yield f"    {_OUTLIVED if clause.rules else _NO_REASON}"
    elif clause.clause.not_served:
        yield from _indented(clause.clause.not_served)


def _unread(found: Coverage) -> Iterator[str]:
    by_reason: dict[str, list[str]] = defaultdict(list)
    for entry in found.unread:
        by_reason[_why_asked(entry)].append(entry.question)
    for reason, keys in by_reason.items():
        yield f"  {reason}"
        yield from _indented(", ".join(keys))
    if found.read_after_all:
        yield "  Listed as read by no rule, and yet read: take them off the list"
        yield from _indented(", ".join(found.read_after_all))


def _why_asked(entry: Unread) -> str:
    if entry.reason:
        return entry.reason
    if entry.opens:
        return "Opens other questions."
    return _NO_REASON


def _listed(head: str, names: Iterable[str]) -> Iterator[str]:
    if names:
        yield from _indented(f"{head}: {', '.join(names)}")


def _indented(text: str) -> Iterator[str]:
    yield from wrap(
        text,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
