"""The hidden sheet with every text in every language, and the one shown now.

Comes in: texts by key, in as many languages as the workbook speaks. Goes out: cells
that show a text, words that formulas recognise whatever language they were chosen in,
and lists for drop-downs. One row a text: its key, the text shown now, then a column
for each language. The cover's drop-down decides which column is shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.rulebook.pack_words import LANGUAGE
from rs_excel.template.wording import Wording
from rs_excel.workbook.ports import TEXTS_SHEET

LANGUAGE_KEY, CHOSEN = LANGUAGE, "rs_language"
KEYS, SHOWN, FIRST = 1, 2, 3  # columns: keys, the text shown now, the first language
CHOICE = "choice."  # what the key of a label of a drop-down begins with
NAMES, TOP = 1, 2  # rows: the languages' own names, the first text
_NAME_UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text in all languages of the workbook, and the cell that has the one shown."""

    reference: str  # "_rs_texts!$B$12"
    versions: tuple[str, ...]

    @property
    def formula(self) -> str:
        """What a cell holds that shows the text."""
        return f"={self.reference}"


class Texts:
    """Every text of one workbook; equal texts under one key are stored once."""

    def __init__(self, book: Workbook, wordings: Sequence[Wording]) -> None:
        self.wordings = tuple(wordings)
        self.first = self.wordings[0]  # in force until another is chosen
        self._book = book
        self._sheet: Worksheet = book.create_sheet(TEXTS_SHEET)
        self._sheet.sheet_state = "hidden"
        self._sheet.protection.sheet = True
        self._row = TOP
        self._shown: dict[str, Shown] = {}
        self._lists: dict[tuple[str, ...], int] = {}
        self._label_rows: dict[str, int] = {}
        self._write_languages()

    def of(self, key: str, compose: Callable[[Wording], str]) -> Shown:
        """The text that ``compose`` makes in each language, stored under ``key``."""
        if key not in self._shown:
            versions = tuple(compose(wording) for wording in self.wordings)
            self._shown[key] = Shown(self._put(key, versions), versions)
        return self._shown[key]

    def pack(self, key: str, english: str) -> Shown:
        """A text of the rule pack."""
        return self.of(key, lambda wording: wording.say(key, english))

    def own(self, key: str, sign: str = "", **filled: object) -> Shown:
        """A text of the questionnaire itself, behind a sign where there is one."""
        before = f"{sign} " if sign else ""
        return self.of(key, lambda w: f"{before}{w.own(key, **filled)}")

    @property
    def names(self) -> str:
        """Where the languages' own names stand."""
        return self._across(NAMES, NAMES)

    def list_of(self, labels: tuple[str, ...]) -> str:
        """Where the labels of a drop-down stand in the language shown now."""
        first = self._list(labels)
        return f"{TEXTS_SHEET}!$B${first}:$B${first + len(labels) - 1}"

    def all_of(self, labels: tuple[str, ...]) -> str:
        """Where they stand in all languages: what such an answer may say."""
        first = self._list(labels)
        return self._across(first, first + len(labels) - 1)

    def words(self, label: str) -> str:
        """A name for the cells that hold one label in all languages."""
        if label not in self._label_rows:
            self._list((label,))
        row = self._label_rows[label]
        name = f"rs_{_NAME_UNFIT.sub('_', label.casefold()).strip('_')}"
        held = self._book.defined_names.get(name)
        if held is not None and held.attr_text != self._across(row, row):
            name = f"{name}_{row}"
        self._name(name, self._across(row, row))
        return name

    def name_words(self, name: str, words: Sequence[str]) -> None:
        """A named list of words that are the same in every language."""
        first = self._row
        for word in words:
            self._sheet.cell(self._row, KEYS, name)
            self._sheet.cell(self._row, SHOWN, word).data_type = "s"
            self._row += 1
        self._name(name, f"{TEXTS_SHEET}!$B${first}:$B${self._row - 1}")

    def _write_languages(self) -> None:
        """The names of the languages, and which of them is shown."""
        for column, wording in enumerate(self.wordings, FIRST):
            self._sheet.cell(NAMES, column, wording.name)
        chosen = f"=IFERROR(MATCH({LANGUAGE_KEY},{self.names},0),1)"
        self._sheet.cell(NAMES, SHOWN, chosen)
        self._name(CHOSEN, f"{TEXTS_SHEET}!$B${NAMES}")

    def _list(self, labels: tuple[str, ...]) -> int:
        if labels not in self._lists:
            self._lists[labels] = self._row
            for label in labels:
                self._label_rows.setdefault(label, self._row)
                self._put(f"{CHOICE}{label}", [w.label(label) for w in self.wordings])
        return self._lists[labels]

    def _put(self, key: str, versions: Sequence[str]) -> str:
        row, self._row = self._row, self._row + 1
        self._sheet.cell(row, KEYS, key)
        span = self._across(row, row).removeprefix(f"{TEXTS_SHEET}!")
        self._sheet.cell(row, SHOWN, f"=INDEX({span},{CHOSEN})")
        for column, text in enumerate(versions, FIRST):
            self._sheet.cell(row, column, text).data_type = "s"
        return f"{TEXTS_SHEET}!$B${row}"

    def _across(self, top: int, bottom: int) -> str:
        last = get_column_letter(FIRST + len(self.wordings) - 1)
        return f"{TEXTS_SHEET}!$C${top}:${last}${bottom}"

    def _name(self, name: str, place: str) -> None:
        self._book.defined_names[name] = DefinedName(name, attr_text=place)
