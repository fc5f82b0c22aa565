"""The workbook that a command works on, known by its name.

Comes in: a running Excel, or all of them and perhaps a name. Goes out: the workbook, or
ExcelError that says why there is none to work on. Where a workbook lies is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rs_excel.errors import ExcelError, problem

_OLD = ".xls"


def active_book(app: Any) -> Any:
    """Raises ExcelError (XL-003, XL-004)."""
    name = _active_name(app)
    if name is None:
        raise ExcelError(problem("XL-003"))
    return _opened(app, name)


def named_book(apps: Sequence[Any], name: str | None) -> Any:
    """The workbook of that name; without a name the active one of the only Excel.

    Raises ExcelError (XL-002 to XL-007); where it is unclear which workbook is meant,
    all that are open are named.
    """
    if not apps:
        raise ExcelError(problem("XL-002"))
    if name is None and len(apps) == 1:
        return active_book(apps[0])
    every = [(app, book.name) for app in apps for book in app.books]
    meant = [(a, n) for a, n in every if name is None or n.lower() == name.lower()]
    if len(meant) == 1:
        return _opened(*meant[0])
    known = ", ".join(f"“{n}”" for _, n in every)
    if not meant:
        raise ExcelError(problem("XL-006", name=f"“{name}”", known=known or "none"))
    raise ExcelError(problem("XL-007", known=known))


def _opened(app: Any, name: str) -> Any:
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
