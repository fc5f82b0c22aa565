"""Why the Excel that is open cannot be worked with: XL-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

EXCEL = {
    "XL-001": Entry(
        "Excel can be worked with from here only on Windows and macOS, with Excel and "
        "the package xlwings installed.",
        "Use `rs-excel check FILE` instead: it does the same on a file, without Excel.",
    ),
    "XL-002": Entry(
        "No Excel with an open workbook was found.",
        "Open the questionnaire in Excel and try again. A workbook in Protected View "
        "counts as not open: press Enable Editing first.",
    ),
    "XL-003": Entry(
        "No workbook is open in this Excel.",
        "Open the questionnaire and try again. A workbook in Protected View counts as "
        "not open: press Enable Editing first.",
    ),
    "XL-004": Entry(
        "{name} is open as an old Excel 97-2003 workbook (.xls), in which sheets and "
        "colours of today do not fit.",
        "Save it as Excel Workbook (.xlsx) with File > Save As, and try again there. "
        "Nothing was changed.",
    ),
    "XL-006": Entry(
        "No open workbook is named {name}.",
        "Choose from: {known}.",
    ),
    "XL-007": Entry(
        "Several workbooks are open, and which one is meant cannot be told: {known}.",
        "Name the workbook with --book.",
    ),
    "XL-010": Entry(
        "The add-in is of version {addin} and asks for something that version "
        "{package} of the programme behind it does not know.",
        "Close Excel, run `rs-excel addin install`, and open Excel again.",
    ),
    "XL-011": Entry(
        "The add-in is of version {addin}, the programme behind it of version "
        "{package}. They have to be the same.",
        "Close Excel, run `rs-excel addin install`, and open Excel again. Nothing was "
        "changed.",
    ),
    "XL-012": Entry(
        "“{doing}” is still running, for {seconds} seconds now.",
        "Wait until it says that it is done, then press again.",
    ),
    "XL-020": Entry(
        "The settings cannot be read: {reason}.",
        "Delete the file, then choose policy and language again.",
    ),
    "XL-021": Entry(
        "No window to choose {what} could be opened: this Python has no tkinter.",
        "Use the command line: `rs-excel excel {twin}`.",
    ),
    "XL-022": Entry(
        "The command has to be told more: {options}.",
        "Add it; `rs-excel excel {twin} --help` shows how.",
    ),
    "XL-900": Entry(
        "Something unforeseen happened ({kind}). The workbook can be saved or closed "
        "as ever.",
        "Please report it, with the end of the file {log}.",
    ),
}
