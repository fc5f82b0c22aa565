"""What can be wrong with the texts of a language."""

from __future__ import annotations

from rs_excel.catalogue.entry import Entry
from rs_excel.domain.vocabulary import NoteLevel

TEXTS: dict[str, Entry] = {
    "TXT-010": Entry(
        "{count} texts have no words in the language `{language}` and stand in "
        "English, marked [en]: {keys} …",
        "rs-excel texts export lists them for a translator.",
        NoteLevel.INFO,
    ),
}
