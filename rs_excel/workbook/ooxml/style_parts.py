"""The sections of ``styles.xml``: finding them, appending to them, keeping count.

Comes in: the part, or nothing. Goes out: members by number; a new member gets the
next one. Sections that a file lacks are made where the schema wants them.
"""

from __future__ import annotations

import re

from lxml import etree

from rs_excel.workbook.ooxml.markup import Dialect, elements, parse, serialise

_EMPTY = re.compile(r"(<[^<>/]+)></[^<>]+>")
_ORDER = (
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
)
_PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
# What Excel takes for granted: members that every section must begin with.
_FIRST = {
    "fonts": ('<font><sz val="11"/><name val="Calibri"/></font>',),
    "fills": (
        '<fill><patternFill patternType="none"/></fill>',
        '<fill><patternFill patternType="gray125"/></fill>',
    ),
    "borders": ("<border/>",),
    "cellStyleXfs": (_PLAIN,),
    "cellXfs": (_PLAIN.replace("/>", ' xfId="0"/>'),),
    "cellStyles": ('<cellStyle name="Normal" xfId="0" builtinId="0"/>',),
}


class StyleParts:
    """Sections and their members."""

    def __init__(self, data: bytes | None, dialect: Dialect) -> None:
        self.dialect = dialect
        self.changed = data is None
        self._root = parse(data or f'<styleSheet xmlns="{dialect.main}"/>'.encode())
        self._members: dict[str, list[etree._Element]] = {}
        self._sections: dict[str, etree._Element] = {}
        self._known: dict[tuple[str, str], int] = {}

    def to_bytes(self) -> bytes:
        """The part; a section of which nothing was ever asked stays as it is."""
        for name in _FIRST if self.changed else ():
            self.members(name)
        return serialise(self._root)

    def members(self, section: str) -> list[etree._Element]:
        """The members of a section, by number. Not to be changed but by ``add``."""
        if section not in self._members:
            found = self._root.find(self.dialect(section))
            self._members[section] = [] if found is None else elements(found)
            first = _FIRST.get(section, ())
            for xml in first[len(self._members[section]) :]:
                self.add(section, self.element(xml))
        return self._members[section]

    def formats(self) -> dict[int, str]:
        """Number formats by their id, also those inside alternatives."""
        return {
            int(found.get("numFmtId", "0")): found.get("formatCode", "")
            for section in self._root.iter(self.dialect("numFmts"))
            for found in section.iterfind(self.dialect("numFmt"))
        }

    def add(self, section: str, new: etree._Element) -> int:
        """Append a member; returns its number."""
        members = self.members(section)
        if section not in self._sections:
            self._sections[section] = self._section(section)
        parent = self._sections[section]
        parent.append(new)
        members.append(new)
        parent.set("count", str(len(members)))
        self.changed = True
        return len(members) - 1

    def once(self, section: str, xml: str) -> int:
        """The number of a member of ours, appended when it is first asked for."""
        key = (section, xml)
        if key not in self._known:
            self._known[key] = self.add(section, self.element(xml))
        return self._known[key]

    def element(self, xml: str) -> etree._Element:
        """XML in our spelling as an element of this part."""
        return etree.fromstring(f'<x xmlns="{self.dialect.main}">{xml}</x>')[0]

    def text(self, element: etree._Element) -> str:
        """An element in our spelling: canonical, no namespace, short empty tags."""
        xml = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
        bare = xml.decode().replace(f' xmlns="{self.dialect.main}"', "", 1)
        return _EMPTY.sub(r"\1/>", bare)

    def _section(self, name: str) -> etree._Element:
        found = self._root.find(self.dialect(name))
        if found is None:
            found = etree.Element(self.dialect(name))
            later = {self.dialect(n) for n in _ORDER[_ORDER.index(name) + 1 :]}
            after = next((c for c in self._root if c.tag in later), None)
            if after is None:
                self._root.append(found)
            else:
                after.addprevious(found)
        return found
