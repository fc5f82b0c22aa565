"""Explain this cell: short in a box of the ribbon, in full in a terminal."""

from __future__ import annotations

from rs_excel.app.live_explain import explain_cell, explain_cell_in_full
from rs_excel.app.live_told import Told
from rs_excel.ribbon.scene import Scene


def in_short(scene: Scene) -> Told:
    """What came of the selected cell."""
    return explain_cell(scene.book, scene.terms(), scene.progress)


def in_full(scene: Scene) -> Told:
    """The same with every condition of every rule."""
    return explain_cell_in_full(scene.book, scene.terms(), scene.progress)
