"""The marked sheets of an open workbook, as they are now: what a step has to read.

Comes in: an open workbook and the stops of its ledger. Goes out: the marks of a sheet
where they stand now, each sheet read once, in a corner if that holds them all; and
whether anything of a mark is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rs_excel.app.live_stops import Stops
from rs_excel.domain.questions import CellRef
from rs_excel.errors import WorkbookError, problem
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.marks_now import (
    MarkNow,
    corner_for,
    is_marked_sheet,
    marks_now,
    texts_of,
)
from rs_excel.workbook.ooxml.ledger import (
    HEADERS,
    TITLES,
    LedgerRow,
    is_ledger,
    read_ledger,
)
from rs_excel.workbook.ports import Grid

_FAR_DOWN = 5_000  # rows; more are read only where they are used
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

    def go_to(self, cell: CellRef) -> bool:
        """Show the sheet and select the cell; False where the sheet is hidden."""
        ...


def stops_of(book: SteppedBook) -> Stops:
    """The stops of a checked workbook.

    Raises WorkbookError (XL-201) for one that was never checked, and XL-202 where the
    check marked nothing.
    """
    grids = (_ledger_grid(book, title) for title in TITLES)
    texts = (texts_of(grid) for grid in grids if grid is not None)
    ledger = next(filter(is_ledger, texts), None)
    if ledger is None:
        raise WorkbookError(problem("XL-201", book.name))
    stops = Stops.of(read_ledger(ledger))
    if not stops.rows:
        raise WorkbookError(problem("XL-202", book.name))
    return stops


def _ledger_grid(book: SteppedBook, title: str) -> Grid | None:
    grid = book.corner_of(title, _LEDGER_ENDS)
    if grid is not None and max(grid.rows, default=0) == _LEDGER_ENDS.row:
        return book.whole_sheet(title)
    return grid


@dataclass(slots=True)
class MarkedSheets:
    """Sheets by the title they had when they were marked; read when first wanted."""

    book: SteppedBook
    stops: Stops
    _grids: dict[str, Grid | None] = field(default_factory=dict)

    def title_then(self, title: str) -> str | None:
        """The title a sheet of today had when it was marked; None if it was not."""
        if title in self.stops.rows:
            return title
        if title in self.stops.ours:
            return None
        everything = [row for rows in self.stops.rows.values() for row in rows]
        grid = self._corner(title, everything)
        for then, rows in self.stops.rows.items():
            if grid is not None and is_marked_sheet(rows, grid):
                self._grids[then] = grid
                return then
        return None

    def marks(self, then: str) -> tuple[MarkNow, ...]:
        """The marks to stop at on a sheet as it is now, in reading order."""
        rows, grid = self.stops.rows[then], self._grid(then)
        if grid is None:  # the sheet is gone, and its marks with it
            marks = tuple(MarkNow(row=row, places=()) for row in rows)
        else:
            marks = marks_now(rows, grid)
        return tuple(mark for mark in marks if self.stops.is_one(mark.row))

    def standing(self, then: str, mark: MarkNow) -> CellRef | None:
        """The cell a mark is on now; None where nothing of it is left."""
        grid = self._grid(then)
        cells = [CellRef(grid.sheet, p.address) for p in mark.places] if grid else []
        stands = (c for c in cells if mark.vouched or self._shows(c, mark.row))
        return next(stands, None)

    def number(self, then: str, mark: MarkNow) -> int:
        """Its place among all stops, from 1, in the order of tabs and cells."""
        return self.stops.before(then) + self.marks(then).index(mark) + 1

    def _grid(self, then: str) -> Grid | None:
        if then not in self._grids:
            grid = self._read(then, then)
            if grid is None:
                renamed = self.book.marked_sheet([*self.stops.rows].index(then))
                grid = self._read(renamed, then) if renamed else None
            self._grids[then] = grid
        return self._grids[then]

    def _read(self, title: str, then: str) -> Grid | None:
        """A sheet as far as its marks are; all of it where one of them is not there."""
        rows = self.stops.rows[then]
        grid = self._corner(title, rows)
        if grid is None or all(mark.known for mark in marks_now(rows, grid)):
            return grid
        return self.book.whole_sheet(title)

    def _corner(self, title: str, rows: Sequence[LedgerRow]) -> Grid | None:
        """As much of a sheet as holds the marks of these rows where they were put."""
        last = corner_for(rows)
        if last.row > _FAR_DOWN:
            return self.book.whole_sheet(title)
        return self.book.corner_of(title, last)

    def _shows(self, cell: CellRef, row: LedgerRow) -> bool:
        if row.fill_put and self.book.fill_of(cell) == row.fill_put:
            return True
        return bool(row.note_put) and row.note_put in self.book.note_on(cell)
