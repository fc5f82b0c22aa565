"""Folders that lie elsewhere than they seem: on a network, or in the cloud.

Comes in: the environment. Goes out: looks.
"""

from __future__ import annotations

from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import Machine

_CLOUDS = ("OneDriveCommercial", "OneDrive", "OneDriveConsumer")


def profile(machine: Machine) -> Seen:
    """Whether Excel's start folder is on a network drive, which it does not trust."""
    data = machine.environment.get("APPDATA", "")
    if data.startswith("\\\\"):
        saw = f"on a network drive ({data}), which Excel does not trust by itself"
        do = "If the ribbon stays away, send the note below to your IT department."
        for_it = (
            f"Excel's start folder lies on the network ({data}). Allow trusted "
            "locations on the network, or make this one trusted."
        )
        return Seen(state=State.LOOK, saw=saw, do=do, for_it=for_it)
    if not data:
        return Seen(state=State.UNKNOWN, saw="APPDATA is not set")
    return Seen(state=State.OK, saw="on this machine")


def cloud(machine: Machine) -> Seen:
    """OneDrive and SharePoint: nothing to mend, something to know."""
    there = [name for name in _CLOUDS if machine.environment.get(name)]
    if not there:
        return Seen(state=State.OK, saw="not set up")
    return Seen(
        state=State.OK,
        saw="set up; open workbooks are worked in wherever they lie",
        do="Keep tracker and reply packs in a folder that is synchronised to this "
        "machine, and let the synchronising end before others open them.",
    )
