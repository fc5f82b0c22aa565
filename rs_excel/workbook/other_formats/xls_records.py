"""The records of an .xls workbook (BIFF8), looked through once before anything else.

Comes in: the stream ``Workbook`` of the compound file. Goes out: by sheet, the errors,
percentages, hidden rows and columns that calamine does not tell, and how far the cells
reach. Raises WorkbookError for an encrypted, an older or a damaged workbook.

The records are those of [MS-XLS]; numbers are little-endian, rows and columns 0-based.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.gate import refuse
from rs_excel.workbook.ooxml.number_kinds import NumberKind, kind_of
from rs_excel.workbook.other_formats.sheets import (
    ERRORS,
    OTHER_ERROR,
    Patience,
    Untold,
    damaged,
    require_texts,
)

_BOF, _EOF, _FILEPASS, _FORMAT = 0x0809, 0x000A, 0x002F, 0x041E
_XF, _BOUNDSHEET, _ROW, _COLINFO = 0x00E0, 0x0085, 0x0208, 0x007D
_NUMBER, _RK, _MULRK, _FORMULA, _BOOLERR = 0x0203, 0x027E, 0x00BD, 0x0006, 0x0205
_SHARED_TEXT, _SHARED_TEXTS, _CONTINUED = 0x00FD, 0x00FC, 0x003C
_TEXTS = frozenset({0x0204, 0x00D6})  # LABEL, RSTRING
_BIFF8 = 0x0600
_LAST_COLUMN = 256
_BUILT_IN_PERCENT = frozenset({9, 10})
_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")  # row, column, format
_NO_NUMBER, _IS_ERROR = b"\xff\xff", 2


@dataclass(slots=True, kw_only=True)
class _Globals:
    """What the first part of the stream says of all sheets."""

    formats: set[int] = field(default_factory=lambda: set(_BUILT_IN_PERCENT))
    percent: list[bool] = field(default_factory=list)  # by number of the cell format
    sheets: list[tuple[str, int]] = field(default_factory=list)  # title, where
    texts: int = 0  # bytes of the shared ones


def untold_in(stream: bytes, name: str) -> dict[str, Untold]:
    """By the title of the sheet, in the order of the tabs."""
    patience = Patience(name)
    try:
        known = _globals(_records(stream, 0, patience), name)
        untold = {
            title: _sheet(_records(stream, at, patience), known.percent, patience)
            for title, at in known.sheets
        }
    except (struct.error, IndexError) as error:
        raise damaged(name, "a record of it breaks off") from error
    require_texts(untold, known.texts, name)
    return untold


def _records(stream: bytes, at: int, patience: Patience) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record, to the end of what begins at ``at``."""
    depth = 0
    while at + _HEAD.size <= len(stream):
        patience.spend()
        kind, length = _HEAD.unpack_from(stream, at)
        at += _HEAD.size
        yield kind, stream[at : at + length]
        at += length
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return


def _globals(records: Iterable[tuple[int, bytes]], name: str) -> _Globals:
    known = _Globals()
    for kind, record in records:
        if kind == _BOF and _HEAD.unpack_from(record)[0] != _BIFF8:
            raise refuse("BOOK-019", name)
        if kind == _FILEPASS:
            raise refuse("BOOK-018", name)
        if kind == _FORMAT:
            (number,) = struct.unpack_from("<H", record)
            if kind_of(_text(record, 2)) is NumberKind.PERCENT:
                known.formats.add(number)
        elif kind == _XF:
            known.percent.append(_HEAD.unpack_from(record)[1] in known.formats)
        elif kind in (_SHARED_TEXTS, _CONTINUED):
            known.texts += len(record)
        elif kind == _BOUNDSHEET:
            (at,) = struct.unpack_from("<I", record)
            known.sheets.append((_short_text(record, 6), at))
    return known


def _text(record: bytes, at: int) -> str:
    (length,) = struct.unpack_from("<H", record, at)
    return _letters(record, at + 2, length)


def _short_text(record: bytes, at: int) -> str:
    return _letters(record, at + 1, record[at])


def _letters(record: bytes, at: int, length: int) -> str:
    """Text with a leading byte that says whether letters take one byte or two."""
    if record[at] & 1:
        return record[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return record[at + 1 : at + 1 + length].decode("latin-1")


def _sheet(
    records: Iterable[tuple[int, bytes]], percent: list[bool], patience: Patience
) -> Untold:
    sheet = _Sheet(percent, patience)
    for kind, record in records:
        take = sheet.by_kind.get(kind)
        if take is not None:
            take(record)
    return sheet.untold


class _Sheet:
    """Takes in the records of one sheet."""

    def __init__(self, percent: list[bool], patience: Patience) -> None:
        self.untold = Untold()
        self._patience = patience
        self._percent = percent
        self.by_kind: dict[int, Callable[[bytes], None]] = {
            _NUMBER: self._number,
            _RK: self._number,
            _MULRK: self._numbers,
            _FORMULA: self._formula,
            _BOOLERR: self._truth_or_error,
            _ROW: self._row,
            _COLINFO: self._columns,
            _SHARED_TEXT: self._shared,
            **dict.fromkeys(_TEXTS, self._filled),
        }

    def _filled(self, record: bytes) -> None:
        self._place(record)

    def _shared(self, record: bytes) -> None:
        self._place(record)
        self.untold.texts[int.from_bytes(record[6:10], "little")] += 1

    def _place(self, record: bytes) -> Place:
        row, column, _ = _CELL.unpack_from(record)
        self.untold.reaches(row + 1, column + 1)
        return Place(row + 1, column + 1)

    def _number(self, record: bytes) -> None:
        place = self._place(record)
        self._format(place, _CELL.unpack_from(record)[2])

    def _numbers(self, record: bytes) -> None:
        """Several cells beside each other, each with its format."""
        row, first = _HEAD.unpack_from(record)
        for index in range((len(record) - 6) // 6):
            (number,) = struct.unpack_from("<H", record, 4 + 6 * index)
            place = Place(row + 1, first + index + 1)
            self.untold.reaches(*place)
            self._format(place, number)

    def _formula(self, record: bytes) -> None:
        place = self._place(record)
        result = record[6:14]
        if result[6:] != _NO_NUMBER:
            self._format(place, _CELL.unpack_from(record)[2])
        elif result[0] == _IS_ERROR:
            self.untold.errors[place] = ERRORS.get(result[2], OTHER_ERROR)

    def _truth_or_error(self, record: bytes) -> None:
        place = self._place(record)
        if record[7]:
            self.untold.errors[place] = ERRORS.get(record[6], OTHER_ERROR)

    def _row(self, record: bytes) -> None:
        if record[12] & 0x20:
            self.untold.hidden_rows.add(_HEAD.unpack_from(record)[0] + 1)

    def _columns(self, record: bytes) -> None:
        first, last, width, _, flags = struct.unpack_from("<5H", record)
        span = range(first + 1, min(last + 1, _LAST_COLUMN) + 1)
        self._patience.spend(len(span))
        self.untold.columns(span, width, hidden=bool(flags & 1))

    def _format(self, place: Place, number: int) -> None:
        if number < len(self._percent) and self._percent[number]:
            self.untold.percentages.add(place)
