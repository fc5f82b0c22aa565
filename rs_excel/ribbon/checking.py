"""Check the workbook or the sheet in front, and take our marks off again."""

from __future__ import annotations

from rs_excel.app.live import check_open, check_sheet, clear
from rs_excel.app.live_told import Told
from rs_excel.ribbon.scene import Scene


def workbook(scene: Scene) -> Told:
    """Checks the whole workbook."""
    return check_open(scene.book, scene.terms(), scene.progress, scene.asking)


def sheet(scene: Scene) -> Told:
    """Checks it, and marks and tells the active sheet alone."""
    return check_sheet(scene.book, scene.terms(), scene.progress, scene.asking)


def marks_off(scene: Scene) -> Told:
    """Takes our marks and sheets off."""
    return clear(scene.book, scene.progress, scene.asking)
