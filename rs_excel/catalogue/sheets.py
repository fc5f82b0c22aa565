"""Remarks about a sheet that was read: BOOK-100 onwards."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

SHEETS = {
    "BOOK-100": Entry(
        "The questionnaire is `{theirs}`, the pack asks by `{ours}`.",
        "Answers were read where keys agree; choose the pack it was made with.",
        NoteLevel.WARNING,
    ),
    "BOOK-101": Entry(
        "The questionnaire does not say which template and version it is.",
        "It was read as {ours}.",
        NoteLevel.WARNING,
    ),
    "BOOK-102": Entry(
        "The questionnaire is version {held}, older than {ours}: {count} of today did "
        "not stand in it and count as not asked.",
        "Send the current questionnaire next time.",
        NoteLevel.WARNING,
    ),
    "BOOK-103": Entry(
        "Questions without a row in the workbook ({count}): {keys}. Rows were deleted "
        "or their keys changed; they count as blank.",
        "Ask for the answers in the questionnaire as it was sent.",
        NoteLevel.PROBLEM,
    ),
    "BOOK-104": Entry(
        "`{key}` is not a key of this questionnaire, so its row was not read.{hint}",
        "Correct the key in the key column.",
        NoteLevel.WARNING,
    ),
    "BOOK-105": Entry(
        "`{key}` stands on several rows that agree: {cells}.",
        "{used} was used. Delete the copies.",
        NoteLevel.INFO,
    ),
    "BOOK-106": Entry(
        "`{key}` stands on several rows with different answers: {cells}. None of them "
        "was used.",
        "Ask which one holds and delete the others.",
        NoteLevel.PROBLEM,
    ),
    "BOOK-107": Entry(
        "`{key}` stands on several rows, only one of them answered: {cells}.",
        "{used} was used. Delete the empty copies.",
        NoteLevel.INFO,
    ),
    "BOOK-108": Entry(
        "The questionnaire is version {held}, newer than {ours} which the pack knows.",
        "Update the pack; questions it does not know were not read.",
        NoteLevel.WARNING,
    ),
    "BOOK-109": Entry(
        "The table {table} lacks the columns {columns}; they count as blank.",
        "Ask for the table as it was sent.",
        NoteLevel.WARNING,
    ),
    "BOOK-127": Entry(
        "Below the table {table} rows are filled that do not belong to it, and were "
        "not read: {rows}.",
        "Move them into the table; add rows above its last one if it is full.",
        NoteLevel.PROBLEM,
    ),
    "BOOK-128": Entry(
        "{count} of the table {table} stand twice, word for word, on several sheets. "
        "Each was counted once.",
        "Delete the copied sheet.",
        NoteLevel.WARNING,
    ),
    "BOOK-129": Entry(
        "The workbook is signed digitally. The signature holds for the workbook as it "
        "was returned, not for the copy with marks.",
        "Keep the returned workbook.",
        NoteLevel.INFO,
    ),
    "BOOK-132": Entry(
        "The workbook came as {ending}, into which marks cannot be put without loss. "
        "The copy with marks is a new .xlsx that holds the answers as they were read, "
        "without the looks, formulas, notes and pictures of the workbook, and no "
        "certificate can hold it against that.",
        "Keep the returned workbook: it is the original. Ask for .xlsx next time.",
        NoteLevel.INFO,
    ),
    "BOOK-110": Entry(
        "The cell shows the error {error}, so it answers nothing.",
        "Ask for the formula to be corrected or the answer typed.",
        NoteLevel.WARNING,
    ),
    "BOOK-111": Entry(
        "The cell holds a formula whose result was not stored ({formula}).",
        "Open the workbook in Excel, save it, and check again.",
        NoteLevel.WARNING,
    ),
    "BOOK-112": Entry(
        "`{text}` can be read as {one} or as {other}, so it was not read at all.",
        "Ask for the number without a separator for thousands.",
        NoteLevel.WARNING,
    ),
    "BOOK-113": Entry(
        "`{text}` can be read as {one} or as {other}, so it was not read at all.",
        "Ask for the date with the year first, such as {one}.",
        NoteLevel.WARNING,
    ),
    "BOOK-114": Entry(
        "`{text}` is not one of the answers offered.{hint}",
        "Choose from: {choices}.",
        NoteLevel.WARNING,
    ),
    "BOOK-115": Entry(
        "`{text}` is not a number.", "Ask for one number{unit}.", NoteLevel.WARNING
    ),
    "BOOK-116": Entry(
        "`{text}` has `{typed}` beside the number, which the question does not ask.",
        "Ask for the number alone{unit}.",
        NoteLevel.WARNING,
    ),
    "BOOK-117": Entry(
        "The cell holds the number {number} where a date is asked for; it may stand "
        "for {day}.",
        "Ask for the date to be typed with the year first, such as {day}.",
        NoteLevel.WARNING,
    ),
    "BOOK-118": Entry(
        "`{text}` is not a full date.",
        "Ask for day, month and a year of four digits, with the year first.",
        NoteLevel.WARNING,
    ),
    "BOOK-120": Entry(
        "`{text}` was read as {value}.", "Correct the cell if not.", NoteLevel.INFO
    ),
    "BOOK-122": Entry(
        "{value} was read as {value} %, as it stands.",
        "If {other} % was meant, type {other}.",
        NoteLevel.WARNING,
    ),
    "BOOK-123": Entry(
        "The cell shows {shown} % where no percentage is asked for.",
        "Ask for a number{unit}.",
        NoteLevel.WARNING,
    ),
    "BOOK-124": Entry(
        "{day} lies outside the years 1900 to 2100; it may be a slip, or a date of "
        "another calendar.",
        "Ask for the date in the Gregorian calendar.",
        NoteLevel.WARNING,
    ),
    "BOOK-125": Entry(
        "The cell holds `{held}` where {wanted} is asked for.",
        "Ask for {wanted}{unit}.",
        NoteLevel.WARNING,
    ),
    "BOOK-126": Entry(
        "`{text}` names more than one answer where one may be chosen.",
        "Ask for the one that holds.",
        NoteLevel.WARNING,
    ),
    "BOOK-130": Entry(
        "{count} answers stand on the hidden sheet `{sheet}`. They were read.",
        "Show the sheet to see them.",
        NoteLevel.INFO,
    ),
    "BOOK-131": Entry(
        "Answers stand in hidden rows of `{sheet}`: {rows}. They were read.",
        "Show the rows to see them.",
        NoteLevel.INFO,
    ),
}
