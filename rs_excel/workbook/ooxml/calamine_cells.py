"""The cells of worksheets that are out of the ordinary, as calamine reads them.

Comes in: a package in UTF-8 and a sheet's name. Goes out: rows of values from A1 on.
Errors, formulas without a result, percentages and hidden rows, which calamine does not
tell, are looked up in the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import cast

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook

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
from rs_excel.workbook.ooxml.gate import refuse
from rs_excel.workbook.ooxml.number_kinds import NumberKind
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.plain_sheet import PlainCells, plain
from rs_excel.workbook.ports import CellError, Grid, NoCachedValue, Percent, RawValue

Rows = list[list[RawValue]]
MOST_CELLS = 12 * LAST_ROW  # calamine fills the whole rectangle, empty cells too


class CalamineCells:
    """Grids of one package; the workbook is opened when the first is asked for."""

    def __init__(self, package: Package, kinds: Mapping[bytes, NumberKind]) -> None:
        self._package = package
        self._percent = [int(s) for s, k in kinds.items() if k is NumberKind.PERCENT]

    def grid(self, sheet: SheetPart) -> Grid:
        """The values of one sheet; WorkbookError where they cannot be had safely."""
        data, near = self._plain(sheet)
        if not near:
            self._require_room(sheet, data)
        rows = self._values(sheet)
        self._restore(rows, data)
        return Grid.of(
            sheet.name,
            rows,
            hidden=sheet.state != "visible",
            hidden_rows=hidden_rows(data),
        )

    @cached_property
    def _book(self) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(BytesIO(self._package.archive.data))

    def _plain(self, sheet: SheetPart) -> PlainCells:
        try:
            return plain(self._package.archive.read(sheet.part))
        except etree.XMLSyntaxError as error:
            name, part = self._package.name, sheet.part
            reason = error.msg or "its XML breaks off"
            raise refuse("BOOK-012", name, part=part, reason=reason) from error

    def _require_room(self, sheet: SheetPart, data: bytes) -> None:
        """Refuses what would make calamine fill all memory and abort."""
        try:
            corner = farthest(data)
        except OffTheSheet as error:
            raise self._too_far(sheet, error.address, "too many") from error
        if corner.row * corner.column > MOST_CELLS:
            cells = f"{corner.row * corner.column:,}"
            raise self._too_far(sheet, corner.address, cells)

    def _too_far(self, sheet: SheetPart, address: str, cells: str) -> WorkbookError:
        where = f"{self._package.name} · {sheet.name}"
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
        where = f"{self._package.name} · {sheet.name}"
        return refuse("BOOK-014", where, reason=reason.strip() or "unknown reason")

    def _restore(self, rows: Rows, data: bytes) -> None:
        """Puts in what calamine leaves out or shows as something else."""
        for place, code in error_cells(data):
            _put(rows, place, CellError(code))
        for place, formula in formulas_without_result(data):
            _put(rows, place, NoCachedValue(formula))
        for place in cells_of_style(data, self._percent):
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
