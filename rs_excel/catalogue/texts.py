"""What can be wrong with the texts of a language."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

TEXTS: dict[str, Entry] = {
    "TXT-001": Entry(
        "`{language}` is no code of a language texts could be translated into.",
        "Give a code of two letters, such as de, it, id; English is what texts are "
        "written in.",
    ),
    "TXT-002": Entry(
        "The workbook holds no texts of ours.",
        "Give the workbook that rs-excel texts export has written, with its hidden "
        "third row as it was.",
    ),
    "TXT-003": Entry(
        "`{key}` is no key of a text, or stands there twice.",
        "Leave the column Key as it is, and export again where the texts have changed.",
    ),
    "TXT-004": Entry(
        "The translation of `{key}` is a formula or an error.",
        "Type the text; a cell that begins with = has to begin with ' instead.",
    ),
    "TXT-005": Entry(
        "The English of `{key}` is another one than today's.",
        "Export again: the new English stands beside what was translated.",
    ),
    "TXT-006": Entry(
        "The translation of `{key}` has to fill in the same: {wanted}.",
        "Copy what stands in braces from the English, letter for letter.",
    ),
    "TXT-007": Entry(
        "The translation of `{key}` does not fit: {limit}.",
        "Shorten or change it.",
    ),
    "TXT-008": Entry(
        "The catalogue cannot be written: {detail}.",
        "Give a copy of the pack that you may write to: --pack FOLDER.",
    ),
    "TXT-010": Entry(
        "{count} texts have no words in the language `{language}` and stand in "
        "English, marked (en): {keys} …",
        "rs-excel texts export lists them for a translator.",
        NoteLevel.INFO,
    ),
}
