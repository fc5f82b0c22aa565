"""The door to xlwings lets in what we use and nothing else."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rs_excel.errors import ExcelError
from rs_excel.workbook.live import door


def told_by(program: str) -> str:
    """What a fresh Python prints; the tests' own process has everything loaded."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_neither_pandas_nor_the_licensed_part_of_xlwings_is_loaded() -> None:
    program = (
        "import sys; from rs_excel.workbook.live.door import open_xlwings;"
        "xlwings = open_xlwings();"
        "heavy = ('pandas', 'numpy', 'xlwings.pro');"
        "print(xlwings.__name__, [m for m in heavy if m in sys.modules])"
    )
    assert told_by(program) == "xlwings []"


def test_what_was_kept_out_can_still_be_imported_afterwards() -> None:
    program = (
        "from rs_excel.workbook.live.door import open_xlwings; open_xlwings();"
        "import numpy; print(numpy.__name__)"
    )
    assert told_by(program) == "numpy"


def test_on_windows_xlwings_gives_up_on_a_busy_excel_and_ends_no_other() -> None:
    program = """
import atexit, sys, types
from rs_excel.workbook.live import door
windows = types.ModuleType("xlwings._xlwindows")
windows.N_COM_ATTEMPTS = 0  # for ever
windows.cleanup = lambda: print("ended other programmes' Excel")
atexit.register(windows.cleanup)
sys.modules["xlwings._xlwindows"] = windows
door.open_xlwings()
print(windows.N_COM_ATTEMPTS > 0)
"""
    assert told_by(program) == "True"


def test_without_xlwings_the_way_by_files_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "find_spec", lambda name: None)
    door.open_xlwings.cache_clear()
    with pytest.raises(ExcelError, match=r"XL-001(?s:.*)rs-excel check FILE"):
        door.open_xlwings()
