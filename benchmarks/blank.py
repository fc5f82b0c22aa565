"""Real copies of the supplied questionnaire, filled in within milliseconds.

Comes in: what a supplier types, by question key, as in the cases of a rule. Goes out:
the bytes of a workbook. Only the empty answer cells of the blank questionnaire change,
each in its own place, so that hundreds of returns can go the whole way from file to
finding.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from rs_excel.template.key_cells import KeyCells, find_cells, sheet_of

_EMPTY_CELL = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")? t="n"></c>')
_DAY_ZERO = date(1899, 12, 30)  # what serial numbers of days count from
_PARTS = ("answer", "comment", "evidence")

Place = tuple[str, str]
"""Title of a sheet and address of a cell."""


class NoSuchCellError(Exception):
    """The blank questionnaire has no empty cell for an answer."""


@dataclass(frozen=True, slots=True)
class Blank:
    """The blank questionnaire taken apart, ready to be filled in again and again."""

    parts: Mapping[str, bytes]
    sheets: Mapping[str, str]  # title: name of the part
    cells: Mapping[str, Place]  # question key, or key and "comment" or "evidence"
    tables: Mapping[str, tuple[Mapping[str, Place], ...]]

    @classmethod
    def read(cls, path: Path) -> Blank:
        """Takes the questionnaire apart once."""
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        book = load_workbook(path)
        found = find_cells(book)
        tables = {
            table: tuple({c: _place(cell) for c, cell in row.items()} for row in rows)
            for table, rows in found.tables.items()
        }
        names = (f"xl/worksheets/sheet{n}.xml" for n in range(1, len(parts)))
        sheets = dict(zip((s.title for s in book.worksheets), names, strict=False))
        return cls(parts, sheets, dict(_places(found)), tables)

    def filled(self, answers: Mapping[str, object]) -> bytes:
        """A workbook with these answers; tables take lists of short column names.

        Raises NoSuchCellError for an answer that nobody asks for.
        """
        by_sheet: dict[str, dict[str, str]] = {}
        for (sheet, address), value in self._typed(answers):
            by_sheet.setdefault(sheet, {})[address] = _inside(value)
        parts = dict(self.parts)
        for sheet, inside in by_sheet.items():
            name = self.sheets[sheet]
            parts[name] = _written(parts[name].decode(), inside).encode()
        packed = BytesIO()
        with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=zlib.Z_BEST_SPEED) as new:
            for name, content in parts.items():
                new.writestr(name, content)
        return packed.getvalue()

    def place(self, key: str) -> Place:
        """Where the answer to a question stands."""
        if key not in self.cells:
            raise NoSuchCellError(key)
        return self.cells[key]

    def _typed(self, answers: Mapping[str, object]) -> Iterator[tuple[Place, object]]:
        for key, value in answers.items():
            if key in self.tables:
                rows = value if isinstance(value, list) else []
                yield from self._typed_rows(key, rows)
            elif isinstance(value, Mapping):
                for part in _PARTS:
                    if value.get(part) is not None:
                        name = key if part == "answer" else f"{key} {part}"
                        yield self.place(name), value[part]
            elif value is not None:
                yield self.place(key), value

    def _typed_rows(
        self, table: str, rows: Iterable[Mapping[str, object]]
    ) -> Iterator[tuple[Place, object]]:
        for row, places in zip(rows, self.tables[table], strict=False):
            for column, value in row.items():
                if value is not None:
                    yield places[column], value


def _places(found: KeyCells) -> Iterator[tuple[str, Place]]:
    for key, cells in found.answers.items():
        yield key, _place(cells.answer)
        for part, cell in (("comment", cells.comment), ("evidence", cells.evidence)):
            if cell is not None:
                yield f"{key} {part}", _place(cell)


def _place(cell: Cell) -> Place:
    return sheet_of(cell).title, cell.coordinate


def _written(sheet: str, inside: Mapping[str, str]) -> str:
    """The sheet with these cells filled, by address."""
    left = dict(inside)

    def fill(found: re.Match[str]) -> str:
        content = left.pop(found[1], None)
        if content is None:
            return found[0]
        return f'<c r="{found[1]}"{found[2] or ""} {content}</c>'

    written = _EMPTY_CELL.sub(fill, sheet)
    if left:
        raise NoSuchCellError(", ".join(left))
    return written


def _inside(value: object) -> str:
    """Type and content of a cell: numbers and days as numbers, the rest as text."""
    if isinstance(value, date):
        return f't="n"><v>{(value - _DAY_ZERO).days}</v>'
    if isinstance(value, int | float):
        return f't="n"><v>{value!r}</v>'
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    text = escape(str(value))
    if text.startswith("#") and text.isupper():
        return f't="e"><v>{text}</v>'
    return f't="inlineStr"><is><t xml:space="preserve">{text}</t></is>'
