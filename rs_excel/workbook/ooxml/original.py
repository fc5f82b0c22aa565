"""The part ``rs_excel/original.bin``: all it takes to give a file back byte for byte.

Comes in: the original archive and the parts we wrote. Goes out: a record of how the
original was laid out, the bytes of what we replaced, and a checksum of what we wrote.
With it a copy that nobody touched becomes the original file again.

Shape: ``RSO2``, four bytes length (little-endian) of a JSON header, the header, the
replaced bytes one after another. Header: ``sha256`` of the whole original; ``wrote``
part → why; ``as`` the sha256 of these parts as they are packed; ``pieces`` in file
order, each either the name of a member that is copied from the result or the number
of replaced bytes that follow.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.repack import Packed, layout_of

PART = "rs_excel/original.bin"
CONTENT_TYPE = "application/vnd.rs-excel.original"
RELATION = "urn:rs-excel:relationships:original"
_MAGIC = b"RSO2"
_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The record, read back."""

    sha256: str
    wrote: Mapping[str, str]  # part → why
    written_as: str  # checksum of these parts as they are packed
    pieces: tuple[str | int, ...]
    replaced: bytes


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(data).hexdigest()


def keep_original(
    archive: Archive, parts: Mapping[str, Packed], why: Mapping[str, str]
) -> bytes:
    """The record of ``archive``, given every part that is written into its copy."""
    layout = layout_of(archive)
    pieces: list[str | int] = []
    replaced: list[bytes] = []
    first = min((r.start for r in layout.records.values()), default=0)
    spans = [("", slice(0, first)), *layout.records.items()]
    spans.append(("", slice(layout.directory_at, len(archive.data))))
    for name, span in spans:
        if name and name not in parts:
            pieces.append(name)
        else:
            pieces.append(span.stop - span.start)
            replaced.append(archive.data[span])
    header = {
        "sha256": digest(archive.data),
        "wrote": {name: why.get(name, "") for name in parts},
        "as": _digest_of({name: part.data for name, part in parts.items()}),
        "pieces": pieces,
    }
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    return b"".join([_MAGIC, _LENGTH.pack(len(text)), text, *replaced])


def kept_original(archive: Archive) -> Original | None:
    """The record in a copy; None where there is none that makes sense."""
    if not archive.has(PART):
        return None
    data = archive.read(PART)
    try:
        return _decoded(data)
    except (ValueError, KeyError, TypeError, AttributeError, struct.error):
        return None  # somebody else's part of that name: not a record of ours


def restored(archive: Archive, original: Original) -> bytes | None:
    """The original file, or None if anything in the copy was changed since."""
    if not all(map(archive.has, original.wrote)):
        return None
    packed = {name: archive.packed(name) for name in original.wrote}
    if _digest_of(packed) != original.written_as:
        return None
    data = _rebuilt(archive, original)
    return data if data is not None and digest(data) == original.sha256 else None


def _digest_of(packed: Mapping[str, bytes]) -> str:
    """A checksum of parts, whatever their order.

    Of their packed bytes, which are few: a copy packed anew could not give back the
    original's other members byte for byte either.
    """
    checksum = sha256()
    for name in sorted(packed):
        checksum.update(b"%s\0%d\0" % (name.encode(), len(packed[name])))
        checksum.update(packed[name])
    return checksum.hexdigest()


def _decoded(data: bytes) -> Original | None:
    if data[:4] != _MAGIC:
        return None
    (length,) = _LENGTH.unpack_from(data, 4)
    header = json.loads(data[8 : 8 + length])
    if not all(type(piece) in (str, int) for piece in header["pieces"]):
        return None
    return Original(
        sha256=str(header["sha256"]),
        wrote={str(name): str(why) for name, why in header["wrote"].items()},
        written_as=str(header["as"]),
        pieces=tuple(header["pieces"]),
        replaced=data[8 + length :],
    )


def _rebuilt(archive: Archive, original: Original) -> bytes | None:
    layout = layout_of(archive)
    known = {p for p in original.pieces if isinstance(p, str)}
    if set(layout.records) != known | set(original.wrote) | {PART}:
        return None
    pieces: list[bytes] = []
    at = 0
    for piece in original.pieces:
        if isinstance(piece, str):
            pieces.append(archive.data[layout.records[piece]])
        else:
            pieces.append(original.replaced[at : at + piece])
            at += piece
    return b"".join(pieces)
