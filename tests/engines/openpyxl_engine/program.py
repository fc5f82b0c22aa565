"""The program of the fast engine: workbooks opened by openpyxl.

Formulas keep the result that was stored in the file and are never computed. A macro is
a Python stand-in that a test puts into ``app.impl.macros``; no VBA runs here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from tests.engines.geometry import Block, block_of
from tests.engines.openpyxl_engine.copying import copied_sheet
from tests.engines.openpyxl_engine.sheet import OpenpyxlSheet, Results
from tests.engines.values import error_or_text

_MACROS = (".xlsm", ".xltm", ".xlam")


class OpenpyxlProgram:
    """Opens and makes workbooks in this very process."""

    name = "openpyxl"

    def explained(self, fault: Exception) -> None:
        """Nothing to explain: it has no faults of its own."""

    def new(self, title: str) -> OpenpyxlBook:
        book = openpyxl.Workbook()
        book.worksheets[0].title = "Sheet1"
        return OpenpyxlBook(book, results={}, path=None)

    def open(self, path: Path, *, read_only: bool) -> OpenpyxlBook:
        has_macros = path.suffix.lower() in _MACROS
        book = openpyxl.load_workbook(path, keep_vba=has_macros, rich_text=False)
        return OpenpyxlBook(book, results=_results(path), path=path)

    def load_addin(self, path: Path) -> Any:
        return path

    def run(self, addin: Any, macro: str, arguments: Sequence[Any]) -> Any:
        raise LookupError(macro)

    def unload(self, addin: Any) -> None:
        """Nothing was opened."""


def _results(path: Path) -> dict[str, Results]:
    """What formulas came to when the file was last computed, by sheet."""
    stored = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): error_or_text(cell.value, cell.data_type)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in stored.worksheets
    }


class OpenpyxlBook:
    """One workbook of openpyxl."""

    def __init__(
        self, book: openpyxl.Workbook, *, results: dict[str, Results], path: Path | None
    ) -> None:
        self.book = book
        self.results = results
        self.path = path

    @property
    def structure_protected(self) -> bool:
        return bool(self.book.security and self.book.security.lockStructure)

    def titles(self) -> list[str]:
        """Of worksheets; a chart sheet is none, for xlwings neither."""
        return [sheet.title for sheet in self.book.worksheets]

    def sheet(self, title: str) -> OpenpyxlSheet:
        return self._held(self.book[title])

    def _held(self, sheet: Worksheet) -> OpenpyxlSheet:
        return OpenpyxlSheet(sheet, self.results.setdefault(sheet.title, {}))

    def add_sheet(self, title: str, index: int) -> OpenpyxlSheet:
        return self._held(self.book.create_sheet(title, self._place(index)))

    def _place(self, index: int) -> int:
        """Chart sheets count among openpyxl's sheets, not among ours."""
        sheets = self.book.worksheets
        if index >= len(sheets):
            return len(self.book.sheetnames)
        return self.book.sheetnames.index(sheets[index].title)

    def delete_sheet(self, sheet: OpenpyxlSheet) -> None:
        active = self.book.active
        self.results.pop(sheet.title, None)
        self.book.remove(sheet.sheet)
        if active is sheet.sheet or active is None:
            self.book.active = next(
                s for s in self.book.worksheets if s.sheet_state == "visible"
            )
        else:
            self.book.active = active

    def copy_in(self, source: OpenpyxlBook, title: str, index: int) -> OpenpyxlSheet:
        original = source.book[title]
        free, number = title, 2
        while free.lower() in (name.lower() for name in self.book.sheetnames):
            free, number = f"{title} ({number})", number + 1
        copy = self.book.create_sheet(free, self._place(index))
        copied_sheet(original, copy)
        self.results[free] = dict(source.results.get(title, {}))
        return self._held(copy)

    def names(self) -> dict[str, str]:
        defined = self.book.defined_names
        return {name: item.attr_text for name, item in defined.items()}

    def put_name(self, name: str, refers_to: str) -> None:
        self.book.defined_names[name] = DefinedName(name, attr_text=refers_to)

    def drop_name(self, name: str) -> None:
        del self.book.defined_names[name]

    def selection(self) -> tuple[OpenpyxlSheet, Block]:
        active = self.book.active
        sheet = active if isinstance(active, Worksheet) else self.book.worksheets[0]
        views = sheet.sheet_view.selection
        selected = block_of(views[-1].sqref) if views and views[-1].sqref else None
        return self._held(sheet), selected or Block(1, 1)

    def select(self, sheet: OpenpyxlSheet, block: Block | None) -> None:
        for other in self.book.worksheets:
            other.sheet_view.tabSelected = other is sheet.sheet
        self.book.active = sheet.sheet
        if block is not None:
            selection = sheet.sheet.sheet_view.selection[-1]
            at = {"row_absolute": False, "column_absolute": False}
            selection.sqref = block.address(**at)
            selection.activeCell = Block(block.row, block.column).address(**at)

    def redraws(self, redraws: bool) -> None:
        """Nothing is drawn."""

    def recalculates(self, recalculates: bool) -> None:
        """Nothing is computed."""

    def calculate(self) -> None:
        """Nothing is computed."""

    def save(self, path: Path) -> None:
        self.book.properties.modified = datetime(2026, 1, 1)
        self.book.save(path)
        self.path = path

    def close(self) -> None:
        self.book.close()
