"""The Excel that is installed: which, how many bits, from where.

Comes in: the registry, or the folder of programmes on macOS. Goes out: looks. Bits and
origin are told because people ask for them; Python runs beside Excel, not inside it, so
neither has to match.
"""

from __future__ import annotations

import plistlib
from pathlib import Path

from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import MACOS, Machine

_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CURRENT = r"HKCR\Excel.Application\CurVer"
_OLDEST = 16
_STORE = "\\windowsapps\\"
_MAC_APP = Path("Applications/Microsoft Excel.app/Contents/Info.plist")


def version(machine: Machine) -> Seen:
    """Which Excel there is; Excel 2016 and all that came later are version 16."""
    return _on_macos(machine) if machine.system == MACOS else _on_windows(machine)


def _on_windows(machine: Machine) -> Seen:
    current = str(machine.registry.values(_CURRENT).get("", ""))
    major = current.rpartition(".")[2]
    if not major.isdigit():
        saw = "no Excel is registered on this machine"
        do = "Install desktop Excel; Excel in the browser has no such add-ins."
        return Seen(state=State.BROKEN, saw=saw, do=do)
    if int(major) < _OLDEST:
        saw = f"version {major}; the ribbon is made for Excel 2016 and later"
        do = "Install a current Excel, or use `rs-excel check FILE`."
        return Seen(state=State.BROKEN, saw=saw, do=do)
    office = machine.registry.values(_CLICK_TO_RUN)
    bits = {"x64": ", 64 bits", "x86": ", 32 bits"}.get(str(office.get("platform")), "")
    exact = str(office.get("versiontoreport", major))
    return Seen(state=State.OK, saw=f"version {exact}{bits}")


def _on_macos(machine: Machine) -> Seen:
    for root in (Path("/"), machine.home):
        plist = root / _MAC_APP
        if plist.is_file():
            with plist.open("rb") as file:
                said = plistlib.load(file)
            exact = said.get("CFBundleShortVersionString", "unknown")
            return Seen(state=State.OK, saw=f"version {exact}")
    saw = "not in the folder of programmes"
    return Seen(state=State.LOOK, saw=saw, do="Install Microsoft Excel.")


def store_edition(machine: Machine) -> Seen:
    """Whether Excel comes from the Microsoft Store, which keeps it in a box."""
    path = str(machine.registry.values(_PATH).get("", ""))
    if not path:
        saw = "where Excel lies is not registered"
        return Seen(state=State.UNKNOWN, saw=saw)
    if _STORE in path.lower():
        do = (
            "If the ribbon does not appear, remove it and install Office from "
            "office.com with the same account."
        )
        saw = "Excel comes from the Store; add-ins may be kept from it"
        return Seen(state=State.LOOK, saw=saw, do=do)
    return Seen(state=State.OK, saw="no, an ordinary installation")


def office_suite(machine: Machine) -> Seen:
    """LibreOffice is asked for now and then; nothing here needs it."""
    return Seen(state=State.OK, saw="not needed")
