"""Finds the sheet of a tracker, whatever people called it and put around it.

Comes in: a workbook reader. Goes out: the sheet, the row of its keys and the column of
each, known by the keys in the hidden row; or what is wrong and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rs_excel.domain.tracker_columns import BY_KEY, LOG_TOKEN, TOKEN
from rs_excel.errors import Problem, WorkbookError, problem
from rs_excel.workbook.ports import WorkbookReader

_SURE = f"{TOKEN}fingerprint"
_NEEDED = (
    "number",
    "severity",
    "due_now",
    "status",
    "rule_id",
    "raised_on",
    "type",
    "due_on",
    "held_status",
    "site_key",
    "confidential",
    "fingerprint",
)


class FoundTracker(NamedTuple):
    """Where a tracker stands in its workbook."""

    sheet: str
    keys_at: int  # the hidden row of keys; the titles stand below it
    columns: Mapping[str, int]  # by key, 1-based


def kept_beside(name: str) -> str:
    """How the copy of a tracker before its latest run is named."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.before.{ending}" if dot else f"{name}.before"


def holds_a_tracker(book: WorkbookReader) -> bool:
    """Whether a workbook is a tracker of ours, whatever else is the matter with it.

    Told from the bytes of its sheets: it is asked at every run, of files of any size.
    """
    return bool(book.sheets_holding(_SURE))


def tracker_in(book: WorkbookReader) -> FoundTracker:
    """Where the tracker stands.

    Raises WorkbookError (TRK-001, TRK-002, TRK-006, TRK-011, TRK-012) where there is
    none, or not one that can be worked with.
    """
    found = []
    for name in book.sheets_holding(_SURE):
        for row, signs in book.signs(name, TOKEN).items():
            if _SURE in signs.values():
                found.append((name, row, signs))
    if not found:
        raise WorkbookError(_no_tracker(book))
    if len(found) > 1:
        names = ", ".join(name for name, _, _ in found)
        raise WorkbookError(problem("TRK-006", book.name, sheets=names))
    ((name, row, signs),) = found
    _refuse_copied_columns(book, signs, row)
    columns = {text.removeprefix(TOKEN): at for at, text in signs.items()}
    lost = [BY_KEY[key].title for key in _NEEDED if key not in columns]
    if lost:
        told = {"columns": ", ".join(lost), "backup": kept_beside(book.name)}
        raise WorkbookError(problem("TRK-002", book.name, **told))
    return FoundTracker(name, row, columns)


def _no_tracker(book: WorkbookReader) -> Problem:
    """A tracker that lost its sheet, or the row of keys, still has its history."""
    logs = (book.signs(name, LOG_TOKEN) for name in book.sheets_holding(LOG_TOKEN))
    if any(logs):
        return problem("TRK-012", book.name, backup=kept_beside(book.name))
    return problem("TRK-001", book.name)


def _refuse_copied_columns(
    book: WorkbookReader, signs: Mapping[int, str], row: int
) -> None:
    """Which of two columns people go on writing in cannot be told."""
    said = [*signs.values()]
    copied = {text.removeprefix(TOKEN) for text in said if said.count(text) > 1}
    if copied:
        titles = sorted(BY_KEY[key].title if key in BY_KEY else key for key in copied)
        told = {"columns": ", ".join(titles), "row": row}
        raise WorkbookError(problem("TRK-011", book.name, **told))
