"""A block of values of LibreOffice, as Excel would hand it out.

Comes in: a cell range. Goes out: rows; days as datetimes, truth values as bools,
errors as ErrorText. LibreOffice hands days and truth values out as numbers; their
format tells them, and is asked for only where a number may be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.engines.driver import ErrorText, Value

DAY_ZERO = datetime(1899, 12, 30)
_DAYS, _FORMULAS = 2, 16  # com.sun.star.sheet.CellFlags
_DAY_OR_TIME, _TRUTH = 2 | 4, 1024  # com.sun.star.util.NumberFormat
_ERRORS = 4  # com.sun.star.sheet.FormulaResult
_TRUTHS = (0.0, 1.0)

Rows = list[list[Value]]
Place = tuple[int, int]


def values_of(cells: Any, formats: Any) -> Rows:
    rows: Rows = [
        [None if value == "" else value for value in row]
        for row in cells.getDataArray()
    ]
    origin, kinds = cells.RangeAddress, _Kinds(cells, formats)
    computed: set[Place] = set()
    for area in cells.queryContentCells(_DAYS).RangeAddresses:
        _shape(rows, _places(area, origin), _DAY_OR_TIME)
    for area in cells.queryContentCells(_FORMULAS).RangeAddresses:
        computed.update(_places(area, origin))
        for places, kind in kinds.within(rows, list(_places(area, origin))):
            _shape(rows, places, kind)
    for place in _perhaps_truths(rows, computed):
        _shape(rows, [place], kinds.of(place, place))
    for area in cells.queryFormulaCells(_ERRORS).RangeAddresses:
        for row, column in _places(area, origin):
            text = cells.getCellByPosition(column, row).String
            rows[row][column] = ErrorText(text)
    return rows


@dataclass(slots=True)
class _Kinds:
    """What kind of number format cells have, asked for once a format."""

    cells: Any
    formats: Any
    _known: dict[int, int] = field(default_factory=dict)

    def within(self, rows: Rows, places: list[Place]) -> list[tuple[list[Place], int]]:
        """Places by their kind; none where no number stands."""
        if not any(isinstance(rows[row][column], float) for row, column in places):
            return []
        whole = self.of(places[0], places[-1])
        if whole is not None:
            return [(places, whole)]
        return [([place], self.of(place, place) or 0) for place in places]

    def of(self, first: Place, last: Place) -> int | None:
        """Of a rectangle; None where its cells differ."""
        area = self.cells.getCellRangeByPosition(*reversed(first), *reversed(last))
        if first != last and _differ(area):
            return None
        key = area.NumberFormat
        if key not in self._known:
            self._known[key] = self.formats.getByKey(key).Type
        return self._known[key]


def _differ(area: Any) -> bool:
    return bool(area.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE")


def _perhaps_truths(rows: Rows, computed: set[Place]) -> Iterator[Place]:
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            is_number = isinstance(value, float)
            if is_number and value in _TRUTHS and (row, column) not in computed:
                yield row, column


def _places(area: Any, origin: Any) -> Iterator[Place]:
    """Offsets from the first cell of the block, of each cell of an area."""
    for row in range(area.StartRow, area.EndRow + 1):
        for column in range(area.StartColumn, area.EndColumn + 1):
            yield row - origin.StartRow, column - origin.StartColumn


def _shape(rows: Rows, places: Any, kind: int | None) -> None:
    """Numbers of a kind as what they are."""
    for row, column in places:
        number = rows[row][column]
        if not isinstance(number, float) or kind is None:
            continue
        if kind & _DAY_OR_TIME:
            seconds = round(number * 86_400)
            rows[row][column] = DAY_ZERO + timedelta(seconds=seconds)
        elif kind & _TRUTH:
            rows[row][column] = bool(number)
