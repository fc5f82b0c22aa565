"""Why the Excel add-in cannot be made, put in place or read back: ADD-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry

ADDINS = {
    "ADD-001": Entry(
        "This file cannot become a module of the add-in: {reason}.",
        "Correct the file, or install rs_excel again if you did not change it.",
    ),
    "ADD-002": Entry(
        "This is not the path of a Python that the add-in may start.",
        'Give the full path of a program named python…, without " % < > | ? or *.',
    ),
    "ADD-003": Entry(
        "`{value}` is no {name} the add-in would take.",
        "Use at most 40 letters, digits, dots, lines and underscores.",
    ),
}
