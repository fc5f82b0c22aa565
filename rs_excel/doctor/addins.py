"""The add-in itself: in its place, of this version, unmarked, not switched off.

Comes in: the machine. Goes out: looks. What lies there is read as one reads a
stranger's file; the interpreter it names is started as Excel would start it.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from rs_excel import __version__
from rs_excel.addin.places import Places, places
from rs_excel.addin.status import status
from rs_excel.doctor.looked import Seen, State
from rs_excel.doctor.machine import Machine
from rs_excel.doctor.pythons import probe
from rs_excel.errors import AddinError, Problem

_HARMLESS = "ADD-014"  # Excel saved a choice of the user in it
_MISSING = "ADD-010"
_SIGNATURE = "xl/vbaProjectSignature"
_DISABLED = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency\DisabledItems"
_INSTALL = "Close Excel and run `rs-excel addin install`."


def in_place(machine: Machine) -> Seen:
    """Whether it is there, whole, and of this version."""
    where = _places(machine)
    if isinstance(where, Seen):
        return where
    found = status(where)
    if found.problems:
        return _of_problems(found.problems)
    assert found.found is not None  # or there would be a problem
    saw = f"version {__version__}, {where.addin}, SHA-256 {found.found.sha256}"
    return Seen(state=State.OK, saw=saw)


def _of_problems(problems: tuple[Problem, ...]) -> Seen:
    state = State.LOOK
    if any(found.code != _HARMLESS for found in problems):
        state = State.BROKEN
    for_it = ""
    if any(found.code == _MISSING for found in problems):
        for_it = (
            f"If a virus scanner took {problems[0].where} away, please release it: "
            "`rs-excel addin build` makes the same bytes anywhere, for comparison."
        )
    return Seen(
        state=state,
        saw=" ".join(f"{found.says} ({found.where})" for found in problems),
        do=" ".join(dict.fromkeys(found.do for found in problems)),
        for_it=for_it,
    )


def its_python(machine: Machine) -> Seen:
    """Whether the interpreter it names starts and finds this package."""
    where = _places(machine)
    if isinstance(where, Seen):
        return where
    installed = status(where).found
    if installed is None:
        return Seen(state=State.UNKNOWN, saw="there is no add-in that names one")
    python = installed.values["python"]
    found = probe(machine, Path(python))
    if isinstance(found, str):
        return Seen(state=State.BROKEN, saw=f"{python}: {found}", do=_INSTALL)
    if found["package"] != __version__:
        theirs = found["package"] or "none"
        saw = f"{python} finds rs_excel {theirs}, and this is {__version__}"
        return Seen(state=State.BROKEN, saw=saw, do=_INSTALL)
    return Seen(state=State.OK, saw=python)


def download_mark(machine: Machine) -> Seen:
    """Whether Windows holds it for a download, whose macros it blocks."""
    where = _places(machine)
    if isinstance(where, Seen):
        return where
    mark = Path(f"{where.addin}:Zone.Identifier")
    if not mark.exists():
        return Seen(state=State.OK, saw="none")
    zone = mark.read_text("utf-8", "replace").replace(" ", "").lower()
    if "zoneid=3" not in zone and "zoneid=4" not in zone:
        return Seen(state=State.OK, saw="from this machine or the company's network")
    saw = "the add-in is marked as downloaded, so its macros are blocked"
    return Seen(state=State.BROKEN, saw=saw, do=_INSTALL)


def disabled_items(machine: Machine) -> Seen:
    """Whether Excel itself switched it off after a crash."""
    name = "rs_excel.xlam".encode("utf-16-le")
    items = machine.registry.values(_DISABLED).values()
    if any(isinstance(item, bytes) and name in item.lower() for item in items):
        do = (
            "File > Options > Add-ins > Manage: Disabled Items > Go, choose "
            "rs_excel.xlam, Enable; then start Excel again."
        )
        saw = "Excel switched it off after it ended badly"
        return Seen(state=State.BROKEN, saw=saw, do=do)
    return Seen(state=State.OK, saw="not among them")


def is_signed(machine: Machine) -> bool:
    """Whether somebody signed the macros of the add-in that is installed."""
    where = _places(machine)
    if isinstance(where, Seen):
        return False
    try:
        with ZipFile(where.addin) as package:
            names = package.namelist()
    except (OSError, BadZipFile):
        return False
    return any(name.startswith(_SIGNATURE) for name in names)


def _places(machine: Machine) -> Places | Seen:
    """Where it should lie; what there is to say where that cannot be told."""
    try:
        return places(machine.system, machine.home, machine.environment)
    except AddinError as fault:
        (found,) = fault.problems
        return Seen(state=State.BROKEN, saw=found.says, do=found.do)
