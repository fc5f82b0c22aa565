"""The workbook that a command works on: the one that is active when it begins.

Comes in: a running Excel. Goes out: its active workbook, or ExcelError that says why
there is none to work on. Only its name is asked for, never where it lies.
"""

from __future__ import annotations

from typing import Any

from rs_excel.errors import ExcelError, problem

_OLD = ".xls"


def active_book(app: Any) -> Any:
    """Raises ExcelError (XL-003, XL-004)."""
    name = _active_name(app)
    if name is None:
        raise ExcelError(problem("XL-003"))
    if name.lower().endswith(_OLD):
        raise ExcelError(problem("XL-004", name=name))
    return app.books[name]


def _active_name(app: Any) -> str | None:
    """None where no workbook is shown: hidden ones may be open all the same."""
    if not len(app.books):
        return None
    try:
        name: str = app.books.active.name
    except AttributeError as fault:
        if str(fault).startswith("'NoneType'"):
            return None
        raise
    return name
