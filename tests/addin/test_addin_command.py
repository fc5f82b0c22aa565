"""``rs-excel addin`` as people type it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from rs_excel.addin.interpreter import require_package
from rs_excel.addin.places import Places
from rs_excel.cli.main import main
from rs_excel.errors import AddinError


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A home with a place for the add-in, whatever system the tests run on."""
    here = Places(addin=tmp_path / "XLSTART" / "rs_excel.xlam")
    monkeypatch.setattr("rs_excel.cli.addin_command.places_here", lambda: here)
    return here


def test_from_install_to_uninstall(
    home: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["addin", "status"]) == 1
    assert "ADD-010" in capsys.readouterr().out
    assert main(["addin", "install"]) == 0
    assert f"python    {sys.executable}" in capsys.readouterr().out
    assert main(["addin", "status"]) == 0
    assert "sha256" in capsys.readouterr().out
    assert main(["addin", "uninstall"]) == 0
    assert str(home.addin) in capsys.readouterr().out
    assert main(["addin", "uninstall"]) == 0
    assert "was not installed" in capsys.readouterr().out


def test_build_for_another_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rs_excel.xlam"
    python = r"D:\tools\python.exe"
    arguments = ["--python", python, "--policy", "strict"]
    assert main(["addin", "build", "--out", str(out), *arguments]) == 0
    said = capsys.readouterr().out
    assert python in said
    assert "strict" in said
    assert out.exists()


def test_a_path_that_is_no_python_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rs_excel.xlam"
    assert main(["addin", "build", "--out", str(out), "--python", "calc.exe"]) == 2
    assert "ADD-002" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Excel may be there")
@pytest.mark.parametrize("action", ["install", "uninstall", "status"])
def test_where_excel_does_not_run_it_says_what_can_be_done(
    action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["addin", action]) == 2
    assert "rs-excel addin build --out" in capsys.readouterr().err


def test_a_python_that_excel_would_start_in_vain_is_refused(tmp_path: Path) -> None:
    require_package(sys.executable)
    with pytest.raises(AddinError, match="ADD-016"):
        require_package(str(tmp_path / "python"))
