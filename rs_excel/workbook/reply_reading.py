"""Reads the plan a site has filled and returned.

Comes in: a workbook reader. Goes out: what the site wrote, by fingerprint. Columns are
known by the keys in the hidden row, so that rows and columns may have moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from rs_excel.domain.actions import Handling
from rs_excel.domain.reply import FIELDS, STATUSES
from rs_excel.domain.tracker_columns import BY_KEY, REPLY_TOKEN, ColumnKind
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.ports import RowValues, WorkbookReader

_SURE = f"{REPLY_TOKEN}fingerprint"


def holds_a_reply(book: WorkbookReader) -> bool:
    """Whether a workbook is a reply pack of ours."""
    return any(
        _SURE in signs.values()
        for name in book.sheets_holding(_SURE)
        for signs in book.signs(name, REPLY_TOKEN).values()
    )


def read_reply(book: WorkbookReader) -> Mapping[str, Handling]:
    """By fingerprint, what the site wrote; a row it left alone says nothing."""
    said: dict[str, Handling] = {}
    for name in book.sheets_holding(_SURE):
        for keys_at, signs in book.signs(name, REPLY_TOKEN).items():
            columns = {text.removeprefix(REPLY_TOKEN): c for c, text in signs.items()}
            grid = book.grid(name, columns.values())
            for number, values in grid.rows.items():
                fingerprint = values.get(columns.get("fingerprint", 0))
                if number > keys_at + 1 and isinstance(fingerprint, str):
                    said.setdefault(fingerprint, _said(values, columns))
    return said


def _said(values: RowValues, columns: Mapping[str, int]) -> Handling:
    """What cannot be told is not taken in: the row then still owes it."""
    given: dict[str, Any] = {}
    for key in FIELDS:
        days = BY_KEY[key].kind is ColumnKind.DATE
        read = tracker_cells.day if days else tracker_cells.words
        with suppress(tracker_cells.Unclear):
            given[key] = read(values.get(columns.get(key, 0)))
    with suppress(tracker_cells.Unclear):
        status = tracker_cells.status(values.get(columns.get("status", 0)))
        given["status"] = status if status in STATUSES else None  # no site closes
    return Handling(**given)
