"""What is wrong with a tracker, and what a run did to it: TRK-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

TRACKERS = {
    "TRK-001": Entry(
        "This workbook is no tracker: no sheet carries the hidden row of column keys.",
        "Give the tracker, or a new name and a tracker is made there.",
    ),
    "TRK-002": Entry(
        "Columns the tracker cannot do without are gone: {columns}.",
        "Undo their deletion, or take the copy kept beside it ({backup}).",
    ),
    "TRK-003": Entry(
        "The sheet `{sheet}` is spelt in a way that cannot be updated safely.",
        "Open the tracker in Excel, save it as .xlsx and run again.",
    ),
    "TRK-004": Entry(
        "The tracker changed on disk while this run was working on it.",
        "Nothing was written. Run again.",
    ),
    "TRK-005": Entry(
        "The table has a total row, below which new rows would be lost.",
        "Switch the total row off (Table Design › Total Row) and run again.",
    ),
    "TRK-006": Entry(
        "Several sheets carry the tracker's column keys: {sheets}.",
        "Delete or rename the key row in the copies, then run again.",
    ),
    "TRK-101": Entry(
        "“{said}” is no day that can be told for sure; nothing was assumed.",
        "Type the day as your Excel shows days.",
        NoteLevel.WARNING,
    ),
    "TRK-102": Entry(
        "“{said}” is none of the choices of this column; nothing was assumed.",
        "Choose from the list.",
        NoteLevel.WARNING,
    ),
    "TRK-103": Entry(
        "This row repeats {number}; only the first of them is kept up to date.",
        "Delete the copy, or clear its hidden fingerprint to keep it as your own row.",
        NoteLevel.WARNING,
    ),
    "TRK-104": Entry(
        "The fields that are kept by the tool were changed in this row: {fields}.",
        "The row was left as it is. Restore it from the copy kept beside the tracker.",
        NoteLevel.PROBLEM,
    ),
}
