"""The process that a click starts heeds nothing that comes with a workbook.

Most of these start it as the add-in does and look at what it did. A workbook here comes
with all that strangers may add: Python files beside it, a settings sheet inside it, a
name that a shell would run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlwings as xw

from rs_excel.app.live_told import Told
from rs_excel.ribbon import acting
from rs_excel.ribbon.commands import Command
from rs_excel.ribbon.runner import main
from rs_excel.ribbon.scene import Scene
from tests.ribbon.conftest import Boxes

LINE = ["-I", "-B", "-m", "rs_excel.ribbon"]
TRAPS = (
    "rs_excel/__init__.py",
    "rs_excel/ribbon/__init__.py",
    "xlwings.py",
    "json.py",
    "sitecustomize.py",
    "usercustomize.py",
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder whose Python files leave a trace when they are run."""
    folder = tmp_path / "from a supplier"
    for name in TRAPS:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"open({str(tmp_path / 'trace')!r}, 'w')\n", "utf-8")
    return folder


def clicked(
    arguments: list[str], folder: Path, home: Path
) -> subprocess.CompletedProcess[str]:
    """What a click starts, in ``folder`` and with everything pointing into it."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder),
        "PYTHONSTARTUP": str(folder / "json.py"),
        "PYTHONHOME": "",
        "PYTHONUSERBASE": str(folder),
    }
    return subprocess.run(
        [sys.executable, *LINE, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )


def test_python_files_beside_the_workbook_are_not_run(
    trap: Path, home: Path, tmp_path: Path
) -> None:
    done = clicked(["help"], trap, home)
    assert "What the buttons do" in done.stderr
    assert not (tmp_path / "trace").exists()


def test_those_files_would_be_run_by_an_ordinary_start(
    trap: Path, tmp_path: Path
) -> None:
    subprocess.run(
        [sys.executable, "-m", "rs_excel.ribbon", "help"],
        cwd=trap,
        capture_output=True,
        check=False,
    )
    assert (tmp_path / "trace").exists()


@pytest.mark.parametrize(
    "word",
    ["$(touch trace)", "`touch trace`", "; touch trace", "a & touch trace", "-c"],
)
def test_words_of_a_shell_are_refused_and_nothing_is_run(
    word: str, trap: Path, home: Path, tmp_path: Path
) -> None:
    done = clicked(["checkWorkbook", "--policy", word], trap, home)
    assert "XL-010" in done.stderr
    assert not (trap / "trace").exists()
    assert not (tmp_path / "trace").exists()


HOSTILE_NAME = "Audit $(touch trace) & calc `id` %COMSPEC%.xlsx"


@pytest.fixture
def hostile(quick_excel: xw.App, tmp_path: Path) -> xw.Book:
    """A workbook with a settings sheet of its own and a name for a shell."""
    book = quick_excel.books.add()
    settings = book.sheets.add("rs_excel settings")
    settings.range("A1").value = [
        ["python", r"\\evil\share\python.exe"],
        ["policy", "supportive"],
        ["version", "0.0.1"],
    ]
    settings.visible = False
    book.save(tmp_path / HOSTILE_NAME)
    return book


def test_a_settings_sheet_in_the_workbook_decides_nothing(
    hostile: xw.Book, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def says(command: Command, scene: Scene) -> Told:
        return Told(title=scene.terms().policy.name)

    monkeypatch.setattr(acting, "carry_out", says)
    click = ["checkWorkbook", "--hwnd", str(hostile.app.hwnd), "--policy", "strict"]
    assert main(click) == 0
    assert boxes.only.strip() == "strict"


def test_a_name_for_a_shell_is_a_name_and_starts_no_process(
    hostile: xw.Book, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr(subprocess, "Popen", never)
    monkeypatch.setattr(os, "system", never)
    assert main(["nextFinding", "--hwnd", str(hostile.app.hwnd)]) == 0
    assert f"Where: {HOSTILE_NAME}" in boxes.only
    assert "XL-201" in boxes.only
