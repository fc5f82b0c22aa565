"""Reads the texts that a translator has filled.

Comes in: a workbook reader. Goes out: the language, and a row a text with its cell.
Columns are known by the keys in the hidden row, so that they may have moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from rs_excel.domain.questions import CellRef
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ports import Grid, WorkbookReader

_SIGN = "#texts:"
KEY, ENGLISH, TEXT = f"{_SIGN}key", f"{_SIGN}english", f"{_SIGN}text"
LANGUAGE = f"{_SIGN}language="
"""What stands, with the language after it, beside the keys of the columns."""


class FilledText(NamedTuple):
    """One row. ``text`` is None where the cell holds a formula or an error."""

    key: str
    english: str
    text: str | None
    cell: CellRef


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTexts:
    """All that a translator has filled."""

    language: str
    rows: tuple[FilledText, ...]


def read_texts(book: WorkbookReader) -> FilledTexts | None:
    """The filled texts; None where the workbook holds none."""
    for name in book.sheets_holding(KEY):
        for at, signs in book.signs(name, _SIGN).items():
            columns = {sign: column for column, sign in signs.items()}
            told = (s for s in columns if s.startswith(LANGUAGE))
            language = next(told, "").removeprefix(LANGUAGE)
            if language and {KEY, ENGLISH, TEXT} <= columns.keys():
                rows = _rows(book.grid(name, columns.values()), columns, at)
                return FilledTexts(language=language, rows=tuple(rows))
    return None


def _rows(grid: Grid, columns: dict[str, int], signs_at: int) -> Iterator[FilledText]:
    for row, values in grid.rows.items():
        key = tracker_cells.words(values.get(columns[KEY]))
        if row > signs_at + 1 and key:
            try:
                text = tracker_cells.typed(values.get(columns[TEXT]))
            except tracker_cells.Unclear:
                text = None
            yield FilledText(
                key=key,
                english=tracker_cells.words(values.get(columns[ENGLISH])),
                text=text,
                cell=CellRef(grid.sheet, Place(row, columns[TEXT]).address),
            )
