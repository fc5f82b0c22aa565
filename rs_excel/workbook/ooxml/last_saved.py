"""By whom and when a workbook was last saved, as the program that saved it says.

Comes in: a package. Goes out: a name and a moment, empty where the workbook does not
say, says it unreadably, or says it in a part of its properties that is broken: nothing
that is checked rests on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml.package import Package

_ROOT = ""  # the package itself, of which the properties are a part
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
_LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaved:
    """``on`` as it stands there, where it is a moment: ``2026-02-09T08:15:00Z``."""

    by: str = ""
    on: str = ""


def last_saved(package: Package) -> LastSaved:
    """What the core properties say."""
    try:
        part = package.related(_ROOT, "core-properties")
        root = package.tree(part) if part else None
    except WorkbookError:
        root = None
    if root is None:
        return LastSaved()
    by = " ".join(_text(root, f"{_CORE}lastModifiedBy").split())
    on = _text(root, f"{_TERMS}modified").strip()
    return LastSaved(by=by[:_LONGEST], on=on if _is_moment(on) else "")


def _text(root: etree._Element, name: str) -> str:
    found = root.find(name)
    return (found.text or "") if found is not None else ""


def _is_moment(said: str) -> bool:
    """In universal time, as programs write it, so that moments compare as text."""
    if not said.endswith("Z") or len(said) != len("2026-02-09T08:15:00Z"):
        return False
    try:
        datetime.fromisoformat(said)
    except ValueError:
        return False
    return True
