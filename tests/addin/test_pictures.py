"""The pictures of the ribbon are those that the script draws."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from rs_excel.addin.sources import pictures
from rs_excel.ribbon.commands import COMMANDS, Command

ROOT = Path(__file__).parent.parent.parent
DRAWING = ROOT / "addin" / "drawing"
SIZES = {"normal": 32, "large": 64}


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        (told,) = struct.unpack_from(">I", png, at + 8 + length)
        assert told == zlib.crc32(kind + data)
        yield kind, data
        at += 12 + length


def rows_of(png: bytes) -> list[bytes]:
    """The pixels of a PNG without filters, row by row."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    parts = dict(chunks(png))
    width, height, *kind = struct.unpack(">2I5B", parts[b"IHDR"])
    assert kind == [8, 6, 0, 0, 0]
    raw, wide = zlib.decompress(parts[b"IDAT"]), 4 * width + 1
    rows = [raw[wide * n : wide * (n + 1)] for n in range(height)]
    assert {row[0] for row in rows} == {0}
    return [row[1:] for row in rows]


def test_the_files_are_as_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DRAWING))
    drawn = import_module("draw").pictures()
    assert {name: rows_of(png) for name, png in pictures().items()} == drawn


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_picture_fits_its_button_on_a_fine_screen(command: Command) -> None:
    rows = rows_of(pictures()[command.picture])
    assert len(rows) == SIZES[command.size]
    assert all(len(row) == 4 * len(rows) for row in rows)
    seen = sum(row[place] > 0 for row in rows for place in range(3, len(row), 4))
    assert 0.2 < seen / len(rows) ** 2 < 0.95


def test_the_sketch_of_the_ribbon_is_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    drawn = import_module("ribbon_sketch").sketch()
    kept = (ROOT / "docs" / "pictures" / "ribbon.svg").read_text(encoding="utf-8")
    assert kept == drawn
    assert all(command.label.split()[0] in kept for command in COMMANDS)
