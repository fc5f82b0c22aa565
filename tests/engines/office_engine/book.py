"""One workbook open in LibreOffice, behind the port of the engines."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.engines.driver import Shown
from tests.engines.geometry import Block
from tests.engines.office_engine.bridge import file_url, option, uno
from tests.engines.office_engine.inside import Inside
from tests.engines.office_engine.sheet import OfficeSheet, block_at

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".pdf": "calc_pdf_Export",
}
_NO_FORMAT = -1
_EXCEL_GRAMMAR = 3  # com.sun.star.sheet.AddressConvention.XL_OOX


class OfficeBook:
    """A document; ``path`` is where it was opened from or saved to."""

    def __init__(self, document: Any, inside: Inside, *, path: Path | None) -> None:
        self.document = document
        self.inside = inside
        self.path = path
        self._very_hidden: set[str] = set()
        self.formulas = document.createInstance("com.sun.star.sheet.FormulaParser")
        self.formulas.FormulaConvention = _EXCEL_GRAMMAR
        self.formulas.CompileEnglish = True

    @cached_property
    def day_zero(self) -> datetime:
        """What the workbook counts days from; Excel hands out the days themselves."""
        zero = self.document.NullDate
        return datetime(zero.Year, zero.Month, zero.Day)

    @property
    def structure_protected(self) -> bool:
        return bool(self.document.isProtected())

    def titles(self) -> list[str]:
        return list(self.document.Sheets.ElementNames)

    def sheet(self, title: str) -> OfficeSheet:
        return OfficeSheet(self, self.document.Sheets.getByName(title))

    def add_sheet(self, title: str, index: int) -> OfficeSheet:
        self.document.Sheets.insertNewByName(title, index)
        return self.sheet(title)

    def delete_sheet(self, sheet: OfficeSheet) -> None:
        self._very_hidden.discard(sheet.title)
        self.document.Sheets.removeByName(sheet.title)

    def copy_in(self, source: OfficeBook, title: str, index: int) -> OfficeSheet:
        if source is self:
            free = self._free_title(title)
            self.document.Sheets.copyByName(title, free, index)
            return self.sheet(free)
        at = self.document.Sheets.importSheet(source.document, title, index)
        return self.sheet(self.document.Sheets.getByIndex(at).Name)

    def _free_title(self, title: str) -> str:
        number = 2
        while self.document.Sheets.hasByName(f"{title} ({number})"):
            number += 1
        return f"{title} ({number})"

    def remember_very_hidden(self, title: str, shown: Shown) -> None:
        """LibreOffice knows hidden sheets only."""
        if shown is Shown.VERY_HIDDEN:
            self._very_hidden.add(title)
        else:
            self._very_hidden.discard(title)

    def is_very_hidden(self, title: str) -> bool:
        return title in self._very_hidden

    def names(self) -> dict[str, str]:
        """Names that stand for cells; others are left out."""
        defined = self.document.NamedRanges
        found = {}
        for name in defined.ElementNames:
            cells = defined.getByName(name).ReferredCells
            if cells is not None:
                title = cells.Spreadsheet.Name.replace("'", "''")
                found[name] = f"'{title}'!{block_at(cells.RangeAddress).address()}"
        return found

    def put_name(self, name: str, refers_to: str) -> None:
        defined = self.document.NamedRanges
        if defined.hasByName(name):
            defined.removeByName(name)
        title, _, address = refers_to.rpartition("!")
        place = uno().createUnoStruct("com.sun.star.table.CellAddress")
        defined.addNewByName(name, f"${title}.{address}", place, 0)

    def drop_name(self, name: str) -> None:
        self.document.NamedRanges.removeByName(name)

    def format_key(self, code: str) -> int:
        """The number LibreOffice knows a number format by; made where it is new."""
        formats = self.document.NumberFormats
        english = uno().createUnoStruct("com.sun.star.lang.Locale")
        key: int = formats.queryKey(code, english, False)
        return key if key != _NO_FORMAT else formats.addNew(code, english)

    def format_code(self, key: int) -> str:
        code: str = self.document.NumberFormats.getByKey(key).FormatString
        return code

    def selection(self) -> tuple[OfficeSheet, Block]:
        view = self.document.CurrentController
        selected = view.getSelection()
        if not selected.supportsService("com.sun.star.sheet.SheetCellRange"):
            return self.sheet(view.ActiveSheet.Name), Block(1, 1)
        return self.sheet(view.ActiveSheet.Name), block_at(selected.RangeAddress)

    def select(self, sheet: OfficeSheet, block: Block | None) -> None:
        view = self.document.CurrentController
        view.setActiveSheet(sheet.sheet)
        if block is not None:
            view.select(sheet.cells(block))

    def redraws(self, redraws: bool) -> None:
        if not redraws:
            self.document.lockControllers()
        while redraws and self.document.hasControllersLocked():
            self.document.unlockControllers()

    def recalculates(self, recalculates: bool) -> None:
        self.document.enableAutomaticCalculation(recalculates)

    def calculate(self) -> None:
        self.document.calculate()

    def save(self, path: Path) -> None:
        terms = [option("FilterName", _FILTERS[path.suffix.lower()])]
        terms.append(option("Overwrite", True))
        self.document.storeToURL(file_url(path), tuple(terms))
        self.path = path

    def close(self) -> None:
        self.document.close(True)
