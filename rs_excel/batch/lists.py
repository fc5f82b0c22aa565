"""The lists of a finished run: every file, and those that go back.

Comes in: the lines of a run, in order. Goes out: ``files.jsonl`` and ``rejected.csv``,
each whole or not at all, and never held in memory at once.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rs_excel.batch.places import Places
from rs_excel.batch.statuses import REJECTED
from rs_excel.batch.store import Store
from rs_excel.workbook.safe_write import safe_write_pieces

_TOLD = ("file", "status", "reason", "action", "supplier", "site", "sha256")
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of the country


def write_lists(store: Store, places: Places) -> None:
    """Raises OutputError where one cannot be written; it is then as it was."""
    safe_write_pieces(places.files, (f"{line}\n".encode() for line in store.texts()))
    rejected = (
        [line[name] for name in _TOLD]
        for line in store.lines()
        if line["status"] in REJECTED
    )
    safe_write_pieces(places.rejected, as_csv(_TOLD, rejected))


def as_csv(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """A table that Excel opens as it is meant; nothing in it becomes a formula."""
    yield _BOM.encode() + _row(titles)
    for row in rows:
        yield _row([_as_cell(value) for value in row])


def _row(values: Sequence[Any]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(values)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _as_cell(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULAS):
        return f"'{value}"
    return value
