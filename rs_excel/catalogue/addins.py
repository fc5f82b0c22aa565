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
    "ADD-004": Entry(
        "Excel does not run on this system, so there is no place for an add-in.",
        "Make one for another machine: `rs-excel addin build --out rs_excel.xlam "
        "--python PATH`, with the path of Python on that machine.",
    ),
    "ADD-005": Entry(
        "Excel has the add-in open, or the file is write-protected.",
        "Close every Excel window, then run the same command again. If none is open, "
        "Excel broke off and left ~$rs_excel.xlam beside it: delete that file. Nothing "
        "was changed.",
    ),
    "ADD-006": Entry(
        "Excel's own folder is not there for this user.",
        "Start Excel once, close it, then run the same command again.",
    ),
    "ADD-007": Entry(
        "The add-in was written, and now it is gone or is not as it was written.",
        "A virus scanner may have taken it: `rs-excel doctor --it` writes a note for "
        "your IT department. `rs-excel excel check` works without the add-in.",
    ),
    "ADD-008": Entry(
        "Excel takes a file for an add-in only if its name ends in .xlam.",
        "Give a name such as rs_excel.xlam.",
    ),
    "ADD-009": Entry(
        "The file cannot be written or taken away: {reason}.",
        "Ask whoever looks after this machine for access to the folder.",
    ),
    "ADD-010": Entry(
        "The add-in is not installed.",
        "Close Excel and run `rs-excel addin install`.",
    ),
    "ADD-011": Entry(
        "The file there is not an add-in of rs_excel, or it is damaged.",
        "Move it to another folder, then run the same command again.",
    ),
    "ADD-012": Entry(
        "The add-in is of version {addin}, rs_excel of version {package}.",
        "Close Excel and run `rs-excel addin install`.",
    ),
    "ADD-013": Entry(
        "The Python that the add-in starts is not there.",
        "Close Excel and run `rs-excel addin install` from the Python to use.",
    ),
    "ADD-014": Entry(
        "The add-in is not byte for byte as it was made: Excel saved a choice of yours "
        "in it, or somebody changed it.",
        "`rs-excel addin install` makes it anew and keeps your choices.",
    ),
    "ADD-015": Entry(
        "The script that starts Python for Excel is missing or is another one.",
        "Run `rs-excel addin install`.",
    ),
    "ADD-016": Entry(
        "Started as Excel starts it, this Python does not find rs_excel {package}.",
        "Install rs_excel into an environment of its own (`python -m venv`), and run "
        "`rs-excel addin install` there. Packages of the user and PYTHONPATH do not "
        "count.",
    ),
    "ADD-017": Entry(
        "This Python comes from the Microsoft Store: what it writes there only it can "
        "see, Excel cannot. Nothing was left behind.",
        "Install Python from python.org and rs_excel into it. Or make the file with "
        "`rs-excel addin build --out` in your Documents and move it there yourself.",
    ),
}
