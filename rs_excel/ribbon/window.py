"""The Excel a button was pressed in: found, and able to say a few words.

Comes in: the number of a window. Goes out: the running Excel behind it, its status bar,
and the workbook that is active in it. A workbook is known by its name: where it lies is
nowhere asked for, as that is a web address for files in the cloud.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from rs_excel.workbook.live.door import open_xlwings
from rs_excel.workbook.live.refusal import refusal

_LONGEST = 240  # what a status bar shows


class ExcelWindow:
    """One running Excel."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def says(self, text: str) -> None:
        """Puts a few words into the status bar."""
        self.app.status_bar = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

    def falls_silent(self) -> None:
        """Gives the status bar back to Excel."""
        self.app.status_bar = False


def window_of(hwnd: int) -> ExcelWindow:
    """The Excel that shows the window ``hwnd``; without a number, the active one.

    Raises ExcelError where there is none that a workbook is open in.
    """
    apps = running()
    if not hwnd:
        return _one(apps[:1])
    found = [app for app in apps if app.hwnd == hwnd]
    if not found:
        process = _process_behind(hwnd)
        found = [app for app in apps if app.pid == process]
    return _one(found)


def any_window(hwnd: int) -> ExcelWindow | None:
    """The same where there is one, for commands that can do without."""
    try:
        return window_of(hwnd)
    except import_module("rs_excel.errors").ExcelError:
        return None


def running() -> list[Any]:
    """Every Excel with a window. Raises ExcelError where there can be none."""
    xlwings = open_xlwings()
    if xlwings.engines.active is None:
        raise refusal("XL-001")
    return list(xlwings.apps)


def _one(found: list[Any]) -> ExcelWindow:
    if not found:
        raise refusal("XL-002")
    return ExcelWindow(found[0])


def _process_behind(hwnd: int) -> int | None:
    """The process a window belongs to: an Excel has one window for each workbook."""
    if sys.platform != "win32":
        return None
    ctypes = import_module("ctypes")
    process = ctypes.c_ulong()
    ctypes.windll.user32.GetWindowThreadProcessId(hwnd, ctypes.byref(process))
    number: int = process.value
    return number
