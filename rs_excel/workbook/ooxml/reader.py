"""Reads values of a workbook file: fast, and without hiding what is broken.

Comes in: a ``Package``. Goes out: grids of the columns asked for, sheet by sheet and
only on demand. Sheets as most programs write them are read in one pass over their
bytes; calamine reads the rest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cached_property

from rs_excel.domain.questions import Note
from rs_excel.errors import note
from rs_excel.workbook.ooxml.calamine_cells import CalamineCells
from rs_excel.workbook.ooxml.gate import reads_as_utf_8, refuse
from rs_excel.workbook.ooxml.number_kinds import NumberKind, number_kinds
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.plain_cells import PlainCells
from rs_excel.workbook.ooxml.plain_text import NotPlain
from rs_excel.workbook.ooxml.read_from import read_from
from rs_excel.workbook.ooxml.shared_texts import SharedTexts
from rs_excel.workbook.ooxml.text_search import Wanted, holds, numbers_of
from rs_excel.workbook.ports import TEXTS_SHEET, Grid, SignsByRow

_FROM_1904 = re.compile(rb"""date1904(?!="(?:0|false)")""")


class OoxmlReader:
    """A ``WorkbookReader`` over a package. Sheets are taken apart once and kept."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets: dict[str, PlainCells | None] = {}
        self._grids: dict[str, Grid] = {}

    @property
    def name(self) -> str:
        return self._package.name

    def sheet_names(self) -> tuple[str, ...]:
        return tuple(self._package.sheets)

    def notes(self) -> tuple[Note, ...]:
        signed = any(
            part.startswith("_xmlsignatures/")
            for part in self._package.archive.part_names
        )
        other = read_from(self._package.archive)
        about = (note("BOOK-129"),) if signed else ()
        return (*about, note("BOOK-132", ending=other)) if other else about

    def sheets_holding(self, *texts: str) -> tuple[str, ...]:
        """Found in the bytes; a sheet in an unusual encoding is always named."""
        strings = self._held(self._package.shared_strings_part)
        wanted = {text: numbers_of(text, strings) for text in texts}
        sure = reads_as_utf_8(strings)
        return tuple(
            name
            for name, sheet in self._package.sheets.items()
            if sheet.kind == "worksheet" and (not sure or self._may_hold(sheet, wanted))
        )

    def _may_hold(self, sheet: SheetPart, wanted: Wanted) -> bool:
        if sheet.name == TEXTS_SHEET and sheet.state != "visible":
            return False
        data = self._held(sheet.part)
        if not reads_as_utf_8(data):
            return True
        return holds(data, wanted)

    def grid(self, sheet: str, columns: Collection[int]) -> Grid:
        """The values in some columns; WorkbookError where they cannot be had safely."""
        try:
            plain = self._plain(sheet)
            return Grid(
                sheet=sheet,
                rows=plain.values(columns),
                hidden=self._package.sheets[sheet].state != "visible",
                hidden_rows=plain.hidden_rows,
            )
        except NotPlain:
            return self._whole(sheet)

    def signs(self, sheet: str, sign: str) -> SignsByRow:
        """The texts that begin with ``sign``; WorkbookError as for a grid."""
        try:
            return self._plain(sheet).signs(sign)
        except NotPlain:
            return self._whole(sheet).signs(sign)

    def _plain(self, sheet: str) -> PlainCells:
        """A sheet taken apart, once. Raises NotPlain where that cannot be done."""
        if sheet not in self._sheets:
            self._sheets[sheet] = self._taken_apart(self._package.sheets[sheet])
        plain = self._sheets[sheet]
        if plain is None:
            raise NotPlain
        return plain

    def _taken_apart(self, sheet: SheetPart) -> PlainCells | None:
        if sheet.kind != "worksheet":
            return None
        for part in (*self._shared_parts, sheet.part):
            self._require_utf_8(part)
        if self._days_from_1904:
            return None
        try:
            return PlainCells(self._held(sheet.part), self._texts, self._kinds)
        except NotPlain:
            return None

    def _whole(self, sheet: str) -> Grid:
        """Everything on a sheet that is out of the ordinary."""
        if sheet not in self._grids:
            part = self._package.sheets[sheet]
            self._grids[sheet] = (
                self._calamine.grid(part)
                if part.kind == "worksheet"
                else Grid(sheet=sheet, rows={}, hidden=part.state != "visible")
            )
        return self._grids[sheet]

    def _held(self, part: str | None) -> bytes:
        return self._package.archive.read(part) if part else b""

    def _require_utf_8(self, part: str) -> None:
        """Every reader here takes parts for UTF-8 and would show others as empty."""
        if not reads_as_utf_8(self._held(part)):
            raise refuse("BOOK-030", self.name, part=part)

    @cached_property
    def _shared_parts(self) -> tuple[str, ...]:
        """The parts that every sheet rests on."""
        package = self._package
        parts = (package.shared_strings_part, package.styles_part)
        return (package.workbook_part, *(part for part in parts if part))

    @cached_property
    def _texts(self) -> SharedTexts:
        return SharedTexts(self._held(self._package.shared_strings_part))

    @cached_property
    def _kinds(self) -> Mapping[bytes, NumberKind]:
        return number_kinds(self._held(self._package.styles_part))

    @cached_property
    def _days_from_1904(self) -> bool:
        """Whether days may count from 1904, which is left to calamine altogether."""
        workbook = self._held(self._package.workbook_part)
        return _FROM_1904.search(workbook) is not None

    @cached_property
    def _calamine(self) -> CalamineCells:
        return CalamineCells(self._package, self._kinds)
