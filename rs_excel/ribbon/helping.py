"""Help: what each button does, and the word for it in a terminal.

Comes in: the table of commands. Goes out: the same words as on the ribbon.
"""

from __future__ import annotations

from rs_excel.app.live_told import Told
from rs_excel.ribbon.commands import COMMANDS
from rs_excel.ribbon.scene import Scene


def help_(scene: Scene) -> Told:
    """Every command in a line."""
    lines = [
        f"{command.label}: {command.screen_tip} "
        f"(rs-excel excel {' '.join(command.twin)})"
        for command in COMMANDS
    ]
    return Told(title="What the buttons do", lines=tuple(lines))
