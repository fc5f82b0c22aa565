"""Worksheet bytes in the one shape that targeted searches can rely on.

Comes in: a worksheet part. Goes out: its bytes up to the last cell when they are plain,
that is UTF-8 without prefixes, comments or cells that leave out their address; else
the cells rewritten so. Spreadsheet programs write plain sheets, other tools may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from rs_excel.workbook.addresses import column_letters, column_number
from rs_excel.workbook.ooxml.markup import parse

_ODD = re.compile(rb'<(?:c|row)(?! r=")[\s/>]|<!|<\?(?!xml )|<\w+:(?:c|row)[\s/>]')
# The same, and cells or rows beyond ZZ9999, in one pass: most sheets have neither.
_ODD_OR_FAR = re.compile(
    rb'<(?:c|row)(?! r="[A-Z]{0,2}[0-9]{1,4}")[\s/>]|<!|<\?(?!xml )'
    rb"|<\w+:(?:c|row)[\s/>]"
)
# A long list reaches further down, and so may not reach as far to the right.
_ODD_OR_OFF_LIST = re.compile(
    rb'<(?:c|row)(?! r="[A-C]?[A-Z]?[0-9]{1,5}")[\s/>]|<!|<\?(?!xml )'
    rb"|<\w+:(?:c|row)[\s/>]"
)
_LAST_ROW = re.compile(rb'<row r="[0-9]{5}"')
_ADDRESS = re.compile(r"([A-Z]{1,7})([0-9]{1,10})")


class PlainCells(NamedTuple):
    """The cells of a sheet; ``near`` when none lies beyond ZZ9999, or CZ99999."""

    data: bytes
    near: bool


def plain(data: bytes) -> PlainCells:
    """Cells as they are, or rewritten plainly. May raise lxml's XMLSyntaxError."""
    end = data.rfind(b"</sheetData>")
    if data[:1] in (b"<", b"\xef") and end > 0:
        is_list = _LAST_ROW.match(data, max(0, data.rfind(b"<row ", 0, end)))
        odd_or_far = _ODD_OR_OFF_LIST if is_list else _ODD_OR_FAR
        if not odd_or_far.search(data, 0, end):
            return PlainCells(data[:end], near=True)
        if not _ODD.search(data, 0, end):
            return PlainCells(data[:end], near=False)
    return PlainCells(_rewritten(parse(data)).encode(), near=False)


def _rewritten(root: etree._Element) -> str:
    rows = (found for found in root.iter("{*}row") if _local(found.getparent()))
    return f"<worksheet><sheetData>{''.join(_rows(rows))}</sheetData></worksheet>"


def _local(parent: etree._Element | None) -> bool:
    return parent is not None and etree.QName(parent).localname == "sheetData"


def _rows(rows: Iterator[etree._Element]) -> Iterator[str]:
    number = 0
    for row in rows:
        number = _whole(row.get("r"), number + 1)
        hidden = ' hidden="1"' if row.get("hidden") in ("1", "true") else ""
        yield f'<row r="{number}"{hidden}>{"".join(_cells(row, number))}</row>'


def _cells(row: etree._Element, number: int) -> Iterator[str]:
    column = 0
    for cell in row.iterchildren("{*}c"):
        match = _ADDRESS.fullmatch(cell.get("r", ""))
        column = column_number(match[1]) if match else column + 1
        address = cell.get("r") if match else f"{column_letters(column)}{number}"
        held = ((key, cell.get(key)) for key in ("s", "t"))
        kept = (f" {key}={quoteattr(value)}" for key, value in held if value)
        content = "".join(_content(cell))
        opening = f'<c r="{address}"{"".join(kept)}'
        yield f"{opening}>{content}</c>" if content else f"{opening}/>"


def _content(cell: etree._Element) -> Iterator[str]:
    for child in cell.iterchildren("{*}f", "{*}v", "{*}is"):
        name = etree.QName(child).localname
        text = escape("".join(str(piece) for piece in child.itertext()))
        yield f"<is><t>{text}</t></is>" if name == "is" else f"<{name}>{text}</{name}>"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 11 else otherwise
