"""Workbooks written by hand, part by part, as no honest program would write them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from rs_excel.workbook.addresses import LAST_COLUMN
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader

TRANSITIONAL = "http://schemas.openxmlformats.org"
STRICT = "http://purl.oclc.org/ooxml"
_MAIN = {
    TRANSITIONAL: f"{TRANSITIONAL}/spreadsheetml/2006/main",
    STRICT: f"{STRICT}/spreadsheetml/main",
}
_RELATIONS = {
    TRANSITIONAL: f"{TRANSITIONAL}/officeDocument/2006/relationships",
    STRICT: f"{STRICT}/officeDocument/relationships",
}
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
STYLES, WORKBOOK = "xl/styles.xml", "xl/workbook.xml"
EVERY_COLUMN = range(1, LAST_COLUMN + 1)


def sheet_xml(rows: str, *, family: str = TRANSITIONAL, after: str = "") -> str:
    """A worksheet around ``<row>`` elements."""
    return (
        f'<worksheet xmlns="{_MAIN[family]}"><sheetData>{rows}</sheetData>'
        f"{after}</worksheet>"
    )


def strings_xml(*texts: str, family: str = TRANSITIONAL) -> str:
    items = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return f'<sst xmlns="{_MAIN[family]}">{items}</sst>'


def styles_xml(formats: str = "", *numbers: int) -> str:
    """Styles 0, 1, … with the number formats ``numbers``; ``formats`` are numFmts."""
    own = f"<numFmts>{formats}</numFmts>" if formats else ""
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in (0, *numbers))
    return (
        f'<styleSheet xmlns="{_MAIN[TRANSITIONAL]}">{own}'
        "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{cells}</cellXfs></styleSheet>"
    )


def parts(
    rows: str = "", *, family: str = TRANSITIONAL, sheets: str | None = None
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, ``S1``."""
    rel = _RELATIONS[family]
    package = "http://schemas.openxmlformats.org/package/2006"
    listed = '<sheet name="S1" sheetId="1" r:id="rId1"/>' if sheets is None else sheets
    related = "".join(
        f'<Relationship Id="rId{number}" Type="{rel}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [
                ("worksheet", "worksheets/sheet1.xml"),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ],
            1,
        )
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{rel}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        WORKBOOK: f'<workbook xmlns="{_MAIN[family]}" xmlns:r="{rel}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/'
        f'relationships">{related}</Relationships>',
        STYLES: styles_xml("", 9),
        STRINGS: strings_xml("hello", family=family),
        SHEET: sheet_xml(rows, family=family),
    }


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def book(rows: str = "", **changed: str | bytes) -> bytes:
    """A workbook of one sheet; ``changed`` replaces strings, styles or sheet."""
    places = {"strings": STRINGS, "styles": STYLES, "sheet": SHEET}
    members = parts(rows)
    members.update({places[name]: content for name, content in changed.items()})
    return zipped(members)


def reader_of(data: bytes) -> OoxmlReader:
    return OoxmlReader(Package(Archive.of(data, "return.xlsx")))


def compound_file(*streams: str) -> bytes:
    """The start of an OLE2 file: its signature and a directory with these streams."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + bytes(64)
        for name in ("Root Entry", *streams)
    )
    return header + directory


def raw_zip(*members: tuple[str, bytes, int, int]) -> bytes:
    """A zip of (name, content, declared size, where the directory says it begins).

    A place of -1 is the member's own. Nothing is checked: that is the point.
    """
    body, directory = b"", b""
    for name, content, size, place in members:
        at = len(body) if place < 0 else place
        packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = packer.compress(content) + packer.flush()
        plain = name.encode()
        shared = struct.pack(
            "<HHHHHIIIHH",
            20,
            0,
            8,
            0,
            33,
            zlib.crc32(content),
            len(packed),
            size,
            len(plain),
            0,
        )
        directory += b"PK\x01\x02\x14\x00" + shared + bytes(10)
        directory += struct.pack("<I", at) + plain
        body += b"PK\x03\x04" + shared + plain + packed
    end = struct.pack(
        "<HHHHIIH", 0, 0, len(members), len(members), len(directory), len(body), 0
    )
    return body + directory + b"PK\x05\x06" + end
