"""Writing a zip anew in which everything untouched keeps its very bytes.

Comes in: an archive, and the parts that changed, came or went. Goes out: the bytes
of a zip with the same members in the same order. Untouched members are copied with
their headers, packed bytes and padding; the same input gives the same output.
"""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rs_excel.workbook.ooxml import deflate
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.beside import each_of

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_MARK = b"PK\x05\x06"
_LOCATOR_MARK, _ZIP64_END_SIZE = b"PK\x06\x07", 76
_FIXED_TIME, _FIXED_DATE = 0, 0x21  # 1 January 1980, the first day a zip knows
_STORED, _DEFLATED = 0, 8
_UTF_8_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands in the bytes of a zip."""

    records: Mapping[str, slice]  # header, packed bytes and what follows, in file order
    entries: Mapping[str, bytes]  # raw directory entries, in directory order
    directory_at: int
    comment: bytes


def layout_of(archive: Archive) -> Layout:
    """The layout of an archive that was opened, and so is known to be sound."""
    data = archive.data
    end_at = data.rindex(_END_MARK)
    size = _END.unpack_from(data, end_at)[5]
    directory_at = end_at - size
    if data[end_at - 20 : end_at - 16] == _LOCATOR_MARK:
        directory_at -= _ZIP64_END_SIZE
    entries: dict[str, bytes] = {}
    at = directory_at
    for info in archive.infos:
        name, extra, comment = struct.unpack_from("<3H", data, at + 28)
        length = _CENTRAL.size + name + extra + comment
        entries[info.filename] = data[at : at + length]
        at += length
    placed = sorted(archive.infos, key=lambda info: info.header_offset)
    bounds = [*(info.header_offset for info in placed[1:]), directory_at]
    records = {
        info.filename: slice(info.header_offset, bound)
        for info, bound in zip(placed, bounds, strict=True)
    }
    return Layout(records, entries, directory_at, data[end_at + _END.size :])


class Packed(NamedTuple):
    """A part as it is packed, with what its headers say of it."""

    data: bytes
    method: int
    checksum: int
    size: int  # bytes unpacked


def stored(content: bytes) -> Packed:
    """A part that would not get smaller, as it is."""
    return Packed(content, _STORED, deflate.checksum(content), len(content))


def deflated(parts: Mapping[str, bytes]) -> dict[str, Packed]:
    """Parts packed, by this thread and one beside it."""
    heaviest_first = sorted(parts, key=lambda name: -len(parts[name]))
    packed = each_of(heaviest_first, lambda name: _deflated(parts[name]))
    by_name = dict(zip(heaviest_first, packed, strict=True))
    return {name: by_name[name] for name in parts}


def _deflated(content: bytes) -> Packed:
    data, checksum = deflate.deflated(content), deflate.checksum(content)
    return Packed(data, _DEFLATED, checksum, len(content))


def repack(
    archive: Archive, parts: Mapping[str, Packed], *, removed: Collection[str] = ()
) -> bytes:
    """The archive with ``parts`` put in place or at the end, ``removed`` left out."""
    layout = layout_of(archive)
    writer = _Writer()
    for name, record in layout.records.items():
        if name in removed:
            continue
        if name in parts:
            writer.changed(name, layout.entries[name], parts[name])
        else:
            writer.copied(name, layout.entries[name], archive.data[record])
    for name, part in parts.items():
        if name not in layout.entries:
            writer.new(name, part)
    order = [name for name in layout.entries if name not in removed]
    return writer.finished(order, layout.comment)


class _Writer:
    """Collects records, and the directory that will follow them."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._entries: dict[str, bytes] = {}
        self._at = 0

    def copied(self, name: str, entry: bytes, record: bytes) -> None:
        self._entries[name] = _moved(entry, self._at)
        self._put(record)

    def changed(self, name: str, entry: bytes, part: Packed) -> None:
        """A member with new content; its name, time and attributes stay."""
        fields = list(_CENTRAL.unpack_from(entry))
        raw_name = entry[_CENTRAL.size : _CENTRAL.size + fields[10]]
        fields[3] &= _UTF_8_NAME
        self._write(name, fields, raw_name, part)

    def new(self, name: str, part: Packed) -> None:
        flags = 0 if name.isascii() else _UTF_8_NAME
        times = (_FIXED_TIME, _FIXED_DATE)
        fields = [b"PK\x01\x02", 20, 20, flags, 0, *times, *[0] * 10]
        self._write(name, fields, name.encode(), part)

    def finished(self, order: Collection[str], comment: bytes) -> bytes:
        """The whole zip: members of ``order`` first in the directory, then new ones."""
        names = dict.fromkeys([*order, *self._entries])
        directory = b"".join(self._entries[name] for name in names)
        count = len(names)
        end = _END.pack(
            _END_MARK, 0, 0, count, count, len(directory), self._at, len(comment)
        )
        return b"".join([*self._pieces, directory, end, comment])

    def _write(
        self, name: str, fields: list[Any], raw_name: bytes, part: Packed
    ) -> None:
        sizes = (part.checksum, len(part.data), part.size)
        times, lengths = fields[5:7], [len(raw_name), 0]  # no extra field
        fields[2] = 20  # version needed: nothing beyond deflate
        fields[4] = part.method
        fields[7:10] = sizes
        fields[10:13] = [*lengths, 0]  # no comment
        fields[16] = self._at
        self._entries[name] = _CENTRAL.pack(*fields) + raw_name
        header = _LOCAL.pack(
            b"PK\x03\x04", 20, fields[3], part.method, *times, *sizes, *lengths
        )
        self._put(header + raw_name + part.data)

    def _put(self, record: bytes) -> None:
        self._pieces.append(record)
        self._at += len(record)


def _moved(entry: bytes, offset: int) -> bytes:
    """A directory entry that points to ``offset``.

    An entry whose offset stands in a 64-bit extra field is written without it: what
    passes the gate never needs 64 bits.
    """
    fields = list(_CENTRAL.unpack_from(entry))
    if 0xFFFFFFFF not in (fields[8], fields[9], fields[16]):
        return entry[:42] + struct.pack("<I", offset) + entry[46:]
    return _without_64_bits(fields, entry, offset)


def _without_64_bits(fields: list[int], entry: bytes, offset: int) -> bytes:
    name_end = _CENTRAL.size + fields[10]
    extra = entry[name_end : name_end + fields[11]]
    wide = [n for n in (9, 8) if fields[n] == 0xFFFFFFFF]
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            for index, number in enumerate(wide):
                fields[number] = struct.unpack_from("<Q", extra, at + 4 + 8 * index)[0]
        at += 4 + length
    fields[16] = offset
    fields[11:13] = [0, 0]
    return _CENTRAL.pack(*fields) + entry[_CENTRAL.size : name_end]
