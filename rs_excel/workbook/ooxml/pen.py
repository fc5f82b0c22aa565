"""The pen for files: marks, notes, words and sheets in a copy of a package.

Comes in: a ``Package``, the looks of the inks, then marks and sheets. Goes out: the
bytes of the copy, in which every part that need not change is the original's, byte
for byte, and which keeps in itself all it takes to undo everything again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from rs_excel.errors import OutputError, problem
from rs_excel.workbook.addresses import quoted
from rs_excel.workbook.ooxml import original as originals
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.ledger import Ledger, row_of_sheet
from rs_excel.workbook.ooxml.mark_sheet import SheetMarker
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.put_sheet import SheetPutter
from rs_excel.workbook.ooxml.repack import deflated, repack, stored
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_MARKED, SheetList
from rs_excel.workbook.ports import CellMark, Ink, InkLook, ReportSheet
from rs_excel.workbook.safe_write import safe_write

_STYLES = "xl/styles.xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class OoxmlPen:
    """Honours ``WorkbookPen`` for .xlsx and .xlsm packages.

    ``looks`` says what each ink is. The package itself is never written to.
    """

    def __init__(self, package: Package, looks: Mapping[Ink, InkLook]) -> None:
        self._package = package
        self._looks = looks
        self._draft = Draft(package)
        self._ledger = Ledger()
        self._finished: bytes | None = None
        part = package.styles_part
        data = package.archive.read(part) if part else None
        self._styles = StyleBook(data, package.dialect)

    def mark(self, marks: Sequence[CellMark]) -> None:
        """Colour cells, attach notes, write words beside them.

        Marks of one cell, or of cells merged into one, share the ink of the first;
        their notes follow one another. Sheets are taken in the order of their tabs.
        OutputError for a sheet that is not there.
        """
        keys = self._package.names_by_reference  # question keys among them
        by_sheet: dict[str, list[CellMark]] = {}
        for mark in marks:
            by_sheet.setdefault(mark.cell.sheet, []).append(mark)
        for title in by_sheet:
            sheet = self._package.sheets.get(title)
            if sheet is None or sheet.kind != "worksheet":
                raise OutputError(problem("OUT-011", self._package.name, sheet=title))
        for title, sheet in self._package.sheets.items():
            on_sheet = by_sheet.get(title)
            if on_sheet is None:
                continue
            marker = SheetMarker(self._draft, self._styles, sheet, keys)
            self._ledger.rows += marker.mark(on_sheet, self._looks)

    def put_sheet(self, sheet: ReportSheet) -> str:
        """Append one of our sheets; returns the title it got.

        A hyperlink to a sheet of ours must use the title that sheet was given.
        """
        title, body = self._putter.put(sheet)
        self._ledger.rows.append(row_of_sheet(sheet, title, body))
        return title

    def finished(self) -> bytes:
        """The bytes of the copy; the original's own where nothing was left in it."""
        if self._finished is None:
            touched = self._ledger.rows or self._draft.changed
            archive = self._package.archive
            self._finished = self._packed() if touched else archive.data
        return self._finished

    def save(self, path: Path) -> None:
        """Write the copy to ``path``; OutputError, and nothing half-written, if not.

        A file that holds the very workbook this copy is made from is never replaced.
        """
        data = self.finished()
        if path.is_file() and path.read_bytes() == self._package.archive.data != data:
            raise OutputError(problem("OUT-001", path))
        safe_write(path, data)

    @cached_property
    def _putter(self) -> SheetPutter:
        return SheetPutter(self._draft, self._styles, self._looks, self._tabs)

    @cached_property
    def _tabs(self) -> SheetList:
        part = self._package.workbook_part
        root = self._draft.tree_around(part, "definedNames")
        return SheetList(root, self._package.dialect)

    def _packed(self) -> bytes:
        for number, title in enumerate(self._ledger.marks()):
            self._tabs.add_name(f"{NAME_OF_MARKED}{number}", f"{quoted(title)}!$A$1")
        self._putter.put(self._ledger.as_sheet())
        self._write_styles()
        draft, archive = self._draft, self._package.archive
        draft.add(originals.PART, b"", originals.CONTENT_TYPE, "what was there before")
        draft.relate(self._package.workbook_part, originals.RELATION, originals.PART)
        parts = deflated(
            {n: d for n, d in draft.parts().items() if n != originals.PART}
        )
        why = {part: "; ".join(reasons) for part, reasons in draft.why.items()}
        record = originals.keep_original(archive, parts, why)
        return repack(archive, {**parts, originals.PART: stored(record)})

    def _write_styles(self) -> None:
        if not self._styles.changed:
            return
        part = self._package.styles_part
        marks = sum(row.what == "mark" for row in self._ledger.rows)
        why = (
            f"styles appended: fills and symbols (marks: {marks}), looks of our sheets"
        )
        if part:
            self._draft.write(part, self._styles.to_bytes(), why)
            return
        taken = self._draft.has(_STYLES)
        part = self._draft.free_name("xl/styles{}.xml") if taken else _STYLES
        self._draft.add(part, self._styles.to_bytes(), _STYLES_TYPE, why)
        self._draft.relate(self._package.workbook_part, "styles", part)
