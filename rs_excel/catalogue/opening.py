"""Why a file cannot be opened as a questionnaire: BOOK-001 to BOOK-099."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

OPENING = {
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
    "BOOK-018": Entry(
        "This old Excel workbook (.xls) is encrypted: with a password to open, or, "
        "although Excel opens it without asking, because its structure is protected.",
        "Open it in Excel, save it as Excel Workbook (.xlsx) without a password, and "
        "check that file.",
    ),
    "BOOK-019": Entry(
        "This workbook was saved for Excel 95 or an earlier version.",
        "Open it in Excel and save it as Excel Workbook (.xlsx).",
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
    "BOOK-031": Entry(
        "The file holds more than {limit} records; no questionnaire needs as many.",
        "Ask the sender for the questionnaire without anything else in it.",
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
    "BOOK-042": Entry(
        "This is a tracker of corrective actions, not a questionnaire.",
        "Name it with --tracker, as in `rs-excel track RETURN.xlsx --tracker "
        "TRACKER.xlsx`, and give the returned questionnaires as the files.",
    ),
    "BOOK-043": Entry(
        "This is a reply pack of `rs-excel reply`, not a questionnaire.",
        "Read what the site wrote in it with `rs-excel track REPLY.xlsx --tracker "
        "TRACKER.xlsx`.",
    ),
    "BOOK-044": Entry(
        "This is a corrective action plan, not a questionnaire.",
        "Read it into the tracker with `rs-excel capr in PLAN.xlsx --tracker "
        "TRACKER.xlsx`; it goes by the headings and numbers where hidden keys are "
        "gone.",
    ),
    "BOOK-045": Entry(
        "The workbook was made for the pack `{theirs}`; this run asks by `{ours}`.",
        "Check it with `--pack {theirs}`, or by itself with `rs-excel check`.",
    ),
}
