"""What a workbook is that holds no question: perhaps another file of ours.

Comes in: a reader. Goes out: the code of the error that names the kind and the command
that takes it, or nothing for a workbook of others.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.capr import CAPR_TOKEN, columns_named
from rs_excel.domain.tracker_columns import BY_KEY, LOG_TOKEN, REPLY_TOKEN, TOKEN
from rs_excel.workbook.ports import RowValues, WorkbookReader

_TRACKER, _REPLY, _PLAN = "BOOK-042", "BOOK-043", "BOOK-044"
_SIGNS = {
    f"{TOKEN}fingerprint": _TRACKER,
    LOG_TOKEN: _TRACKER,
    f"{REPLY_TOKEN}fingerprint": _REPLY,
    f"{CAPR_TOKEN}fingerprint": _PLAN,
}
_HEAD = BY_KEY["root_cause"].title
"""Stands over a column of every plan that we write, and of most that others do."""


def code_of_kind(book: WorkbookReader) -> str | None:
    """The error code for the kind of a workbook; None where it is none of ours."""
    for sign, code in _SIGNS.items():
        if _carries(book, sign):
            return code
    return _PLAN if _holds_a_plan(book) else None


def _carries(book: WorkbookReader, sign: str) -> bool:
    return any(
        sign in texts.values()
        for name in book.sheets_holding(sign)
        for texts in book.signs(name, sign).values()
    )


def _holds_a_plan(book: WorkbookReader) -> bool:
    """By the words over its columns; a sheet without any of them stays unread."""
    return any(columns_named(texts) for texts in _texts(book))


def _texts(book: WorkbookReader) -> Iterator[dict[int, str]]:
    for name in book.sheets_holding(_HEAD):
        for values in book.grid(name, range(1, len(BY_KEY) + 1)).rows.values():
            yield _words(values)


def _words(values: RowValues) -> dict[int, str]:
    return {column: text for column, text in values.items() if isinstance(text, str)}
