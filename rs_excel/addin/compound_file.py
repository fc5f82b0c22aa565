"""A compound file ([MS-CFB] version 3): folders and streams inside one part.

Comes in: a tree of folders and streams. Goes out: its bytes, without clock or machine
in them. Made for what a VBA project needs: at most 109 sectors of allocation table,
which is 7 MB.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTOR, _SMALL_SECTOR, _SMALL_BELOW = 512, 64, 4096  # bytes
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_RED, _BLACK = 0, 1
_FOLDER, _STREAM, _ROOT = 1, 2, 5
_PER_SECTOR = _SECTOR // 4
_MOST_TABLE_SECTORS = 109


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A named run of bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A named place for streams and further folders."""

    name: str
    members: Sequence[Folder | Stream]


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One line of the directory."""

    name: str
    kind: int
    start: int = 0
    size: int = 0
    colour: int = _BLACK
    before: int = _FREE
    after: int = _FREE
    first: int = _FREE

    def as_bytes(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        links = (self.before, self.after, self.first)
        # Class id, user flags and both moments stay empty.
        return (
            name.ljust(64, b"\0")
            + struct.pack("<HBB3I", len(name), self.kind, self.colour, *links)
            + bytes(36)
            + struct.pack("<IQ", self.start, self.size)
        )


_UNUSED = bytes(68) + struct.pack("<3I", _FREE, _FREE, _FREE) + bytes(48)


@dataclass(slots=True)
class _Sectors:
    """Sectors of one size in a row, with the table that chains them."""

    size: int
    data: bytearray = field(default_factory=bytearray)
    table: list[int] = field(default_factory=list)

    def add(self, data: bytes) -> int:
        """The number of the first sector that holds ``data``."""
        count = -(-len(data) // self.size)
        if not count:
            return _END
        first = len(self.table)
        self.table += [*range(first + 1, first + count), _END]
        self.data += data.ljust(count * self.size, b"\0")
        return first


def compound_file(members: Sequence[Folder | Stream]) -> bytes:
    """The file with ``members`` at its root; names are at most 31 letters long."""
    large, small = _Sectors(_SECTOR), _Sectors(_SMALL_SECTOR)
    entries = [_Entry(name="Root Entry", kind=_ROOT)]
    entries[0].first = _listed(members, entries, large, small)
    entries[0].size = len(small.data)
    entries[0].start = large.add(bytes(small.data))
    small_table = _numbers(small.table)
    small_start = large.add(small_table)
    lines = b"".join(entry.as_bytes() for entry in entries)
    directory = large.add(_filled(lines, _UNUSED))
    table_start, table_count = _add_table(large)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<5I", 0, table_count, directory, 0, _SMALL_BELOW)
    header += struct.pack("<4I", small_start, len(small_table) // _SECTOR, _END, 0)
    header += _numbers(list(range(table_start, table_start + table_count)), size=436)
    return header + bytes(large.data)


def _listed(
    members: Sequence[Folder | Stream],
    entries: list[_Entry],
    large: _Sectors,
    small: _Sectors,
) -> int:
    """Enter a folder's members; the number of the one its tree starts from."""
    numbers: list[int] = []
    for member in sorted(members, key=_order):
        numbers.append(len(entries))
        if isinstance(member, Stream):
            home = small if len(member.data) < _SMALL_BELOW else large
            start, size = home.add(member.data), len(member.data)
            entries.append(
                _Entry(name=member.name, kind=_STREAM, start=start, size=size)
            )
        else:
            folder = _Entry(name=member.name, kind=_FOLDER)
            entries.append(folder)
            folder.first = _listed(member.members, entries, large, small)
    full_levels = (len(numbers) + 1).bit_length() - 1
    return _tree(numbers, entries, full_levels)


def _order(member: Folder | Stream) -> tuple[int, bytes]:
    """Shorter names come first, then by capital letters."""
    return len(member.name), member.name.upper().encode("utf-16-be")


def _tree(numbers: Sequence[int], entries: list[_Entry], black_levels: int) -> int:
    """A balanced red-black tree: only its last, unfilled level is red."""
    if not numbers:
        return _FREE
    middle = len(numbers) // 2
    entry = entries[numbers[middle]]
    entry.colour = _BLACK if black_levels > 0 else _RED
    entry.before = _tree(numbers[:middle], entries, black_levels - 1)
    entry.after = _tree(numbers[middle + 1 :], entries, black_levels - 1)
    return numbers[middle]


def _add_table(large: _Sectors) -> tuple[int, int]:
    """The allocation table, which also lists the sectors it stands in itself."""
    count = 0
    while count * _PER_SECTOR < len(large.table) + count:
        count += 1
    if count > _MOST_TABLE_SECTORS:
        raise ValueError("too much for a compound file without further tables")
    start = len(large.table)
    large.table += [_TABLE] * count
    large.data += _numbers(large.table)
    return start, count


def _numbers(numbers: Sequence[int], *, size: int = _SECTOR) -> bytes:
    packed = struct.pack(f"<{len(numbers)}I", *numbers)
    return _filled(packed, b"\xff", size)


def _filled(data: bytes, filler: bytes, size: int = _SECTOR) -> bytes:
    """``data`` up to a whole number of ``size`` bytes."""
    missing = -len(data) % size
    return data + filler * (missing // len(filler))
