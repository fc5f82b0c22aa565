"""What is packed for VBA comes out the same in another reader."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from oletools.olevba import decompress_stream

from rs_excel.addin.compression import compressed


def unpacked(container: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(container)))


@given(st.text(alphabet="ab \r\n", max_size=600).map(str.encode))
def test_text_comes_back(text: bytes) -> None:
    assert unpacked(compressed(text)) == text


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4095, 4096, 4097, 8192, 20_000])
def test_the_seams_between_chunks_hold(size: int) -> None:
    line = b"    Sheet.Cells(Row, 2).Value = Value\r\n"
    text = (line * (size // len(line) + 1))[:size]
    container = compressed(text)
    assert unpacked(container) == text
    assert size < 4095 or len(container) < size / 8


def test_what_cannot_be_packed_stands_as_it_is() -> None:
    noise = random.Random(5).randbytes(8192)
    container = compressed(noise)
    assert unpacked(container) == noise
    assert len(container) == 1 + 2 * (2 + 4096)


def test_a_run_may_reach_into_itself() -> None:
    # A letter, and a pointer one back that copies what it has just written: 99 times.
    packed = compressed(b"a" * 100)
    assert packed == bytes.fromhex("01 03B0 02 61 6000")
    assert unpacked(packed) == b"a" * 100
