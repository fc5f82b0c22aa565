"""Policy, language and settings: what was chosen, and what there is to choose.

Comes in: the scene, whose choices are the newest. Goes out: what is used from now on.
Whoever chose keeps it: the add-in in its own sheet, the twins in the user's folder.
"""

from __future__ import annotations

from dataclasses import replace

from rs_excel.app.live_told import Told
from rs_excel.app.settings import find_pack, find_policy, unknown
from rs_excel.ribbon.commands import LANGUAGES
from rs_excel.ribbon.kept import NAME, read_kept, write_kept
from rs_excel.ribbon.scene import PACK, Scene


def policy(scene: Scene) -> Told:
    """Says which policy holds. Raises SettingsError for one there is none of."""
    chosen = find_policy(find_pack(PACK), scene.kept.policy)
    title = f"Policy: {chosen.name}. It is used from the next check on."
    return Told(title=title)


def language(scene: Scene) -> Told:
    """Says which language holds. Raises SettingsError for one there is none of."""
    labels = {choice.value: choice.label for choice in LANGUAGES}
    chosen = scene.kept.language
    if chosen not in labels:
        raise unknown("language", chosen, sorted(labels))
    title = f"Language: {labels[chosen]}. It is used from the next check on."
    return Told(title=title)


def settings_in_excel(scene: Scene) -> Told:
    """The same; the tracker, which a box asks for once, can be forgotten again."""
    tracker = scene.kept.tracker
    if tracker is not None:
        question = f"Your tracker is {tracker}. Forget it, and ask again next time?"
        if scene.asking.agrees(question):
            write_kept(replace(read_kept(scene.home), tracker=None), scene.home)
            scene = replace(scene, kept=replace(scene.kept, tracker=None))
    return settings(scene)


def settings(scene: Scene) -> Told:
    """All that is set, where it is kept, how to change it."""
    kept = scene.kept
    return Told(
        title="What is set",
        lines=(
            f"Policy: {kept.policy}",
            f"Language: {kept.language}",
            f"Tracker: {kept.tracker or 'asked for when it is first needed'}",
            "",
            "In Excel, Policy and Language on the ribbon change the first two; the",
            "add-in keeps them in its own sheet, never in a workbook.",
            "In a terminal: rs-excel excel policy NAME, rs-excel excel language NAME,",
            "rs-excel excel track --tracker FILE.",
            f"Kept for the terminal, and the tracker for both: {scene.home / NAME}",
        ),
    )
