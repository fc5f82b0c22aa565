"""The workbook that a command works on, known by its name.

Comes in: a running Excel, or all of them and perhaps a name. Goes out: the workbook, or
ExcelError that says why there is none to work on. Where a workbook lies is never asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rs_excel.errors import ExcelError, problem
from rs_excel.workbook.live.faults import in_our_words

_OLD = ".xls"
_NONE = "'NoneType'"


def active_book(app: Any) -> Any:
    """Raises ExcelError (XL-003, XL-004)."""
    try:
        with in_our_words():
            book = app.books.active
            name = book.name
    except (AttributeError, ExcelError) as fault:
        # Where no workbook has a window, Windows gives None and macOS refuses.
        if str(fault).startswith(_NONE) or not len(app.books):
            raise ExcelError(problem("XL-003")) from None
        raise
    return _current(book, name)


def named_book(apps: Sequence[Any], name: str | None) -> Any:
    """The workbook of that name; without a name the active one of the only Excel.

    Raises ExcelError (XL-002 to XL-007); where it is unclear which workbook is meant,
    all that are open are named.
    """
    if not apps:
        raise ExcelError(problem("XL-002"))
    if name is None and len(apps) == 1:
        return active_book(apps[0])
    every = [(book, book.name) for app in apps for book in app.books]
    meant = [(b, n) for b, n in every if name is None or n.lower() == name.lower()]
    if len(meant) == 1:
        return _current(*meant[0])
    known = ", ".join(f"“{n}”" for _, n in every)
    if not meant:
        raise ExcelError(problem("XL-006", name=f"“{name}”", known=known or "none"))
    raise ExcelError(problem("XL-007", known=known))


def _current(book: Any, name: str) -> Any:
    if name.lower().endswith(_OLD):
        raise ExcelError(problem("XL-004", name=name))
    return book
