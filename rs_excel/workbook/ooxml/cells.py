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

_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^>]*?\st=["\']e["\'][^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?(?:<v[^>]*>([^<]*)</v>)?"
)
_NO_RESULT = re.compile(rb"(?:</f>|<f[^>]*/>)\s*(<v\s*/>|<v[^>]*></v>)?\s*</c>")
_CELL_TAG = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*)>')
_FORMULA = re.compile(rb"<f[^>]*>([^<]*)</f>")
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*?\shidden=["\'](?:1|true)["\']')
# Cells and rows beyond ZZ9999, or at no address at all.
_FAR = re.compile(rb'<c r="(?![A-Z]{1,2}[0-9]{1,4}")|<row r="(?![0-9]{1,4}")')
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
    if b't="e"' in sheet or b"t='e'" in sheet:
        for letters, row, code in _ERROR.findall(sheet):
            yield _place(letters, row), code.decode() or "#N/A"


def formulas_without_result(sheet: bytes) -> Iterator[tuple[Place, str]]:
    """Formula cells whose result nobody stored, with the formula."""
    if b"<f" not in sheet:
        return
    for match in _NO_RESULT.finditer(sheet):
        start = sheet.rfind(b"<c r=", 0, match.start() + 1)
        tag = _CELL_TAG.match(sheet, max(start, 0))
        # An empty text is a result: ="" is stored as t="str" with an empty value.
        if tag is None or (match[1] is not None and b't="str"' in tag[3]):
            continue
        formula = _FORMULA.search(sheet, tag.end(), match.end())
        yield _place(tag[1], tag[2]), formula[1].decode() if formula else ""


def cells_of_style(sheet: bytes, styles: Collection[int]) -> Iterator[Place]:
    """Cells formatted with one of the style numbers."""
    if not styles:
        return
    numbers = b"|".join(str(style).encode() for style in styles)
    pattern = rb'<c r="([A-Z]+)([0-9]+)"[^>]*?\ss=["\'](?:' + numbers + rb')["\']'
    for letters, row in re.findall(pattern, sheet):
        yield _place(letters, row)


def hidden_rows(sheet: bytes) -> frozenset[int]:
    """Numbers of hidden rows, 1-based."""
    if b"hidden=" not in sheet:
        return frozenset()
    return frozenset(int(row) for row in _HIDDEN_ROW.findall(sheet) if len(row) < 8)


def farthest(sheet: bytes) -> Place | None:
    """The corner of the cells that hold something; None where it cannot be far.

    Rows and columns that are merely declared or formatted do not count. Raises
    OffTheSheet for an address that no sheet has.
    """
    if _FAR.search(sheet) is None:
        return None
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


def _place(letters: bytes, row: bytes) -> Place:
    return Place(int(row), column_number(letters.decode()))
