"""Every message about a pack, a workbook or a run, by code.

``says`` is what is wrong, ``do`` is what to do. Placeholders are filled where the
problem is found. Codes are stable: documentation and tests refer to them.
"""

from __future__ import annotations

from dataclasses import dataclass

from rs_excel.domain.vocabulary import NoteLevel


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: what is wrong, what to do, and for notes how much it matters."""

    says: str
    do: str
    level: NoteLevel = NoteLevel.PROBLEM


_PACK = {
    "PACK-001": Entry("{detail}", "Correct the YAML at this line."),
    "PACK-002": Entry(
        "`{key}` is written twice in the same mapping; the second would win silently.",
        "Keep one of them.",
    ),
    "PACK-003": Entry(
        "`{key}` is not a question, derived answer or table column of this pack.{hint}",
        "Correct the key, or add the question to questions/.",
    ),
    "PACK-004": Entry("{detail}", "See rules/README.md for the shape of a rule."),
    "PACK-005": Entry(
        "There is no pack at this place.", "Give a folder with pack.yaml."
    ),
}

_BOOK = {
    "BOOK-001": Entry(
        "This file is not an Excel workbook: {detail}.",
        "Ask for the workbook itself, saved as .xlsx.",
    ),
    "BOOK-002": Entry(
        "The file is empty.", "Ask for the workbook again; it was not sent whole."
    ),
    "BOOK-003": Entry(
        "The workbook is protected with a password to open.",
        "Open it in Excel, clear File > Info > Protect Workbook > Encrypt with "
        "Password, and save it.",
    ),
    "BOOK-004": Entry(
        "This is an old Excel 97-2003 workbook (.xls), whatever its name says.",
        "Open it in Excel and save it as Excel Workbook (.xlsx).",
    ),
    "BOOK-005": Entry(
        "This is a web page that was given the name of a workbook.",
        "Open it in Excel and save it as Excel Workbook (.xlsx), or download it again: "
        "a log-in page may have been saved instead.",
    ),
    "BOOK-006": Entry(
        "This is an XML file, not a workbook.",
        "Open it in Excel and save it as Excel Workbook (.xlsx).",
    ),
    "BOOK-007": Entry(
        "This is plain text, such as a CSV export, not a workbook.",
        "Ask for the questionnaire itself; a text export has lost its question keys.",
    ),
    "BOOK-008": Entry(
        "The workbook is cut off: its end is missing or damaged.",
        "Ask for the file again; it was not sent or saved whole.",
    ),
    "BOOK-009": Entry(
        "This is not an Excel workbook (.xlsx or .xlsm): {detail}.",
        "Ask for the questionnaire saved as Excel Workbook (.xlsx).",
    ),
    "BOOK-010": Entry(
        "The file cannot be opened: {reason}.",
        "Check the path, and that you may read the file.",
    ),
    "BOOK-011": Entry(
        "This is the note Excel leaves beside a workbook that is open, not a workbook.",
        "Give the file of the same name without `~$`.",
    ),
    "BOOK-012": Entry(
        "The part `{part}` is not well-formed XML: {reason}.",
        "Open the workbook in Excel, let it repair the file, and save it.",
    ),
    "BOOK-013": Entry(
        "The workbook has no sheets.", "Ask for the questionnaire as it was sent out."
    ),
    "BOOK-014": Entry(
        "The values of the workbook cannot be read: {reason}.",
        "Open it in Excel, save it under a new name, and try that file.",
    ),
    "BOOK-015": Entry(
        "The workbook lacks a part that it refers to: {part}.",
        "Open it in Excel, let it repair the file, and save it.",
    ),
    "BOOK-016": Entry(
        "The sheet holds a cell far outside the questionnaire, at {address}: reading "
        "up to there would take {cells} cells; the limit is {limit}.",
        "Delete the empty rows and columns beyond the questionnaire, and save.",
    ),
    "BOOK-017": Entry(
        "The list of sheets is damaged: `{sheet}` is in it twice, or shares its "
        "contents with another sheet.",
        "Open the workbook in Excel, let it repair the file, and save it.",
    ),
    "BOOK-020": Entry(
        "The file holds {count} parts; no workbook needs more than {limit}.",
        "Do not open it. Ask the sender where it comes from.",
    ),
    "BOOK-021": Entry(
        "The part `{part}` would unpack to {size} MB; the limit is {limit} MB.",
        "Do not open it. Ask the sender where it comes from.",
    ),
    "BOOK-022": Entry(
        "The file would take {size} MB; the limit is {limit} MB.",
        "Ask the sender for the questionnaire without large pictures and data.",
    ),
    "BOOK-023": Entry(
        "The part `{part}` unpacks to {ratio} times its size, as zip bombs do.",
        "Do not open it. Ask the sender where it comes from.",
    ),
    "BOOK-024": Entry(
        "The part `{part}` is in the file twice; programs would read different ones.",
        "Open the workbook in Excel and save it under a new name.",
    ),
    "BOOK-025": Entry(
        "The part name `{part}` points outside the workbook.",
        "Do not open it. Ask the sender where it comes from.",
    ),
    "BOOK-026": Entry(
        "Parts of the file overlap, as in zip bombs.",
        "Do not open it. Ask the sender where it comes from.",
    ),
    "BOOK-027": Entry(
        "The part `{part}` declares a document type or entities; no spreadsheet "
        "program writes these, and they can be used to attack.",
        "Do not open it. Ask the sender where it comes from.",
    ),
    "BOOK-028": Entry(
        "The part `{part}` is damaged.",
        "Ask for the file again; it was changed on its way.",
    ),
    "BOOK-029": Entry(
        "The part `{part}` is packed in a way workbooks do not use.",
        "Open the workbook in Excel and save it under a new name.",
    ),
    "BOOK-030": Entry(
        "The part `{part}` is in a character encoding that workbooks do not use.",
        "Open the workbook in Excel and save it under a new name.",
    ),
    "BOOK-040": Entry(
        "This is not one of our questionnaires: no sheet has a row with the marks "
        "`#key` and `#answer`.",
        "Send the questionnaire made by `rs-excel template build` and check what comes "
        "back.",
    ),
    "BOOK-041": Entry(
        "The workbook is laid out as a questionnaire, but this pack asks for none of "
        "its keys.",
        "Choose the pack it was made with (--pack).",
    ),
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

_OUT: dict[str, Entry] = {
    "OUT-001": Entry(
        "The result would be written over the workbook it was made from.",
        "Choose another name or folder; the input is never changed.",
    ),
    "OUT-002": Entry(
        "The file is open in another program (its lock `{lock}` is there).",
        "Close it there and run again.",
    ),
    "OUT-003": Entry(
        "The disk is full, or the file is larger than may be written there.",
        "Free some space or choose another folder. Nothing was left behind.",
    ),
    "OUT-004": Entry(
        "The folder {folder} does not exist.",
        "Create it, or choose another one.",
    ),
    "OUT-005": Entry(
        "{folder} is not a folder.",
        "Choose a folder.",
    ),
    "OUT-006": Entry(
        "The file is in use or write-protected and cannot be replaced.",
        "Close it in other programs, or choose another name.",
    ),
    "OUT-007": Entry(
        "Nothing may be written into the folder {folder}.",
        "Choose a folder you may write to.",
    ),
    "OUT-008": Entry(
        "The file cannot be written: {reason}.",
        "Choose another folder, then run again.",
    ),
    "OUT-010": Entry(
        "The workbook has {most} cell styles, as many as Excel opens; no mark fits in.",
        "Remove unused cell styles in Excel, save it and run again.",
    ),
    "OUT-011": Entry(
        "There is no worksheet `{sheet}` to mark in this workbook.",
        "Check the workbook again as it is now.",
    ),
    "OUT-020": Entry(
        "There are no marks of ours in this workbook.",
        "Give the checked copy.",
    ),
    "OUT-021": Entry(
        "The original file was restored, byte for byte.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-022": Entry(
        "The copy was edited or saved since it was checked: our marks were taken off, "
        "everything else was left as it is now.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-023": Entry(
        "What people wrote stays: {kept} was kept.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-050": Entry(
        "The folder for the copies cannot be made: {detail}.",
        "Choose another folder with --out.",
    ),
}

_RUN: dict[str, Entry] = {
    "RUN-001": Entry(
        "`{key}` rests on itself: its gate or its inputs lead back to it.",
        "Break the circle in questions/ or derived.yaml.",
    ),
    "RUN-002": Entry(
        "The two evaluators do not agree on {rule} for {site}: durable-rules says "
        "{durable}, the reference says {reference}.",
        "Nothing was written. Please report it with the rule and, if you may, the file.",
    ),
    "RUN-003": Entry(
        "durable-rules failed while it weighed {what}: {detail}",
        "Nothing was written. Please report it with this line.",
    ),
    "RUN-004": Entry(
        "durable-rules refused the rules {rules}: {detail}",
        "Nothing was written. Please report it with this line.",
    ),
    "RUN-900": Entry(
        "Something unforeseen happened ({kind}: {detail}). The file was not changed.",
        "Please report it with this line and, if you may, the file.",
    ),
}

_SET = {
    "SET-001": Entry(
        "There is no {kind} named `{name}`.{hint}", "Choose from: {known}."
    ),
    "SET-002": Entry(
        "Several inputs would get the same copy: {copies}.",
        "Check them one by one, each with an --out of its own.",
    ),
}

_TPL = {
    "TPL-001": Entry(
        "`{key}` is not a question of this questionnaire.{hint}",
        "Correct the key in the answers file, or remove the line.",
    ),
    "TPL-002": Entry(
        "`{key}` takes {expected}, and the answers file says `{given}`.",
        "Correct the answer. To put in exactly what somebody typed, write "
        "`{{ typed: … }}`.",
    ),
    "TPL-003": Entry(
        "`{given}` is not among the answers of `{key}`.", "Choose from: {known}."
    ),
    "TPL-004": Entry(
        "`{key}` has {given} rows, and the questionnaire offers {offered}.",
        "Leave rows out, or raise `rows` of the table in the pack and build again.",
    ),
    "TPL-005": Entry(
        "The workbook has no cell for `{key}`.",
        "Build the questionnaire again from this pack, and fill that one.",
    ),
    "TPL-006": Entry(
        "The answers file must be a list of question keys with their answers.",
        "See workbooks/README.md for the shape of an answers file.",
    ),
    "TPL-007": Entry(
        "`asked_when: {test}` cannot become a spreadsheet formula.",
        "Use is, is_not, one_of, none_of, includes, excludes, at_least, at_most, above, "
        "below or answered, with values the question allows.",
    ),
    "TPL-008": Entry(
        "`asked_when` looks at `{key}`, which has no cell in the questionnaire.",
        "Let it look at a question, or at a row of a matrix.",
    ),
    "TPL-009": Entry(
        "The questionnaire to fill cannot be opened: {detail}.",
        "Give a workbook made by `rs-excel template build`.",
    ),
    "TPL-010": Entry(
        "The workbook cannot be written: {detail}.",
        "Give a folder you may write to, and close the file if it is open.",
    ),
    "TPL-011": Entry(
        "LibreOffice could not save {name}: {detail}.",
        "Install LibreOffice so that `soffice` can be started, and try again.",
    ),
}

CATALOGUE: dict[str, Entry] = {**_PACK, **_BOOK, **_OUT, **_RUN, **_SET, **_TPL}
