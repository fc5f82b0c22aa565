"""Which workbooks lie in a folder and below it, in an order that stays.

Comes in: a folder, and the folder for the results, which is passed over wherever it
lies. Goes out: each workbook once. Links are never followed, so nothing outside the
folder is ever reached; locks that spreadsheet programs leave are no returns.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rs_excel.app.outputs import OTHER_ENDINGS

ENDINGS = frozenset({".xlsx", ".xlsm", *OTHER_ENDINGS})
_NOT_RETURNS = ("~$", ".~lock.", "._")  # Excel, LibreOffice, the Finder on other disks
_JUNCTION = 0xA0000003  # Windows: a folder that leads to another folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One workbook; ``name`` is below the folder, with ``/``, and can be printed.

    ``below`` is its path below the folder, fit for the disk of this machine.
    """

    name: str
    below: Path


@dataclass(slots=True)
class Walk:
    """What lies below a folder. ``unlisted``: folders nobody may look into, and why."""

    files: list[Found] = field(default_factory=list)
    unlisted: list[tuple[Found, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def walk(folder: Path, out: Path) -> Walk:
    """All workbooks below ``folder``, by name; ``out`` is not looked into."""
    seen = Walk()
    left = [folder]
    while left:
        here = left.pop()
        try:
            entries = list(os.scandir(here))
        except OSError as fault:
            reason = (fault.strerror or type(fault).__name__).lower()
            seen.unlisted.append((_found(here, folder), reason))
            continue
        left.extend(_sort_in(entries, seen, folder, out))
    seen.files.sort(key=lambda found: found.name)
    seen.unlisted.sort(key=lambda pair: pair[0].name)
    seen.links.sort()
    return seen


def _sort_in(
    entries: list[os.DirEntry[str]], seen: Walk, folder: Path, out: Path
) -> Iterator[Path]:
    """Notes workbooks and links; yields the folders to look into."""
    for entry in entries:
        path = Path(entry.path)
        if _leads_elsewhere(entry):
            seen.links.append(_found(path, folder).name)
        elif entry.is_dir(follow_symlinks=False):
            if not _is_same(path, out):
                yield path
        elif _may_be_a_return(entry):
            seen.files.append(_found(path, folder))


def _may_be_a_return(entry: os.DirEntry[str]) -> bool:
    """By its name, and a file: reading a pipe or a device might never end."""
    named = is_named_like_a_return(entry.name)
    return named and entry.is_file(follow_symlinks=False)


def is_named_like_a_return(path: str) -> bool:
    """Whether it ends as workbooks do, and is no lock beside one."""
    name = path.rsplit("/", 1)[-1]
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 one text, no path
    return ending in ENDINGS and not name.startswith(_NOT_RETURNS)


def _leads_elsewhere(entry: os.DirEntry[str]) -> bool:
    if entry.is_symlink():
        return True
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError:  # gone since it was listed: whoever reads it will say so
        return False
    is_folder = stat.S_ISDIR(found.st_mode)
    return is_folder and getattr(found, "st_reparse_tag", 0) == _JUNCTION


def _is_same(path: Path, out: Path) -> bool:
    if path.name.casefold() != out.name.casefold():
        return False
    try:
        return path.samefile(out)
    except OSError:
        return False


def _found(path: Path, folder: Path) -> Found:
    """Bytes of a name that are no text are written out, as ``\\xff``."""
    below = path.relative_to(folder)
    shown = os.fsencode(below.as_posix()).decode("utf-8", "backslashreplace")
    return Found(name=shown, below=below)
