"""A small workbook that holds our own sheets and nothing else.

Comes in: our sheets, and the titles taken in the workbook they are meant for. Goes out:
the bytes of an .xlsx, written as a checked copy is, so that tables, charts, lists and
links are the same; Excel opens it and the sheets are copied over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.ledger import LedgerRow, row_of_sheet
from rs_excel.workbook.ooxml.markup import (
    CONTENT_TYPES,
    DECLARATION,
    PACKAGE_RELATIONS,
    TRANSITIONAL,
)
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.put_sheet import SheetPutter
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ooxml.workbook_xml import SheetList, free_title
from rs_excel.workbook.ports import Ink, InkLook, ReportSheet

_KINDS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES, _STYLES_TYPE = "xl/styles.xml", f"{_KINDS}.styles+xml"
_BLANK = "_"  # title of the one sheet that is not ours and stays behind
_MAIN, _RELATIONS = TRANSITIONAL.main, TRANSITIONAL.relations
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KINDS}.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{_KINDS}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets><sheet '
        f'name="{_BLANK}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" Type='
        f'"{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
    "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>',
}


class OwnBook:
    """Our sheets on their way into an open workbook."""

    def __init__(
        self,
        looks: Mapping[Ink, InkLook],
        titles: Iterable[str],
        *,
        counts_from_1904: bool = False,
    ) -> None:
        """``counts_from_1904``: as the workbook does that the sheets are meant for;
        Excel copies the numbers of days, whatever they count from."""
        blank = _blank_book(counts_from_1904=counts_from_1904)
        self._package = Package(Archive.of(blank, "our sheets"))
        self._draft = Draft(self._package)
        self._styles = StyleBook(None, self._package.dialect)
        part = self._package.workbook_part
        self._tabs = SheetList(
            self._draft.tree_around(part, "definedNames"), self._package.dialect
        )
        self._putter = SheetPutter(self._draft, self._styles, looks, self._tabs)
        self._taken = [_BLANK, *titles]

    def put(self, sheet: ReportSheet) -> LedgerRow:
        """Adds a sheet; returns its row for the ledger, with the title it got.

        All are visible: Excel copies no sheet that is very hidden.
        """
        title = free_title(sheet.title, self._taken)
        self._taken.append(title)
        shown = replace(sheet, title=title, hidden=False, opens_first=False)
        _, body = self._putter.put(shown)
        return row_of_sheet(sheet, title, body)

    def finished(self) -> bytes:
        """The workbook."""
        draft, why = self._draft, "looks of our sheets"
        draft.add(_STYLES, self._styles.to_bytes(), _STYLES_TYPE, why)
        draft.relate(self._package.workbook_part, "styles", _STYLES)
        return draft.packed()


def _blank_book(*, counts_from_1904: bool) -> bytes:
    held = BytesIO()
    since = '<workbookPr date1904="1"/>' if counts_from_1904 else ""
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for name, content in _PARTS.items():
            part = content.replace("<sheets>", f"{since}<sheets>")
            archive.writestr(name, f"{DECLARATION}{part}")
    return held.getvalue()
