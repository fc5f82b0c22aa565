"""Sheets written as .xls, .xlsb and .ods, record by record.

Comes in: sheets of values, as a reader gives them. Goes out: the smallest files of
those formats that hold them, made without any library that could share a mistake with
the reader. That LibreOffice reads the same out of them is tested, too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rs_excel.addin.compound_file import Stream
from rs_excel.addin.compound_file import compound_file as container
from rs_excel.workbook.addresses import LAST_COLUMN
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.cell_values import serial_of
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.other_formats.sheets import ERRORS, Sheet
from rs_excel.workbook.ports import CellError, Percent
from tests.workbook.raw_books import zipped

FORMATS = (0, 10, 14, 22)  # plain, percentage, day, moment
_ERROR_NUMBERS = {error.code: number for number, error in ERRORS.items()}


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets of an .xlsx, to be written in another format."""
    package = Package(Archive.of(data, "return.xlsx"))
    reader = OoxmlReader(package)
    every = range(1, LAST_COLUMN + 1)
    grids = [reader.grid(name, every) for name in reader.sheet_names()]
    return [
        Sheet(
            title=grid.sheet,
            rows={row: dict(cells) for row, cells in grid.rows.items()},
            hidden=grid.hidden,
            hidden_rows=grid.hidden_rows,
            hidden_columns=frozenset({1}),
        )
        for grid in grids
    ]


def _style(value: object) -> int:
    if isinstance(value, datetime):
        return 3
    return 2 if isinstance(value, date) else int(isinstance(value, Percent))


def _number(value: Any, *, from_1904: bool) -> float:
    return serial_of(value, from_1904) if isinstance(value, date) else float(value)


# --- .xls: [MS-XLS] ---


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _letters(text: str) -> bytes:
    return b"\1" + text.encode("utf-16-le")


def _beginning(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0x0DBB, 1997, 0, 6))


def xls_stream(
    sheets: Sequence[Sheet],
    *,
    from_1904: bool = False,
    version: int = 0x0600,
    first: bytes = b"",
) -> bytes:
    """The stream ``Workbook``; ``first`` are records behind its beginning."""
    bodies = [_xls_sheet(sheet, from_1904) for sheet in sheets]
    font = struct.pack("<5HBBBx", 200, 0, 0x7FFF, 400, 0, 0, 0, 0) + b"\5\0Arial"
    head = b"".join(
        [
            _beginning(5, version) + first,
            record(0x0042, struct.pack("<H", 1200)),
            record(0x0022, struct.pack("<H", from_1904)),
            record(0x0031, font) * 4,
            *(
                record(0x00E0, struct.pack("<HHH14x", 0, number, 1))
                for number in FORMATS
            ),
        ]
    )
    listed = [
        struct.pack("<BB", sheet.hidden, 0)
        + bytes([len(sheet.title)])
        + _letters(sheet.title)
        for sheet in sheets
    ]
    end = record(0x000A)
    at = len(head) + sum(8 + len(entry) for entry in listed) + len(end)
    for entry, body in zip(listed, bodies, strict=True):
        head += record(0x0085, struct.pack("<I", at) + entry)
        at += len(body)
    return head + end + b"".join(bodies)


def as_xls(sheets: Sequence[Sheet], **how: Any) -> bytes:
    """A whole .xls; ``how`` as for ``xls_stream``."""
    stream = xls_stream(sheets, **how)
    return container([Stream(name="Workbook", data=stream.ljust(4096, b"\0"))])


def _xls_sheet(sheet: Sheet, from_1904: bool) -> bytes:
    columns = b"".join(
        record(0x007D, struct.pack("<6H", c - 1, c - 1, 2560, 0, 1, 0))
        for c in sheet.hidden_columns
    )
    last = max(sheet.rows, default=0)
    size = record(0x0200, struct.pack("<IIHHH", 0, last, 0, 256, 0))
    hidden = b"".join(
        record(0x0208, struct.pack("<8H", row - 1, 0, 256, 255, 0, 0, 0x120, 0))
        for row in sorted(sheet.hidden_rows)
    )
    cells = b"".join(
        _xls_cell(row - 1, column - 1, value, from_1904)
        for row, held in sheet.rows.items()
        for column, value in held.items()
    )
    window = record(0x023E, struct.pack("<HHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0))
    return _beginning(16) + columns + size + hidden + cells + window + record(0x000A)


def _xls_cell(row: int, column: int, value: Any, from_1904: bool) -> bytes:
    head = struct.pack("<HHH", row, column, _style(value))
    if isinstance(value, CellError):
        return record(0x0205, head + bytes([_ERROR_NUMBERS[value.code], 1]))
    if isinstance(value, bool):
        return record(0x0205, head + bytes([value, 0]))
    if isinstance(value, str):
        return record(0x0204, head + struct.pack("<H", len(value)) + _letters(value))
    number = _number(value, from_1904=from_1904)
    return record(0x0203, head + struct.pack("<d", number))


# --- .xlsb: [MS-XLSB] ---

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BINARY = "application/vnd.ms-excel"


def binary(kind: int, content: bytes = b"") -> bytes:
    """One record: its number and length in bytes of seven bits."""
    return _packed(kind) + _packed(len(content)) + content


def _packed(number: int) -> bytes:
    packed = b""
    while number > 0x7F:
        packed += bytes([number & 0x7F | 0x80])
        number >>= 7
    return packed + bytes([number])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_parts(
    sheets: Sequence[Sheet], *, from_1904: bool = False
) -> dict[str, str | bytes]:
    """The parts of an .xlsb."""
    listed = b"".join(
        binary(156, struct.pack("<II", s.hidden, n) + _wide(f"rId{n}") + _wide(s.title))
        for n, s in enumerate(sheets, 1)
    )
    about = binary(153, struct.pack("<III", from_1904, 0, 0))
    styles = b"".join(
        binary(47, struct.pack("<HHHHHBBHH", 0, number, 0, 0, 0, 0, 0, 0, 1))
        for number in FORMATS
    )
    names = [f"worksheets/sheet{n}.bin" for n in range(1, len(sheets) + 1)]
    kinds = {
        "workbook.bin": f"{_BINARY}.sheet.binary.macroEnabled.main",
        "styles.bin": f"{_BINARY}.styles",
        **dict.fromkeys(names, f"{_BINARY}.worksheet"),
    }
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="/xl/{name}" ContentType="{kind}"/>'
            for name, kind in kinds.items()
        )
        + "</Types>",
        "_rels/.rels": _related([("officeDocument", "xl/workbook.bin")]),
        "xl/_rels/workbook.bin.rels": _related(
            [*(("worksheet", name) for name in names), ("styles", "styles.bin")]
        ),
        "xl/workbook.bin": binary(131)
        + about
        + binary(143)
        + listed
        + binary(144)
        + binary(132),
        "xl/styles.bin": binary(278)
        + binary(617, struct.pack("<I", len(FORMATS)))
        + styles
        + binary(618)
        + binary(279),
        **{
            f"xl/{name}": _xlsb_sheet(sheet, from_1904)
            for name, sheet in zip(names, sheets, strict=True)
        },
    }


def as_xlsb(sheets: Sequence[Sheet], *, from_1904: bool = False) -> bytes:
    return zipped(xlsb_parts(sheets, from_1904=from_1904))


def _related(targets: Sequence[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _xlsb_sheet(sheet: Sheet, from_1904: bool) -> bytes:
    columns = b"".join(
        binary(60, struct.pack("<IIIIH", c - 1, c - 1, 2560, 0, 1))
        for c in sheet.hidden_columns
    )
    if columns:
        columns = binary(390) + columns + binary(391)
    last = max(sheet.rows, default=1)
    rows = b"".join(_xlsb_rows(sheet, from_1904))
    return (
        binary(129)
        + binary(148, struct.pack("<IIII", 0, last - 1, 0, 25))
        + columns
        + binary(145)
        + rows
        + binary(146)
        + binary(130)
    )


def _xlsb_rows(sheet: Sheet, from_1904: bool) -> Iterator[bytes]:
    for row in sorted(sheet.rows.keys() | sheet.hidden_rows):
        hidden = 0x10 if row in sheet.hidden_rows else 0
        yield binary(0, struct.pack("<IIHBBBI", row - 1, 0, 300, 0, hidden, 0, 0))
        for column, value in sheet.rows.get(row, {}).items():
            yield _xlsb_cell(column - 1, value, from_1904)


def _xlsb_cell(column: int, value: Any, from_1904: bool) -> bytes:
    head = struct.pack("<II", column, _style(value))
    if isinstance(value, CellError):
        return binary(3, head + bytes([_ERROR_NUMBERS[value.code]]))
    if isinstance(value, bool):
        return binary(4, head + bytes([value]))
    if isinstance(value, str):
        return binary(6, head + _wide(value))
    number = _number(value, from_1904=from_1904)
    return binary(5, head + struct.pack("<d", number))


# --- .ods: OpenDocument 1.2 ---

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{name}="{_OFFICE}:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_parts(tables: str) -> dict[str, str | bytes]:
    """The parts of an .ods around ``table:table`` elements."""
    return {
        "mimetype": ODS_TYPE,
        "content.xml": f"<office:document-content {_SPACES} "
        f'xmlns:calcext="{_CALC}" office:version="1.2"><office:automatic-styles>'
        '<style:style style:name="gone" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>",
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{_OFFICE}:'
        'manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{ODS_TYPE}"/><manifest:file-entry manifest:full-path='
        '"content.xml" manifest:media-type="text/xml"/></manifest:manifest>',
    }


def as_ods(sheets: Sequence[Sheet]) -> bytes:
    return zipped(ods_parts("".join(map(_ods_table, sheets))))


def _ods_table(sheet: Sheet) -> str:
    hidden = ' table:style-name="gone"' if sheet.hidden else ""
    columns = "".join(
        f"<table:table-column{_unseen(column in sheet.hidden_columns)}/>"
        for column in range(1, max(sheet.hidden_columns, default=0) + 1)
    )
    columns += '<table:table-column table:number-columns-repeated="9"/>'
    rows, at = "", 1
    for row in sorted(sheet.rows.keys() | sheet.hidden_rows):
        if row > at:
            rows += (
                f'<table:table-row table:number-rows-repeated="{row - at}">'
                "<table:table-cell/></table:table-row>"
            )
        cells = _ods_cells(sheet.rows.get(row, {}))
        unseen = _unseen(row in sheet.hidden_rows)
        rows += f"<table:table-row{unseen}>{cells}</table:table-row>"
        at = row + 1
    title = quoteattr(sheet.title)
    return f"<table:table table:name={title}{hidden}>{columns}{rows}</table:table>"


def _unseen(so: bool) -> str:
    return ' table:visibility="collapse"' if so else ""


def _ods_cells(held: dict[int, Any]) -> str:
    cells, at = "", 1
    for column, value in held.items():
        if column > at:
            gap = column - at
            cells += f'<table:table-cell table:number-columns-repeated="{gap}"/>'
        said, text = _ods_value(value)
        lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        cells += f"<table:table-cell {said}>{lines}</table:table-cell>"
        at = column + 1
    return cells or "<table:table-cell/>"


def _ods_value(value: Any) -> tuple[str, str]:
    if isinstance(value, CellError):
        return (
            'office:value-type="string" office:string-value="" '
            'calcext:value-type="error" table:formula="of:=NA()"',
            value.code,
        )
    if isinstance(value, bool):
        said = str(value).lower()
        truth = f'office:value-type="boolean" office:boolean-value="{said}"'
        return truth, said.upper()
    if isinstance(value, str):
        return 'office:value-type="string"', value
    if isinstance(value, date):
        day = value.isoformat()
        return f'office:value-type="date" office:date-value="{day}"', day
    kind = "percentage" if isinstance(value, Percent) else "float"
    return f'office:value-type="{kind}" office:value="{float(value)!r}"', str(value)
