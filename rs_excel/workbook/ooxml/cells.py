"""What a fast reader of values hides, looked up in the bytes of one sheet.

Comes in: plain cells of a sheet (see plain_sheet.py). Goes out: cells with an error,
formulas without a stored result, cells of given styles, hidden rows, and how far the
filled cells reach. Each search first asks whether the bytes hold such a thing at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rs_excel.workbook.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Place,
    column_letters,
    column_number,
)

_VALUE = re.compile(rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v[^>]*>([^<]*)</v>")
_NO_RESULT = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(<v\s*/>|<v[^>]*></v>)?\s*</c>")
_CELL_TAG = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>]*)>')
_ROW_TAG = re.compile(rb'<row r="([0-9]{1,7})"')
_FORMULA = re.compile(rb"<f[^>]*>([^<]*)</f>")
_ANY_CELL = re.compile(rb'<c r="([^"]*)"[^>]*?(/?)>(</c>)?')
_ANY_ROW = re.compile(rb'<row r="([^"]*)"')
_ADDRESS = re.compile(rb"([A-Z]{1,3})([1-9][0-9]{0,6})")


class OffTheSheet(Exception):
    """A row or cell at an address no sheet has; carries the address."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(address)


def error_cells(sheet: bytes) -> Iterator[tuple[Place, str]]:
    """Cells that hold an error, with its code as shown: ``#REF!``."""
    for tag in _cells_with(sheet, b't="e"'):
        value = _VALUE.match(sheet, tag.end())
        yield _place(tag), (value[1].decode() if value else "") or "#N/A"


def formulas_without_result(sheet: bytes) -> Iterator[tuple[Place, str]]:
    """Formula cells whose result nobody stored, with the formula."""
    if b"<f" not in sheet:
        return
    for match in _NO_RESULT.finditer(sheet):
        tag = _CELL_TAG.match(sheet, max(0, sheet.rfind(b"<c r=", 0, match.end())))
        # An empty text is a result: ="" is stored as t="str" with an empty value.
        if tag is None or (match[1] is not None and b't="str"' in tag[3]):
            continue
        formula = _FORMULA.search(sheet, tag.end(), match.end())
        yield _place(tag), formula[1].decode() if formula else ""


def cells_of_style(sheet: bytes, styles: Collection[int]) -> Iterator[Place]:
    """Cells formatted with one of the style numbers."""
    for style in sorted(styles):
        for tag in _cells_with(sheet, b's="%d"' % style):
            yield _place(tag)


def hidden_rows(sheet: bytes) -> frozenset[int]:
    """Numbers of hidden rows, 1-based."""
    found = set()
    for attribute in (b'hidden="1"', b'hidden="true"'):
        for start in _tags_with(sheet, attribute):
            row = _ROW_TAG.match(sheet, start)
            if row is not None:
                found.add(int(row[1]))
    return frozenset(found)


def _cells_with(sheet: bytes, attribute: bytes) -> Iterator[re.Match[bytes]]:
    """The opening tag of each cell that has the attribute."""
    for start in _tags_with(sheet, attribute):
        tag = _CELL_TAG.match(sheet, start)
        if tag is not None:
            yield tag


def _tags_with(sheet: bytes, attribute: bytes) -> Iterator[int]:
    """Where tags with the attribute begin; text that looks like it is harmless.

    A search for fixed bytes is many times faster than an expression that looks at
    every cell.
    """
    wanted = b" " + attribute
    at = sheet.find(wanted)
    while at >= 0:
        yield sheet.rfind(b"<", 0, at)
        at = sheet.find(wanted, at + 1)


def farthest(sheet: bytes) -> Place:
    """The corner of the cells that hold something.

    Rows and columns that are merely declared or formatted do not count. Raises
    OffTheSheet for an address that no sheet has.
    """
    for row in _ANY_ROW.findall(sheet):
        _check_row(row)
    last_row, last_column = 1, 1
    for address, closed, ended in _ANY_CELL.findall(sheet):
        match = _ADDRESS.fullmatch(address)
        column = column_number(match[1].decode()) if match else LAST_COLUMN + 1
        if match is None or column > LAST_COLUMN or int(match[2]) > LAST_ROW:
            raise OffTheSheet(address.decode("utf-8", "replace"))
        if not closed and not ended:
            last_row = max(last_row, int(match[2]))
            last_column = max(last_column, column)
    return Place(last_row, last_column)


def _check_row(row: bytes) -> None:
    if not row.isdigit() or len(row) > 7 or not 0 < int(row) <= LAST_ROW:
        raise OffTheSheet(f"{column_letters(1)}{row.decode('utf-8', 'replace')}")


def _place(tag: re.Match[bytes]) -> Place:
    return Place(int(tag[2]), column_number(tag[1].decode()))
