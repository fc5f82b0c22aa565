"""What a buyer reads on arriving at a finding: one line for the status bar, and all.

Comes in: the mark arrived at, as the ledger records it. Goes out: what to tell. The
words are those of the note the check left, so that a step needs no rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from rs_excel.app.live_told import Place as Shown
from rs_excel.app.live_told import Told, Tone
from rs_excel.domain.questions import CellRef
from rs_excel.domain.short_text import shortened
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.writeback.noted import Noted, findings_noted
from rs_excel.writeback.wording import cells_line

_LONGEST_LINE = 250  # characters a status bar shows
_LEAST_TO_DO = 30  # of these, for what to do to be worth its place
_MOST_NAMED = 3  # marks that were not found again

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
    """A mark that stands, where it was found, and what was passed over before it."""

    cell: CellRef
    row: LedgerRow
    noted: tuple[Noted, ...]  # its findings, as far as its note tells them
    number: int  # 1-based, in the order of tabs and cells
    of: int
    also: tuple[CellRef, ...]  # other cells the same finding rests on
    wrapped: bool
    lost: tuple[LedgerRow, ...]


def told(arrived: Arrived, direction: Direction) -> Told:
    """The finding in one line, and below it all that its note says."""
    noted = arrived.noted
    lines = [str(arrived.cell)]
    if arrived.also:
        lines.append(f"Rests also on {cells_line(arrived.also)}")
    for finding in noted:
        lines += ["", *finding.lines]
    if not noted:
        lines += ["", _said_beside(arrived.row)]
    if arrived.lost:
        lines += ["", *not_found(arrived.lost)]
    if arrived.wrapped:
        lines += ["", "What rests on no single cell stands on the sheet Findings."]
    return Told(
        title=_in_one_line(arrived, direction),
        lines=tuple(lines),
        tone=Tone.WARNING if arrived.lost else Tone.INFO,
        place=Shown.BAR,
        cell=arrived.cell,
        gravest=noted[0].severity if noted else None,
    )


def nothing_left(lost: Sequence[LedgerRow]) -> Told:
    """Every mark was taken off since, or its row is gone."""
    return Told(
        title="None of the marks of the last check stands any more",
        lines=(*not_found(lost), "Check the workbook again to mark it as it is now."),
        tone=Tone.WARNING,
    )


def not_found(lost: Sequence[LedgerRow]) -> tuple[str, ...]:
    """Which marks were passed over, and what may have become of them."""
    names = [f"{CellRef(row.sheet, row.cell)} ({_rules(row)})" for row in lost]
    rest = len(names) - _MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    were = "mark was" if len(lost) == 1 else "marks were"
    return (
        f"{len(lost)} {were} not found again: {', '.join(names[:_MOST_NAMED])}{more}.",
        "Somebody took it off, or its row or sheet is gone; the sheet Findings still "
        "tells what was found.",
    )


def _in_one_line(arrived: Arrived, direction: Direction) -> str:
    """What may be cut is what to do: the note tells it whole."""
    lost, further = len(arrived.lost), len(arrived.noted) - 1
    parts = [
        direction.passed if arrived.wrapped else "",
        f"{arrived.number} of {arrived.of}",
        f"{lost} not found again" if lost else "",
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
    noted = findings_noted(row.note_put)
    return ", ".join(finding.rule_id for finding in noted) or _said_beside(row)
