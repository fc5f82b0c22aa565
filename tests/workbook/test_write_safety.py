"""A result is written whole or not at all, and the input is never touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rs_excel.errors import OutputError
from rs_excel.workbook.safe_write import safe_write

OLD, NEW = b"what was there", b"the new file" * 1000


def nothing_else_in(folder: Path, *names: str) -> bool:
    return sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_a_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    safe_write(tmp_path / "out.xlsx", NEW)
    assert (tmp_path / "out.xlsx").read_bytes() == NEW
    assert nothing_else_in(tmp_path, "out.xlsx")


def test_an_earlier_result_is_replaced_and_keeps_its_permissions(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(OLD)
    out.chmod(0o640)
    safe_write(out, NEW)
    assert out.read_bytes() == NEW
    assert out.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("way", ["same", "dotted", "link"])
def test_the_input_is_never_written_over(tmp_path: Path, way: str) -> None:
    source = tmp_path / "saq.xlsx"
    source.write_bytes(OLD)
    out = {"same": source, "dotted": tmp_path / "." / "x" / ".." / "saq.xlsx"}.get(
        way, tmp_path / "link.xlsx"
    )
    (tmp_path / "x").mkdir()
    if way == "link":
        out.symlink_to(source)
    with pytest.raises(OutputError, match="OUT-001"):
        safe_write(out, NEW, keep=source)
    assert source.read_bytes() == OLD


@pytest.mark.parametrize("lock", ["~$out.xlsx", ".~lock.out.xlsx#"])
def test_a_file_open_elsewhere_is_not_replaced(tmp_path: Path, lock: str) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(OLD)
    (tmp_path / lock).write_bytes(b"Ana")
    with pytest.raises(OutputError, match="OUT-002"):
        safe_write(out, NEW)
    assert out.read_bytes() == OLD
    assert nothing_else_in(tmp_path, "out.xlsx", lock)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="OUT-004"):
        safe_write(tmp_path / "gone" / "out.xlsx", NEW)


def test_a_file_in_place_of_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="OUT-005"):
        safe_write(tmp_path / "file" / "out.xlsx", NEW)


@pytest.mark.parametrize(
    ("number", "there", "code"),
    [
        (errno.ENOSPC, True, "OUT-003"),
        (errno.EDQUOT, True, "OUT-003"),
        (errno.EACCES, True, "OUT-006"),  # as Windows says of a file in use
        (errno.EACCES, False, "OUT-007"),
        (errno.EROFS, False, "OUT-007"),
        (errno.EIO, False, "OUT-008"),
    ],
)
def test_what_the_system_refuses_is_said_and_nothing_is_left(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    there: bool,
    code: str,
) -> None:
    out = tmp_path / "out.xlsx"
    if there:
        out.write_bytes(OLD)

    def refuse(_: Path, __: Path) -> Path:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=code):
        safe_write(out, NEW)
    assert nothing_else_in(tmp_path, *(["out.xlsx"] if there else []))
    assert not there or out.read_bytes() == OLD


def test_an_interruption_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(OLD)

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        safe_write(out, NEW)
    assert out.read_bytes() == OLD
    assert nothing_else_in(tmp_path, "out.xlsx")


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from rs_excel.errors import OutputError
from rs_excel.workbook.safe_write import safe_write
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    safe_write(Path(sys.argv[1]), bytes(100_000))
except OutputError as error:
    print(error.problems[0].code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    out.write_bytes(OLD)
    said = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(out)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert said.stdout.strip() == "OUT-003"
    assert out.read_bytes() == OLD
    assert nothing_else_in(tmp_path, "out.xlsx")
