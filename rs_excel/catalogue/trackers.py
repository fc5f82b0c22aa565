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
        "Several sheets carry the hidden keys of the same sheet: {sheets}.",
        "Delete the copies, or the keys in them, then run again.",
    ),
    "TRK-007": Entry(
        "This workbook holds no corrective action plan: no sheet has headings for a "
        "number and two more of its columns.",
        "Give a file of `rs-excel capr out`, or name the columns: NC number, Root "
        "cause, Corrective action, Responsible, Status.",
    ),
    "TRK-008": Entry(
        "The plan does not say for sure which site of the tracker it is about.",
        "Name the site with --site. Choose from: {known}.",
    ),
    "TRK-009": Entry(
        "This file is about another site than {site}: it says {found}.",
        "Leave it out; a bundle is about one site. Nothing was written.",
    ),
    "TRK-010": Entry(
        "There is no tracker here, and no checked return to make one from.",
        "Correct the name, or give the returns of at least one site.",
    ),
    "TRK-011": Entry(
        "Columns were copied together with their hidden keys: {columns}.",
        "Show row {row} and empty the key above each copy, then run again; the copy "
        "then is a column of your own.",
    ),
    "TRK-012": Entry(
        "The sheet of the tracker is gone, or its hidden row of column keys; only the "
        "history is still here.",
        "Undo its deletion, or take the copy kept beside it ({backup}).",
    ),
    "TRK-013": Entry(
        "The rows of this reply are not those of one site of the tracker.",
        "Give the tracker that it answers, and the reply as the site returned it. "
        "Nothing of it was taken in.",
    ),
    "TRK-014": Entry(
        "The tracker before this run would be kept under this name, but the file that "
        "has it is no tracker.",
        "Rename or move that file, then run again. Neither it nor the tracker was "
        "changed.",
    ),
    "TRK-131": Entry(
        "The reply of {site} does not hold {count} of its open rows: {numbers}.",
        "They were added since it was sent, or taken out of it; ask for them.",
        NoteLevel.INFO,
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
    "TRK-105": Entry(
        "{number} is no row of {site} in the tracker; nothing of it was taken in.",
        "Correct the number, or track the finding first.",
        NoteLevel.WARNING,
    ),
    "TRK-106": Entry(
        "This row carries the number {number} and the hidden key of {other}; nothing "
        "of it was taken in.",
        "Restore the row from the file that was sent.",
        NoteLevel.WARNING,
    ),
    "TRK-107": Entry(
        "{number} stands here a second time; only the first row was read.",
        "Keep one row for each number.",
        NoteLevel.WARNING,
    ),
    "TRK-108": Entry(
        "{number}: the plan says {said}; the tracker keeps {kept} as its due date.",
        "To grant more time, fill in the tracker: extended to, reason, decided by.",
        NoteLevel.INFO,
    ),
    "TRK-109": Entry(
        "The sheet History is gone, or its first row: what happened is told here and "
        "kept nowhere.",
        "Go back to the copy kept beside the tracker ({backup}) and run again.",
        NoteLevel.PROBLEM,
    ),
    "TRK-121": Entry(
        "This tracker was made before some of its columns were; they were added at its "
        "right: {columns}.",
        "Move them where you like; nothing else has changed its place.",
        NoteLevel.INFO,
    ),
    "TRK-122": Entry(
        "This tracker was made before some of its columns were, and they could not be "
        "added: {columns}.",
        "Free the cells to the right of the table, or make its range a table again. "
        "All else works without them.",
        NoteLevel.INFO,
    ),
    "TRK-124": Entry(
        "The sheet {sheet} stays as it was made. In trackers made today it counts "
        "more: what came, stood open and was in time by month, containment, effect.",
        "Nothing has to be done. Track the returns into a new tracker as well to see "
        "today's figures.",
        NoteLevel.INFO,
    ),
    "TRK-123": Entry(
        "This column holds corrective and preventive actions in one. It was taken as "
        "the corrective action; what keeps it from coming back cannot be told apart.",
        "Write the preventive action into the tracker, or a column of its own.",
        NoteLevel.INFO,
    ),
    "TRK-113": Entry(
        "{new} came in as a new site. The tracker knows {known}, and {why}. They were "
        "kept apart.",
        "If it is one site, give it the same reference and names in the return, and "
        "track that into the tracker as it was before ({backup}). If they are two, "
        "nothing is to be done.",
        NoteLevel.WARNING,
    ),
    "TRK-114": Entry(
        "{count} lines of the sheet {sheet} stand below merged cells, a pivot or a "
        "table of yours that is here; its filter leaves them out.",
        "Move what stands here below the last line, or to a sheet of your own. No line "
        "is lost.",
        NoteLevel.WARNING,
    ),
    "TRK-112": Entry(
        "{count} of the tracker's rows stand below its table, which merged cells, a "
        "pivot or a table of yours keeps from growing; its filters and sorting leave "
        "them out.",
        "Move what stands below the table, then draw the table's lower right corner "
        "down to row {last}. All else works as it is.",
        NoteLevel.WARNING,
    ),
    "TRK-120": Entry(
        "The formula in this cell has no result that can be read: {said}",
        "Open the file in Excel, let it calculate, save and run again. Nothing was "
        "assumed, and nothing is written over it.",
        NoteLevel.WARNING,
    ),
    "TRK-110": Entry(
        "The severity, or what closing depends on with it, was changed by hand, and "
        "was set back to: {held}.",
        "A new check may grade it otherwise; a dispute says why it should.",
        NoteLevel.WARNING,
    ),
}
