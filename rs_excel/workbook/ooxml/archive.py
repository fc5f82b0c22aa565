"""The zip of a workbook: every part unpacked once, checked, and kept.

Comes in: a path or bytes. Goes out: the parts by name, in the order of the file, and
the file's own bytes. Unpacking everything at once finds damage before anything is
written, and readers and writers share the same bytes afterwards.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml.beside import each_of
from rs_excel.workbook.ooxml.deflate import checksum, inflated
from rs_excel.workbook.ooxml.gate import (
    LARGEST_TOTAL,
    examine_directory,
    examine_markup,
    refuse,
    refuse_locked,
    require_zip,
)

_WORTH_A_THREAD = 4 << 20  # bytes; less is unpacked before a thread has begun
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, …, name and extra lengths


class Archive:
    """The members of one zip. Use ``open`` or ``of``; both raise WorkbookError."""

    def __init__(
        self,
        data: bytes,
        name: str,
        infos: Sequence[ZipInfo],
        parts: Mapping[str, bytes],
    ) -> None:
        self.data = data
        self.name = name
        self.infos = tuple(infos)
        self._parts = parts

    @classmethod
    def open(cls, path: Path) -> Archive:
        """The archive at ``path``; its name in messages is the file's name."""
        return cls.of(file_bytes(path), path.name)

    @classmethod
    def of(cls, data: bytes, name: str) -> Archive:
        """The archive in ``data``: its directory examined, every part unpacked."""
        require_zip(data, name)
        infos, directory_at = _directory(data, name)
        examine_directory(infos, name)
        bounds = _bounds(infos, directory_at, name)
        packed = {
            info: _packed(data, info, bounds[info.header_offset], name)
            for info in infos
        }
        parts: dict[str, bytes] = {}
        unpacked = _unpacked(packed)
        refuse_locked({info.filename: c for info, c in unpacked.items()}, name)
        for info, content in unpacked.items():
            if content is None:
                raise _damaged(info, name)
            examine_markup(info.filename, content, name)
            parts[info.filename] = content
        return cls(data, name, infos, parts)

    @property
    def part_names(self) -> tuple[str, ...]:
        """All member names in the order of the file."""
        return tuple(self._parts)

    def has(self, member: str) -> bool:
        return member in self._parts

    def read(self, member: str) -> bytes:
        """The unpacked bytes of a member; WorkbookError where there is none."""
        try:
            return self._parts[member]
        except KeyError as error:
            raise refuse("BOOK-015", self.name, part=member) from error

    def packed(self, member: str) -> bytes:
        """The bytes of a member as they are packed in the file."""
        info = next(info for info in self.infos if info.filename == member)
        begin = _content_begins(self.data, info, self.name)
        return self.data[begin : begin + info.compress_size]


def file_bytes(path: Path) -> bytes:
    """What stands in a file; WorkbookError where it cannot or should not be read."""
    if path.name.startswith("~$"):
        raise refuse("BOOK-011", str(path))
    try:
        if path.stat().st_size > LARGEST_TOTAL:
            size = path.stat().st_size >> 20
            raise refuse("BOOK-022", str(path), size=size, limit=LARGEST_TOTAL >> 20)
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refuse("BOOK-010", str(path), reason=reason.lower()) from error


def _directory(data: bytes, name: str) -> tuple[list[ZipInfo], int]:
    """The central directory and where it begins."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            return archive.infolist(), archive.start_dir
    except (BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise refuse("BOOK-008", name) from error


def _bounds(infos: Sequence[ZipInfo], directory_at: int, name: str) -> dict[int, int]:
    """Where each member must have ended, by where it begins; none may overlap."""
    starts = sorted(info.header_offset for info in infos)
    if len(set(starts)) < len(starts):
        raise refuse("BOOK-026", name)
    return dict(zip(starts, [*starts[1:], directory_at], strict=True))


def _packed(data: bytes, info: ZipInfo, bound: int, name: str) -> bytes:
    """The bytes of one member as they are packed."""
    begin = _content_begins(data, info, name)
    end = begin + info.compress_size
    if end > bound:
        raise refuse("BOOK-026", name)
    return data[begin:end]


def _unpacked(packed: Mapping[ZipInfo, bytes]) -> dict[ZipInfo, bytes | None]:
    """Every member, in their order; None for one that is not as the directory says."""
    infos = [*packed]
    if sum(info.file_size for info in infos) < _WORTH_A_THREAD:
        return {info: _content(packed[info], info) for info in infos}
    heaviest_first = sorted(infos, key=lambda info: -info.file_size)
    contents = each_of(heaviest_first, lambda info: _content(packed[info], info))
    by_info = dict(zip(heaviest_first, contents, strict=True))
    return {info: by_info[info] for info in infos}


def _content(packed: bytes, info: ZipInfo) -> bytes | None:
    """One member, if it has the length and checksum that the directory declares."""
    is_plain = info.compress_type == ZIP_STORED
    content = packed if is_plain else inflated(packed, info.file_size)
    if content is None or len(content) != info.file_size:
        return None
    return content if checksum(content) == info.CRC else None


def _content_begins(data: bytes, info: ZipInfo, name: str) -> int:
    at = info.header_offset
    if at < 0 or at + 30 > len(data):
        raise _damaged(info, name)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, at)
    named = data[at + 30 : at + 30 + name_length]
    encoding = "utf-8" if info.flag_bits & 0x800 else "cp437"
    if signature != b"PK\x03\x04" or named != info.orig_filename.encode(encoding):
        raise _damaged(info, name)
    return int(at + 30 + name_length + extra_length)


def _damaged(info: ZipInfo, name: str) -> WorkbookError:
    return refuse("BOOK-028", name, part=info.filename)
