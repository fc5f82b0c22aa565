"""Next and previous finding, from the cell the user is on."""

from __future__ import annotations

from rs_excel.app.live_next import next_finding, previous_finding
from rs_excel.app.live_told import Told
from rs_excel.ribbon.scene import Scene


def next_(scene: Scene) -> Told:
    """Goes to the next finding."""
    return next_finding(scene.book)


def previous(scene: Scene) -> Told:
    """Goes to the finding before."""
    return previous_finding(scene.book)
