"""The texts of a language as a workbook, for a translator who needs nothing else.

Comes in: words with what says them so far. Goes out: a workbook with a row a text: its
key, the English, the cell to fill, where it stands, what is to be done. Keys in a
hidden row tell the columns, so that they may be moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import palette
from rs_excel.template.build import MADE_ON, save
from rs_excel.template.layout import height_for
from rs_excel.template.page import protect
from rs_excel.template.palette import Look
from rs_excel.template.told_cells import put
from rs_excel.texts.word import Word
from rs_excel.workbook.addresses import column_letters
from rs_excel.workbook.texts_reading import ENGLISH, KEY, LANGUAGE, TEXT

_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_TITLE = Look(size=18, bold=True, colour=_NAVY, wrap=False)
_HEAD = Look(bold=True, colour="FFFFFF", fill=_NAVY, framed=True, down="center")
_TOLD = Look(framed=True, size=9.5, fill=palette.PANEL)
_OPEN = Look(framed=True, size=9.5, fill="FFFDF0", open=True)
_COLUMNS = (
    (KEY, "Key", 30.0),
    (ENGLISH, "English", 60.0),
    (TEXT, "Translation", 60.0),
    (None, "Where it stands", 36.0),
    (None, "To do", 16.0),
)
_SIGNS_AT, _HEADS_AT = 3, 4
_HOW = (
    "Fill the cream column. What stands in {braces} is filled in by the program: keep "
    "it letter for letter, where the sentence wants it. What is empty stays English."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """One text on its way. ``state`` says what is to be done, if anything is."""

    word: Word
    text: str
    state: str


def build_texts_book(rows: Sequence[TextRow], language: str, out: Path) -> None:
    """Write the texts of a language to ``out``; OutputError where that cannot be."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Texts"
    book.properties.creator = "rs_excel"
    book.properties.created = MADE_ON
    put(sheet, 1, 1, f"Texts in the language {language}", _TITLE)
    put(sheet, 2, 1, _HOW, Look(colour=palette.MUTED, wrap=False))
    put(sheet, _SIGNS_AT, len(_COLUMNS) + 1, f"{LANGUAGE}{language}", _TOLD)
    sheet.row_dimensions[1].height = sheet.row_dimensions[_HEADS_AT].height = 30
    sheet.row_dimensions[_SIGNS_AT].hidden = True
    for column, (sign, head, width) in enumerate(_COLUMNS, 1):
        put(sheet, _SIGNS_AT, column, sign, _TOLD)
        put(sheet, _HEADS_AT, column, head, _HEAD)
        sheet.column_dimensions[column_letters(column)].width = width
    for at, row in enumerate(rows, _HEADS_AT + 1):
        _write_row(sheet, at, row)
    last = f"{column_letters(len(_COLUMNS))}{_HEADS_AT + len(rows)}"
    sheet.auto_filter.ref = f"A{_HEADS_AT}:{last}"
    sheet.freeze_panes = f"C{_HEADS_AT + 1}"
    protect(sheet)
    sheet.protection.autoFilter = sheet.protection.formatColumns = False
    save(book, out)


def _write_row(sheet: Worksheet, at: int, row: TextRow) -> None:
    word = row.word
    told = (word.key, word.english, row.text or None, word.about, row.state)
    for column, text in enumerate(told, 1):
        open_ = _COLUMNS[column - 1][0] == TEXT
        put(sheet, at, column, text, _OPEN if open_ else _TOLD)
    measured = [(text or "", _COLUMNS[n][2], 9.5) for n, text in enumerate(told)]
    sheet.row_dimensions[at].height = height_for(measured, least=18)
