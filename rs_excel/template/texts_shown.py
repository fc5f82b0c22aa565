"""What a questionnaire shows at the moment, read from its hidden sheet.

Comes in: a workbook of ours, opened. Goes out: the text of each row in the language
that the cover asks for.
"""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.template.texts_sheet import (
    CHOICE,
    FIRST,
    KEYS,
    LANGUAGE_KEY,
    NAMES,
    TOP,
)
from rs_excel.workbook.ports import TEXTS_SHEET


def texts_shown(book: Workbook) -> Mapping[int, str]:
    """The texts by row of the hidden sheet; none where there is no such sheet."""
    if TEXTS_SHEET not in book.sheetnames:
        return {}
    sheet = book[TEXTS_SHEET]
    place = FIRST + _place_of_the_language(book, sheet) - 1
    return {
        number: str(cells[place].value)
        for number, cells in enumerate(sheet.iter_rows(min_row=TOP), TOP)
        if cells[place].value is not None
    }


def labels_shown(book: Workbook) -> Mapping[str, str]:
    """What each label of a drop-down is called, by its English."""
    shown = texts_shown(book)
    if not shown:
        return {}
    keys = ((row, book[TEXTS_SHEET].cell(row, KEYS).value) for row in shown)
    return {
        str(key).removeprefix(CHOICE): shown[row]
        for row, key in keys
        if str(key).startswith(CHOICE)
    }


def _place_of_the_language(book: Workbook, sheet: Worksheet) -> int:
    """Which of the languages it is, as the workbook itself works it out."""
    names = [cell.value for cell in sheet[NAMES][FIRST - 1 :]]
    if LANGUAGE_KEY not in book.defined_names:
        return 0
    ((title, place),) = book.defined_names[LANGUAGE_KEY].destinations
    chosen = book[title][place.replace("$", "")].value
    return names.index(chosen) if chosen in names else 0
