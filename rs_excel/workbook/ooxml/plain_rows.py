"""A worksheet taken apart into rows, where it is written as most programs do.

Comes in: the bytes of a sheet. Goes out: its rows in order, the cells of each still as
they are written. All that stands between ``<sheetData>`` and ``</sheetData>`` has to
fit the expression: comments, prefixes, unknown attributes or stray text raise
``NotPlain``.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rs_excel.workbook.addresses import LAST_COLUMN, LAST_ROW, column_number
from rs_excel.workbook.ooxml.plain_text import NotPlain

# Whatever follows, there is only one way to match what stands here: alternatives begin
# differently, and a repetition ends at the first byte that it cannot hold. So going
# back finds nothing new and a hostile part costs no more time than an honest one.
# (Possessive repetitions would say so outright, but Python before 3.11.5 matches them
# wrongly.) What may be missing is written ``(?:this|)``, which is quicker than ``?``.
_TO_ROWS = re.compile(
    rb"\s*(?:<\?xml[^?]*\?>)?\s*<worksheet\s[^>]*>"
    rb"[^<]*(?:<(?![!?]|sheetData\b)[^<]*)*<sheetData>"
)
_MAIN_NAMES = re.compile(
    rb'\sxmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006'
    rb'|purl\.oclc\.org/ooxml/spreadsheetml)/main"'
)
_VALUE = rb'<v>[^<]*</v>|<v ?/>|<v xml:space="preserve">[^<]*</v>'
_FORMULA = rb"<f(?=[ />])[^<>]*(?:(?<=/)>|(?<!/)>[^<]*</f>)"
_INLINE = rb'<is><t(?: xml:space="preserve"|)>[^<]*</t></is>'
_FILLED = b">(?:%b|%b(?:%b|)|%b|)</c>" % (_VALUE, _FORMULA, _VALUE, _INLINE)
_RARE = rb'(?: (?:cm|vm|ph)="[0-9]+")*'  # attributes of which nothing depends here
_STYLE = rb'(?: s="[0-9]+"|)'
_TYPE = rb'(?: t="[A-Za-z]+"|)'
# A cell is empty, a shared text by its number, or anything else, style and all.
_CELL = b'(?:%b(?:/>| t="s"><v>([0-9]+)</v></c>)|(%b(?!/>| t="s")%b%b(?: ?/>|%b)))' % (
    _STYLE,
    _STYLE,
    _TYPE,
    _RARE,
    _FILLED,
)
_OWN = b"ABCDEFGHIJKL"  # columns with a place of their own; most sheets need no others
_OWN_CELLS = b"".join(b'(?:<c r="%c\\1"%b|)' % (letter, _CELL) for letter in _OWN)
_ITEM = re.compile(
    b'<row r="([0-9]{1,7})"([^<>]*)(?:(?<=/)>|(?<!/)>%b(</row>|))'
    b'|<c r="(?![%b][0-9])([A-Z]{1,3})([0-9]{1,7})"%b|(</row>)|([\\s\\S]+)'
    % (_OWN_CELLS, _OWN, _CELL)
)
_ABOUT = re.compile(rb'(?: [\w:]+="[^"<>]*")*(?: ?/)?')
_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
LARGEST = 16 << 20  # bytes of rows; taken apart they take several times as much

Written = tuple[bytes, bytes]
"""A cell: the number of a shared text, or else all that follows its address."""
_Item = tuple[bytes, ...]


Row = tuple[int, _Item, Mapping[int, Written]]
"""Its number; its own cells, from ``place`` on; cells of further columns."""


def cells_of(row: Row) -> Iterator[tuple[int, Written]]:
    """Every cell that may hold something, by its 1-based column."""
    _, written, further = row
    for column in OWN_COLUMNS:
        at = place(column)
        if written[at] or written[at + 1]:
            yield column, (written[at], written[at + 1])
    yield from further.items()


OWN_COLUMNS = range(1, len(_OWN) + 1)
_END, _WIDE = 2 * len(_OWN) + 2, 2 * len(_OWN) + 3  # places in an item


def place(column: int) -> int:
    """Where the two parts of a row's own cell begin."""
    return 2 * column


class Rows(NamedTuple):
    """The rows of a sheet in order, and the numbers of those hidden."""

    rows: Sequence[Row]
    hidden: frozenset[int]


def rows_of(sheet: bytes) -> Rows:
    """Every row of a sheet. Raises NotPlain where anything is out of the ordinary."""
    rows: list[Row] = []
    hidden: list[int] = []
    further: dict[int, Written] = {}
    last, opened = 0, b""  # the row begun last; its digits while it is open
    for item in _items(sheet):
        if item[0]:
            number = int(item[0])
            if opened or not last < number <= LAST_ROW:
                raise NotPlain
            last = number
            if _hides(item[1]):
                hidden.append(last)
            further = {}
            rows.append((number, item, further))
            opened = b"" if item[_END] or item[1][-1:] == b"/" else item[0]
        elif not opened:
            raise NotPlain
        elif item[_WIDE]:
            _add(further, item, opened)
        else:
            opened = b""
    if opened:
        raise NotPlain
    return Rows(rows, frozenset(hidden))


def _items(sheet: bytes) -> list[_Item]:
    """Rows with their own cells, further cells, and the ends of rows that have any."""
    head = _TO_ROWS.match(sheet, len(BOM_UTF8) if sheet.startswith(BOM_UTF8) else 0)
    if head is None or not _MAIN_NAMES.search(head[0]):
        raise NotPlain
    begin, end = head.end(), sheet.find(b"</sheetData>", head.end())
    if not begin <= end <= begin + LARGEST:
        raise NotPlain
    found = _ITEM.findall(sheet, begin, end)
    if found and found[-1][-1]:  # whatever does not fit takes all the rest with it
        raise NotPlain
    return found


def _add(further: dict[int, Written], item: _Item, opened: bytes) -> None:
    """One cell more of the row that is open."""
    letters, digits, shared, other = item[_WIDE : _WIDE + 4]
    column = column_number(letters.decode())
    before = next(reversed(further), len(_OWN))
    if digits != opened or not before < column <= LAST_COLUMN:
        raise NotPlain
    further[column] = (shared, other)


@lru_cache(maxsize=4096)
def _hides(about: bytes) -> bool:
    """Whether a row with these attributes is hidden; rows are written much alike."""
    if not _ABOUT.fullmatch(about):
        raise NotPlain
    return _HIDDEN.search(about) is not None
