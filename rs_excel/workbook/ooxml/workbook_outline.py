"""What a workbook part lists: its sheets and its defined names.

Comes in: the bytes of the part. Goes out: values without any tree. The returns of a
batch are filled copies of one questionnaire and mostly share this part, so the last
few are remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from rs_excel.workbook.ooxml.markup import STRICT, TRANSITIONAL, Dialect, parse


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it, before its part is known."""

    name: str
    relation: str
    state: str  # visible | hidden | veryHidden


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it stands for; ``sheet`` is the tab's index when local."""

    name: str
    refers_to: str
    sheet: int | None
    hidden: bool


@dataclass(frozen=True)
class WorkbookOutline:
    """``dialect`` is None where the part is of another program; see ``element``."""

    element: str  # local name of the root
    dialect: Dialect | None
    sheets: tuple[ListedSheet, ...] = ()
    names: tuple[DefinedName, ...] = ()

    @cached_property
    def taken(self) -> frozenset[str]:
        """The names that are taken; names do not depend on case."""
        return frozenset(name.name.casefold() for name in self.names)

    @cached_property
    def by_reference(self) -> Mapping[str, str]:
        """Names of the whole book that are shown, by what they refer to."""
        names = reversed(self.names)  # of several names the first counts
        shown = (name for name in names if name.sheet is None and not name.hidden)
        return {name.refers_to: name.name for name in shown}


@lru_cache(maxsize=8)
def outline(part: bytes) -> WorkbookOutline:
    """Sheets and names, in the order of the file. Raises lxml's XMLSyntaxError."""
    root = parse(part)
    element = etree.QName(root).localname
    for dialect in (TRANSITIONAL, STRICT):
        if root.tag == dialect("workbook"):
            return WorkbookOutline(
                element, dialect, _sheets(root, dialect), _names(root, dialect)
            )
    return WorkbookOutline(element, None)


def _sheets(root: etree._Element, dialect: Dialect) -> tuple[ListedSheet, ...]:
    path = f"{dialect('sheets')}/{dialect('sheet')}"
    return tuple(
        ListedSheet(
            name=found.get("name", ""),
            relation=found.get(dialect.id, ""),
            state=found.get("state", "visible"),
        )
        for found in root.iterfind(path)
    )


def _names(root: etree._Element, dialect: Dialect) -> tuple[DefinedName, ...]:
    path = f"{dialect('definedNames')}/{dialect('definedName')}"
    return tuple(
        DefinedName(
            name=found.get("name", ""),
            refers_to=found.text or "",
            sheet=_index(found.get("localSheetId", "")),
            hidden=found.get("hidden") in ("1", "true"),
        )
        for found in root.iterfind(path)
    )


def _index(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 else None
