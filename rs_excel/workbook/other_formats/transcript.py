"""A new .xlsx workbook that holds what was read of one in another format.

Comes in: sheets. Goes out: the bytes of a package with the same cells at the same
addresses: values and what they are, nothing of looks, formulas, notes or pictures. It
says of itself which format it was taken from, in a property that spreadsheet programs
keep. The same sheets give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rs_excel.workbook.ooxml.markup import (
    CONTENT_TYPES,
    DECLARATION,
    PACKAGE_RELATIONS,
    TRANSITIONAL,
    attribute,
)
from rs_excel.workbook.ooxml.read_from import PART as _PROPERTIES
from rs_excel.workbook.ooxml.read_from import PROPERTY
from rs_excel.workbook.ooxml.workbook_xml import free_title
from rs_excel.workbook.other_formats.sheets import Format, Sheet
from rs_excel.workbook.other_formats.transcript_sheet import FORMATS, WRAPPED, sheet_xml

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAIN = f"{_OFFICE}.spreadsheetml"
_WITH_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_PROPERTY_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def transcript(sheets: Sequence[Sheet], taken_from: Format, name: str) -> bytes:
    """The new workbook. Of an ``.xlsm`` by its name, Excel expects that it says so."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for part, data in _parts(sheets, taken_from, name):
            package.writestr(ZipInfo(part), data, ZIP_DEFLATED)
    return stream.getvalue()


def _parts(
    sheets: Sequence[Sheet], taken_from: Format, name: str
) -> Iterator[tuple[str, bytes]]:
    titles = _titles(sheets)
    in_front = next((n for n, sheet in enumerate(sheets) if not sheet.hidden), 0)
    count = len(sheets)
    yield "[Content_Types].xml", _content_types(count, name).encode()
    yield "_rels/.rels", _package_relations().encode()
    yield _PROPERTIES, _properties(taken_from).encode()
    yield "xl/workbook.xml", _workbook(sheets, titles, in_front).encode()
    yield "xl/_rels/workbook.xml.rels", _workbook_relations(count).encode()
    yield "xl/styles.xml", _styles().encode()
    for number, sheet in enumerate(sheets):
        part = f"xl/worksheets/sheet{number + 1}.xml"
        yield part, sheet_xml(sheet, in_front=number == in_front)


def _titles(sheets: Sequence[Sheet]) -> list[str]:
    """Titles as Excel takes them; other programs allow longer ones and more signs."""
    titles: list[str] = []
    for sheet in sheets:
        titles.append(free_title(sheet.title, titles))
    return titles


def _content_types(count: int, name: str) -> str:
    main = _WITH_MACROS if name.lower().endswith(".xlsm") else f"{_MAIN}.sheet.main+xml"
    kinds = {
        "/xl/workbook.xml": main,
        "/xl/styles.xml": f"{_MAIN}.styles+xml",
        f"/{_PROPERTIES}": f"{_OFFICE}.custom-properties+xml",
        **{
            f"/xl/worksheets/sheet{number}.xml": f"{_MAIN}.worksheet+xml"
            for number in range(1, count + 1)
        },
    }
    each = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>'
        for part, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{each}</Types>'
    )


def _package_relations() -> str:
    return _relations(
        [("officeDocument", "xl/workbook.xml"), ("custom-properties", _PROPERTIES)]
    )


def _workbook_relations(count: int) -> str:
    sheets = [
        ("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, count + 1)
    ]
    return _relations([*sheets, ("styles", "styles.xml")])


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" '
        f'Type="{TRANSITIONAL.relations}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    opening = f'<Relationships xmlns="{PACKAGE_RELATIONS}">'
    return f"{DECLARATION}{opening}{each}</Relationships>"


def _properties(taken_from: Format) -> str:
    return (
        f'{DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">'
        f'<property fmtid="{_PROPERTY_SET}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{taken_from}</vt:lpwstr></property></Properties>"
    )


def _workbook(sheets: Sequence[Sheet], titles: Sequence[str], in_front: int) -> str:
    each = "".join(
        f'<sheet name="{attribute(title)}" sheetId="{number}"'
        f'{_state(sheet.hidden and number - 1 != in_front)} r:id="rId{number}"/>'
        for number, (title, sheet) in enumerate(zip(titles, sheets, strict=True), 1)
    )
    return (
        f'{DECLARATION}<workbook xmlns="{TRANSITIONAL.main}" '
        f'xmlns:r="{TRANSITIONAL.relations}">'
        f'<bookViews><workbookView activeTab="{in_front}"/></bookViews>'
        f"<sheets>{each}</sheets></workbook>"
    )


def _state(hidden: bool) -> str:
    return ' state="hidden"' if hidden else ""


def _styles() -> str:
    """One style a kind of value; Excel wants one of everything else, too."""
    cells = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" '
        'applyNumberFormat="1" applyAlignment="1">'
        f'<alignment vertical="top"{_wraps(style)}/></xf>'
        for style, number in enumerate(FORMATS)
    )
    return (
        f'{DECLARATION}<styleSheet xmlns="{TRANSITIONAL.main}">'
        '<fonts count="1"><font><sz val="10"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" '
        'borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(FORMATS)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )


def _wraps(style: int) -> str:
    return ' wrapText="1"' if style == WRAPPED else ""
