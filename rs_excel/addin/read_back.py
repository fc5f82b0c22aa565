"""An add-in that lies somewhere, read as one reads a stranger's file.

Comes in: a path. Goes out: the settings it carries, its sum, and whether it is as this
version makes it; or an AddinError where the file is none of ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from rs_excel.addin.build import build
from rs_excel.addin.settings import SHEET, AddinSettings
from rs_excel.errors import AddinError, RsError, problem
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader

_NAMES = ("python", "version", "policy", "language")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAddin:
    """An add-in of ours, of whichever version."""

    values: Mapping[str, str]  # python, version, policy, language; empty if not there
    sha256: str
    as_built: bool


def read_addin(file: Path) -> FoundAddin:
    """Raises AddinError: ADD-011 where it is not ours, or cannot be read at all."""
    try:
        package = Package(Archive.open(file))
        rows = OoxmlReader(package).grid(SHEET, (1, 2)).rows
    except (RsError, KeyError) as fault:
        raise AddinError(problem("ADD-011", file)) from fault
    found = {row.get(1): row.get(2) for row in rows.values()}
    values = {name: str(found.get(name) or "") for name in _NAMES}
    if not values["version"]:
        raise AddinError(problem("ADD-011", file))
    data = package.archive.data
    return FoundAddin(
        values=values, sha256=sha256(data).hexdigest(), as_built=_as_built(data, values)
    )


def _as_built(data: bytes, values: Mapping[str, str]) -> bool:
    """Whether the same settings give the same bytes today."""
    try:
        return build(AddinSettings(**values)) == data
    except AddinError:  # values nobody would have built in
        return False
