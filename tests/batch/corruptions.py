"""Good files made bad at random, the same for the same seed.

Comes in: the bytes of a workbook and a seed. Goes out: bytes that were cut, flipped,
overwritten, repeated or taken out somewhere, or parts of the package treated so. Every
fourth is an .xls, .xlsb or .ods. As a program, ``python -m tests.batch.corruptions
FOLDER COUNT`` fills a folder with them.
"""

from __future__ import annotations

import random
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.conftest import SAMPLES
from tests.workbook.other_books import as_ods, as_xls, as_xlsb, sheets_of


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 8, 200))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _overwritten(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    length = chance.choice((4, 500))
    return data[:at] + chance.randbytes(length) + data[at + length :]


def _repeated(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    piece = data[at : at + chance.choice((3, 2000))]
    return data[:at] + piece * chance.choice((2, 50)) + data[at:]


def _taken_out(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 100, 5000)) :]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut,
    _flipped,
    _overwritten,
    _repeated,
    _taken_out,
)


def corrupted(data: bytes, seed: int) -> bytes:
    """The file as bytes, or one of its parts in a package that is whole around it."""
    chance = random.Random(seed)
    way = chance.choice(_WAYS)
    if chance.random() < 0.4 or not data.startswith(b"PK"):
        return way(data, chance)
    with ZipFile(BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    name = chance.choice(sorted(part for part in parts if len(parts[part]) > 1))
    parts[name] = way(parts[name], chance)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return stream.getvalue()


def fill(folder: Path, count: int) -> None:
    """``count`` corrupted samples, named by their seeds."""
    good = _good()
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        ending, samples = good[seed % len(good)]
        data = corrupted(samples[seed // len(good) % len(samples)], seed)
        name = f"{seed:05}-{zlib.crc32(data):08x}{ending}"
        (folder / name).write_bytes(data)


def _good() -> list[tuple[str, list[bytes]]]:
    """Endings with samples, in the order in which they are taken."""
    samples = [path.read_bytes() for path in sorted(SAMPLES.glob("*.xlsx"))]
    read = [sheets_of((SAMPLES / f"{n}.xlsx").read_bytes()) for n in ("clean", "mixed")]
    others = [
        (".xls", [as_xls(sheets) for sheets in read]),
        (".xlsb", [as_xlsb(sheets) for sheets in read]),
        (".ods", [as_ods(sheets) for sheets in read]),
    ]
    return [pair for other in others for pair in (*[(".xlsx", samples)] * 3, other)]


if __name__ == "__main__":
    fill(Path(sys.argv[1]), int(sys.argv[2]))
