"""A block of values of LibreOffice, as Excel would hand it out.

Comes in: a cell range. Goes out: rows; days as datetimes, truth values as bools,
errors as ErrorText. LibreOffice hands days and truth values out as numbers, and an
error as nothing; which cells hold them is found out inside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.engines.driver import ErrorText, Value

if TYPE_CHECKING:
    from tests.engines.office_engine.book import OfficeBook


def values_of(cells: Any, formats: Any, book: OfficeBook) -> list[list[Value]]:
    data, days, truths, errors = book.inside("ValuesOf", cells, formats)
    rows: list[list[Value]] = [[_plain(value) for value in row] for row in data]
    for row, column, _ in _told(days):
        rows[row][column] = _day(rows[row][column], book.day_zero)
    for row, column, _ in _told(truths):
        rows[row][column] = bool(rows[row][column])
    for row, column, text in _told(errors):
        rows[row][column] = ErrorText(text)
    return rows


def _plain(value: Any) -> Value:
    """Basic hands whole numbers out as integers."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else float(value)


def _told(places: str) -> Iterator[tuple[int, int, str]]:
    """Row, column and a text, from "row,column,text;"."""
    for place in places.split(";")[:-1]:
        row, column, *text = place.split(",", 2)
        yield int(row), int(column), "".join(text)


def _day(number: Value, day_zero: datetime) -> Value:
    if not isinstance(number, float):
        return number  # the text or nothing that a formula came to
    return day_zero + timedelta(seconds=round(number * 86_400))
