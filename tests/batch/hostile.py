"""Returns made to harm or to confuse, from a sample that is well.

Comes in: a folder, and an address that must never be asked. Goes out: the folder filled
with them, and by file what has to come of it. ``python -m tests.batch.hostile FOLDER``
fills a folder to be looked at; nothing in these files does anything by itself.
"""

from __future__ import annotations

import random
import struct
import sys
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

from rs_excel.addin.compound_file import Stream
from tests.conftest import SAMPLES
from tests.workbook.other_books import (
    as_ods,
    as_xls,
    as_xlsb,
    container,
    ods_parts,
    record,
    sheets_of,
    xls_stream,
)
from tests.workbook.raw_books import zipped

GOOD = (SAMPLES / "clean.xlsx").read_bytes()
CHECKED, UNREADABLE = "checked", "unreadable"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKBOOK, RELATED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STRINGS, STYLES, SHEET = (
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet2.xml",
)
MACROS = b"\xd0\xcf\x11\xe0 no program, only bytes that have to stay"

Parts = dict[str, bytes]
Case = tuple[str, bytes, str, str]  # name, content, status, first code
Expected = dict[str, tuple[str, str]]


def fill(folder: Path, address: str) -> Expected:
    """Writes the corpus; by name, the status and the code of its first reason."""
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for name, data, status, code in _cases(address):
        (folder / name).write_bytes(data)
        expected[name] = (status, code)
    return expected


def _cases(address: str) -> Iterator[Case]:
    yield from _bombs()
    yield from _markup()
    yield from _sizes()
    yield from _not_what_they_say()
    yield from _reaching_out(address)
    yield from _circles()
    yield from _names()
    yield from _other_formats()


def changed(change: Callable[[Parts], object]) -> bytes:
    """The sample with its parts changed."""
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def _with(part: str, old: str, new: str) -> bytes:
    """The sample with the first ``old`` in a part replaced."""

    def change(parts: Parts) -> None:
        if old.encode() not in parts[part]:
            raise LookupError(old)
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return changed(change)


def _having(name: str, content: bytes) -> bytes:
    return changed(lambda parts: parts.update({name: content}))


def _bombs() -> Iterator[Case]:
    zeros = bytes(40 << 20)
    bomb = _having("xl/media/photo.png", zeros)
    yield "bomb.xlsx", bomb, UNREADABLE, "BOOK-023"
    inside = _having("xl/embeddings/more.zip", bomb)
    yield "bomb_inside_that_is_never_opened.xlsx", inside, CHECKED, "BAT-100"
    many = changed(lambda p: p.update({f"xl/m/{n}": b"" for n in range(10_001)}))
    yield "ten_thousand_parts.xlsx", many, UNREADABLE, "BOOK-020"
    lying = bytearray(bomb)
    size = struct.pack("<I", len(zeros))
    yield (
        "bomb_that_lies.xlsx",
        bytes(lying.replace(size, struct.pack("<I", 5_000))),
        UNREADABLE,
        "BOOK-028",
    )
    yield "bomb.ods", zipped({**ods_parts(""), "a": zeros}), UNREADABLE, "BOOK-023"


def _markup() -> Iterator[Case]:
    laughs = "".join(
        f'<!ENTITY {name} "{f"&{of};" * 10}">' for of, name in pairwise("abcde")
    )
    entity = f'<!DOCTYPE x [<!ENTITY a "ha">{laughs}]>'

    def laughing(parts: Parts) -> None:
        text = f'{entity}<sst xmlns="{MAIN}"><si><t>&e;</t></si></sst>'
        parts[STRINGS] = text.encode()

    def stealing(parts: Parts) -> None:
        steals = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        text = f'<?xml version="1.0" encoding="UTF-16"?>{steals}<a>&a;</a>'
        parts["docProps/app.xml"] = text.encode("utf-16")

    yield "entities.xlsx", changed(laughing), UNREADABLE, "BOOK-027"
    yield "entity_in_two_bytes.xlsx", changed(stealing), UNREADABLE, "BOOK-027"
    deep = "<r>" * 100_000 + "<t>x</t>" + "</r>" * 100_000
    nested = _with(STRINGS, "</sst>", f"<si>{deep}</si></sst>")
    yield "deep.xlsx", nested, CHECKED, "BAT-100"
    for number, name in enumerate(("../../evil.xlsx", "/tmp/evil", "C:\\evil")):
        yield f"path_{number}.xlsx", _having(name, b"x"), UNREADABLE, "BOOK-025"
    away = _with(RELATED, "worksheets/sheet2.xml", "../../../../etc/passwd")
    yield "part_outside.xlsx", away, UNREADABLE, "BOOK-015"


def _sizes() -> Iterator[Case]:
    def million_rows(parts: Parts) -> None:
        rows = "".join(f'<row r="{r}" ht="15"/>' for r in range(2_000, 1_048_577))
        parts[SHEET] = parts[SHEET].replace(
            b"</sheetData>", rows.encode() + b"</sheetData>"
        )

    yield "million_rows.xlsx", changed(million_rows), CHECKED, "BAT-100"
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield "far_cell.xlsx", _with(SHEET, "</sheetData>", far), CHECKED, "BAT-100"
    style = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    styles = _with(STYLES, "</cellXfs>", style * 10_000 + "</cellXfs>")
    yield "ten_thousand_styles.xlsx", styles, CHECKED, "BAT-100"
    many = "".join(
        style.replace('fontId="0"', f'fontId="{n % 7 * n}"') for n in range(65_490)
    )
    full = _with(STYLES, "</cellXfs>", f"{many}</cellXfs>")
    yield "no_style_fits_in.xlsx", full, UNREADABLE, "OUT-010"
    names = "".join(
        f'<definedName name="n{n}">Cover!$A$1</definedName>' for n in range(50_000)
    )
    named = _with(WORKBOOK, "<definedNames>", f"<definedNames>{names}")
    yield "fifty_thousand_names.xlsx", named, CHECKED, "BAT-100"
    sheet = "".join(
        f'<sheet name="x{n}" sheetId="{n + 90}" r:id="rId3"/>' for n in range(20_000)
    )
    tabs = _with(WORKBOOK, "</sheets>", f"{sheet}</sheets>")
    yield "twenty_thousand_sheets.xlsx", tabs, UNREADABLE, "BOOK-017"


def _not_what_they_say() -> Iterator[Case]:
    chance = random.Random(6)
    for number in range(6):
        cut = GOOD[: chance.randrange(1, len(GOOD) - 1)]
        yield f"cut_{number}.xlsx", cut, UNREADABLE, "BOOK-008"
    kinds = {"image.xlsx": b"\x89PNG\r\n\x1a\n", "image.xls": b"\xff\xd8\xff\xe0"}
    for name, start in {**kinds, "text.ods": b"%PDF-1.7", "run.xlsb": b"MZ"}.items():
        yield name, start + chance.randbytes(999), UNREADABLE, "BOOK-001"
    yield "noise.xlsb", chance.randbytes(5_000), UNREADABLE, "BOOK-001"
    yield "list.xls", b"question;answer\nhs.alarm;=1+1\n", UNREADABLE, "BOOK-007"
    streams = ("EncryptionInfo", "EncryptedPackage")
    locked = [Stream(name=name, data=chance.randbytes(6_000)) for name in streams]
    yield "encrypted.xlsx", container(locked), UNREADABLE, "BOOK-003"
    word = [Stream(name="WordDocument", data=bytes(5_000))]
    yield "letter.xls", container(word), UNREADABLE, "BOOK-001"


def _reaching_out(address: str) -> Iterator[Case]:
    def with_macros(parts: Parts) -> None:
        parts["xl/vbaProject.bin"] = MACROS
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        )
        _relate(parts, "vbaProject", "vbaProject.bin")

    yield "macros.xlsm", changed(with_macros), CHECKED, "BAT-100"

    def linked(parts: Parts) -> None:
        link = f'<externalLink xmlns="{MAIN}" xmlns:r="{REL}">'
        dde = f'{link}<ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
        parts["xl/externalLinks/externalLink1.xml"] = dde.encode()
        _relate(parts, "externalLink", "externalLinks/externalLink1.xml")
        _relate(parts, "externalLinkPath", f"{address}/book.xlsx", outside=True)
        _relate(parts, "attachedTemplate", "\\\\127.0.0.1\\share\\t.xlsx", outside=True)
        parts[WORKBOOK] = parts[WORKBOOK].replace(
            b"</sheets>",
            b'</sheets><externalReferences><externalReference r:id="x1"/>'
            b"</externalReferences>",
        )

    yield "links.xlsx", changed(linked), CHECKED, "BAT-100"
    asks = f'WEBSERVICE("{address}/x")'
    first = f'<c r="A900"><f>{asks}</f><v>1</v></c>'
    runs = '<c r="B900"><f>cmd|"/C calc"!A0</f><v>1</v></c>'
    row = f'<row r="900">{first}{runs}</row></sheetData>'
    yield "formulas.xlsx", _with(SHEET, "</sheetData>", row), CHECKED, "BAT-100"
    elsewhere = _with(
        RELATED,
        'Target="worksheets/sheet2.xml"',
        f'TargetMode="External" Target="{address}/sheet.xml"',
    )
    yield "sheet_elsewhere.xlsx", elsewhere, UNREADABLE, "BOOK-015"


def _relate(parts: Parts, kind: str, target: str, *, outside: bool = False) -> None:
    number = parts[RELATED].count(b"<Relationship ") + 1
    mode = ' TargetMode="External"' if outside else ""
    of = f'Type="{REL}/{kind}" Target="{target}"'
    added = f'<Relationship Id="x{number}" {of}{mode}/></Relationships>'
    parts[RELATED] = parts[RELATED].replace(b"</Relationships>", added.encode())


def _circles() -> Iterator[Case]:
    cells = '<c r="A901"><f>B901</f><v>0</v></c><c r="B901"><f>A901</f><v>0</v></c>'
    row = f'<row r="901">{cells}</row></sheetData>'
    yield (
        "formulas_in_a_circle.xlsx",
        _with(SHEET, "</sheetData>", row),
        CHECKED,
        ("BAT-100"),
    )
    itself = _with(RELATED, "worksheets/sheet2.xml", "workbook.xml")
    yield "a_sheet_that_is_the_book.xlsx", itself, "incomplete", "BAT-104"
    stream = xls_stream(sheets_of(GOOD))
    whole = bytearray(container([Stream(name="Workbook", data=stream)]))
    table = struct.unpack_from("<I", whole, 76)[0] * 512 + 512
    for sector in range(60):  # each says that it follows itself
        struct.pack_into("<I", whole, table + 4 * sector, sector)
    yield "container_in_a_circle.xls", bytes(whole), UNREADABLE, "BOOK-014"


def _names() -> Iterator[Case]:
    long = ("x" * 250, "ط" * 120)
    for name in (*long, "\u202eslx.exe", "=1+1,@SUM(1)", "a\nb", "-rf *"):
        data = _having("docProps/name.txt", name.encode())
        yield f"{name}.xlsx", data, CHECKED, "BAT-100"


def _other_formats() -> Iterator[Case]:
    sheets = sheets_of(GOOD)
    yield "good.xls", as_xls(sheets), CHECKED, "BAT-100"
    yield "good.xlsb", as_xlsb(sheets), CHECKED, "BAT-100"
    yield "good.ods", as_ods(sheets), CHECKED, "BAT-100"
    yield "xls_by_another_name.xlsm", as_xls(sheets[:3]), "incomplete", "BAT-103"
    password = record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    default = as_xls(sheets, first=password)
    yield "default_password.xls", default, UNREADABLE, "BOOK-018"
    sheets[1].rows[65_536] = {256: 1.0}
    yield "far_cell.xls", as_xls(sheets), UNREADABLE, "BOOK-016"
    sheets[1].rows[1_048_576] = {16_384: 1.0}
    yield "far_cell.xlsb", as_xlsb(sheets), UNREADABLE, "BOOK-016"
    cell = '<table:table-cell table:number-columns-repeated="16384" '
    row = f'{cell}office:value-type="float" office:value="1"/></table:table-row>'
    many = f'<table:table-row table:number-rows-repeated="1048576">{row}'
    table = f'<table:table table:name="S">{many}</table:table>'
    yield "repeated.ods", zipped(ods_parts(table)), UNREADABLE, "BOOK-031"


if __name__ == "__main__":
    for file, (status, code) in fill(Path(sys.argv[1]), "http://127.0.0.1:9").items():
        print(f"{status:<15} {code} {file!r}")
