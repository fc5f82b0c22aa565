"""``rs-excel addin build | install | uninstall | status``: the ribbon in Excel."""

from __future__ import annotations

import sys
from argparse import Namespace

from rs_excel import __version__
from rs_excel.addin.install import install, uninstall, write_addin
from rs_excel.addin.interpreter import require_package
from rs_excel.addin.places import places_here
from rs_excel.addin.read_back import FoundAddin
from rs_excel.addin.settings import AddinSettings
from rs_excel.addin.status import status
from rs_excel.cli.exits import DONE, FOUND

_NEXT = "Open Excel: the tab Responsible Sourcing is there."


def run(wanted: Namespace) -> int:
    """Does one of the four; what was found or done goes to standard output."""
    actions = {
        "build": _build,
        "install": _install,
        "uninstall": _uninstall,
        "status": _status,
    }
    return actions[wanted.action](wanted)


def _build(wanted: Namespace) -> int:
    settings = AddinSettings(
        python=wanted.python or sys.executable,
        version=__version__,
        policy=wanted.policy,
        language=wanted.language,
    )
    found = write_addin(wanted.out, settings)
    print(wanted.out)
    _print_values(found)
    return DONE


def _install(_: Namespace) -> int:
    places = places_here()
    require_package(sys.executable)
    found = install(places, sys.executable)
    print(places.addin)
    _print_values(found)
    print(_NEXT)
    return DONE


def _uninstall(_: Namespace) -> int:
    gone = uninstall(places_here())
    for file in gone:
        print(f"Taken away: {file}")
    if not gone:
        print("The add-in was not installed.")
    return DONE


def _status(_: Namespace) -> int:
    seen = status(places_here())
    print(seen.places.addin)
    if seen.found is not None:
        _print_values(seen.found)
    for told in seen.problems:
        print(told)
    return FOUND if seen.problems else DONE


def _print_values(found: FoundAddin) -> None:
    for name, value in found.values.items():
        print(f"  {name:<9} {value}")
    print(f"  {'sha256':<9} {found.sha256}")
