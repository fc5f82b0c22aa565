"""Keeps the lists of the sheet *Figures* in step with the rows of a tracker.

Comes in: the tracker as it was found and its rows as they now stand. Goes out: cells
put into the sheet of figures. People may have deleted it; then there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rs_excel.app.figure_cells import rule_cells, site_cells
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.tracker_columns import FURTHEST_ROW, RULES_TOKEN, SITES_TOKEN
from rs_excel.domain.tracker_lists import sites, top_rules
from rs_excel.workbook.addresses import Place, column_letters
from rs_excel.workbook.ooxml.update_sheet import SheetUpdate
from rs_excel.workbook.ports import CellValue, WorkbookReader
from rs_excel.workbook.tracker_reading import TrackerSheet


def keep_lists(
    update: SheetUpdate,
    book: WorkbookReader,
    tracker: TrackerSheet,
    rows: Sequence[TrackedAction],
    on: date,
) -> None:
    """Put the rules and sites there are now where the sheet lists them."""
    for title in book.sheets_holding(RULES_TOKEN, SITES_TOKEN):
        heads = {
            text: Place(row, column)
            for row, signs in book.signs(title, "#fig:").items()
            for column, text in signs.items()
        }
        last = max((place.column for place in heads.values()), default=0)
        grid = book.grid(title, range(1, last + 12))
        values: dict[Place, CellValue] = {}
        if RULES_TOKEN in heads:
            values |= rule_cells(grid, heads[RULES_TOKEN], top_rules(rows))
        if SITES_TOKEN in heads:
            lines, ranges = sites(rows, on), _ranges(tracker, len(rows))
            values |= site_cells(grid, heads[SITES_TOKEN], lines, ranges)
        update.put(title, values)
        update.recount(title)


def _ranges(tracker: TrackerSheet, rows: int) -> dict[str, str]:
    """By key, the cells of its column, as a formula on another sheet names them."""
    name = tracker.grid.sheet.replace("'", "''")
    last = max(FURTHEST_ROW, tracker.last() + rows)
    return {
        key: f"'{name}'!${letters}$1:${letters}${last}"
        for key, column in tracker.columns.items()
        for letters in (column_letters(column),)
    }
