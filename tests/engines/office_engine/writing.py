"""A block of values put into cells of LibreOffice, as Excel would take it.

Plain values travel in one call; days and truth values then get their format, and
formulas, written in Excel's English, are parsed by LibreOffice itself.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.engines.driver import ErrorText, FormulaText, Rows, Value

if TYPE_CHECKING:
    from tests.engines.office_engine.book import OfficeBook

_GENERAL, _DAY, _TRUTH = "General", "YYYY-MM-DD", "BOOLEAN"


def put_values(cells: Any, rows: Rows, book: OfficeBook) -> None:
    zero = book.day_zero
    cells.setDataArray(tuple(tuple(_plain(v, zero) for v in row) for row in rows))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if isinstance(value, FormulaText | ErrorText):
                _put_formula(cells.getCellByPosition(column, row), value, book)
            elif isinstance(value, bool | datetime):
                code = _TRUTH if isinstance(value, bool) else _DAY
                _give_format(cells.getCellByPosition(column, row), code, book)


def _plain(value: Value, day_zero: datetime) -> float | str:
    if value is None or isinstance(value, FormulaText | ErrorText):
        return ""
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - day_zero) / timedelta(days=1)
    return str(value) if isinstance(value, str) else float(value)


def _put_formula(cell: Any, text: str, book: OfficeBook) -> None:
    tokens = book.formulas.parseFormula(text.removeprefix("="), cell.CellAddress)
    cell.setTokens(tokens)


def _give_format(cell: Any, code: str, book: OfficeBook) -> None:
    """Only where nobody gave it one."""
    if book.format_code(cell.NumberFormat) == _GENERAL:
        cell.NumberFormat = book.format_key(code)
