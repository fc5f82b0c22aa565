"""Sheets that people work in, brought up to date: cells set, rows added, table grown.

Comes in: a package and, for its sheets, the values to put. Goes out: the bytes of the
new package, in which everything else is as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from rs_excel.errors import WorkbookError, problem
from rs_excel.workbook.addresses import Block, Place, block_of
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.edit_rows import can_edit, edited
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.sheet_outline import read_outline
from rs_excel.workbook.ooxml.workbook_xml import SheetList
from rs_excel.workbook.ports import CellValue

_REFERENCE = re.compile(rb'(<(?:table|autoFilter)\b[^>]*?\bref=")([^"]+)(")')
_LOCATION = re.compile(rb'<(?:\w+:)?location\b[^>]*?\bref="([A-Z0-9:]+)"')
_TOTALS = re.compile(rb'\btotalsRowCount="[1-9]')
_RESULT = re.compile(rb"(</f>|<f\b[^<>]*/>)<v>[^<]*</v>")
_CALCULATION = re.compile(rb"<((?:\w+:)?calcPr)\b(?![^>]*\bfullCalcOnLoad=)")
_CELLS = rb"[A-Z]{1,3}[1-9][0-9]{0,6}(?::[A-Z]{1,3}[1-9][0-9]{0,6})?"
_VALIDATION = re.compile(
    rb'(<dataValidation\b[^>]*?\bsqref=")(%s(?: %s)*)(")' % (_CELLS, _CELLS)
)
_AS_USUAL: Mapping[int, float] = MappingProxyType({})
_DIMENSION = re.compile(rb"<dimension\b[^>]*/>")


class SheetUpdate:
    """Values to be put into the sheets of one package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._draft = Draft(package)

    def put(
        self,
        title: str,
        values: Mapping[Place, CellValue],
        heights: Mapping[int, float] = _AS_USUAL,
        head: Place | None = None,
    ) -> None:
        """Set cells of one sheet; WorkbookError (TRK-003, TRK-005) if that is unsafe.

        The table that holds ``head`` grows to take in new rows, whose ``heights`` are
        in points; tables that people made stay as they are.
        """
        if not values:
            return
        draft, sheet = self._draft, self._package.sheets[title]
        outline = read_outline(draft.read(sheet.part))
        if not can_edit(outline, draft.dialect):
            raise WorkbookError(problem("TRK-003", self._package.name, sheet=title))
        if head is not None:
            self._grow_table(title, head, max(place.row for place in values))
        data = edited(outline, values, heights, counts_from_1904=self._counts_from_1904)
        data = _DIMENSION.sub(b"", data, count=1)
        draft.write(sheet.part, data, f"sheet {title} brought up to date")

    @cached_property
    def _counts_from_1904(self) -> bool:
        root = self._package.tree(self._package.workbook_part)
        return SheetList(root, self._package.dialect).counts_from_1904()

    def reach(self, title: str, columns: Collection[int], rows: Block) -> None:
        """If anything was put, have what may be typed in columns hold in all ``rows``.

        Other programs cut such ranges a little below the last row when they save.
        """
        if not self._draft.changed:
            return
        part = self._package.sheets[title].part
        data = self._draft.read(part)
        end = data.rindex(b"</sheetData>") if b"</sheetData>" in data else 0

        def longer(found: re.Match[bytes]) -> bytes:
            blocks = [block_of(cells) for cells in found[2].decode().split()]
            lowest = max(blocks, key=lambda block: block.bottom)
            begins = any(block.top == rows.top for block in blocks)
            ours = all(
                block.left == block.right and block.left in columns for block in blocks
            )
            if begins and ours and lowest.bottom < rows.bottom:
                blocks[blocks.index(lowest)] = lowest._replace(bottom=rows.bottom)
            return found[1] + b" ".join(_range(b).encode() for b in blocks) + found[3]

        after = _VALIDATION.sub(longer, data[end:])
        if after != data[end:]:
            what = "what may be typed holds in new rows too"
            self._draft.write(part, data[:end] + after, what)

    def recount(self, title: str) -> None:
        """If anything was put, have the formulas of a sheet counted anew on opening."""
        if not self._draft.changed:
            return
        part = self._package.sheets[title].part
        data = self._draft.read(part)
        without = _RESULT.sub(rb"\1", data)
        if without != data:
            self._draft.write(part, without, "results are worked out on opening")

    def finished(self) -> bytes:
        """The bytes of the package; the original's own where nothing was put."""
        if not self._draft.changed:
            return self._package.archive.data
        self._count_on_opening()
        return self._draft.packed()

    def _count_on_opening(self) -> None:
        """Formulas rest on what was put, and the list of them may name one less."""
        draft, workbook = self._draft, self._package.workbook_part
        data = draft.read(workbook)
        asked = _CALCULATION.sub(rb'<\1 fullCalcOnLoad="1"', data, count=1)
        if asked != data:
            draft.write(workbook, asked, "formulas are worked out on opening")
        chain = draft.related(workbook, "calcChain")
        if chain is not None:
            draft.unrelate(workbook, [chain])
            draft.remove(chain)

    def taken(self, title: str, head: Place) -> tuple[Block, ...]:
        """Merged ranges, tables and pivots of a sheet, but the table with ``head``."""
        part = self._package.sheets[title].part
        tables = [block for _, block in self._tables(part) if not block.holds(head)]
        merges = read_outline(self._draft.read(part)).merges
        return (*merges, *tables, *self._pivots(part))

    def _pivots(self, sheet: str) -> Iterator[Block]:
        """Where the pivot tables of a sheet stand; a table must not grow over one."""
        for relation in self._draft.relations(sheet):
            if relation.kind == "pivotTable" and self._draft.has(relation.target):
                found = _LOCATION.search(self._draft.read(relation.target))
                if found:
                    yield block_of(found[1].decode())

    def below_table(self, title: str, head: Place, rows: Iterable[int]) -> list[int]:
        """Those of ``rows`` below the table that holds ``head``; none without one."""
        tables = self._tables(self._package.sheets[title].part)
        end = next((block.bottom for _, block in tables if block.holds(head)), None)
        return [row for row in rows if end is not None and row > end]

    def _tables(self, sheet: str) -> Iterator[tuple[str, Block]]:
        """The parts of the tables of a sheet, and where they stand."""
        for relation in self._draft.relations(sheet):
            if relation.kind == "table" and self._draft.has(relation.target):
                found = _REFERENCE.search(self._draft.read(relation.target))
                if found:
                    yield relation.target, block_of(found[2].decode())

    def _grow_table(self, title: str, head: Place, last: int) -> None:
        """Unless merged cells or a table stand in its way: that breaks the file."""
        for part, block in self._tables(self._package.sheets[title].part):
            taller = block._replace(bottom=max(block.bottom, last))
            if block.holds(head) and not any(
                map(taller.meets, self.taken(title, head))
            ):
                self._grow(part, last)

    def _grow(self, part: str, last: int) -> None:
        data = self._draft.read(part)
        if _TOTALS.search(data):
            raise WorkbookError(problem("TRK-005", self._package.name))

        def grown(found: re.Match[bytes]) -> bytes:
            block = block_of(found[2].decode())
            taller = block._replace(bottom=max(block.bottom, last))
            return found[1] + _range(taller).encode() + found[3]

        new = _REFERENCE.sub(grown, data)
        if new != data:
            self._draft.write(part, new, "the table takes in new rows")


def _range(block: Block) -> str:
    first = Place(block.top, block.left).address
    return f"{first}:{Place(block.bottom, block.right).address}"
