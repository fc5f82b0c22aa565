"""Putting the add-in where Excel loads it, and taking it away again.

Comes in: places and an interpreter. Goes out: files written whole and read back, or an
AddinError with everything as it was. Excel is never started. What the user chose in the
ribbon is carried over from the add-in that was there.
"""

from __future__ import annotations

import os
from pathlib import Path

from rs_excel import __version__
from rs_excel.addin.build import build
from rs_excel.addin.places import Places
from rs_excel.addin.read_back import FoundAddin, read_addin
from rs_excel.addin.script import script
from rs_excel.addin.settings import AddinSettings, chosen
from rs_excel.errors import AddinError, OutputError, problem
from rs_excel.workbook.safe_write import safe_write

_IN_USE = {"OUT-002", "OUT-006"}  # held by another program, or locked by one
_PRIVATE = "/Packages/PythonSoftwareFoundation."


def install(places: Places, python: str) -> FoundAddin:
    """The add-in that is there afterwards.

    Raises AddinError for a Python the add-in would not take (ADD-002), a file that is
    not ours (ADD-011), one that Excel holds (ADD-005), cannot see (ADD-017) or that is
    gone again (ADD-007).
    """
    choices = chosen(read_addin(places.addin).values) if places.addin.exists() else {}
    settings = AddinSettings(python=python, version=__version__, **choices)
    data = build(settings)
    if places.script is not None:
        _write(places.script, script(python))
    _write(places.addin, data)
    _require_seen(places.addin)
    return _read_back(places.addin)


def uninstall(places: Places) -> tuple[Path, ...]:
    """What was taken away; nothing where nothing was.

    Raises AddinError for a file that is not ours (ADD-011), or held by Excel (ADD-005).
    """
    gone = []
    if places.addin.exists():
        read_addin(places.addin)
        _remove(places.addin)
        gone.append(places.addin)
    if places.script is not None and places.script.exists():
        _remove(places.script)
        gone.append(places.script)
    return tuple(gone)


def write_addin(file: Path, settings: AddinSettings) -> FoundAddin:
    """An add-in for this or another machine, read back.

    Raises AddinError for another ending (ADD-008) and as ``install`` does.
    """
    if file.suffix.lower() != ".xlam":
        raise AddinError(problem("ADD-008", file))
    if file.exists():
        read_addin(file)
    safe_write(file, build(settings))
    return _read_back(file)


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        safe_write(file, data)
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise AddinError(problem("ADD-009", file, reason=reason)) from None
    except OutputError as fault:
        if {told.code for told in fault.problems} & _IN_USE:
            raise AddinError(problem("ADD-005", file)) from fault
        raise


def _require_seen(file: Path) -> None:
    """Windows gives a Python from its store a copy of the folder that only it sees."""
    if _PRIVATE in os.path.realpath(file).replace("\\", "/"):
        _remove(file)
        raise AddinError(problem("ADD-017", file))


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except PermissionError:
        raise AddinError(problem("ADD-005", file)) from None
    except OSError as fault:
        reason = (fault.strerror or type(fault).__name__).lower()
        raise AddinError(problem("ADD-009", file, reason=reason)) from None


def _read_back(file: Path) -> FoundAddin:
    """A virus scanner may have changed or taken it in the same moment."""
    try:
        found = read_addin(file)
    except AddinError:
        raise AddinError(problem("ADD-007", file)) from None
    if not found.as_built:
        raise AddinError(problem("ADD-007", file))
    return found
