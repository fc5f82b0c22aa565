"""Reads values of a workbook file: fast, and without hiding what is broken.

Comes in: a ``Package``. Goes out: grids, sheet by sheet and only on demand. Values
come from calamine; errors, formulas without a result, percentages and hidden rows,
which it does not tell, are looked up in the same bytes.
"""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import cast

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

from rs_excel.domain.questions import Note
from rs_excel.errors import WorkbookError
from rs_excel.workbook.addresses import LAST_ROW, Place
from rs_excel.workbook.ooxml.cells import (
    OffTheSheet,
    cells_of_style,
    error_cells,
    farthest,
    formulas_without_result,
    hidden_rows,
)
from rs_excel.workbook.ooxml.gate import reads_as_utf_8, refuse
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.percent_styles import percent_styles
from rs_excel.workbook.ooxml.plain_sheet import PlainCells, plain
from rs_excel.workbook.ooxml.text_search import holds, numbers_of
from rs_excel.workbook.ports import CellError, Grid, NoCachedValue, Percent, RawValue

Rows = list[list[RawValue]]
Numbers = tuple[int, ...] | None  # of a text among the shared strings, if knowable
MOST_CELLS = 12 * LAST_ROW  # calamine fills the whole rectangle, empty cells too


class OoxmlReader:
    """A ``WorkbookReader`` over a package. Grids are read once and kept."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._grids: dict[str, Grid] = {}

    @property
    def name(self) -> str:
        return self._package.name

    def sheet_names(self) -> tuple[str, ...]:
        return tuple(self._package.sheets)

    def notes(self) -> tuple[Note, ...]:
        return ()

    def sheets_holding(self, text: str) -> tuple[str, ...]:
        """Found in the bytes; a sheet in an unusual encoding is always named."""
        package = self._package
        shared = package.shared_strings_part
        strings = package.archive.read(shared) if shared else b""
        numbers = numbers_of(text, strings) if reads_as_utf_8(strings) else None
        return tuple(
            name
            for name, sheet in package.sheets.items()
            if sheet.kind == "worksheet"
            and self._may_hold(package.archive.read(sheet.part), text, numbers)
        )

    def _may_hold(self, data: bytes, text: str, numbers: Numbers) -> bool:
        if numbers is None or not reads_as_utf_8(data):
            return True
        return holds(data, text, numbers)

    def grid(self, sheet: str) -> Grid:
        """The values of one sheet; WorkbookError where they cannot be had safely."""
        if sheet not in self._grids:
            self._grids[sheet] = self._read(self._package.sheets[sheet])
        return self._grids[sheet]

    @cached_property
    def _percent_styles(self) -> frozenset[int]:
        styles = self._package.styles_part
        return percent_styles(self._package.archive.read(styles) if styles else b"")

    @cached_property
    def _book(self) -> CalamineWorkbook:
        package = self._package
        shared, styles = package.shared_strings_part, package.styles_part
        for part in (package.workbook_part, shared, styles):
            if part is not None:
                self._require_utf_8(part)
        return CalamineWorkbook.from_filelike(BytesIO(package.archive.data))

    def _require_utf_8(self, part: str) -> None:
        """Calamine takes every part for UTF-8 and shows others as empty."""
        if not reads_as_utf_8(self._package.archive.read(part)):
            raise refuse("BOOK-030", self.name, part=part)

    def _read(self, sheet: SheetPart) -> Grid:
        hidden = sheet.state != "visible"
        if sheet.kind != "worksheet":
            return Grid(sheet=sheet.name, rows=(), hidden=hidden)
        self._require_utf_8(sheet.part)
        data, near = self._plain(sheet)
        if not near:
            self._require_room(sheet, data)
        rows = self._values(sheet)
        self._restore(rows, data)
        return Grid(
            sheet=sheet.name, rows=rows, hidden=hidden, hidden_rows=hidden_rows(data)
        )

    def _plain(self, sheet: SheetPart) -> PlainCells:
        try:
            return plain(self._package.archive.read(sheet.part))
        except etree.XMLSyntaxError as error:
            reason = error.msg or "its XML breaks off"
            raise refuse(
                "BOOK-012", self.name, part=sheet.part, reason=reason
            ) from error

    def _require_room(self, sheet: SheetPart, data: bytes) -> None:
        """Refuses what would make the values' reader fill all memory and abort."""
        try:
            corner = farthest(data)
        except OffTheSheet as error:
            raise self._too_far(sheet, error.address, "too many") from error
        if corner.row * corner.column > MOST_CELLS:
            cells = f"{corner.row * corner.column:,}"
            raise self._too_far(sheet, corner.address, cells)

    def _too_far(self, sheet: SheetPart, address: str, cells: str) -> WorkbookError:
        where = f"{self.name} · {sheet.name}"
        limit = f"{MOST_CELLS:,}"
        return refuse("BOOK-016", where, address=address, cells=cells, limit=limit)

    def _values(self, sheet: SheetPart) -> Rows:
        """All cells from A1 on. A panic inside calamine is no ``Exception``."""
        try:
            held = self._book.get_sheet_by_name(sheet.name)
            rows = cast("Rows", held.to_python(skip_empty_area=False))
        except (CalamineError, ValueError, OverflowError) as error:
            raise self._unreadable(sheet, str(error)) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise self._unreadable(sheet, str(error)) from error
        return rows

    def _unreadable(self, sheet: SheetPart, reason: str) -> WorkbookError:
        where = f"{self.name} · {sheet.name}"
        return refuse("BOOK-014", where, reason=reason.strip() or "unknown reason")

    def _restore(self, rows: Rows, data: bytes) -> None:
        """Puts in what calamine leaves out or shows as something else."""
        for place, code in error_cells(data):
            _put(rows, place, CellError(code))
        for place, formula in formulas_without_result(data):
            _put(rows, place, NoCachedValue(formula))
        for place in cells_of_style(data, self._percent_styles):
            value = _at(rows, place)
            if type(value) is float:
                _put(rows, place, Percent(value))


def _at(rows: Rows, place: Place) -> RawValue:
    cells = rows[place.row - 1] if place.row <= len(rows) else []
    return cells[place.column - 1] if place.column <= len(cells) else None


def _put(rows: Rows, place: Place, value: RawValue) -> None:
    """Rows end with the last stored value; a formula without one may lie beyond."""
    rows.extend([] for _ in range(place.row - len(rows)))
    cells = rows[place.row - 1]
    cells.extend([None] * (place.column - len(cells)))
    cells[place.column - 1] = value
