"""Reads values of a workbook file: fast, and without hiding what is broken.

Comes in: a ``Package``. Goes out: grids, sheet by sheet and only on demand. Sheets as
most programs write them are read in one pass over their bytes; calamine reads the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from rs_excel.domain.questions import Note
from rs_excel.errors import note
from rs_excel.workbook.ooxml.calamine_cells import CalamineCells
from rs_excel.workbook.ooxml.gate import reads_as_utf_8, refuse
from rs_excel.workbook.ooxml.number_kinds import NumberKind, number_kinds
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.plain_cells import TraitsByAttributes, plain_cells
from rs_excel.workbook.ooxml.plain_text import NotPlain, shared_texts
from rs_excel.workbook.ooxml.text_search import holds, numbers_of
from rs_excel.workbook.ports import Grid

_FROM_1904 = re.compile(rb"""\bdate1904(?!="(?:0|false)")""")
Wanted = Mapping[str, tuple[int, ...]]
"""Texts looked for, each with its numbers among the shared texts."""


class OoxmlReader:
    """A ``WorkbookReader`` over a package. Grids are read once and kept."""

    def __init__(self, package: Package) -> None:
        self._package = package
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
        return (note("BOOK-129"),) if signed else ()

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
        data = self._held(sheet.part)
        if not reads_as_utf_8(data):
            return True
        return any(holds(data, text, numbers) for text, numbers in wanted.items())

    def grid(self, sheet: str) -> Grid:
        """The values of one sheet; WorkbookError where they cannot be had safely."""
        if sheet not in self._grids:
            self._grids[sheet] = self._read(self._package.sheets[sheet])
        return self._grids[sheet]

    def _read(self, sheet: SheetPart) -> Grid:
        hidden = sheet.state != "visible"
        if sheet.kind != "worksheet":
            return Grid(sheet=sheet.name, rows={}, hidden=hidden)
        package = self._package
        for part in (package.workbook_part, *self._shared_parts, sheet.part):
            self._require_utf_8(part)
        if self._days_from_1904:
            return self._calamine.grid(sheet)
        try:
            rows, hidden_rows = plain_cells(
                self._held(sheet.part), self._texts, self._traits
            )
        except NotPlain:
            return self._calamine.grid(sheet)
        return Grid(sheet=sheet.name, rows=rows, hidden=hidden, hidden_rows=hidden_rows)

    def _held(self, part: str | None) -> bytes:
        return self._package.archive.read(part) if part else b""

    def _require_utf_8(self, part: str) -> None:
        """Every reader here takes parts for UTF-8 and would show others as empty."""
        if not reads_as_utf_8(self._held(part)):
            raise refuse("BOOK-030", self.name, part=part)

    @property
    def _shared_parts(self) -> tuple[str, ...]:
        parts = (self._package.shared_strings_part, self._package.styles_part)
        return tuple(part for part in parts if part)

    @cached_property
    def _texts(self) -> list[str]:
        part = self._package.shared_strings_part
        return shared_texts(self._held(part)) if part else []

    @cached_property
    def _kinds(self) -> Mapping[bytes, NumberKind]:
        return number_kinds(self._held(self._package.styles_part))

    @cached_property
    def _traits(self) -> TraitsByAttributes:
        return TraitsByAttributes(self._kinds)

    @cached_property
    def _days_from_1904(self) -> bool:
        """Whether days may count from 1904, which is left to calamine altogether."""
        return _FROM_1904.search(self._held(self._package.workbook_part)) is not None

    @cached_property
    def _calamine(self) -> CalamineCells:
        return CalamineCells(self._package, self._kinds)
