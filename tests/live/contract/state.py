"""What a workbook is like right now, told apart cell by cell.

Comes in: a book open in either engine. Goes out: what each cell holds, looks like and
has noted on it, and the sheets with how they are shown. Reading it costs no counted
call and trips no ordered fault.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import xlwings as xw
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell

from tests.engines.openpyxl_engine.program import OpenpyxlBook

Look = tuple[object, ...]
Cells = dict[tuple[str, str], Look]
PLAIN: Look = (None, None, "General", None)


@dataclass(frozen=True)
class State:
    """Two of them are equal where nobody could tell the workbooks apart."""

    sheets: tuple[tuple[str, str], ...]  # title, how it is shown
    cells: Cells

    def differs_from(self, other: State) -> Cells:
        """Cells that are not the same, as they are here: for a message that helps."""
        places = self.cells.keys() | other.cells.keys()
        return {
            place: (self.cells.get(place), other.cells.get(place))
            for place in sorted(places)
            if self.cells.get(place) != other.cells.get(place)
        }


def state_of(book: xw.Book) -> State:
    driver = book.impl.driver
    if isinstance(driver, OpenpyxlBook):
        return _told(driver.book)
    with tempfile.TemporaryDirectory() as folder:
        path, known = Path(folder) / "now.xlsx", driver.path
        driver.save(path)
        driver.path = known
        return _told(load_workbook(path))


def _told(book: Workbook) -> State:
    return State(
        sheets=tuple((sheet.title, sheet.sheet_state) for sheet in book.worksheets),
        cells=dict(_cells(book)),
    )


def _cells(book: Workbook) -> Iterator[tuple[tuple[str, str], Look]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell) and (look := _look(cell)) != PLAIN:
                    yield (sheet.title, cell.coordinate), look


def _look(cell: Cell) -> Look:
    solid = cell.fill.fill_type == "solid"
    return (
        None if cell.value == "" else cell.value,
        cell.fill.fgColor.rgb if solid else None,
        cell.number_format,
        cell.comment.text if cell.comment else None,
    )
