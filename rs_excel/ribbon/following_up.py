"""Tracker and reply pack, from the workbook that is open."""

from __future__ import annotations

from rs_excel.app.live_follow_up import reply_pack, update_tracker
from rs_excel.app.live_told import Told
from rs_excel.ribbon.scene import Scene


def tracker(scene: Scene) -> Told:
    """Takes the findings of the open workbook into the tracker."""
    return update_tracker(scene.book, scene.terms(), scene.progress, scene.asking)


def reply(scene: Scene) -> Told:
    """Writes what the site is told."""
    return reply_pack(scene.book, scene.terms(), scene.progress, scene.asking)
