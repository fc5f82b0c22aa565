"""Packing and unpacking the parts of a zip.

Comes in: bytes. Goes out: bytes, and their checksum. ISA-L writes and reads the very
format of zlib, four times as fast; it comes with the package wherever it is published
ready made, and elsewhere Python's own zlib does the same work.
"""

from __future__ import annotations

import zlib

try:
    from isal import isal_zlib as engine
except ImportError:  # nobody built it for this processor
    engine = zlib  # type: ignore[misc]

_RAW = -zlib.MAX_WBITS  # a zip has headers of its own
_FAST = 1  # several times faster than the default, for a few percent in size


def deflated(content: bytes) -> bytes:
    """The same bytes, packed; with one engine always in the same way."""
    return engine.compress(content, _FAST, _RAW)


def inflated(packed: bytes, size: int) -> bytes | None:
    """Unpacked, one byte beyond ``size`` at most, whatever the stream holds.

    None where it is no stream at all.
    """
    try:
        return engine.decompressobj(_RAW).decompress(packed, size + 1)
    except (zlib.error, engine.error):  # type: ignore[misc]  # a class, untold there
        return None


def checksum(content: bytes) -> int:
    """CRC-32, as zips want it."""
    return engine.crc32(content)
