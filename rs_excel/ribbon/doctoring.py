"""The doctor, called from the ribbon: what was found, and a note that can be sent on.

Comes in: the scene. Goes out: what is broken or worth a look, and where the note lies.
"""

from __future__ import annotations

from rs_excel.app.live_told import Told, Tone
from rs_excel.doctor.looked import State
from rs_excel.doctor.looks import look_at
from rs_excel.doctor.machine import this_machine
from rs_excel.doctor.telling import lines_of, note_for_it, verdict
from rs_excel.ribbon.scene import Scene
from rs_excel.workbook.safe_write import safe_write

NOTE_NAME = "note-for-it.txt"


def doctor(scene: Scene) -> Told:
    """Looks at the machine."""
    looks = look_at(this_machine())
    note = scene.home / NOTE_NAME
    safe_write(note, f"{note_for_it(looks)}\n".encode())
    telling = [looked for looked in looks if looked.seen.state is not State.OK]
    broken = any(looked.seen.state is State.BROKEN for looked in looks)
    return Told(
        title=verdict(looks),
        lines=(*lines_of(telling), "", f"All of it, to send to IT: {note}"),
        tone=Tone.WARNING if broken else Tone.INFO,
    )
