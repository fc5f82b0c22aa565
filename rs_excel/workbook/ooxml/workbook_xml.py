"""The list of sheets and names in the workbook part: appending ours, taking them out.

Comes in: the root of the workbook part, changed in place. Goes out: titles and
positions. New sheets always stand last, so that no index in the file shifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from rs_excel.workbook.addresses import quoted
from rs_excel.workbook.ooxml.markup import Dialect, elements

LONGEST_TITLE = 31
NAME_OF_SHEET = "_rs.sheet."  # + our id: marks a sheet as ours, whatever its title
NAME_OF_MARKED = "_rs.marked."  # + number: follows a marked sheet through renaming
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_BEFORE_NAMES = ("sheets", "functionGroups", "externalReferences")


def free_title(wanted: str, titles: Iterable[str]) -> str:
    """``wanted`` as a title may be, numbered if it is among ``titles`` already."""
    base = _NOT_IN_TITLES.sub(" ", wanted).strip("'")[:LONGEST_TITLE] or "Sheet"
    taken = {title.casefold() for title in titles}
    title, number = base, 2
    while title.casefold() in taken:
        suffix = f" ({number})"
        title = base[: LONGEST_TITLE - len(suffix)] + suffix
        number += 1
    return title


class SheetList:
    """Sheets, names and the active tab of a workbook."""

    def __init__(self, root: etree._Element, dialect: Dialect) -> None:
        self._root = root
        self._dialect = dialect
        sheets = root.find(dialect("sheets"))
        if sheets is None:
            raise LookupError("a package without sheets was let through")
        self._sheets = sheets

    def titles(self) -> list[str]:
        return [sheet.get("name", "") for sheet in elements(self._sheets)]

    def counts_from_1904(self) -> bool:
        """Whether day 0 is 1 January 1904, as in books begun on an old Mac."""
        found = self._root.find(self._dialect("workbookPr"))
        return found is not None and found.get("date1904") in {"1", "true"}

    def free_title(self, wanted: str) -> str:
        """``wanted``, numbered if a sheet has that title already."""
        return free_title(wanted, self.titles())

    def append(self, title: str, relation: str, *, hidden: bool) -> int:
        """Add a sheet as the last tab; returns its position, counted from 0."""
        ids = [int(s.get("sheetId", "0")) for s in elements(self._sheets)]
        sheet = etree.SubElement(
            self._sheets, self._dialect("sheet"), name=title, sheetId=str(max(ids) + 1)
        )
        if hidden:
            sheet.set("state", "veryHidden")
        sheet.set(self._dialect.id, relation)
        return len(ids)

    def activate(self, position: int) -> None:
        """The workbook opens on this tab."""
        views = self._root.find(self._dialect("bookViews"))
        if views is None:
            views = etree.Element(self._dialect("bookViews"))
            self._sheets.addprevious(views)
        if not elements(views):
            etree.SubElement(views, self._dialect("workbookView"))
        for view in elements(views):
            view.set("activeTab", str(position))

    def add_name(self, name: str, refers_to: str, *, local: int | None = None) -> None:
        """A defined name: hidden and global, or visible and local to a sheet."""
        attributes = {"name": name}
        if local is None:
            attributes["hidden"] = "1"
        else:
            attributes["localSheetId"] = str(local)
        new = etree.SubElement(
            self._names(), self._dialect("definedName"), attrib=attributes
        )
        new.text = refers_to

    def remove(self, title: str, *, lost: set[str]) -> None:
        """Take a sheet out, with the names that are its own or in ``lost``."""
        position = self.titles().index(title)
        self._sheets.remove(elements(self._sheets)[position])
        self._forget_names(position, lost)
        for view in self._root.iter(self._dialect("workbookView")):
            active = int(view.get("activeTab", "0"))
            if active == position:
                view.set("activeTab", str(self._first_visible()))
            elif active > position:
                view.set("activeTab", str(active - 1))

    def rename(self, title: str, new: str) -> None:
        """Give a sheet another title; names that point into it follow."""
        position = self.titles().index(title)
        elements(self._sheets)[position].set("name", new)
        said = "|".join(re.escape(way) for way in (quoted(title), title))
        pointed = re.compile(rf"(?<![\w.'])(?:{said})!")
        for name in self._root.iter(self._dialect("definedName")):
            name.text = pointed.sub(lambda _: f"{quoted(new)}!", name.text or "")

    def _first_visible(self) -> int:
        states = [s.get("state", "visible") for s in elements(self._sheets)]
        return states.index("visible") if "visible" in states else 0

    def remove_names(self, lost: set[str]) -> None:
        """Take defined names out, wherever they point."""
        self._forget_names(None, lost)

    def _forget_names(self, position: int | None, lost: set[str]) -> None:
        names = self._root.find(self._dialect("definedNames"))
        if names is None:
            return
        for name in elements(names):
            local = name.get("localSheetId")
            if name.get("name") in lost or (local and int(local) == position):
                names.remove(name)
            elif local and position is not None and int(local) > position:
                name.set("localSheetId", str(int(local) - 1))
        if not elements(names):
            self._root.remove(names)

    def _names(self) -> etree._Element:
        names = self._root.find(self._dialect("definedNames"))
        if names is None:
            names = etree.Element(self._dialect("definedNames"))
            after = [self._root.find(self._dialect(n)) for n in _BEFORE_NAMES]
            [found for found in after if found is not None][-1].addnext(names)
        return names
