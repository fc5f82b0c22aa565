"""A heavy return: a filled questionnaire with the ballast real workbooks carry.

Comes in: the bytes of a return. Goes out: the same answers with hidden look-up sheets
of formulas, extended drop-downs over them and photographs.
"""

from __future__ import annotations

import random
import re
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

FORMULA_CELLS = 30_000
SHEETS = 2
PICTURES = 6

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_TYPE = (
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
)


def heavy_return(data: bytes) -> bytes:
    """The return with ballast added; none of its own parts but the lists changes."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    _add_sheets(parts)
    _add_pictures(parts)
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _add_sheets(parts: dict[str, bytes]) -> None:
    workbook = parts["xl/workbook.xml"]
    relations = parts["xl/_rels/workbook.xml.rels"]
    types = parts["[Content_Types].xml"]
    highest = max(int(n) for n in re.findall(rb'sheetId="(\d+)"', workbook))
    for place in range(1, SHEETS + 1):
        part = f"worksheets/lookup{place}.xml"
        parts[f"xl/{part}"] = _lookup_sheet(FORMULA_CELLS // SHEETS)
        entry = (
            f'<sheet name="Lookup {place}" sheetId="{highest + place}" state="hidden"'
            f' xmlns:r="{_RELATION}" r:id="rIdLookup{place}"/></sheets>'
        )
        workbook = workbook.replace(b"</sheets>", entry.encode())
        relation = (
            f'<Relationship Id="rIdLookup{place}" Type="{_RELATION}/worksheet"'
            f' Target="{part}"/></Relationships>'
        )
        relations = relations.replace(b"</Relationships>", relation.encode())
        override = (
            f'<Override PartName="/xl/{part}" ContentType="{_SHEET_TYPE}"/></Types>'
        )
        types = types.replace(b"</Types>", override.encode())
    parts["xl/workbook.xml"] = workbook
    parts["xl/_rels/workbook.xml.rels"] = relations
    parts["[Content_Types].xml"] = types


def _lookup_sheet(cells: int) -> bytes:
    """Ten columns of look-up formulas with their cached values."""
    columns = "ABCDEFGHIJ"
    rows = "".join(
        f'<row r="{r}">'
        + "".join(
            f'<c r="{c}{r}"><f>IFERROR(VLOOKUP({r},$A$1:$J${r},{i},FALSE),{r * i})</f>'
            f"<v>{r * i}</v></c>"
            for i, c in enumerate(columns, 1)
        )
        + "</row>"
        for r in range(1, cells // len(columns) + 1)
    )
    drop_downs = "".join(
        '<x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
        f"<xm:f>'Lookup 1'!$A$1:$A${n}</xm:f></x14:formula1>"
        f"<xm:sqref>L{n}</xm:sqref></x14:dataValidation>"
        for n in range(1, 61)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet'
        f' xmlns="{_MAIN}"><sheetData>{rows}</sheetData><extLst><ext'
        f' uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{_X14}">'
        f'<x14:dataValidations count="60" xmlns:xm="{_XM}">{drop_downs}'
        "</x14:dataValidations></ext></extLst></worksheet>"
    ).encode()


def _add_pictures(parts: dict[str, bytes]) -> None:
    """Photographs as suppliers paste them: incompressible bytes in media parts."""
    noise = random.Random(7)  # the same bytes on every run
    if b'Extension="png"' not in parts["[Content_Types].xml"]:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"<Override",
            b'<Default Extension="png" ContentType="image/png"/><Override',
            1,
        )
    for place in range(PICTURES):
        parts[f"xl/media/photo{place}.png"] = _png(noise)


def _png(noise: random.Random) -> bytes:
    side = 220
    lines = b"".join(b"\0" + noise.randbytes(side * 3) for _ in range(side))

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        sum_ = zlib.crc32(checked).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + checked + sum_

    size = side.to_bytes(4, "big") * 2
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", size + b"\x08\x02\0\0\0")
        + chunk(b"IDAT", zlib.compress(lines, 1))
        + chunk(b"IEND", b"")
    )
