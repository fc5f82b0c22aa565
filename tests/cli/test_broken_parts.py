"""A part that is broken is named by every command that reads it; nothing changes."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from rs_excel.cli.main import main
from tests.conftest import SAMPLES
from tests.workbook.raw_books import zipped

DAY = ("--as-of", "2026-03-02")
COPY = "return.checked.xlsx"
Words = Callable[[Path], list[str]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checked copy, a tracker, a reply and a plan, none of them broken."""
    folder = tmp_path_factory.mktemp("whole")
    came = shutil.copy(SAMPLES / "mixed.xlsx", folder / "return.xlsx")
    tracker = ["--tracker", str(folder / "tracker.xlsx")]
    site = ["--site", "Example Garments, unit 2 (sample)"]
    assert main(["check", str(came), *DAY]) == 0
    assert main(["track", str(came), *tracker, *DAY]) == 0
    out = ["--out", str(folder / "reply.xlsx")]
    assert main(["reply", str(came), *tracker, *out, *DAY]) == 0
    plan = ["--out", str(folder / "plan.xlsx")]
    assert main(["capr", "out", *tracker, *site, *plan, *DAY]) == 0
    return folder


def cut(path: Path, part: str) -> None:
    """The part breaks off in the middle; the package around it is whole."""
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part][: len(parts[part]) // 2]
    path.write_bytes(zipped(parts))


CASES: dict[str, tuple[str, str, Words]] = {
    "unmark": (
        COPY,
        "xl/comments1.xml",
        lambda f: [
            "unmark",
            str(f / "return.checked.xlsx"),
            "--out",
            str(f / "o.xlsx"),
        ],
    ),
    "unmark, a sheet": (
        COPY,
        "xl/worksheets/sheet5.xml",
        lambda f: [
            "unmark",
            str(f / "return.checked.xlsx"),
            "--out",
            str(f / "o.xlsx"),
        ],
    ),
    "track a return": (
        COPY,
        "xl/worksheets/sheet5.xml",
        lambda f: ["track", str(f / COPY), "--tracker", _in(f), *DAY],
    ),
    "track": (
        "tracker.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda f: ["track", str(f / "return.xlsx"), "--tracker", _in(f), *DAY],
    ),
    "track a reply": (
        "reply.xlsx",
        "xl/worksheets/sheet3.xml",
        lambda f: ["track", str(f / "reply.xlsx"), "--tracker", _in(f), *DAY],
    ),
    "reply": (
        "tracker.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda f: ["reply", str(f / "return.xlsx"), "--tracker", _in(f), *DAY],
    ),
    "capr in": (
        "plan.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda f: ["capr", "in", str(f / "plan.xlsx"), "--tracker", _in(f), *DAY],
    ),
}


def _in(folder: Path) -> str:
    return str(folder / "tracker.xlsx")


@pytest.mark.parametrize("command", CASES)
def test_it_is_named_and_nothing_is_changed(
    command: str, whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, part, words = CASES[command]
    folder = tmp_path / "in"
    shutil.copytree(whole, folder)
    (folder / "reply.txt").unlink()
    cut(folder / file, part)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(words(folder)) == 2
    shown = capsys.readouterr()
    told = shown.out + shown.err
    assert "BOOK-012" in told
    assert part in "".join(told.split())
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
