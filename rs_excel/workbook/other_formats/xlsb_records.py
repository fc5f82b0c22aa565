"""The records of an .xlsb workbook (BIFF12), looked through before anything else.

Comes in: the parts of the package. Goes out: by sheet, the errors, percentages, hidden
rows and columns that calamine does not tell, and how far the cells reach. Raises
WorkbookError for a damaged workbook.

The records are those of [MS-XLSB]; numbers are little-endian, rows and columns 0-based.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence

from rs_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, Place
from rs_excel.workbook.ooxml.number_kinds import NumberKind, kind_of
from rs_excel.workbook.other_formats.sheets import (
    ERRORS,
    OTHER_ERROR,
    Patience,
    Untold,
    too_far,
)

_ROW, _BLANK, _ERROR, _REAL, _RK = 0, 1, 3, 5, 2
_FORMULA_NUMBER, _FORMULA_ERROR, _LAST_CELL = 9, 11, 11
_COLUMNS, _FORMAT, _CELL_FORMAT, _SHEET = 60, 44, 47, 156
_CELL_FORMATS, _END_OF_CELL_FORMATS = 617, 618
_SHARED_TEXT = 7
_NUMBERS = frozenset({_RK, _REAL, _FORMULA_NUMBER})
_BUILT_IN_PERCENT = frozenset({9, 10})
_HIDDEN_ROW = 0x10


def records(part: bytes, patience: Patience) -> Iterator[tuple[int, bytes]]:
    """Number and content of each record; IndexError where one breaks off."""
    at = 0
    while at < len(part):
        patience.spend()
        kind, at = _packed(part, at, 2)
        length, at = _packed(part, at, 4)
        if at + length > len(part):
            raise IndexError(at)
        yield kind, part[at : at + length]
        at += length


def _packed(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most ``most`` bytes, seven bits in each, and where it ends."""
    number = 0
    for index in range(most):
        byte = part[at + index]
        number |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            return number, at + index + 1
    return number, at + most


def sheets_listed(found: Iterable[tuple[int, bytes]]) -> Iterator[tuple[str, str]]:
    """Title and relationship of every sheet, from the records of the workbook."""
    for kind, record in found:
        if kind == _SHEET:
            relation, at = _text(record, 8)
            title, _ = _text(record, at)
            yield title, relation


def _text(record: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", record, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return record[at + 4 : end].decode("utf-16-le", "replace"), end


def percent_formats(found: Iterable[tuple[int, bytes]]) -> Sequence[bool]:
    """From the records of the styles: by cell format, if it shows a percentage."""
    percent = set(_BUILT_IN_PERCENT)
    shown: list[bool] = []
    of_cells = False
    for kind, record in found:
        if kind == _FORMAT:
            if kind_of(_text(record, 2)[0]) is NumberKind.PERCENT:
                percent.update(struct.unpack_from("<H", record))
        elif kind in (_CELL_FORMATS, _END_OF_CELL_FORMATS):
            of_cells = kind == _CELL_FORMATS
        elif kind == _CELL_FORMAT and of_cells:
            shown.append(struct.unpack_from("<HH", record)[1] in percent)
    return shown


def untold_in(
    found: Iterable[tuple[int, bytes]],
    percent: Sequence[bool],
    where: str,
    patience: Patience,
) -> Untold:
    """What calamine does not tell of a sheet; BOOK-016 for cells on no sheet."""
    untold = Untold()
    row = 0
    for kind, record in found:
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", record)
            if row >= LAST_ROW:
                raise too_far(where, f"A{row + 1}", row + 1)
            if record[11] & _HIDDEN_ROW:
                untold.hidden_rows.add(row + 1)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<IIIIH", record)
            span = range(first + 1, min(last + 1, LAST_COLUMN) + 1)
            patience.spend(len(span))
            untold.columns(span, width, hidden=bool(flags & 1))
        elif _BLANK < kind <= _LAST_CELL:
            column = int.from_bytes(record[:4], "little") + 1
            if column > LAST_COLUMN:
                raise too_far(where, f"column {column:,}", (row + 1) * column)
            _take(untold, Place(row + 1, column), (kind, record), percent)
    return untold


def _take(
    untold: Untold, place: Place, cell: tuple[int, bytes], percent: Sequence[bool]
) -> None:
    untold.reaches(*place)
    kind, record = cell
    if kind == _SHARED_TEXT:
        untold.texts[int.from_bytes(record[8:12], "little")] += 1
    style = int.from_bytes(record[4:7], "little")
    if kind in (_ERROR, _FORMULA_ERROR):
        untold.errors[place] = ERRORS.get(record[8], OTHER_ERROR)
    elif kind in _NUMBERS and style < len(percent) and percent[style]:
        untold.percentages.add(place)
