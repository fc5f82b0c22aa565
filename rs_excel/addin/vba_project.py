"""A VBA project from its source alone ([MS-OVBA]): Excel compiles it as it opens it.

Comes in: modules as text. Goes out: the bytes of ``vbaProject.bin``, without compiled
code, password or clock, and with the one reference late binding needs.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rs_excel.addin.compound_file import Folder, Stream, compound_file
from rs_excel.addin.compression import compressed

PROJECT = "rs_excel"
CODE_PAGE = "cp1252"
_ID = "{6C1F7A52-3B0E-5D2C-9A47-52E0D1A8C3F4}"
_OLE_AUTOMATION = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#"
    r"C:\Windows\System32\stdole2.tlb#OLE Automation"
)
_ENGLISH = 0x409
# Compiled code of another version is thrown away and made anew from the source.
_NOTHING_COMPILED = b"\xcc\x61\xff\xff\x00\x00\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module: its name, and its source with the attributes that stand first.

    ``host`` says that it belongs to the workbook or a sheet, not to itself.
    """

    name: str
    source: str
    host: bool = False

    def as_bytes(self) -> bytes:
        """As VBA keeps it: one byte a letter, lines ended as Windows does."""
        lines = self.source.replace("\r\n", "\n").replace("\n", "\r\n")
        return lines.encode(CODE_PAGE)


def vba_project(modules: Sequence[Module]) -> bytes:
    """The whole project, modules in the order given."""
    streams = [
        Stream(name="_VBA_PROJECT", data=_NOTHING_COMPILED),
        Stream(name="dir", data=compressed(_directory(modules))),
        *(Stream(name=m.name, data=compressed(m.as_bytes())) for m in modules),
    ]
    names = b"".join(_ansi(m.name) + b"\0" + _wide(m.name) + b"\0\0" for m in modules)
    return compound_file(
        [
            Folder(name="VBA", members=streams),
            Stream(name="PROJECT", data=_ansi(_project(modules))),
            Stream(name="PROJECTwm", data=names + b"\0\0"),
        ]
    )


def _project(modules: Sequence[Module]) -> str:
    """What the editor shows, as lines of text; the three sums say: not locked."""
    lines = [f'ID="{_ID}"']
    for module in modules:
        host = f"Document={module.name}/&H00000000"
        lines.append(host if module.host else f"Module={module.name}")
    lines += [f'Name="{PROJECT}"', 'HelpContextID="0"']
    lines += ['VersionCompatible32="393222000"']
    lines += [f'CMG="{_veiled(bytes(4))}"', f'DPB="{_veiled(bytes(1))}"']
    lines += [f'GC="{_veiled(bytes([0xFF]))}"', "", "[Host Extender Info]"]
    lines += ["&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000", ""]
    lines += ["[Workspace]", *(f"{module.name}=0, 0, 0, 0, C" for module in modules)]
    return "\r\n".join([*lines, ""])


def _veiled(data: bytes) -> str:
    """The format's own scrambling ([MS-OVBA] 2.4.3.2), started from nought."""
    seed, version = 0, 2
    key = sum(_ID.encode("ascii")) & 0xFF
    veiled = [seed, seed ^ version, seed ^ key]
    plain = key
    for byte in struct.pack("<I", len(data)) + data:
        veiled.append(byte ^ (veiled[-2] + plain & 0xFF))
        plain = byte
    return bytes(veiled).hex().upper()


def _directory(modules: Sequence[Module]) -> bytes:
    """The list of what is in the project, record by record ([MS-OVBA] 2.3.4.2)."""
    reference = _ansi(_OLE_AUTOMATION)
    records = [
        _record(0x01, _long(3)),  # written for 64-bit Windows; the others take it
        _record(0x02, _long(_ENGLISH)),
        _record(0x14, _long(_ENGLISH)),
        _record(0x03, struct.pack("<H", 1252)),
        _record(0x04, _ansi(PROJECT)),
        _twice(0x05, 0x40, ""),
        _record(0x06) + _record(0x3D),
        _record(0x07, _long(0)),
        _record(0x08, _long(0)),
        struct.pack("<HIIH", 0x09, 4, 1, 0),
        _twice(0x0C, 0x3C, ""),
        _twice(0x16, 0x3E, "stdole"),
        _record(0x0D, _long(len(reference)) + reference + bytes(6)),
        _record(0x0F, struct.pack("<H", len(modules))),
        _record(0x13, b"\xff\xff"),
        *_module_records(modules),
        _record(0x10),
    ]
    return b"".join(records)


def _module_records(modules: Sequence[Module]) -> Iterable[bytes]:
    for module in modules:
        yield _twice(0x19, 0x47, module.name)
        yield _twice(0x1A, 0x32, module.name)
        yield _twice(0x1C, 0x48, "")
        yield _record(0x31, _long(0))  # the source starts at once
        yield _record(0x1E, _long(0))
        yield _record(0x2C, b"\xff\xff")
        yield _record(0x22 if module.host else 0x21)
        yield _record(0x2B)


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _twice(number: int, wide_number: int, text: str) -> bytes:
    """A text in the code page, and again in Unicode."""
    return _record(number, _ansi(text)) + _record(wide_number, _wide(text))


def _long(number: int) -> bytes:
    return struct.pack("<I", number)


def _ansi(text: str) -> bytes:
    return text.encode(CODE_PAGE)


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
