"""Values on their way between xlwings and a cell, handled as Excel handles them.

Reading: numbers are floats, dates datetimes, errors None unless asked for as text.
Writing: what looks like a number, a day or a truth value becomes one, as when typed;
a leading apostrophe keeps a text as it is, a leading equals sign makes a formula.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from tests.engines.driver import ErrorText, FormulaText, Kept, Value

_NUMBER = re.compile(
    r"\s*[+-]?(\d{1,3}(,\d{3})+|\d+|(?=\.\d))(\.\d*)?([eE][+-]?\d+)?\s*"
)
_PERCENT = re.compile(r"\s*[+-]?\d+(\.\d*)?\s*%\s*")
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_ERRORS = ("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!")


def prepared(value: Any) -> Value:
    """A value handed to xlwings, as the program takes it."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (bool, str, datetime)):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return float(value)


def typed(value: Value, *, as_text: bool = False) -> Value:
    """What Excel makes of a value put into a cell (formatted as text, if said)."""
    if not isinstance(value, str) or isinstance(value, Kept):
        return value
    if value.startswith("'"):
        return Kept(value[1:])
    if as_text:
        return Kept(value)
    if value.startswith("=") and len(value) > 1:
        return FormulaText(value)
    return _seen_as(value)


def _seen_as(text: str) -> Value:
    if text.upper() in ("TRUE", "FALSE"):
        return text.upper() == "TRUE"
    if text in _ERRORS:
        return ErrorText(text)
    if _NUMBER.fullmatch(text):
        return float(text.replace(",", ""))
    if _PERCENT.fullmatch(text):
        return float(text.strip().rstrip("%")) / 100
    return _day(text) or text


def _day(text: str) -> datetime | None:
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return datetime.strptime(text, "%Y-%m-%d")
    return None


def cleaned(
    rows: Sequence[Sequence[Value]],
    day: Callable[..., Any],
    empty: Any,
    number: Callable[[float], Any] | None,
    errors_as_text: bool,
) -> list[list[Any]]:
    """Values read from cells, by the options of a range."""

    def clean(value: Value) -> Any:
        if value is None or value == "":
            return empty
        if isinstance(value, ErrorText):
            return str(value) if errors_as_text else None
        if isinstance(value, datetime):
            return _as_day(value, day)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return value
        return number(float(value)) if number else float(value)

    return [[clean(value) for value in row] for row in rows]


def _as_day(value: datetime, day: Callable[..., Any]) -> Any:
    return day(
        year=value.year,
        month=value.month,
        day=value.day,
        hour=value.hour,
        minute=value.minute,
        second=value.second,
        microsecond=value.microsecond,
        tzinfo=None,
    )


def error_or_text(value: Any, kind: str) -> Value:
    """A value of openpyxl; an error of a cell is told from the same words as text."""
    if kind == "e":
        return ErrorText(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    known: Value = value
    return known
