"""Fills a blank questionnaire from answers given once, by question key.

Comes in: the catalogue, a mapping of answers, a workbook made by ``build_template``.
Goes out: a filled copy, with choices in the language that the cover shows. Text stays
text: what begins with = + - or @ never becomes a formula.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook

from rs_excel.domain.questions import Catalogue
from rs_excel.errors import Problem, SettingsError, WorkbookError, problem
from rs_excel.template import layout
from rs_excel.template.answers import CellValue, Entries, Entry, understand
from rs_excel.template.build import save
from rs_excel.template.key_cells import AnswerCells, KeyCells, find_cells, sheet_of
from rs_excel.template.texts_sheet import LANGUAGE_KEY
from rs_excel.template.texts_shown import labels_shown

_FORMULA_SIGNS = ("=", "+", "-", "@")


def fill_template(
    catalogue: Catalogue,
    answers: Mapping[str, object],
    template: Path,
    out: Path,
) -> None:
    """Write ``out``: the template with the answers in their cells.

    Raises SettingsError with every problem of the answers, WorkbookError when the
    template cannot be opened or lacks a cell, OutputError when ``out`` cannot be
    written. Nothing is written unless everything fits.
    """
    entries = understand(catalogue, answers)
    if entries.problems:
        raise SettingsError(*entries.problems)
    book = _open(template)
    cells = find_cells(book)
    if lacking := _lacking(entries, cells):
        raise WorkbookError(*lacking)
    if language := entries.single.pop(LANGUAGE_KEY, None):
        _write_entry(cells.answers[LANGUAGE_KEY], language, {})
    labels = labels_shown(book)
    for key, entry in entries.single.items():
        _write_entry(cells.answers[key], entry, labels)
    for table, rows in entries.rows.items():
        for row, targets in zip(rows, cells.tables[table], strict=False):
            for name, entry in row.items():
                _write(targets[name], _said(entry, labels))
    save(book, out)


def _open(template: Path) -> Workbook:
    try:
        return load_workbook(template)
    except (OSError, KeyError, zipfile.BadZipFile, InvalidFileException) as fault:
        raise WorkbookError(problem("TPL-009", template, detail=fault)) from None


def _lacking(entries: Entries, cells: KeyCells) -> list[Problem]:
    singles = [key for key in entries.single if key not in cells.answers]
    columns = [
        f"{table}.{name}"
        for table, rows in entries.rows.items()
        for name in dict.fromkeys(name for row in rows for name in row)
        if not cells.tables.get(table) or name not in cells.tables[table][0]
    ]
    return [problem("TPL-005", key, key=key) for key in (*singles, *columns)]


def _write_entry(cells: AnswerCells, entry: Entry, labels: Mapping[str, str]) -> None:
    _write(cells.answer, _said(entry, labels))
    if cells.comment is not None and entry.comment:
        _write(cells.comment, entry.comment)
    if cells.evidence is not None and entry.evidence:
        _write(cells.evidence, entry.evidence)


def _said(entry: Entry, labels: Mapping[str, str]) -> CellValue:
    """The value in the language the workbook shows."""
    if not entry.chosen:
        return entry.value
    return "; ".join(labels.get(label, label) for label in entry.chosen)


def _write(cell: Cell, value: CellValue) -> None:
    cell.value = value
    if not isinstance(value, str):
        return
    if value.startswith(_FORMULA_SIGNS):
        cell.data_type = "s"
        cell.quotePrefix = True  # so that editing the cell does not revive it
    _make_room(cell, value)


def _make_room(cell: Cell, text: str) -> None:
    """Make the row higher where a text needs it."""
    sheet = sheet_of(cell)
    row, last = sheet.row_dimensions[cell.row], cell.column
    for span in sheet.merged_cells.ranges:
        if (span.min_row, span.min_col) == (cell.row, cell.column):
            last = span.max_col
    width = sum(
        sheet.column_dimensions[get_column_letter(column)].width
        for column in range(cell.column, last + 1)
    )
    row.height = layout.height_for([(text, width, 10.0)], least=row.height or 0)
