"""What a buyer reads on arriving at a finding: one line for the status bar, and all.

Comes in: the mark arrived at, as the ledger records it. Goes out: what to tell. The
words are those of the note the check left, so that a step needs no rules.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from rs_excel.app.live_told import Place as Shown
from rs_excel.app.live_told import Told, Tone
from rs_excel.app.read_back import spoken
from rs_excel.domain.questions import CellRef
from rs_excel.domain.short_text import shortened
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.writeback.noted import Noted, findings_noted
from rs_excel.writeback.wording import cells_line

_LONGEST_LINE = 250  # characters a status bar shows
_LEAST_TO_DO = 30  # of these, for what to do to be worth its place
_MOST_NAMED = 3  # marks that were passed over

T = TypeVar("T")


class Direction(StrEnum):
    """Which way a step goes."""

    NEXT = "next"
    PREVIOUS = "previous"

    def along(self, things: Sequence[T]) -> tuple[T, ...]:
        """Things of a workbook in the order in which this way meets them."""
        return tuple(things if self is Direction.NEXT else reversed(things))

    def is_ahead(self, place: Place, of: Place) -> bool:
        """Whether a cell comes after another on this way."""
        return place > of if self is Direction.NEXT else place < of

    @property
    def passed(self) -> str:
        """What is said when the end of the workbook was passed."""
        return {
            Direction.NEXT: "From the beginning again",
            Direction.PREVIOUS: "From the end again",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A mark that stands, and where it was found."""

    cell: CellRef
    row: LedgerRow
    noted: tuple[Noted, ...]  # its findings, as far as its note tells them
    number: int  # 1-based, in the order of tabs and cells
    of: int
    also: tuple[CellRef, ...]  # other cells the same finding rests on
    wrapped: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """Marks that were passed over on the way to one that can be shown."""

    lost: list[LedgerRow] = field(default_factory=list)  # nothing of them is left
    hidden: list[CellRef] = field(default_factory=list)  # on sheets nobody sees

    def __len__(self) -> int:
        return len(self.lost) + len(self.hidden)

    def lines(self) -> Iterator[str]:
        """Which they were, and what may have become of them."""
        if self.lost:
            named = [f"{CellRef(r.sheet, r.cell)} ({_rules(r)})" for r in self.lost]
            yield f"Not found again: {_listed(named)}."
            yield (
                "Somebody took the mark off, or its row or sheet is gone; the sheet "
                "Findings still tells what was found."
            )
        if self.hidden:
            yield f"On hidden sheets: {_listed([str(cell) for cell in self.hidden])}."
            yield "Show the sheet to go there."


def told(arrived: Arrived, passed: Passed, direction: Direction) -> Told:
    """The finding in one line, and below it all that its note says."""
    noted = arrived.noted
    lines = [str(arrived.cell)]
    if arrived.also:
        lines.append(f"Rests also on {cells_line(arrived.also)}")
    for finding in noted:
        lines += ["", *finding.lines]
    if not noted:
        lines += ["", _said_beside(arrived.row)]
    if passed:
        lines += ["", *passed.lines()]
    if arrived.wrapped:
        lines += ["", "What rests on no single cell stands on the sheet Findings."]
    return Told(
        title=_in_one_line(arrived, passed, direction),
        lines=tuple(lines),
        tone=Tone.WARNING if passed else Tone.INFO,
        place=Shown.BAR,
        cell=arrived.cell,
        gravest=noted[0].severity if noted else None,
    )


def nothing_left(passed: Passed) -> Told:
    """Every mark was taken off since, or cannot be shown."""
    return Told(
        title="None of the marks of the last check can be shown any more",
        lines=(*passed.lines(), "Check the workbook again to mark it as it is now."),
        tone=Tone.WARNING,
    )


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _in_one_line(arrived: Arrived, passed: Passed, direction: Direction) -> str:
    """What may be cut is what to do: the note tells it whole."""
    further = len(arrived.noted) - 1
    parts = [
        direction.passed if arrived.wrapped else "",
        f"{arrived.number} of {arrived.of}",
        f"{len(passed)} passed over" if passed else "",
    ]
    if not arrived.noted:
        return _joined(*parts, shortened(_said_beside(arrived.row), _LONGEST_LINE // 2))
    first = arrived.noted[0]
    parts += [first.grade, first.rule_id, first.title]
    after = [
        f"{further} more on this cell" if further > 0 else "",
        f"By when: {first.by_when}" if first.by_when else "",
    ]
    room = _LONGEST_LINE - len(_joined(*parts, "To do: ", *after))
    if first.to_do and room >= _LEAST_TO_DO:
        parts.append(f"To do: {shortened(first.to_do, room)}")
    return shortened(_joined(*parts, *after), _LONGEST_LINE)


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _said_beside(row: LedgerRow) -> str:
    """What is left to say of a mark that could be given no note."""
    return row.words_put or f"{row.symbol_put} See the sheet Findings".strip()


def _rules(row: LedgerRow) -> str:
    noted = findings_noted(row.note_put, spoken)
    return ", ".join(finding.rule_id for finding in noted) or _said_beside(row)
