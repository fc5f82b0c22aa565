"""Check a folder of returns; no workbook has to be open for it."""

from __future__ import annotations

from rs_excel.app.live_folder import check_folder
from rs_excel.app.live_told import Told
from rs_excel.ribbon.scene import Scene


def check(scene: Scene) -> Told:
    """Checks every workbook of a folder the user names."""
    return check_folder(scene.terms(), scene.progress, scene.asking)
