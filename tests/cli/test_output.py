"""What the command prints reaches whoever reads it, whatever reads it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from rs_excel.supplied import workbooks_folder

COMMAND = (sys.executable, "-m", "rs_excel", "check")
DAY = ("--as-of", "2026-03-02")


def run(
    file: Path, *more: str, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, str(file), *DAY, *more],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_pipe_gets_utf_8_whatever_the_console_speaks(
    encoding: str, mixed: Path
) -> None:
    done = run(mixed, "--format", "json", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode())["findings"]
    text = run(mixed, PYTHONIOENCODING=encoding).stdout.decode()
    assert "▲ Critical" in text


def test_workbooks_of_two_kinds_come_with_both_notices(mixed: Path) -> None:
    sample = workbooks_folder() / "audit" / "samples" / "findings.xlsx"
    audit = mixed.with_name("audit.xlsx")
    audit.write_bytes(sample.read_bytes())
    asked = [*COMMAND, str(mixed), str(audit), *DAY]
    done = subprocess.run(asked, capture_output=True, check=True)
    told = " ".join(done.stdout.decode().split())
    assert told.count("These rules help a buyer") == 1
    assert told.count("These rules look at an audit of a site") == 1


def test_a_reader_that_stops_reading_is_no_finding(mixed: Path) -> None:
    for more in ((), ("--format", "json")):
        process = subprocess.Popen(
            [*COMMAND, str(mixed), *DAY, *more],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        process.stderr.close()
        assert process.wait() == 2
        assert b"Traceback" not in told


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full (Linux)")
def test_output_that_cannot_be_written_is_said_in_words(mixed: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, str(mixed), *DAY, "--format", "json"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"OUT-054" in done.stderr
    assert b"Traceback" not in done.stderr
    assert mixed.with_name("mixed.checked.xlsx").exists()
