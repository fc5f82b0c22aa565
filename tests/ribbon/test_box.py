"""Boxes of the system: words are handed over, never put into a script."""

from __future__ import annotations

import subprocess
from types import SimpleNamespace

import pytest

from rs_excel.app.live_told import Tone
from rs_excel.ribbon import box

HOSTILE = '"; do shell script "touch /tmp/x" -- $(calc) `calc` \\'


@pytest.mark.parametrize(("pressed", "agreed"), [(6, True), (7, False), (2, False)])
def test_windows_is_asked_with_no_as_the_first_choice(
    pressed: int, agreed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[int, str, str, int]] = []

    def message_box(hwnd: int, text: str, caption: str, style: int) -> int:
        calls.append((hwnd, text, caption, style))
        return pressed

    windll = SimpleNamespace(user32=SimpleNamespace(MessageBoxW=message_box))
    monkeypatch.setattr(
        box, "import_module", lambda name: SimpleNamespace(windll=windll)
    )
    assert box.WindowsBox(5).agrees("Sure?", HOSTILE) is agreed
    ((hwnd, text, caption, style),) = calls
    assert (hwnd, caption) == (5, "Responsible Sourcing")
    assert text == f"Sure?\n\n{HOSTILE}"
    assert style & 0x104 == 0x104  # yes and no, the second one preselected


def test_macos_gets_the_words_as_arguments_of_a_fixed_script(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines: list[list[str]] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        lines.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="button returned:Yes")

    monkeypatch.setattr(subprocess, "run", run)
    assert box.MacBox().agrees(HOSTILE, HOSTILE)
    box.MacBox().tells("Done", HOSTILE, Tone.INFO)
    for command in lines:
        script, words = command[: command.index("--")], command[-2:]
        assert HOSTILE in words
        assert not any(HOSTILE in part for part in script)


def test_where_there_are_no_boxes_words_are_printed_and_nobody_agrees(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = box.system_box(0)
    printed.tells("Done", "3 findings", Tone.INFO)
    assert not printed.agrees("Sure?", "Lift the protection")
    assert capsys.readouterr().err == "Done\n3 findings\nSure?\nLift the protection\n"
