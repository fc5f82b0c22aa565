"""What the note on a marked cell says, taken apart again.

Comes in: a note as ``marks`` words it, and the languages it may be in. Goes out: the
findings it tells, in its order.
Whoever goes from mark to mark needs no rules for it: the note tells all there is to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import Severity

_BETWEEN = " · "
_FILLED = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One finding as its note tells it; parts it does not tell are empty."""

    grade: str  # "▲ Critical"
    severity: Severity | None  # None for what has no severity, such as an observation
    rule_id: str
    number: str
    title: str
    to_do: str
    by_when: str
    lines: tuple[str, ...]  # all of it


def findings_noted(
    note: str, spoken: Callable[[], Iterable[Tongue]]
) -> tuple[Noted, ...]:
    """The findings of a note, gravest first; a last line may only count the rest.

    ``spoken`` gives the languages a note may be in, the likeliest first.
    """
    parts = [part.splitlines() for part in note.split("\n\n") if part.strip()]
    return tuple(_noted(lines, spoken) for lines in parts if _BETWEEN in lines[0])


def _noted(lines: Sequence[str], spoken: Callable[[], Iterable[Tongue]]) -> Noted:
    grade, rule_id, number = (*lines[0].split(_BETWEEN), "", "")[:3]
    tongue = next((said for said in spoken() if _is_in(said, lines)), ENGLISH)
    say = tongue.say
    ends = (s for s in Severity if grade.endswith(f" {tongue.label(s)}"))
    return Noted(
        grade=grade,
        severity=next(ends, None),
        rule_id=rule_id,
        number=number,
        title=lines[1] if len(lines) > 1 else "",
        to_do=_said(say("mark.to_do", "To do: {action}"), lines),
        by_when=_said(say("mark.by_when", "By when: {days}"), lines),
        lines=tuple(lines),
    )


def _is_in(tongue: Tongue, lines: Sequence[str]) -> bool:
    """Whether what was found is told in the words of a language."""
    return bool(_said(tongue.say("mark.found", "Found: {says}"), lines[2:3]))


def _said(words: str, lines: Sequence[str]) -> str:
    """What stands in the place of what is to be filled in, in the line that has it."""
    before, after = _FILLED.split(words, maxsplit=1)
    for line in lines:
        if line.startswith(before) and line.endswith(after):
            return line[len(before) : len(line) - len(after)]
    return ""
