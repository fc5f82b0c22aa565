"""How it stands with the add-in on this machine.

Comes in: places. Goes out: what is there, and what is to be mended. Nothing is started
and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rs_excel import __version__
from rs_excel.addin.places import Places
from rs_excel.addin.read_back import FoundAddin, read_addin
from rs_excel.addin.script import script
from rs_excel.errors import AddinError, Problem, problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """``found`` is None where no add-in of ours is in its place."""

    places: Places
    found: FoundAddin | None
    problems: tuple[Problem, ...]


def status(places: Places) -> Status:
    """All that can be seen without starting anything."""
    if not places.addin.exists():
        missing = problem("ADD-010", places.addin)
        return Status(places=places, found=None, problems=(missing,))
    try:
        found = read_addin(places.addin)
    except AddinError as fault:
        return Status(places=places, found=None, problems=tuple(fault.problems))
    return Status(places=places, found=found, problems=tuple(_faults(places, found)))


def _faults(places: Places, found: FoundAddin) -> Iterator[Problem]:
    python, version = found.values["python"], found.values["version"]
    if version != __version__:
        versions = {"addin": version, "package": __version__}
        yield problem("ADD-012", places.addin, **versions)
    elif not found.as_built:
        yield problem("ADD-014", places.addin)
    if not Path(python).is_file():
        yield problem("ADD-013", python)
    if places.script is not None and not _is_as_filled(places.script, python):
        yield problem("ADD-015", places.script)


def _is_as_filled(file: Path, python: str) -> bool:
    try:
        return file.read_bytes() == script(python)
    except OSError:
        return False
