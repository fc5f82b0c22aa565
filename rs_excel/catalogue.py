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
    "PACK-005": Entry("There is no pack at this place.", "Give a folder with pack.yaml."),
}

_BOOK = {
    "BOOK-001": Entry(
        "This file is not an Excel workbook: {detail}.",
        "Ask for the workbook itself, saved as .xlsx.",
    ),
}

_OUT: dict[str, Entry] = {}

_RUN: dict[str, Entry] = {}

_SET = {
    "SET-001": Entry("There is no {kind} named `{name}`.{hint}", "Choose from: {known}."),
}

CATALOGUE: dict[str, Entry] = {**_PACK, **_BOOK, **_OUT, **_RUN, **_SET}
