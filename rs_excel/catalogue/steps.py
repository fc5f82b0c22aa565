"""Why a command on an open workbook cannot do its work: XL-201 onwards."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

STEPS = {
    "XL-201": Entry(
        "This workbook was not checked yet, so there is no finding to go to.",
        "Check the workbook first (Check workbook, or `rs-excel excel check`).",
    ),
    "XL-202": Entry(
        "The last check marked no cell of this workbook.",
        "See the sheets Summary and Findings; cells of protected sheets stay unmarked. "
        "After changes, check the workbook again.",
    ),
    "XL-203": Entry(
        "There is no question here to explain.",
        "Select the cell of an answer, or a row of our own sheets that names one.",
    ),
    "XL-204": Entry(
        "A workbook named {name}, as the tracker is, is open in this Excel. A file "
        "that is open is never written, and what is not saved yet would be missed.",
        "Save and close it, then press again. Nothing was changed.",
    ),
    "XL-205": Entry(
        "There is no workbook (.xlsx or .xlsm) in this folder to check.",
        "Choose the folder in which the returns lie. Copies named .checked and folders "
        "below it are left out.",
    ),
}
