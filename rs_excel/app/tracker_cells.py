"""What one run puts into a tracker: cells of rows that changed, new rows, history.

Comes in: a tracker as it was found, and its rows and changes now. Goes out: values put
into its sheets, wherever people have moved the columns to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.reply import TAKEN
from rs_excel.domain.tracker_changes import Change
from rs_excel.domain.tracker_columns import (
    BY_KEY,
    FURTHEST_ROW,
    HISTORY,
    ColumnKind,
    Owner,
)
from rs_excel.errors import note
from rs_excel.workbook.addresses import LAST_COLUMN, Block, Place
from rs_excel.workbook.free_rows import first_free
from rs_excel.workbook.ooxml.update_sheet import SheetUpdate
from rs_excel.workbook.ports import CellValue, Grid
from rs_excel.workbook.tracker_log import TrackerLog
from rs_excel.workbook.tracker_reading import KeptRow, TrackerSheet
from rs_excel.writeback.tracker_values import (
    changed,
    first_words,
    formulas,
    height_of,
    history_line,
    line_height,
    ours,
    said_cell,
)


def put_rows(
    update: SheetUpdate,
    found: TrackerSheet,
    rows: Sequence[TrackedAction],
    on: date,
) -> tuple[Note, ...]:
    """Cells that must change: ours where they differ, everything in a new row.

    Returns what is to be remarked on: rows that the table could not take in.
    """
    values: dict[Place, CellValue] = {}
    heights: dict[int, float] = {}
    for before, after in zip(found.rows, rows, strict=False):
        if before.altered:
            values |= _placed(found, before.number, ours(after))
        if before.action is not after:
            values |= _changed(found, before, after)
    new = rows[len(found.rows) :]
    head = Place(found.head, found.columns["fingerprint"])
    first = _first_free(update, found.grid, head, (found.last(), len(new)))
    for number, row in enumerate(new, first):
        cells = {**ours(row), **first_words(row)}
        heights[number] = height_of(cells)
        cells |= formulas(row, found.addresses(number), on)
        values |= _placed(found, number, cells)
    update.put(found.grid.sheet, values, heights, head)
    update.reach(found.grid.sheet, _chosen_in(found), _all_rows(found))
    numbers = [row.number for row in found.rows] + [*range(first, first + len(new))]
    return _outside(update.below_table(found.grid.sheet, head, numbers), found)


def _outside(rows: Sequence[int], found: TrackerSheet) -> tuple[Note, ...]:
    if not rows:
        return ()
    place = Place(min(rows), found.columns["number"])
    cell = CellRef(found.grid.sheet, place.address)
    return (note("TRK-112", cell, count=len(rows), last=max(rows)),)


def _chosen_in(found: TrackerSheet) -> frozenset[int]:
    """The columns in which people choose, or type days."""
    columns = ((BY_KEY.get(key), number) for key, number in found.columns.items())
    return frozenset(
        number
        for about, number in columns
        if about and about.owner is Owner.THEIRS and about.kind is not ColumnKind.TEXT
    )


def _all_rows(found: TrackerSheet) -> Block:
    last = max(FURTHEST_ROW, found.last())
    return Block(found.head + 1, 1, last, LAST_COLUMN)


def _first_free(
    update: SheetUpdate, grid: Grid, head: Place, wanted: tuple[int, int]
) -> int:
    """Where so many rows go below a row, and in the way of nothing."""
    below, rows = wanted
    if not rows:
        return below + 1
    return first_free(grid.rows, update.taken(grid.sheet, head), below=below, rows=rows)


def put_history(
    update: SheetUpdate, log: TrackerLog, changes: Sequence[Change], on: date
) -> tuple[Note, ...]:
    """History lines below the last one there is.

    Returns what is to be remarked on: lines that its filter does not reach.
    """
    head = Place(log.head, log.columns[HISTORY[0]])
    first = _first_free(update, log.grid, head, (log.last(), len(changes)))
    values: dict[Place, CellValue] = {}
    heights: dict[int, float] = {}
    for number, change in enumerate(changes, first):
        line = zip(HISTORY, history_line(change, on), strict=True)
        values |= {Place(number, log.columns[title]): value for title, value in line}
        heights[number] = line_height(change)
    update.put(log.grid.sheet, values, heights, head)
    between = update.taken(log.grid.sheet, head)
    return _cut_off(between, [*log.rows(), *range(first, first + len(changes))], log)


def _cut_off(
    between: Sequence[Block], lines: Sequence[int], log: TrackerLog
) -> tuple[Note, ...]:
    """A filter ends at the first row that is not filled, as below merged cells."""
    gaps = [
        block.top
        for block in between
        if block.top > log.head
        and not any(block.top <= line <= block.bottom for line in lines)
    ]
    ends = min(gaps, default=max(lines))
    below = [line for line in lines if line > ends]
    if not below:
        return ()
    cell = CellRef(log.grid.sheet, Place(ends, log.columns[HISTORY[0]]).address)
    return (note("TRK-114", cell, count=len(below), sheet=log.grid.sheet),)


def _changed(
    found: TrackerSheet, before: KeptRow, after: TrackedAction
) -> dict[Place, CellValue]:
    cells = changed(before.action, after)
    was_said, is_said = before.action.handling, after.handling
    if is_said.status is not was_said.status and is_said.status is not None:
        cells["status"] = is_said.status.label
    for key in TAKEN if is_said is not was_said else ():
        if getattr(is_said, key) != getattr(was_said, key):
            cells[key] = said_cell(is_said, key)
    return _placed(found, before.number, cells)


def _placed(
    found: TrackerSheet, row: int, cells: Mapping[str, CellValue]
) -> dict[Place, CellValue]:
    places = {key: found.place(row, key) for key in cells}
    return {place: cells[key] for key, place in places.items() if place is not None}
