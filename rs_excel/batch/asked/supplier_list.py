"""The list of suppliers that were asked: whose return is awaited.

Comes in: a workbook or .csv file with a head and a row a site. Goes out: who was asked.
Columns are known by their heads, in any order; what is not ours is passed over.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rs_excel.domain.names import plain
from rs_excel.errors import BatchError, problem
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.other_formats.opening import open_returned

_HEADS: Mapping[str, tuple[str, ...]] = {
    "supplier": ("supplier", "supplier name", "vendor", "vendor name", "company"),
    "site": ("site", "site name", "factory", "plant", "facility"),
    "language": ("language", "lang"),
    "contact": ("contact", "contact name", "contact person"),
    "email": ("email", "e-mail", "mail", "contact email"),
}
_TO_COLUMN = {plain(word): name for name, words in _HEADS.items() for word in words}
_LOOKED_AT = 20  # rows in which the heads are looked for
_COLUMNS = 50
_LARGEST = 50 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """One row of the list; empty where it does not say."""

    row: int
    supplier: str
    site: str
    language: str
    contact: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierList:
    """Who was asked, and the digest of the file that says so."""

    name: str
    sha256: str
    awaited: tuple[Awaited, ...]


Rows = list[tuple[int, list[str]]]


def read_supplier_list(path: Path) -> SupplierList:
    """The list at ``path``. Raises BatchError (BAT-040, BAT-041), WorkbookError."""
    rows = _rows_of_csv(path) if path.suffix.lower() == ".csv" else _rows_of_book(path)
    head, columns = _head(path, rows)
    awaited = tuple(_awaited(columns, rows[head + 1 :]))
    if not awaited:
        raise BatchError(problem("BAT-040", path, reason="it names no supplier"))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return SupplierList(name=path.name, sha256=digest, awaited=awaited)


def _rows_of_csv(path: Path) -> Rows:
    """UTF-8; commas or semicolons, whichever its first line has more of."""
    try:
        if path.stat().st_size > _LARGEST:
            raise BatchError(problem("BAT-040", path, reason="it is too large"))
        text = path.read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        by = ";" if first.count(";") > first.count(",") else ","
        return list(enumerate(csv.reader(text.splitlines(), delimiter=by), 1))
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise BatchError(problem("BAT-040", path, reason=reason.lower())) from None
    except (UnicodeDecodeError, csv.Error):
        reason = "it is no CSV in UTF-8"
        raise BatchError(problem("BAT-040", path, reason=reason)) from None


def _rows_of_book(path: Path) -> Rows:
    """The first sheet that holds anything."""
    reader = OoxmlReader(Package(open_returned(path)))
    wanted = range(1, _COLUMNS + 1)
    for sheet in reader.sheet_names():
        grid = reader.grid(sheet, wanted)
        if grid.rows:
            return [
                (
                    row,
                    [_text(grid.at(row, column)) for column in wanted],
                )
                for row in grid.rows
            ]
    return []


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _head(path: Path, rows: Rows) -> tuple[int, dict[str, int]]:
    """Where the heads stand, and the column of each that is ours."""
    for place, (_, cells) in enumerate(rows[:_LOOKED_AT]):
        columns: dict[str, int] = {}
        for column, text in enumerate(cells):
            name = _TO_COLUMN.get(plain(text))
            if name:
                columns.setdefault(name, column)
        if "supplier" in columns:
            return place, columns
    seen = [text for text in rows[0][1] if text] if rows else []
    found = ", ".join(seen[:_LOOKED_AT]) or "nothing"
    raise BatchError(problem("BAT-041", path, found=found))


def _awaited(
    columns: Mapping[str, int], rows: Sequence[tuple[int, list[str]]]
) -> Iterator[Awaited]:
    for row, cells in rows:
        told = {
            name: " ".join(cells[columns[name]].split())
            if columns.get(name, len(cells)) < len(cells)
            else ""
            for name in _HEADS
        }
        if told["supplier"]:
            yield Awaited(row=row, **told)
