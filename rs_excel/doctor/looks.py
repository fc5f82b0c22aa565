"""All looks at the machine, in the order in which things are needed.

Comes in: the machine. Goes out: one line for each look. One that fails tells so and
stops no other; one that says nothing on this system says that.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from rs_excel.doctor import (
    addins,
    defender,
    excel_itself,
    folders,
    macos,
    office_policies,
    pythons,
)
from rs_excel.doctor.looked import Looked, Seen, State
from rs_excel.doctor.machine import MACOS, WINDOWS, Machine

_NAMES = {WINDOWS: "Windows", MACOS: "macOS"}
_BOTH = (WINDOWS, MACOS)


class Look(NamedTuple):
    """What is looked at, how, and on which systems there is something to see."""

    what: str
    at: Callable[[Machine], Seen]
    on: tuple[str, ...] = ()  # everywhere


_LOOKS = (
    Look("Excel", excel_itself.version, _BOTH),
    Look("Microsoft Store edition", excel_itself.store_edition, (WINDOWS,)),
    Look("Add-in", addins.in_place, _BOTH),
    Look("Add-in: its Python", addins.its_python, _BOTH),
    Look("Add-in: download mark", addins.download_mark, (WINDOWS,)),
    Look("Add-in: disabled items", addins.disabled_items, (WINDOWS,)),
    Look("Trust Center: add-ins", office_policies.all_add_ins, (WINDOWS,)),
    Look("Trust Center: signatures", office_policies.signed_add_ins, (WINDOWS,)),
    Look("Trust Center: macros", office_policies.macros, (WINDOWS,)),
    Look("Defender: child processes", defender.child_processes, (WINDOWS,)),
    Look("Leave to work with Excel", macos.permission, (MACOS,)),
    Look("User folder", folders.profile, (WINDOWS,)),
    Look("OneDrive and SharePoint", folders.cloud, (WINDOWS,)),
    Look("LibreOffice", excel_itself.office_suite),
)


def look_at(machine: Machine) -> tuple[Looked, ...]:
    """Everything that usually breaks."""
    found = pythons.probe(machine, machine.python)
    looks = (
        Look("Python", partial(pythons.interpreter, found)),
        Look("xlwings", partial(pythons.xlwings, found), _BOTH),
        Look("Rule engine", partial(pythons.evaluator, found)),
        *_LOOKS,
    )
    return tuple(_one(look, machine) for look in looks)


def _one(look: Look, machine: Machine) -> Looked:
    if look.on and machine.system not in look.on:
        systems = " and ".join(_NAMES[system] for system in look.on)
        saw = f"can be seen on {systems} only"
        return Looked(what=look.what, seen=Seen(state=State.UNKNOWN, saw=saw))
    try:
        seen = look.at(machine)
    except OSError as fault:
        saw = f"it may not be read: {fault.strerror or fault}"
        seen = Seen(state=State.UNKNOWN, saw=saw)
    return Looked(what=look.what, seen=seen)
