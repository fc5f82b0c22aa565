"""Message boxes of the system itself: they open also where Excel cannot be reached.

Comes in: words, and the window they belong to. Goes out: a box, and what was pressed.
The words are handed over as they are: they never become part of a script.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from rs_excel.app.live_told import Tone


class Box(Protocol):
    """Tells something, or asks for yes or no."""

    def tells(self, title: str, text: str, tone: Tone) -> None: ...

    def agrees(self, title: str, question: str) -> bool: ...


def system_box(hwnd: int) -> Box:
    """The box of this system, in front of the window ``hwnd``."""
    if sys.platform == "win32":
        return WindowsBox(hwnd)
    return MacBox() if sys.platform == "darwin" else PrintedBox()


_OK, _YES_NO, _NO_FIRST, _IN_FRONT = 0x0, 0x4, 0x100, 0x10000
_YES_PRESSED = 6
_CAPTION = "Responsible Sourcing"
_SIGNS = {Tone.INFO: 0x40, Tone.WARNING: 0x30, Tone.PROBLEM: 0x10}


@dataclass(frozen=True, slots=True)
class WindowsBox:
    """``MessageBoxW`` of Windows; the numbers are its own."""

    hwnd: int

    def tells(self, title: str, text: str, tone: Tone) -> None:
        self._shown(f"{title}\n\n{text}".rstrip(), _OK | _SIGNS[tone])

    def agrees(self, title: str, question: str) -> bool:
        style = _YES_NO | _NO_FIRST | _SIGNS[Tone.WARNING]
        pressed = self._shown(f"{title}\n\n{question}", style)
        return pressed == _YES_PRESSED

    def _shown(self, text: str, style: int) -> int:
        user32 = import_module("ctypes").windll.user32
        pressed: int = user32.MessageBoxW(self.hwnd, text, _CAPTION, style | _IN_FRONT)
        return pressed


class MacBox:
    """``display alert`` of macOS. The words come as arguments of a fixed script."""

    def tells(self, title: str, text: str, tone: Tone) -> None:
        self._shown(title, text, "warning" if tone is Tone.PROBLEM else "informational")

    def agrees(self, title: str, question: str) -> bool:
        return "Yes" in self._shown(title, question, "warning", ("No", "Yes"))

    def _shown(
        self, title: str, text: str, kind: str, buttons: tuple[str, ...] = ("OK",)
    ) -> str:
        named = ", ".join(f'"{button}"' for button in buttons)
        script = (
            "on run argv",
            "tell me to activate",
            "display alert (item 1 of argv) message (item 2 of argv) "
            f"as {kind} buttons {{{named}}} default button 1",
            "end run",
        )
        lines = [part for line in script for part in ("-e", line)]
        done = subprocess.run(
            ["/usr/bin/osascript", *lines, "--", title, text],
            capture_output=True,
            text=True,
            check=False,  # closed or not: there is nothing to do about it
        )
        return done.stdout


class PrintedBox:
    """Where there are no boxes: standard error, and nobody who agrees."""

    def tells(self, title: str, text: str, tone: Tone) -> None:
        print(f"{title}\n{text}".rstrip(), file=sys.stderr)

    def agrees(self, title: str, question: str) -> bool:
        print(f"{title}\n{question}", file=sys.stderr)
        return False
