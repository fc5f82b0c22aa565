"""Where the marks of one sheet stand now, whatever people did to its rows since.

Comes in: the ledger's rows of a sheet, and the sheet as one grid. Goes out: the marks
in reading order, each with the cells it may be on. An answer is known by its key, a
row of a table by the words we wrote beside it; a mark neither vouches for may be where
it was put, if the cell still looks marked. That is for the caller to see: looking at a
cell costs a call to a running spreadsheet, and the grid was read in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rs_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, Place, place_of
from rs_excel.workbook.layout import find_blocks, key_text
from rs_excel.workbook.memory_book import MemoryBook
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.our_words import our_words
from rs_excel.workbook.ports import Grid

_MORE_ROWS, _MORE_COLUMNS = 200, 8  # that people may have inserted

AnswerCells = Mapping[str, Sequence[Place]]
"""By key, every cell of a sheet that answers it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNow:
    """One mark and the cells it may be on now, the likeliest first.

    No cell: the row it was on is gone. ``known``: by its key or by our words, so that
    no other mark is on these cells. ``vouched``: our words stand beside the first, so
    that it need not be looked at.
    """

    row: LedgerRow
    places: tuple[Place, ...]
    known: bool = False
    vouched: bool = False

    @property
    def reading_order(self) -> Place:
        """Where it stands, or stood."""
        return self.places[0] if self.places else place_of(self.row.cell)


def marks_now(rows: Sequence[LedgerRow], grid: Grid) -> tuple[MarkNow, ...]:
    """The marks of a sheet as it is now, in reading order."""
    answers = answer_cells(grid)
    words = our_words(rows, texts_of(grid))
    found = [_found(row, answers, words.get(row.cell)) for row in rows]
    taken = {mark.places[0] for mark in found if mark.known}
    left = [mark if mark.known else _without(mark, taken) for mark in found]
    return tuple(sorted(left, key=lambda mark: mark.reading_order))


def is_marked_sheet(rows: Sequence[LedgerRow], grid: Grid) -> bool:
    """Whether a sheet of another title is the one these marks were put on."""
    answers = answer_cells(grid)
    keyed = any(row.key.casefold() in answers for row in rows if row.key)
    return keyed or bool(our_words(rows, texts_of(grid)))


def corner_for(rows: Sequence[LedgerRow]) -> Place:
    """As far as a sheet is read to find marks that moved by no more than usual."""
    cells = (row.cell for row in rows)
    beside = (row.words_cell for row in rows if row.words_cell)
    places = [place_of(address) for address in (*cells, *beside)]
    return Place(
        min(max(place.row for place in places) + _MORE_ROWS, LAST_ROW),
        min(max(place.column for place in places) + _MORE_COLUMNS, LAST_COLUMN),
    )


def texts_of(grid: Grid) -> dict[Place, str]:
    """The cells of a grid that hold text."""
    return {
        Place(row, column): value
        for row, column, value in grid.filled()
        if isinstance(value, str)
    }


def answer_cells(grid: Grid) -> AnswerCells:
    """The cells for answers that carry a key; rows of tables carry none."""
    cells: dict[str, list[Place]] = {}
    for block in find_blocks(MemoryBook({grid.sheet: grid})).blocks:
        if block.table is not None:
            continue
        for number in block.rows:
            key = key_text(grid.at(number, block.key_column)).casefold()
            for suffix, column in block.answers.items():
                full = f"{key}.{suffix}" if suffix else key
                cells.setdefault(full, []).append(Place(number, column))
    return cells


def _found(row: LedgerRow, answers: AnswerCells, words: Place | None) -> MarkNow:
    put = place_of(row.cell)
    keyed = answers.get(row.key.casefold(), ()) if row.key else ()
    if keyed:
        nearest = min(keyed, key=lambda p: (abs(p.row - put.row), p))
        beside = words is not None and words.row == nearest.row
        return MarkNow(row=row, places=(nearest,), known=True, vouched=beside)
    if words is None:
        return MarkNow(row=row, places=(put,))
    beside_then = place_of(row.words_cell)
    down, right = words.row - beside_then.row, words.column - beside_then.column
    moved = Place(put.row + down, put.column + right)
    if not right:
        return MarkNow(row=row, places=(moved,), known=True, vouched=True)
    # A column was inserted before the words; before the answer too, or after it.
    places = (moved, Place(moved.row, put.column))
    return MarkNow(row=row, places=places, known=True)


def _without(mark: MarkNow, taken: set[Place]) -> MarkNow:
    """A cell that another mark is known to be on is not this one's."""
    free = tuple(place for place in mark.places if place not in taken)
    return MarkNow(row=mark.row, places=free)
