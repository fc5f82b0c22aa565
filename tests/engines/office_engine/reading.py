"""A block of values of LibreOffice, as Excel would hand it out.

Comes in: a cell range. Goes out: rows; days as datetimes, truth values as bools,
errors as ErrorText.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.engines.driver import ErrorText, Value

DAY_ZERO = datetime(1899, 12, 30)
_DAYS, _FORMULAS = 2, 16  # com.sun.star.sheet.CellFlags
_DAY_OR_TIME, _TRUTH = 2 | 4, 1024  # com.sun.star.util.NumberFormat
_ERRORS = 4  # com.sun.star.sheet.FormulaResult

Places = Iterator[tuple[int, int]]


def values_of(cells: Any, formats: Any) -> list[list[Value]]:
    rows: list[list[Value]] = [
        [None if value == "" else value for value in row]
        for row in cells.getDataArray()
    ]
    origin = cells.RangeAddress
    for row, column in _places(cells.queryContentCells(_DAYS), origin):
        _as_day(rows, row, column)
    for row, column in _computed_or_truths(cells, rows, origin):
        cell = cells.getCellByPosition(column, row)
        kind = formats.getByKey(cell.NumberFormat).Type
        if kind & _DAY_OR_TIME:
            _as_day(rows, row, column)
        elif kind & _TRUTH:
            rows[row][column] = bool(rows[row][column])
    for row, column in _places(cells.queryFormulaCells(_ERRORS), origin):
        rows[row][column] = ErrorText(cells.getCellByPosition(column, row).String)
    return rows


def _computed_or_truths(
    cells: Any, rows: list[list[Value]], origin: Any
) -> list[tuple[int, int]]:
    """Numbers that may be something else: results, and all that are 0 or 1."""
    computed = set(_places(cells.queryContentCells(_FORMULAS), origin))
    return [
        (row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if isinstance(value, float)
        and ((row, column) in computed or value in (0.0, 1.0))
    ]


def _places(ranges: Any, origin: Any) -> Places:
    """Offsets from the first cell of the block, of each cell in some ranges."""
    for area in ranges.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row - origin.StartRow, column - origin.StartColumn


def _as_day(rows: list[list[Value]], row: int, column: int) -> None:
    number = rows[row][column]
    if isinstance(number, float):
        seconds = round(number * 86_400)
        rows[row][column] = DAY_ZERO + timedelta(seconds=seconds)
