"""The parts of the add-in's package, each with what it is and what it belongs to.

Comes in: settings, modules, ribbon and pictures. Goes out: part names with their bytes,
in the order they are packed: the types of all parts, then every part after the one that
relates to it. Nothing in them depends on clock or machine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from rs_excel.addin.ribbon_xml import ribbon_xml
from rs_excel.addin.settings import SHEET, AddinSettings
from rs_excel.addin.sources import BOOK_MODULE, SHEET_MODULE, modules, pictures
from rs_excel.addin.vba_project import vba_project
from rs_excel.ribbon.commands import TAB_LABEL

RIBBON_PART, PROJECT_PART = "customUI/customUI14.xml", "xl/vbaProject.bin"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org/"
_MAIN = f"{_OPEN}spreadsheetml/2006/main"
_DOCUMENT = f"{_OPEN}officeDocument/2006/relationships"
_PACKAGE = f"{_OPEN}package/2006"
_MICROSOFT = "http://schemas.microsoft.com/office"
_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_TYPES = {
    "xl/workbook.xml": ADDIN_TYPE,
    "xl/worksheets/sheet1.xml": f"{_SHEETS}.worksheet+xml",
    "xl/styles.xml": f"{_SHEETS}.styles+xml",
    PROJECT_PART: "application/vnd.ms-office.vbaProject",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}
_ENDINGS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
}
Relation: TypeAlias = tuple[str, str, str]
"""Id, type and target."""

_OF_PACKAGE: tuple[Relation, ...] = (
    ("rId1", f"{_DOCUMENT}/officeDocument", "xl/workbook.xml"),
    ("rId2", f"{_MICROSOFT}/2007/relationships/ui/extensibility", RIBBON_PART),
    ("rId3", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
)
_OF_WORKBOOK: tuple[Relation, ...] = (
    ("rId1", f"{_DOCUMENT}/worksheet", "worksheets/sheet1.xml"),
    ("rId2", f"{_DOCUMENT}/styles", "styles.xml"),
    ("rId3", f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
)


def parts(settings: AddinSettings) -> Mapping[str, bytes]:
    """Every part of the add-in by name."""
    drawn = pictures()
    images = ((name, f"{_DOCUMENT}/image", f"{name}.png") for name in drawn)
    texts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(*_OF_PACKAGE),
        "docProps/core.xml": _about(settings),
        "xl/workbook.xml": _workbook(),
        "xl/_rels/workbook.xml.rels": _relations(*_OF_WORKBOOK),
        "xl/worksheets/sheet1.xml": _sheet(settings),
        "xl/styles.xml": _styles(),
        "customUI/_rels/customUI14.xml.rels": _relations(*images),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        PROJECT_PART: vba_project(modules()),
        RIBBON_PART: ribbon_xml(),
        **{f"customUI/{name}.png": picture for name, picture in drawn.items()},
    }


def _content_types() -> str:
    endings = "".join(
        f'<Default Extension="{ending}" ContentType="{kind}"/>'
        for ending, kind in _ENDINGS.items()
    )
    named = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>'
        for part, kind in _TYPES.items()
    )
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{endings}{named}</Types>'


def _relations(*relations: Relation) -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    space = f'xmlns="{_PACKAGE}/relationships"'
    return f"{_HEAD}<Relationships {space}>{lines}</Relationships>"


def _about(settings: AddinSettings) -> str:
    """What Excel's list of add-ins shows: a title, and under it what it does."""
    says = f"Checks responsible-sourcing questionnaires. rs_excel {settings.version}"
    return (
        f"{_HEAD}<cp:coreProperties"
        f' xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{TAB_LABEL}</dc:title><dc:creator>rs_excel</dc:creator>"
        f"<dc:description>{escape(says)}</dc:description></cp:coreProperties>"
    )


def _workbook() -> str:
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        f'<workbookPr codeName="{BOOK_MODULE}"/>'
        '<bookViews><workbookView visibility="hidden"/></bookViews>'
        f'<sheets><sheet name={quoteattr(SHEET)} sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    )


def _sheet(settings: AddinSettings) -> str:
    rows = "".join(
        f'<row r="{number}">{_cells(row, number)}</row>'
        for number, row in enumerate(settings.rows(), start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr codeName="{SHEET_MODULE}"/>'
        '<cols><col min="1" max="1" width="12" style="1" customWidth="1"/>'
        '<col min="2" max="3" width="60" style="1" customWidth="1"/></cols>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


def _cells(row: Sequence[str], number: int) -> str:
    """Texts that stay texts, also when a macro writes 007 over them."""
    return "".join(
        f'<c r="{column}{number}" s="1" t="inlineStr">'
        f'<is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for column, text in zip("ABC", row, strict=True)
    )


def _styles() -> str:
    """The least Excel opens: one font, two fills, no border, and a style for text."""
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    text = '<xf numFmtId="49" fontId="0" fillId="0" borderId="0"'
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f'</borders><cellStyleXfs count="1">{plain}/></cellStyleXfs>'
        f'<cellXfs count="2">{plain} xfId="0"/>'
        f'{text} xfId="0" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )
