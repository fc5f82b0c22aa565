"""A worksheet taken apart into cells and rows, where it is written as most programs do.

Comes in: the bytes of a sheet. Goes out: one tuple of bytes for every filled cell and
for every place where a row begins or ends, in order. All that stands between
``<sheetData>`` and ``</sheetData>`` has to fit the expression: comments, prefixes,
unknown attributes or stray text raise ``NotPlain``.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8

from rs_excel.workbook.ooxml.plain_text import NotPlain

# Each repetition ends at the first byte that it cannot hold, so going back finds
# nothing new and a hostile part costs no more time than an honest one. (Possessive
# repetitions would say so outright, but Python before 3.11.5 matches them wrongly.)
_TO_CELLS = re.compile(
    rb"\s*(?:<\?xml[^?]*\?>)?\s*<worksheet\s[^>]*>"
    rb"[^<]*(?:<(?![!?]|sheetData\b)[^<]*)*<sheetData>"
)
_MAIN_NAMES = re.compile(
    rb'\sxmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006'
    rb'|purl\.oclc\.org/ooxml/spreadsheetml)/main"'
)
_ATTRIBUTES = rb'(?: (?:s|t|cm|vm|ph)="[0-9A-Za-z]+")*'
_EMPTY = rb'<c r="[A-Z]{1,3}[0-9]{1,7}"' + _ATTRIBUTES + rb" ?/>"
_FILLED = (
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(' + _ATTRIBUTES + rb")>"
    rb"(?:<f(?=[ />])([^<>]*(?:(?<=/)>|>[^<]*</f>)))?"
    rb'(?:(<v)(?: ?/>|(?: xml:space="preserve")?>([^<]*)</v>)'
    rb'|<is><t((?: xml:space="preserve")?>[^<]*)</t></is>)?</c>'
)
_ROW = rb'<row r="([0-9]{1,7})"((?: [\w:]+="[^"<]*")*(?: ?/)?)>'
_TOKEN = re.compile(
    rb"(?:" + _EMPTY + rb")*"
    rb"(?:" + _FILLED + rb"|(?P<end></row>)?(?:" + _ROW + rb"|(?(end)|(?!))))"
    rb"|([\s\S]+)"
)
LARGEST = 16 << 20  # bytes of cells; their tokens take up to twenty times as much


def tokens(sheet: bytes) -> list[tuple[bytes, ...]]:
    """Filled cells and the places between rows, in the order of the sheet.

    Of a cell: letters and number of its address, attributes, all that follows ``<f``,
    ``<v`` where it has a value, the value, all that follows ``<t`` of an inline text.
    Of a place between rows, after seven times nothing: ``</row>`` where one ends,
    number and attributes of the one that begins. The last of the eleven is empty.
    """
    head = _TO_CELLS.match(sheet, len(BOM_UTF8) if sheet.startswith(BOM_UTF8) else 0)
    if head is None or not _MAIN_NAMES.search(head[0]):
        raise NotPlain
    begin, end = head.end(), sheet.find(b"</sheetData>", head.end())
    if not begin <= end <= begin + LARGEST:
        raise NotPlain
    found = _TOKEN.findall(sheet, begin, end)
    if found and found[-1][-1]:  # whatever does not fit takes all the rest with it
        raise NotPlain
    return found
