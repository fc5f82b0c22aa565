"""The sections of ``styles.xml`` as a file has them, read once for all who share them.

Comes in: the part, or nothing. Goes out: cell styles and fills by number, and the part
with members appended. Nothing in here changes: the returns of a batch come from one
template, and what is read of its styles serves them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from lxml import etree

from rs_excel.workbook.ooxml.markup import (
    Dialect,
    attribute,
    elements,
    parse,
    serialise,
)

_EMPTY = re.compile(r"(<[^<>/]+)></[^<>]+>")
_TAG = re.compile(r"^<\w+")
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
_GROWING = ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
_GROWS = re.compile(r' count="rs:(\w+)"|<\?rs-end (\w+)\?>')
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


class CellStyle(NamedTuple):
    """One ``xf``: its attributes as they are spelt, the XML of what stands in it."""

    attributes: Mapping[str, str]
    inside: str

    def number(self, name: str) -> int:
        return int(self.attributes.get(name, "0"))

    def having(self, **attributes: int) -> CellStyle:
        """The same with these attributes."""
        given = {name: str(value) for name, value in attributes.items()}
        return self._replace(attributes={**self.attributes, **given})

    def xml(self) -> str:
        said = "".join([f' {k}="{v}"' for k, v in self.attributes.items()])
        return f"<xf{said}>{self.inside}</xf>" if self.inside else f"<xf{said}/>"


@lru_cache(maxsize=8)
def style_parts(data: bytes | None, dialect: Dialect) -> StyleParts:
    """The style sheet in ``data``, or the least one where a workbook has none."""
    return StyleParts(data, dialect)


class StyleParts:
    """Sections and their members. Use ``style_parts``."""

    def __init__(self, data: bytes | None, dialect: Dialect) -> None:
        self.dialect = dialect
        self._root = parse(data or f'<styleSheet xmlns="{dialect.main}"/>'.encode())
        for name, first in _FIRST.items():
            self._complete(name, first)
        found = {name: self._root.find(dialect(name)) for name in _GROWING}
        members = {n: elements(s) for n, s in found.items() if s is not None}
        self.counts = {name: len(members.get(name, ())) for name in _GROWING}
        self.formats: Mapping[int, str] = self._formats()
        self.fills: Sequence[etree._Element] = members["fills"]
        self._xfs = members["cellXfs"]
        self._styles: dict[int, CellStyle] = {}
        self._alike: dict[str, int | None] = {}  # fills by the XML asked for
        self._spoken = {n: s.get("count") for n, s in found.items() if s is not None}
        self._pieces = self._cut(found)

    def style(self, number: int) -> CellStyle:
        """Cell style by number; a number out of range means the plain style."""
        number = number if number < len(self._xfs) else 0
        if number not in self._styles:
            xf = self._xfs[number]
            own = {
                str(name): attribute(str(value))
                for name, value in xf.items()
                if not str(name).startswith("{")
            }
            inside = "".join(self.text(child) for child in elements(xf))
            self._styles[number] = CellStyle(own, inside)
        return self._styles[number]

    def fill_like(self, xml: str) -> int | None:
        """The number of a fill that is the same in our spelling."""
        if xml not in self._alike:
            like_it = self._fills_by_colour.get(_colour_of(self.element(xml)), ())
            same = (n for n in like_it if self.text(self.fills[n]) == xml)
            self._alike[xml] = next(same, None)
        return self._alike[xml]

    def with_members(self, added: Mapping[str, Sequence[str]]) -> bytes:
        """The part with members, in our spelling, at the end of their sections."""
        pieces = iter(self._pieces)
        written = [next(pieces)]
        for counted, ended, literal in zip(pieces, pieces, pieces, strict=True):
            if counted:
                written.append(self._count(counted, added.get(counted, ())))
            elif added.get(ended):
                written.append(self._members(ended, added[ended]))
            written.append(literal)
        return "".join(written).encode()

    def element(self, xml: str) -> etree._Element:
        """XML in our spelling as an element of this part."""
        return etree.fromstring(f'<x xmlns="{self.dialect.main}">{xml}</x>')[0]

    def text(self, element: etree._Element) -> str:
        """An element in our spelling: canonical, no namespace, short empty tags."""
        xml = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
        bare = xml.decode().replace(f' xmlns="{self.dialect.main}"', "", 1)
        return _EMPTY.sub(r"\1/>", bare)

    @cached_property
    def _fills_by_colour(self) -> dict[str, list[int]]:
        """Fills of the file; the first two are reserved and never given out."""
        by_colour: dict[str, list[int]] = {}
        for number in range(2, len(self.fills)):
            colour = _colour_of(self.fills[number])
            by_colour.setdefault(colour, []).append(number)
        return by_colour

    def _count(self, section: str, added: Sequence[str]) -> str:
        said = self._spoken[section]
        if added:
            said = str(self.counts[section] + len(added))
        return "" if said is None else f' count="{attribute(said)}"'

    def _members(self, section: str, added: Sequence[str]) -> str:
        new = "".join(added)
        if section not in self._spoken:
            new = f'<{section} count="{len(added)}">{new}</{section}>'
            return self._named(new)
        return "".join(map(self._named, added)) if self._root.prefix else new

    def _named(self, xml: str) -> str:
        """With its namespace, where what stands around it has a prefix."""
        if not self._root.prefix:
            return xml
        return _TAG.sub(rf'\g<0> xmlns="{self.dialect.main}"', xml)

    def _formats(self) -> dict[int, str]:
        """Number formats by their id, also those inside alternatives."""
        return {
            int(found.get("numFmtId", "0")): found.get("formatCode", "")
            for section in self._root.iter(self.dialect("numFmts"))
            for found in section.iterfind(self.dialect("numFmt"))
        }

    def _complete(self, name: str, first: Sequence[str]) -> None:
        section = self._root.find(self.dialect(name))
        held = 0 if section is None else len(elements(section))
        if section is None:
            section = etree.Element(self.dialect(name))
            self._place(name, section)
        for xml in first[held:]:
            section.append(self.element(xml))
            section.set("count", str(len(elements(section))))

    def _place(self, name: str, new: etree._Element) -> None:
        """Put a section, or what marks its place, where the schema wants it."""
        later = {self.dialect(n) for n in _ORDER[_ORDER.index(name) + 1 :]}
        after = next((c for c in self._root if c.tag in later), None)
        if after is None:
            self._root.append(new)
        else:
            after.addprevious(new)

    def _cut(self, found: Mapping[str, etree._Element | None]) -> list[str]:
        """The part in pieces, cut wherever a section ends or says its count.

        Every third piece is literal; of the two between one names the section.
        """
        for name, section in found.items():
            end = etree.ProcessingInstruction("rs-end", name)
            if section is None:
                self._place(name, end)
            else:
                section.set("count", f"rs:{name}")
                section.append(end)
        return [p or "" for p in _GROWS.split(serialise(self._root).decode())]


def _colour_of(fill: etree._Element) -> str:
    """What tells most fills apart at a glance: the first colour they give as RGB."""
    return next((c for e in fill.iter("{*}fgColor") if (c := e.get("rgb"))), "")
