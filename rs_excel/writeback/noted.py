"""What the note on a marked cell says, taken apart again.

Comes in: a note as ``marks`` words it. Goes out: the findings it tells, in its order.
Whoever goes from mark to mark needs no rules for it: the note tells all there is to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rs_excel.domain.vocabulary import Severity

_BETWEEN = " · "
_TO_DO, _BY_WHEN = "To do: ", "By when: "


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One finding as its note tells it; parts it does not tell are empty."""

    grade: str  # "▲ Critical"
    rule_id: str
    number: str
    title: str
    to_do: str
    by_when: str
    lines: tuple[str, ...]  # all of it

    @property
    def severity(self) -> Severity | None:
        """None for what has no severity, such as an observation."""
        ends = (s for s in Severity if self.grade.endswith(f" {s.label}"))
        return next(ends, None)


def findings_noted(note: str) -> tuple[Noted, ...]:
    """The findings of a note, gravest first; a last line may only count the rest."""
    parts = [part.splitlines() for part in note.split("\n\n") if part.strip()]
    return tuple(_noted(lines) for lines in parts if _BETWEEN in lines[0])


def _noted(lines: Sequence[str]) -> Noted:
    grade, rule_id, number = (*lines[0].split(_BETWEEN), "", "")[:3]
    return Noted(
        grade=grade,
        rule_id=rule_id,
        number=number,
        title=lines[1] if len(lines) > 1 else "",
        to_do=_said(_TO_DO, lines),
        by_when=_said(_BY_WHEN, lines),
        lines=tuple(lines),
    )


def _said(opening: str, lines: Sequence[str]) -> str:
    said = (line.removeprefix(opening) for line in lines if line.startswith(opening))
    return next(said, "")
