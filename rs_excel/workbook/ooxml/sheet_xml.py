"""Restyling cells of a worksheet, and writing words into a few of them.

Comes in: a sheet's outline and an edit a cell. Goes out: the sheet in which nothing
but those cells differs. Plain XML is spliced byte by byte; anything unusual, and
cells or rows that are not there yet, goes through a parsed tree instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from rs_excel.workbook.addresses import Place, column_number, place_of
from rs_excel.workbook.ooxml.markup import (
    XML_SPACE,
    Dialect,
    content,
    elements,
    parse,
    serialise,
    spelt,
)
from rs_excel.workbook.ooxml.sheet_outline import Outline
from rs_excel.workbook.ooxml.splices import Splice, apply

_STYLE = re.compile(rb' s="(\d+)"')
_HOLDS = re.compile(rb"<c [^>]*(?<!/)>(?!</c>)")
_LETTERS = re.compile("[A-Z]+")
_ROOT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<worksheet(\s[^>]*)>")


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell's new style, made from its present one; new words where given.

    Words replace what the cell held; ``""`` empties it and None leaves it alone.
    """

    restyle: Callable[[int], int]
    words: str | None = None


class Cells:
    """Some cells of a sheet, found by their bytes where these cannot mislead.

    ``addresses`` are plain, such as ``C14``; only these may be asked about or edited.
    """

    def __init__(
        self, outline: Outline, addresses: Collection[str], dialect: Dialect
    ) -> None:
        self._data = outline.data
        self._dialect = dialect
        self._places = {address: place_of(address) for address in addresses}
        self._starts = _starts(outline, self._places.values(), dialect)
        self._all_found = len(self._starts) == len(self._places)

    def filled(self) -> frozenset[str]:
        """The addresses that hold anything, be it a formula without a result."""
        if self._all_found:
            full = (p for p, at in self._starts.items() if _HOLDS.match(self._data, at))
            return frozenset(place.address for place in full)
        rows = _rows(parse(self._data), self._dialect)
        cells = {a: _stored(rows, place) for a, place in self._places.items()}
        return frozenset(a for a, c in cells.items() if c is not None and elements(c))

    def edited(
        self, edits: Mapping[str, CellEdit], others: Sequence[Splice] = ()
    ) -> bytes:
        """The sheet with every edit made, and other splices outside its cells."""
        by_place = {self._places[address]: edit for address, edit in edits.items()}
        if not self._all_found:
            return _edited_tree(apply(self._data, others), by_place, self._dialect)
        splices = [
            _splice(self._data, self._starts[place], place, by_place[place])
            for place in sorted(by_place)
        ]
        return apply(self._data, [*splices, *others])


def _starts(
    outline: Outline, places: Iterable[Place], dialect: Dialect
) -> dict[Place, int]:
    """Where each cell begins; without those that bytes alone do not find for sure."""
    starts: dict[Place, int] = {}
    data = outline.data
    if not is_plain(outline, dialect):
        return starts
    row_at = data.find(b"<sheetData")
    end = data.rfind(b"</sheetData>")
    row, row_end = 0, -1
    for place in sorted(places):
        if place.row != row:
            found = data.find(b'<row r="%d"' % place.row, row_at, end)
            if found < 0:
                continue
            row, row_at = place.row, found
            row_end = data.find(b"</row>", row_at, end)
        at = data.find(b'<c r="%s"' % place.address.encode(), row_at, row_end)
        if at >= 0 and row_end >= 0:
            starts[place] = at
    return starts


def is_plain(outline: Outline, dialect: Dialect) -> bool:
    """Whether ``<c r="C14"`` can only be that cell."""
    root = _ROOT.match(outline.data) if outline.clear else None
    return root is not None and b'xmlns="%s"' % dialect.main.encode() in root[1]


def _splice(data: bytes, at: int, place: Place, edit: CellEdit) -> Splice:
    head_end = data.index(b">", at) + 1
    found = _STYLE.search(data, at, head_end)
    style = edit.restyle(int(found[1]) if found else 0)
    if edit.words is not None:
        empty = data[head_end - 2] == ord("/")
        end = head_end if empty else data.index(b"</c>", head_end) + 4
        return Splice(at, end, _worded(place, style, edit.words))
    if found:
        return Splice(found.start(1), found.end(1), b"%d" % style)
    start = at + len(f'<c r="{place.address}"')
    return Splice(start, start, b' s="%d"' % style)


def _worded(place: Place, style: int, words: str) -> bytes:
    head = f'<c r="{place.address}" s="{style}"'
    if not words:
        return f"{head}/>".encode()
    text = f'<is><t xml:space="preserve">{content(words)}</t></is>'
    return f'{head} t="inlineStr">{text}</c>'.encode()


def _edited_tree(
    data: bytes, edits: Mapping[Place, CellEdit], dialect: Dialect
) -> bytes:
    root = parse(data)
    rows = _rows(root, dialect)
    for place in sorted(edits):
        edit = edits[place]
        cell = _cell(root, rows, place, dialect)
        cell.set("s", str(edit.restyle(int(cell.get("s", "0")))))
        if edit.words is not None:
            _reword(cell, edit.words, dialect)
    return serialise(root)


def _reword(cell: etree._Element, words: str, dialect: Dialect) -> None:
    for child in list(cell):
        cell.remove(child)
    for name in {"t", "cm", "vm"} & set(cell.keys()):
        del cell.attrib[name]
    if words:
        cell.set("t", "inlineStr")
        holder = etree.SubElement(cell, dialect("is"))
        text = etree.SubElement(holder, dialect("t"))
        text.text = spelt(words)
        text.set(XML_SPACE, "preserve")


def _rows(root: etree._Element, dialect: Dialect) -> dict[int, etree._Element]:
    """Rows by number; a row that does not say its number follows the one before."""
    data = root.find(dialect("sheetData"))
    if data is None:
        data = etree.SubElement(root, dialect("sheetData"))
    rows, number = {}, 0
    for row in elements(data):
        number = int(row.get("r") or number + 1)
        rows[number] = row
    return rows


def _cells(row: etree._Element) -> dict[int, etree._Element]:
    """The cells of a row by column; one without an address follows the one before."""
    cells, column = {}, 0
    for cell in elements(row):
        said = _LETTERS.match(cell.get("r", ""))
        column = column_number(said[0]) if said else column + 1
        cells[column] = cell
    return cells


def _stored(rows: Mapping[int, etree._Element], place: Place) -> etree._Element | None:
    row = rows.get(place.row)
    return None if row is None else _cells(row).get(place.column)


def _cell(
    root: etree._Element,
    rows: dict[int, etree._Element],
    place: Place,
    dialect: Dialect,
) -> etree._Element:
    """The cell at ``place``, made with the style it would have if it is missing."""
    row = rows.get(place.row)
    if row is None:
        row = etree.Element(dialect("row"), r=str(place.row))
        _insert(root.find(dialect("sheetData")), row, rows, place.row)
        rows[place.row] = row
    cells = _cells(row)
    if place.column in cells:
        return cells[place.column]
    cell = etree.Element(dialect("c"), r=place.address)
    style = _inherited_style(root, row, place, dialect)
    if style:
        cell.set("s", style)
    if "spans" in row.keys():  # noqa: SIM118 - an lxml element is no mapping
        del row.attrib["spans"]  # a hint that would now be wrong
    _insert(row, cell, cells, place.column)
    return cell


def _insert(
    parent: etree._Element | None,
    new: etree._Element,
    siblings: Mapping[int, etree._Element],
    number: int,
) -> None:
    later = min((k for k in siblings if k > number), default=None)
    if later is not None:
        siblings[later].addprevious(new)
    elif parent is not None:
        parent.append(new)


def _inherited_style(
    root: etree._Element, row: etree._Element, place: Place, dialect: Dialect
) -> str | None:
    """What a cell that is not stored looks like: its row's style, or its column's."""
    if row.get("customFormat") in {"1", "true"}:
        return row.get("s")
    for column in root.iterfind(f"{dialect('cols')}/{dialect('col')}"):
        if int(column.get("min", "0")) <= place.column <= int(column.get("max", "0")):
            return column.get("style")
    return None
