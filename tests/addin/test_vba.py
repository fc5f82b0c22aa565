"""The add-in's VBA, run by two programs that agree: what it starts, and what not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rs_excel.addin.build import build
from rs_excel.addin.settings import SHEET, AddinSettings
from rs_excel.ribbon.commands import COMMANDS
from tests.addin.made import PYTHON, SETTINGS
from tests.addin.vba_hosts import InLibreOffice, InMemory, VbaFault, VbaHost

BUTTONS = [command.id for command in COMMANDS if not command.choices]
LINE = (
    f'"{PYTHON}" -I -B -m rs_excel.ribbon {{button}} --hwnd 4711'
    " --addin-version 0.1.0 --policy standard --language en"
)
HOSTS = ["pyopenvba", pytest.param("libreoffice", marks=pytest.mark.office)]


def host(
    name: str, request: pytest.FixtureRequest, folder: Path, settings: AddinSettings
) -> VbaHost:
    if name == "pyopenvba":
        return InMemory(build(settings), folder)
    office = request.getfixturevalue("office_excel")
    return InLibreOffice(build(settings), folder, office)


@pytest.fixture(params=HOSTS)
def vba(request: pytest.FixtureRequest, tmp_path: Path) -> VbaHost:
    return host(request.param, request, tmp_path, SETTINGS)


def hostile(path: Path) -> Path:
    """A return that brings settings of its own, under every name that might count."""
    book = Workbook()
    book.active.title = "Cover"
    rows = {
        "python": r"\\evil.example\share\python.exe",
        "version": "9",
        "policy": "lax & calc",
        "language": "$(calc)",
        "INTERPRETER_WIN": r"\\evil.example\python.exe",
    }
    for name in (SHEET, "rs_excel.conf", "settings"):
        sheet = book.create_sheet(name)
        for row in rows.items():
            sheet.append(row)
        sheet.sheet_state = "veryHidden"
    book.save(path)
    return path


@pytest.mark.parametrize("button", ["checkWorkbook", "help"])
def test_the_line_is_made_of_button_window_and_own_settings(
    vba: VbaHost, button: str
) -> None:
    assert vba.call("Runner.PythonLine", button, 4711) == LINE.format(button=button)


def test_every_button_of_the_table_is_known(vba: VbaHost) -> None:
    for button in BUTTONS:
        assert f" {button} " in vba.call("Runner.PythonLine", button, 1)


@pytest.mark.parametrize(
    "button",
    [
        "",
        "calc",
        "checkworkbook",
        "check",
        "choosePolicy",
        "help doctor",
        "help & calc",
    ],
)
def test_any_other_word_starts_nothing(vba: VbaHost, button: str) -> None:
    with pytest.raises(VbaFault, match="no such button"):
        vba.call("Runner.PythonLine", button, 4711)


def test_a_window_is_never_more_than_a_number(vba: VbaHost) -> None:
    try:
        line = vba.call("Runner.PythonLine", "help", "1 & calc")
    except VbaFault as fault:
        line = str(fault)  # LibreOffice takes the 1 and leaves the rest
    assert "calc" not in line


def test_a_window_with_a_number_below_nought_is_told_as_it_is(vba: VbaHost) -> None:
    assert " --hwnd -65538 " in vba.call("Runner.PythonLine", "help", -65538)


def test_on_a_mac_every_word_stands_on_a_line_of_its_own(vba: VbaHost) -> None:
    words = vba.call("Runner.MacLines", "explainCell").split("\n")
    assert words[0] == PYTHON
    line = LINE.format(button="explainCell").removeprefix(f'"{PYTHON}" ')
    assert words[1:] == line.replace("4711", "0").split(" ")


def test_a_hostile_workbook_changes_nothing(vba: VbaHost, tmp_path: Path) -> None:
    before = vba.call("Runner.PythonLine", "checkWorkbook", 4711)
    name = "Audit $(calc) & 'calc' ;`calc`.xlsx"
    vba.open(hostile(tmp_path / name))
    assert vba.active() == name
    assert vba.call("Runner.PythonLine", "checkWorkbook", 4711) == before
    assert vba.call("Runner.Setting", "python") == PYTHON
    assert vba.call("Runner.MacLines", "help").split("\n")[0] == PYTHON


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("policy", "strict & calc"),
        ("policy", "--evil"),
        ("language", ""),
        ("language", 'en"'),
        ("version", "1 %COMSPEC%"),
        ("version", "x" * 41),
    ],
)
@pytest.mark.parametrize("name", HOSTS)
def test_a_damaged_setting_starts_nothing(
    name: str, key: str, value: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings = spoilt(**{key: value})
    with pytest.raises(VbaFault, match="damaged"):
        host(name, request, tmp_path, settings).call("Runner.PythonLine", "help", 1)


@pytest.mark.parametrize(
    "python",
    ['C:\\x" & calc "\\python.exe', r"%TEMP%\python.exe", r"C:\x\calc.exe", ""],
)
@pytest.mark.parametrize("name", HOSTS)
def test_what_is_no_python_is_not_started(
    name: str, python: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings = spoilt(python=python)
    with pytest.raises(VbaFault, match="Python"):
        host(name, request, tmp_path, settings).call("Runner.PythonLine", "help", 1)


@pytest.mark.parametrize(
    "python",
    [r"C:\Users\Łucja Müller\.venv\pythonw.exe", "/opt/rs excel/bin/python3.11"],
)
@pytest.mark.parametrize("name", HOSTS)
def test_paths_with_blanks_and_foreign_letters_are_started(
    name: str, python: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    settings = AddinSettings(python=python, version="0.1.0")
    line = host(name, request, tmp_path, settings).call("Runner.PythonLine", "help", 1)
    assert line.startswith(f'"{python}" -I -B -m ')


def test_a_choice_is_kept_and_used(vba: VbaHost) -> None:
    vba.call("Runner.KeepChoice", "policy", "strict")
    assert vba.call("Runner.Setting", "policy") == "strict"
    assert " --policy strict " in vba.call("Runner.PythonLine", "checkWorkbook", 1)


def test_a_choice_of_digits_stays_a_text(vba: VbaHost) -> None:
    vba.call("Runner.KeepChoice", "policy", "007")
    assert vba.call("Runner.Setting", "policy") == "007"


@pytest.mark.parametrize("value", ["", "a b", '"', "-x", "x" * 41])
def test_what_is_no_choice_is_not_kept(vba: VbaHost, value: str) -> None:
    vba.call("Runner.KeepChoice", "policy", value)
    assert vba.call("Runner.Setting", "policy") == "standard"


def test_a_setting_that_is_not_there_is_empty(vba: VbaHost) -> None:
    assert vba.call("Runner.Setting", "other") == ""


def spoilt(**values: Any) -> AddinSettings:
    """Settings somebody wrote over by hand: not as we would have written them."""
    settings = AddinSettings(python=PYTHON, version="0.1.0")
    for name, value in values.items():
        object.__setattr__(settings, name, value)
    return settings
