"""Next and previous finding: from the active cell to the finding after or before it.

Comes in: an open workbook that was checked, live or as a file. Goes out: the cell
selected and what was found there. Only the ledger and the sheet to go to are read: no
rules are loaded, since every click starts from nothing. A mark that people took off,
whose row is gone or whose sheet is hidden, is passed over and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rs_excel.app.live_next_text import (
    Arrived,
    Direction,
    Passed,
    nothing_left,
    told,
)
from rs_excel.app.live_sheets import MarkedSheets, SteppedBook, stops_of
from rs_excel.app.live_told import Told
from rs_excel.workbook.addresses import place_of
from rs_excel.workbook.marks_now import MarkNow


class _Met(NamedTuple):
    """A mark on the way round the workbook."""

    then: str  # the title its sheet had when it was marked
    mark: MarkNow
    wrapped: bool  # an end of the workbook was passed before it


def next_finding(book: SteppedBook) -> Told:
    """Select the first cell of the next finding; after the last comes the first.

    Raises WorkbookError (XL-201) for a workbook that was never checked, and XL-202
    where the check marked nothing.
    """
    return _step(book, Direction.NEXT)


def previous_finding(book: SteppedBook) -> Told:
    """The same the other way; before the first comes the last."""
    return _step(book, Direction.PREVIOUS)


def _step(book: SteppedBook, direction: Direction) -> Told:
    sheets, passed = MarkedSheets(book, stops_of(book)), Passed()
    for met in _way_round(sheets, direction):
        cell = sheets.standing(met.then, met.mark)
        if cell is None:
            passed.lost.append(met.mark.row)
        elif not book.go_to(cell):
            passed.hidden.append(cell)
        else:
            row = met.mark.row
            arrived = Arrived(
                cell=cell,
                row=row,
                noted=sheets.stops.told_on(row),
                number=sheets.number(met.then, met.mark),
                of=sheets.stops.count,
                also=sheets.stops.also(row),
                wrapped=met.wrapped,
            )
            return told(arrived, passed, direction)
    return nothing_left(passed)


def _way_round(sheets: MarkedSheets, direction: Direction) -> Iterator[_Met]:
    """From the active cell once round the workbook, and back to that cell."""
    titles = direction.along(tuple(sheets.stops.rows))
    at = sheets.book.active_cell()
    here = sheets.title_then(at.sheet) if at else None
    if at is None or here is None:
        for then in titles:
            yield from _on(sheets, then, direction, wrapped=False)
        return
    start, place = titles.index(here), place_of(at.address)
    mine = direction.along(sheets.marks(here))
    ahead = [m for m in mine if direction.is_ahead(m.reading_order, place)]
    yield from (_Met(here, mark, wrapped=False) for mark in ahead)
    for then in titles[start + 1 :]:
        yield from _on(sheets, then, direction, wrapped=False)
    for then in titles[:start]:
        yield from _on(sheets, then, direction, wrapped=True)
    yield from (_Met(here, mark, wrapped=True) for mark in mine if mark not in ahead)


def _on(
    sheets: MarkedSheets, then: str, direction: Direction, *, wrapped: bool
) -> Iterator[_Met]:
    marks = direction.along(sheets.marks(then))
    return (_Met(then, mark, wrapped) for mark in marks)
