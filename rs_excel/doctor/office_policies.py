"""What Office is told to allow: macros, add-ins, the folder they start from.

Comes in: the registry. Goes out: one look each. A rule of the company stands under
``Policies`` and goes before what the user chose in the Trust Center.
"""

from __future__ import annotations

from typing import NamedTuple

from rs_excel.doctor.addins import is_signed
from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import Machine

_COMPANY = r"Software\Policies\Microsoft\Office\16.0"
_USER = r"Software\Microsoft\Office\16.0"
_SECURITY = r"\Excel\Security"
_LOCATIONS = rf"{_SECURITY}\Trusted Locations"
_NO_NOTICE = (3, 4)  # VBAWarnings: signed macros alone, none at all
_TRUST_CENTER = "File > Options > Trust Center > Trust Center Settings"


class Setting(NamedTuple):
    """A number Office obeys, where it stands, and whether the company set it."""

    value: object
    at: str
    by_company: bool

    @property
    def is_on(self) -> bool:
        return self.value == 1


def setting(machine: Machine, below: str, name: str) -> Setting | None:
    """The value Office obeys; None where nobody set one."""
    for hive, root in (("HKLM", _COMPANY), ("HKCU", _COMPANY), ("HKCU", _USER)):
        key = f"{hive}\\{root}{below}"
        values = machine.registry.values(key)
        if name.lower() in values:
            value = values[name.lower()]
            return Setting(value, f"{key}\\{name} = {value}", root == _COMPANY)
    return None


def signed_add_ins(machine: Machine) -> Seen:
    """Whether add-ins without a signature are refused; ours is made without one."""
    found = setting(machine, _SECURITY, "RequireAddinSig")
    if found is None or not found.is_on:
        return Seen(state=State.OK, saw="not asked for")
    if is_signed(machine):
        saw = "asked for, and the add-in here is signed; by whom was not looked at"
        do = "If the ribbon stays away, ask IT whether its publisher is trusted."
        return Seen(state=State.LOOK, saw=saw, do=do, for_it=found.at)
    return _stands_in_the_way(
        found,
        "the add-in comes unsigned, so the ribbon stays away",
        f"{_TRUST_CENTER} > Add-ins: clear “Require Application Add-ins to be "
        "signed by Trusted Publisher”.",
    )


def all_add_ins(machine: Machine) -> Seen:
    """Whether add-ins are switched off altogether."""
    found = setting(machine, _SECURITY, "DisableAllAddins")
    if found is None or not found.is_on:
        return Seen(state=State.OK, saw="add-ins are allowed")
    return _stands_in_the_way(
        found,
        "Excel loads no add-in at all",
        f"{_TRUST_CENTER} > Add-ins: clear “Disable all Application Add-ins”.",
    )


def macros(machine: Machine) -> Seen:
    """Whether the add-in's macros run: by setting, and by the folder they lie in."""
    off = setting(machine, r"\Common", "VBAOff")
    if off is not None and off.is_on:
        says = "Visual Basic is switched off for Office"
        return _stands_in_the_way(off, says, f"{_TRUST_CENTER} > Macro Settings.")
    folders = setting(machine, _LOCATIONS, "AllLocationsDisabled")
    level = setting(machine, _SECURITY, "VBAWarnings")
    if folders is None or not folders.is_on:
        saw = "they run from Excel's start folder, a trusted one"
        return Seen(state=State.OK, saw=saw)
    do = f"{_TRUST_CENTER} > Trusted Locations: clear “Disable all Trusted Locations”."
    if level is not None and level.value in _NO_NOTICE:
        says = "no folder is trusted and unsigned macros are off"
        return _stands_in_the_way(folders, says, do)
    saw = "no folder is trusted: Excel asks whether to enable the macros"
    return Seen(state=State.LOOK, saw=saw, do=do, for_it=folders.at)


def _stands_in_the_way(found: Setting, says: str, do: str) -> Seen:
    """Broken; only IT can change what the company set."""
    if found.by_company:
        do = (
            "Only your IT department can change this; send it the note below. "
            "Until then `rs-excel excel check` works without macros."
        )
    return Seen(state=State.BROKEN, saw=says, do=do, for_it=f"{found.at}: {says}.")
