"""Next and previous finding: from the active cell to the finding after or before it.

Comes in: an open workbook that was checked, live or as a file. Goes out: the cell
selected and what was found there. Only the ledger and the sheet to go to are read: no
rules are loaded, since every click starts from nothing. A mark that people took off,
or whose row is gone, is passed over and said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from rs_excel.app.live_next_text import Arrived, Direction, nothing_left, told
from rs_excel.app.live_stops import Stops
from rs_excel.app.live_told import Told
from rs_excel.domain.questions import CellRef
from rs_excel.errors import WorkbookError, problem
from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.marks_now import (
    MarkNow,
    corner_for,
    is_marked_sheet,
    marks_now,
    texts_of,
)
from rs_excel.workbook.ooxml.ledger import HEADERS, TITLE, LedgerRow, read_ledger
from rs_excel.workbook.ports import Grid

_LEDGER_ENDS = Place(1_000, len(HEADERS))  # where most ledgers do


class SteppedBook(Protocol):
    """What stepping asks of an open workbook; each is a call or a few to Excel."""

    @property
    def name(self) -> str: ...

    def active_cell(self) -> CellRef | None:
        """The cell the user is on; None on a sheet that has no cells."""
        ...

    def whole_sheet(self, title: str) -> Grid | None:
        """All values of a sheet, hidden ones too; None where there is none."""
        ...

    def corner_of(self, title: str, last: Place) -> Grid | None:
        """The values from A1 to a cell, in fewer calls than the whole."""
        ...

    def marked_sheet(self, number: int) -> str | None:
        """The title a marked sheet has now, by its number in the ledger."""
        ...

    def fill_of(self, cell: CellRef) -> str:
        """RRGGBB; empty where there is none."""
        ...

    def note_on(self, cell: CellRef) -> str:
        """The words of the note; empty where there is none."""
        ...

    def go_to(self, cell: CellRef) -> None:
        """Show the sheet and select the cell."""
        ...


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
    stepping = _Stepping(book, _stops_of(book))
    arrived = stepping.arrive(direction)
    if arrived is None:
        return nothing_left(stepping.lost)
    book.go_to(arrived.cell)
    return told(arrived, direction)


def _stops_of(book: SteppedBook) -> Stops:
    grid = book.corner_of(TITLE, _LEDGER_ENDS)
    if grid is not None and max(grid.rows, default=0) == _LEDGER_ENDS.row:
        grid = book.whole_sheet(TITLE)
    if grid is None:
        raise WorkbookError(problem("XL-201", book.name))
    stops = Stops.of(read_ledger(texts_of(grid)))
    if not stops.rows:
        raise WorkbookError(problem("XL-202", book.name))
    return stops


@dataclass(slots=True)
class _Stepping:
    """One click: what was read for it, and which marks were passed over."""

    book: SteppedBook
    stops: Stops
    lost: list[LedgerRow] = field(default_factory=list)
    sheets: dict[str, Grid | None] = field(default_factory=dict)  # by title then

    def arrive(self, direction: Direction) -> Arrived | None:
        """The first finding in this direction whose mark still stands."""
        for title, mark, wrapped in self._in(direction):
            cell = self._standing(title, mark)
            if cell is not None:
                return Arrived(
                    cell=cell,
                    row=mark.row,
                    noted=self.stops.told_on(mark.row),
                    number=self._number(title, mark),
                    of=self.stops.count,
                    also=self.stops.also(mark.row),
                    wrapped=wrapped,
                    lost=tuple(self.lost),
                )
            self.lost.append(mark.row)
        return None

    def _in(self, direction: Direction) -> Iterator[tuple[str, MarkNow, bool]]:
        """Once round the workbook: (title, mark, whether an end was passed)."""
        titles = direction.along(tuple(self.stops.rows))
        at = self.book.active_cell()
        here = self._title_then(at) if at else None
        if at is None or here is None:
            for title in titles:
                yield from self._on(title, direction, wrapped=False)
            return
        start, place = titles.index(here), place_of(at.address)
        mine = direction.along(self._marks(here))
        ahead = [m for m in mine if direction.is_ahead(m.reading_order, place)]
        yield from ((here, mark, False) for mark in ahead)
        for title in titles[start + 1 :]:
            yield from self._on(title, direction, wrapped=False)
        for title in titles[:start]:
            yield from self._on(title, direction, wrapped=True)
        yield from ((here, mark, True) for mark in mine if mark not in ahead)

    def _on(
        self, title: str, direction: Direction, *, wrapped: bool
    ) -> Iterator[tuple[str, MarkNow, bool]]:
        marks = direction.along(self._marks(title))
        return ((title, mark, wrapped) for mark in marks)

    def _title_then(self, at: CellRef) -> str | None:
        """The title the active sheet had when it was marked; None if it was not."""
        if at.sheet in self.stops.rows:
            return at.sheet
        if at.sheet in self.stops.ours:
            return None
        everything = [row for rows in self.stops.rows.values() for row in rows]
        grid = self.book.corner_of(at.sheet, corner_for(everything))
        for title, rows in self.stops.rows.items():
            if grid is not None and is_marked_sheet(rows, grid):
                self.sheets[title] = grid
                return title
        return None

    def _marks(self, title: str) -> tuple[MarkNow, ...]:
        """The marks to stop at on a sheet as it is now, in reading order."""
        rows, grid = self.stops.rows[title], self._sheet(title)
        if grid is None:  # the sheet is gone, and its marks with it
            marks = tuple(MarkNow(row=row, places=()) for row in rows)
        else:
            marks = marks_now(rows, grid)
        return tuple(mark for mark in marks if self.stops.is_one(mark.row))

    def _sheet(self, title: str) -> Grid | None:
        if title not in self.sheets:
            grid = self._read(title)
            if grid is None:
                renamed = self.book.marked_sheet([*self.stops.rows].index(title))
                grid = self._read(renamed, then=title) if renamed else None
            self.sheets[title] = grid
        return self.sheets[title]

    def _read(self, title: str, then: str | None = None) -> Grid | None:
        """A sheet as far as its marks are; all of it where one of them is not there.

        ``then`` is the title it was marked under, if that was another.
        """
        rows = self.stops.rows[then or title]
        grid = self.book.corner_of(title, corner_for(rows))
        if grid is None or all(mark.known for mark in marks_now(rows, grid)):
            return grid
        return self.book.whole_sheet(title)

    def _number(self, title: str, mark: MarkNow) -> int:
        return self.stops.before(title) + self._marks(title).index(mark) + 1

    def _standing(self, title: str, mark: MarkNow) -> CellRef | None:
        """The cell a mark is on now; None where nothing of it is left."""
        grid = self._sheet(title)
        cells = [CellRef(grid.sheet, p.address) for p in mark.places] if grid else []
        stands = (c for c in cells if mark.vouched or self._shows(c, mark.row))
        return next(stands, None)

    def _shows(self, cell: CellRef, row: LedgerRow) -> bool:
        if row.fill_put and self.book.fill_of(cell) == row.fill_put:
            return True
        return bool(row.note_put) and row.note_put in self.book.note_on(cell)
