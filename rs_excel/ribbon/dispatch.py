"""Which function carries out which command; both fronts go through here.

Comes in: a row of the table of commands, and the scene. Goes out: what to tell. A
function's module is loaded when its command is given, so that none waits for another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from rs_excel.app.live_told import Told
from rs_excel.ribbon.commands import Command
from rs_excel.ribbon.scene import Scene

_HOME = "rs_excel.ribbon."
HOMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "checkWorkbook": ("checking", "workbook"),
        "checkSheet": ("checking", "sheet"),
        "clearMarks": ("checking", "marks_off"),
        "nextFinding": ("stepping", "next_"),
        "previousFinding": ("stepping", "previous"),
        "explainCell": ("explaining", "in_short"),
        "updateTracker": ("following_up", "tracker"),
        "replyPack": ("following_up", "reply"),
        "checkFolder": ("folder", "check"),
        "choosePolicy": ("choosing", "policy"),
        "chooseLanguage": ("choosing", "language"),
        "settings": ("choosing", "settings_in_excel"),
        "doctor": ("doctoring", "doctor"),
        "help": ("helping", "help_"),
    }
)
"""Command id → module of this room, function in it."""
IN_A_TERMINAL: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **HOMES,
        "explainCell": ("explaining", "in_full"),
        "settings": ("choosing", "settings"),
    }
)
"""A terminal has room for more, and asks by options only."""


def carry_out(
    command: Command, scene: Scene, homes: Mapping[str, tuple[str, str]] = HOMES
) -> Told:
    """Does what the command says. Raises errors of the catalogue."""
    module, name = homes[command.id]
    function: Callable[[Scene], Told] = vars(import_module(f"{_HOME}{module}"))[name]
    return function(scene)
