"""What a click on the ribbon does, with the outside world played."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter import _preprocess

from rs_excel.ribbon.commands import COMMANDS
from rs_excel.ribbon.wanted import Wanted, wanted_from
from tests.addin.made import PYTHON, addin
from tests.addin.vba_hosts import Control, InMemory, VbaFault

BUTTONS = [command.id for command in COMMANDS if not command.choices]


@pytest.fixture
def excel(tmp_path: Path) -> InMemory:
    return InMemory(addin(), tmp_path)


def press(excel: InMemory, button: str) -> None:
    excel.call("Ribbon.Pressed", Control(button))


def test_a_click_starts_python_once_and_says_so_at_once(excel: InMemory) -> None:
    seen = []
    excel.shell.meanwhile = lambda: seen.append(excel.status_bar)
    press(excel, "checkWorkbook")
    (line,) = excel.shell.lines
    assert line.startswith(f'"{PYTHON}" -I -B -m rs_excel.ribbon checkWorkbook --hwnd ')
    assert seen == ["Responsible Sourcing: starting..."]
    assert excel.messages == []


@pytest.mark.parametrize("button", BUTTONS)
def test_the_runner_understands_what_the_add_in_says(
    excel: InMemory, button: str
) -> None:
    press(excel, button)
    (line,) = excel.shell.lines
    before, _, words = line.partition(" -m rs_excel.ribbon ")
    assert before == f'"{PYTHON}" -I -B'
    assert wanted_from(words.split(" ")) == Wanted(
        button, 4711, policy="standard", language="en", addin_version="0.1.0"
    )


def test_what_python_left_at_the_bottom_stays(excel: InMemory) -> None:
    press(excel, "nextFinding")
    assert excel.status_bar == "Responsible Sourcing: starting..."


def test_a_second_click_while_it_runs_is_refused_with_a_word(excel: InMemory) -> None:
    excel.shell.meanwhile = lambda: press(excel, "clearMarks")
    press(excel, "checkWorkbook")
    assert len(excel.shell.lines) == 1
    (message,) = excel.messages
    assert "still at work" in message


def test_the_next_click_after_it_is_taken(excel: InMemory) -> None:
    press(excel, "checkWorkbook")
    press(excel, "nextFinding")
    assert len(excel.shell.lines) == 2


@pytest.mark.parametrize(
    ("ends", "reason"),
    [
        (9009, "It ended with number 9009."),
        (-1073741515, "It ended with number -1073741515."),
        (VBARuntimeError(-2147024894, "The file was not found"), "not found"),
    ],
)
def test_a_python_that_does_not_start_is_told_with_the_way_round(
    excel: InMemory, ends: int | Exception, reason: str
) -> None:
    excel.shell.ends = ends
    press(excel, "checkWorkbook")
    (message,) = excel.messages
    assert reason in message
    for word in ("rs-excel excel check", "rs-excel doctor", PYTHON, "Add-in 0.1.0"):
        assert word in message
    assert excel.status_bar is False
    press(excel, "checkWorkbook")
    assert len(excel.shell.lines) == 2, "a failure must not leave it busy"


def test_a_button_nobody_knows_starts_nothing(excel: InMemory) -> None:
    press(excel, "calc")
    assert excel.shell.lines == []
    assert "no such button" in excel.messages[0]


def test_a_menu_shows_what_holds_and_keeps_what_is_chosen(excel: InMemory) -> None:
    menu = Control("choosePolicy", tag="policy")
    excel.call("Ribbon.Chosen", menu, "policy_supportive", 2)
    assert excel.call("Runner.Setting", "policy") == "supportive"
    press(excel, "checkWorkbook")
    assert " --policy supportive " in excel.shell.lines[0]


def test_a_formula_that_names_our_functions_learns_nothing(excel: InMemory) -> None:
    excel.ask_from_a_cell()
    assert excel.call("Runner.Setting", "python") == ""
    with pytest.raises(VbaFault):
        excel.call("Runner.PythonLine", "help", 1)
    for function, words in LOOKING.items():
        assert excel.call(f"Marks.{function}", "rs_excel.xlam", *words) == ""


LOOKING = {
    "Facts": [],
    "Look": ["rs_excel settings\x1fB1\x1e"],
    "Marked": ["rs_excel settings\x1f 0 "],
    "Liftable": ["rs_excel settings"],
    "More": [],
}
"""The functions that tell Python about a workbook, each with words it understands."""

SCRIPTS = """
Public Asked As String
Public Function AppleScriptTask(ByVal File As String, ByVal Handler As String, _
    ByVal Given As String) As String
    Asked = File & "|" & Handler & "|" & Given
    AppleScriptTask = {answer}
End Function
Public Function WhatWasAsked() As String
    WhatWasAsked = Asked
End Function
"""


def on_a_mac(folder: Path, patch: pytest.MonkeyPatch, answer: str) -> InMemory:
    patch.setitem(_preprocess.DEFAULT_CONSTANTS, "Mac", True)
    excel = InMemory(addin(), folder)
    excel.add_module(SCRIPTS.format(answer=answer))
    return excel


def test_on_a_mac_the_script_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel = on_a_mac(tmp_path, monkeypatch, '"0"')
    press(excel, "checkWorkbook")
    file, handler, given = excel.call("Played.WhatWasAsked").split("|")
    assert (file, handler) == ("rs_excel.applescript", "StartPython")
    assert given == excel.call("Runner.MacLines", "checkWorkbook")
    assert excel.shell.lines == []
    assert excel.messages == []


@pytest.mark.parametrize("answer", ['"127"', '"2"', '"no number"'])
def test_on_a_mac_a_script_that_refuses_is_told(
    answer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel = on_a_mac(tmp_path, monkeypatch, answer)
    press(excel, "checkWorkbook")
    (message,) = excel.messages
    assert "rs-excel doctor" in message
