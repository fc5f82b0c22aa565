"""One command at a time, and a crash blocks nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rs_excel.errors import ExcelError
from rs_excel.ribbon.busy import turn

HOLDING = """
import sys, time
from pathlib import Path
from rs_excel.ribbon.busy import turn
with turn(Path(sys.argv[1]), "Check workbook"):
    print("holding", flush=True)
    time.sleep(60)
"""


def test_the_turn_is_given_back_and_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with turn(tmp_path, "Check workbook"):
            pass


def test_a_failure_gives_the_turn_back(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), turn(tmp_path, "Check workbook"):
        raise ZeroDivisionError
    with turn(tmp_path, "Clear our marks"):
        pass


def test_another_process_is_told_what_runs_until_that_dies(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        refused = pytest.raises(ExcelError, match="“Check workbook” is still running")
        with refused, turn(tmp_path, "Next finding"):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with turn(tmp_path, "Next finding"):
        pass


def test_a_lock_with_anything_in_it_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "running.lock").write_bytes(b"\xff\xfe nonsense")
    with turn(tmp_path, "Check workbook"):
        pass
