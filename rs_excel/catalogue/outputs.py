"""Why a result cannot be written, and what unmark did: OUT-…."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

OUTPUTS = {
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
        "What people wrote stays. Sheets kept for it: {kept}.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-024": Entry(
        "Marks that were not found again: {lost}. They were taken off by hand or "
        "changed, or their sheet is gone.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-025": Entry(
        "{copy}: people wrote on sheets of the earlier check; they stand beside the "
        "new ones as {kept}.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-026": Entry(
        "Our marks were taken off. What is left are the answers as they were read; the "
        "original is the {ending} that was returned.",
        "",
        NoteLevel.INFO,
    ),
    "OUT-050": Entry(
        "The folder for the results cannot be made: {detail}.",
        "Choose another folder with --out.",
    ),
    "OUT-051": Entry(
        "There is already a file of this name, and it is no checked copy of ours.",
        "Move it away, or choose another folder with --out.",
    ),
    "OUT-052": Entry(
        "This checked copy was edited since it was written; checking the return again "
        "would lose that.",
        "Check the edited copy itself, which keeps what people wrote, or choose "
        "another folder with --out.",
    ),
    "OUT-053": Entry(
        "There is already a file of this name; it is not replaced.",
        "Choose another name, or move the file away first.",
    ),
    "OUT-056": Entry(
        "What is written here is a workbook, and its name has to say so.",
        "Let the name end in .xlsx.",
    ),
    "OUT-055": Entry(
        "This page was not made by `rs-excel rules reference`; it is not replaced.",
        "Move it away, or choose another folder with --out.",
    ),
    "OUT-054": Entry(
        "The results cannot be printed: {reason}.",
        "Send them elsewhere. Copies that were written are whole.",
    ),
}
