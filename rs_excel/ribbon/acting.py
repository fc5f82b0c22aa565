"""A command of the ribbon, once the first words are in the status bar.

Comes in: the command, what was passed with it, the screen. Goes out: what to tell.
Policy and language come from the add-in; only where it passes none do those kept for
the terminal hold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from rs_excel.app.live_told import Told
from rs_excel.ribbon.asking import AskingInWindows
from rs_excel.ribbon.book import active_book
from rs_excel.ribbon.box import system_box
from rs_excel.ribbon.commands import Command
from rs_excel.ribbon.dispatch import carry_out
from rs_excel.ribbon.kept import Kept, read_kept
from rs_excel.ribbon.places import user_folder
from rs_excel.ribbon.runner import Screen
from rs_excel.ribbon.scene import Scene, terms_on
from rs_excel.ribbon.wanted import Wanted
from rs_excel.workbook.live.book import LiveBook


def act(command: Command, wanted: Wanted, screen: Screen) -> Told:
    """Carries out a command. Raises errors of the catalogue."""
    home = user_folder()
    kept = _chosen(read_kept(home), wanted)
    scene = Scene(
        book=_book(command, screen),
        kept=kept,
        terms=partial(terms_on, kept, date.today()),
        progress=screen,
        asking=AskingInWindows(box=system_box(screen.hwnd), kept=kept, home=home),
        home=home,
    )
    return carry_out(command, scene)


def _book(command: Command, screen: Screen) -> LiveBook | None:
    if not command.needs_workbook or screen.window is None:
        return None
    return LiveBook(active_book(screen.window.app))


def _chosen(kept: Kept, wanted: Wanted) -> Kept:
    return replace(
        kept,
        policy=wanted.policy or kept.policy,
        language=wanted.language or kept.language,
    )
