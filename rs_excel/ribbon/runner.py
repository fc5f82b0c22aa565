"""A press of a button, from the first words in the status bar to the last.

Comes in: the arguments of the add-in. Goes out: a message box or a line in the status
bar, and exit code 0 whenever the user was told something; the add-in itself speaks up
after any other. Up to the first words only what they need is loaded; the rules, the
engine and everything else come after.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from rs_excel import __version__
from rs_excel.ribbon.busy import turn
from rs_excel.ribbon.commands import BY_ID, Command
from rs_excel.ribbon.friendly import friendly
from rs_excel.ribbon.places import user_folder
from rs_excel.ribbon.wanted import Wanted, not_understood, wanted_from
from rs_excel.ribbon.window import ExcelWindow, any_window, window_of
from rs_excel.workbook.live.refusal import refusal

if TYPE_CHECKING:
    from rs_excel.app.live_told import Told

TOLD = 0


class Screen:
    """The window that was clicked in, once it is known; what is said goes there."""

    def __init__(self) -> None:
        self.hwnd = 0
        self.window: ExcelWindow | None = None

    def __call__(self, doing: str) -> None:
        """Progress: a few words in the status bar, where there is one."""
        if self.window is not None:
            self.window.says(doing)


def main(arguments: Sequence[str]) -> int:
    """Carries out one command. Whatever happens, the user is told."""
    screen = Screen()
    told = friendly(partial(_carried_out, arguments, screen))
    if sys.platform == "darwin" and screen.window is None:
        # There the add-in does not wait for us, and its own words still stand.
        friendly(partial(_bar_given_back, told))
    box = import_module("rs_excel.ribbon.box").system_box(screen.hwnd)
    import_module("rs_excel.ribbon.telling").show(told, box)
    return TOLD


def _carried_out(arguments: Sequence[str], screen: Screen) -> Told:
    wanted = wanted_from(arguments)
    screen.hwnd = wanted.hwnd
    command = _known(wanted)
    with turn(user_folder(), command.label):
        attach = window_of if command.needs_workbook else any_window
        screen.window = attach(wanted.hwnd)
        return _in_window(command, wanted, screen)


def _in_window(command: Command, wanted: Wanted, screen: Screen) -> Told:
    """Begins and ends with the status bar, whatever happens in between."""
    screen(f"{command.label} …")
    left = ""
    try:
        told = _acted(command, wanted, screen)
        left = told.title if told.place == "bar" else ""
        return told
    finally:
        if left:
            screen(left)
        elif screen.window is not None:
            screen.window.falls_silent()


def _bar_given_back(told: Told) -> Told:
    window_of(0).falls_silent()
    return told


def _known(wanted: Wanted) -> Command:
    """The command, if add-in and package are of one version and both know it."""
    if wanted.addin_version not in ("", __version__):
        versions = {"addin": wanted.addin_version, "package": __version__}
        raise refusal("XL-011", **versions)
    command = BY_ID.get(wanted.command)
    if command is None:
        raise not_understood(wanted.addin_version)
    return command


def _acted(command: Command, wanted: Wanted, screen: Screen) -> Told:
    """Everything that takes time to load is loaded from here on."""
    acting = import_module("rs_excel.ribbon.acting")
    told: Told = acting.act(command, wanted, screen)
    return told
