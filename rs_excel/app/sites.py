"""The sites of a tracker, and which of them somebody means.

Comes in: a tracker, and a name or reference as people say it. Goes out: one site, or an
error that names what there is to choose from. A name that two sites share is no answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rs_excel.app.settings import unknown
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.short_text import shortened
from rs_excel.errors import SettingsError, problem
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.broken import broken_parts_named
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.tracker_reading import TrackerSheet, read_tracker

_LONGEST_NAME = 80  # characters of each part, where reports print it
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Site:
    """One site as a tracker knows it."""

    key: str
    supplier: str
    site: str

    @classmethod
    def of(cls, row: TrackedAction) -> Site:
        return cls(row.site_key, row.supplier, row.site)

    @property
    def told(self) -> str:
        """Its names and the key it is known by, to tell it from one like it."""
        return f"{self.named} ({shortened(self.key, _LONGEST_NAME)})"

    @property
    def named(self) -> str:
        """``Supplier · Site``, as the reports print it."""
        names = (shortened(name, _LONGEST_NAME) for name in (self.supplier, self.site))
        return " · ".join(name for name in names if name)

    @property
    def names(self) -> frozenset[str]:
        """All it may be called, folded."""
        whole = f"{self.supplier} · {self.site}"
        said = (self.key, self.site, self.named, whole, f"{self.supplier}/{self.site}")
        return frozenset(folded(name) for name in said if name)


def opened(tracker: Path) -> TrackerSheet:
    """The tracker at a path; WorkbookError where there is none."""
    package = Package(Archive.open(tracker))
    with broken_parts_named(package):
        return read_tracker(OoxmlReader(package))


def sites_of(rows: Iterable[TrackedAction]) -> tuple[Site, ...]:
    """Every site once, in order of its key."""
    found = {row.site_key: Site.of(row) for row in rows}
    return tuple(found[key] for key in sorted(found))


def find_site(rows: Iterable[TrackedAction], wanted: str) -> Site:
    """The site meant by a name or reference.

    Raises SettingsError: SET-001 where there is none, SET-003 where there are several.
    """
    sites = sites_of(rows)
    asked = folded(wanted)
    found = [site for site in sites if asked in site.names]
    found = found or [site for site in sites if asked == folded(site.supplier)]
    if not found:
        raise unknown("site", wanted, known(sites))
    if len(found) > 1:
        fault = problem("SET-003", name=wanted, known=", ".join(known(found)))
        raise SettingsError(fault)
    return found[0]


def known(sites: Iterable[Site]) -> list[str]:
    """How sites may be named so that each is meant alone."""
    return [shortened(site.key, _LONGEST_KEY) for site in sites]


def folded(name: str) -> str:
    """A name whatever its case and spaces."""
    return " ".join(name.casefold().split())
