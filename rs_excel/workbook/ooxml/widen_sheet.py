"""A table that people work in becomes wider: new columns right beside its last.

Comes in: a package, the table's head and the columns to add. Goes out: the bytes of the
new package. The columns become part of the table, so that sorting moves them along;
where something stands in their way, nothing is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from lxml import etree

from rs_excel.workbook.addresses import Block, Place, block_of, column_letters
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.edit_rows import can_edit, edited
from rs_excel.workbook.ooxml.hollow import hollowed
from rs_excel.workbook.ooxml.markup import Dialect, parse, serialise
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.sheet_around import SheetAround, whole
from rs_excel.workbook.ooxml.sheet_outline import read_outline
from rs_excel.workbook.ooxml.table_xml import unique_headers
from rs_excel.workbook.ports import CellValue

_WHY = "newer columns of the tracker added"
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewColumn:
    """A column to be added; it looks like the one whose number is ``like``."""

    sign: str  # stands hidden above the title
    title: str
    width: float  # characters
    hidden: bool
    like: int
    choice: Mapping[str, str]  # what may be typed, as attributes of a validation
    limit: str  # its formula


class Widening:
    """One table of one sheet, to be widened."""

    def __init__(self, package: Package, title: str, head: Place) -> None:
        self._draft = Draft(package)
        self._head = head
        self._part = package.sheets[title].part
        self._table = next(self._tables_with(head), None)

    def first_free(self, columns: int) -> int | None:
        """The number of the first new column; None where they have no place."""
        outline = read_outline(self._draft.read(self._part))
        if self._table is None or not can_edit(outline, self._draft.dialect):
            return None
        (_, block) = self._table
        right = block.right
        wider = block._replace(top=self._head.row - 1, left=right + 1)
        wider = wider._replace(right=right + columns)
        others = [other for _, other in self._tables() if other != block]
        taken = any(map(wider.meets, (*outline.merges, *others)))
        return None if taken else right + 1

    def add(
        self,
        columns: Sequence[NewColumn],
        values: Mapping[Place, CellValue],
        around: Callable[[SheetAround], None],
    ) -> bytes:
        """The package with the columns, and ``values`` in them.

        ``around`` may change what stands around the cells: formats that depend on them.
        """
        draft, head = self._draft, self._head
        assert self._table is not None  # first_free said that there is room
        part, block = self._table
        titles = self._widen_table(part, block, [column.title for column in columns])
        placed = dict(enumerate(columns, block.right + 1))
        cells = dict(values)
        for (number, column), title in zip(placed.items(), titles, strict=True):
            cells[Place(head.row - 1, number)] = column.sign
            cells[Place(head.row, number)] = title
        data = draft.read(self._part)
        style = _style_of(data, Place(head.row, block.right))
        data = edited(read_outline(data), cells)
        for number in placed:
            data = _restyled(data, Place(head.row, number), style)
        data = _around(data, draft.dialect, placed, around)
        draft.write(self._part, _DIMENSION.sub(b"", data, count=1), _WHY)
        return draft.packed()

    def _tables(self) -> list[tuple[str, Block]]:
        draft, name = self._draft, self._draft.dialect("table")
        parts = [
            relation.target
            for relation in draft.relations(self._part)
            if relation.kind == "table" and draft.has(relation.target)
        ]
        found = []
        for part in parts:
            root = parse(draft.read(part))
            with suppress(ValueError):  # a range that is none
                listed = root.find(draft.dialect("tableColumns"))
                if root.tag == name and listed is not None and len(listed):
                    found.append((part, block_of(root.get("ref", ""))))
        return found

    def _tables_with(self, head: Place) -> filter[tuple[str, Block]]:
        return filter(lambda table: table[1].holds(head), self._tables())

    def _widen_table(self, part: str, block: Block, titles: list[str]) -> list[str]:
        """The titles as they have to stand in the cells: no two of a table agree."""
        draft, dialect = self._draft, self._draft.dialect
        root = parse(draft.read(part))
        listed = root.find(dialect("tableColumns"))
        assert listed is not None  # every table has them
        known = [column.get("name", "") for column in listed]
        unique = unique_headers([*known, *titles])[len(known) :]
        number = max(whole(column.get("id", "")) for column in listed)
        for place, title in enumerate(unique, number + 1):
            new = etree.SubElement(listed, dialect("tableColumn"))
            new.set("id", str(place))
            new.set("name", title)
        listed.set("count", str(len(known) + len(unique)))
        wide = block._replace(right=block.right + len(unique))
        for element in (root, root.find(dialect("autoFilter"))):
            if element is not None:
                element.set("ref", _reference(wide))
        draft.write(part, serialise(root), _WHY)
        return unique


def _around(
    data: bytes,
    dialect: Dialect,
    placed: Mapping[int, NewColumn],
    around: Callable[[SheetAround], None],
) -> bytes:
    """The sheet with widths, looks and choices of the new columns."""
    hollow = hollowed(data, "sheetData")
    root = parse(hollow.rest)
    sheet = SheetAround(root, dialect)
    for number, column in placed.items():
        sheet.set_column(number, column.width, hidden=column.hidden, like=column.like)
        if column.choice:
            sheet.allow(number, column.choice, column.limit)
    around(sheet)
    return hollow.whole(serialise(root))


def _style_of(data: bytes, place: Place) -> bytes:
    found = re.search(rb'<c r="%s"[^>]* s="([0-9]+)"' % place.address.encode(), data)
    return found[1] if found else b"0"


def _restyled(data: bytes, place: Place, style: bytes) -> bytes:
    cell = rb'(<c r="%s" s=")[0-9]+' % place.address.encode()
    return re.sub(cell, rb"\g<1>" + style, data, count=1)


def _reference(block: Block) -> str:
    left, right = column_letters(block.left), column_letters(block.right)
    return f"{left}{block.top}:{right}{block.bottom}"
