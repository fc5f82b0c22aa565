"""Packing and unpacking, with whatever does it here, against Python's own zlib."""

from __future__ import annotations

import random
import zlib

import pytest

from rs_excel.workbook.ooxml.deflate import checksum, deflated, inflated

RAW = -zlib.MAX_WBITS
CONTENTS = (b"", b"<c r='A1'/>" * 20_000, random.Random(7).randbytes(70_000))


@pytest.mark.parametrize("content", CONTENTS, ids=("nothing", "cells", "noise"))
def test_each_reads_what_the_other_packed(content: bytes) -> None:
    assert zlib.decompress(deflated(content), RAW) == content
    assert inflated(zlib.compress(content, 9, RAW), len(content)) == content
    assert checksum(content) == zlib.crc32(content)


def test_a_stream_that_holds_more_than_declared_is_not_unpacked_to_its_end() -> None:
    bomb = zlib.compress(bytes(50_000_000), 9, RAW)
    unpacked = inflated(bomb, 1_000)
    assert unpacked is not None
    assert len(unpacked) <= 1_001


@pytest.mark.parametrize("seed", range(50))
def test_a_damaged_stream_is_nothing_or_other_bytes_but_no_fault(seed: int) -> None:
    chance = random.Random(seed)
    packed = bytearray(zlib.compress(CONTENTS[1], 6, RAW))
    packed[chance.randrange(len(packed))] ^= 1 << chance.randrange(8)
    unpacked = inflated(bytes(packed), len(CONTENTS[1]))
    assert unpacked is None or len(unpacked) <= len(CONTENTS[1]) + 1
