"""A package being changed: parts, relationships and content types kept in step.

Comes in: a ``Package`` and what is to be written, added, related or removed. Goes
out: the bytes of the new package, in which nothing else differs, and for every part
touched the reason why.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree

from rs_excel.workbook.ooxml.hollow import Hollow, hollowed
from rs_excel.workbook.ooxml.markup import (
    CONTENT_TYPES,
    DECLARATION,
    PACKAGE_RELATIONS,
    elements,
    parse,
    serialise,
)
from rs_excel.workbook.ooxml.package import Package, Relation
from rs_excel.workbook.ooxml.repack import deflated, repack

_TYPES = "[Content_Types].xml"
_ROOT = "_rels/.rels"
_OVERRIDE = f"{{{CONTENT_TYPES}}}Override"
_DEFAULT = f"{{{CONTENT_TYPES}}}Default"
_RELATION = f"{{{PACKAGE_RELATIONS}}}Relationship"
_NO_RELATIONS = f'{DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}"/>'


class Draft:
    """What the package will be. Reading gives what was written, if anything was."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.dialect = package.dialect
        self.why: dict[str, list[str]] = {}  # part → reasons, in the order given
        self.removed: set[str] = set()
        self._parts: dict[str, bytes] = {}
        self._trees: dict[str, etree._Element] = {}
        self._hollows: dict[str, Hollow] = {}  # of some of these trees
        self._touched: set[str] = set()  # trees to be written
        self._taken = {name.casefold() for name in package.archive.part_names}

    @property
    def changed(self) -> bool:
        return bool(self._parts or self._touched or self.removed)

    def has(self, part: str) -> bool:
        return part in self._parts or self.package.archive.has(part)

    def read(self, part: str) -> bytes:
        if part in self._parts:
            return self._parts[part]
        return self.package.archive.read(part)

    def write(self, part: str, data: bytes, why: str) -> None:
        """Replace the content of a part that is there."""
        self._parts[part] = data
        self._because(part, why)

    def add(self, part: str, data: bytes, content_type: str, why: str) -> None:
        """A part of our own; ``content_type`` is declared for it alone."""
        self.write(part, data, why)
        self._taken.add(part.casefold())
        types = self.tree(_TYPES)
        etree.SubElement(
            types, _OVERRIDE, PartName=f"/{part}", ContentType=content_type
        )
        self.touch(_TYPES, "new parts declared")

    def declare(self, extension: str, content_type: str) -> None:
        """Declare what files of an extension are, unless the package says so."""
        types = self.tree(_TYPES)
        known = (e.get("Extension", "").lower() for e in types.iter(_DEFAULT))
        if extension not in known:
            types.insert(
                0,
                etree.Element(_DEFAULT, Extension=extension, ContentType=content_type),
            )
            self.touch(_TYPES, "new parts declared")

    def tree(self, part: str) -> etree._Element:
        """The root of an XML part, to be changed in place; say so with ``touch``."""
        if part not in self._trees:
            self._trees[part] = self.package.tree(part)
        return self._trees[part]

    def tree_around(self, part: str, element: str) -> etree._Element:
        """The same, less what stands in ``element`` by now: it is put back unread."""
        if part not in self._trees:
            self._hollows[part] = hollowed(self.read(part), element)
            self._trees[part] = parse(self._hollows[part].rest)
        return self._trees[part]

    def touch(self, part: str, why: str) -> None:
        self._touched.add(part)
        self._because(part, why)

    def free_name(self, pattern: str) -> str:
        """The first of ``pattern`` with 1, 2, 3 … that no part has."""
        number = 1
        while pattern.format(number).casefold() in self._taken:
            number += 1
        self._taken.add(pattern.format(number).casefold())
        return pattern.format(number)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Relate a part to another; returns the relationship's id.

        ``kind`` is a word of the office vocabulary, or a whole type of our own.
        """
        root = self._relations(source)
        used = {relation.get("Id") for relation in elements(root)}
        number = len(used) + 1
        while f"rId{number}" in used:
            number += 1
        type_ = kind if ":" in kind else f"{self.dialect.relations}/{kind}"
        etree.SubElement(
            root, _RELATION, Id=f"rId{number}", Type=type_, Target=f"/{target}"
        )
        self.touch(relations_part(source), "new parts related")
        return f"rId{number}"

    def unrelate(self, source: str, targets: Iterable[str]) -> None:
        """Take out every relationship of a part to any of ``targets``."""
        gone = {r.id for r in self.package.rels(source) if r.target in set(targets)}
        root = self._relations(source)
        for relation in elements(root):
            if relation.get("Id") in gone:
                root.remove(relation)
                self.touch(relations_part(source), "relationships to our parts removed")

    def relations(self, source: str) -> tuple[Relation, ...]:
        """The relationships of a part as they are now."""
        part = relations_part(source)
        if part not in self._trees:
            return self.package.rels(source)
        came = {relation.id: relation for relation in self.package.rels(source)}
        return tuple(
            came.get(found.get("Id", "")) or _new_relation(found)
            for found in elements(self._trees[part])
        )

    def related(self, source: str, kind: str) -> str | None:
        """The first part of a kind that a part relates to, as it is now."""
        targets = (r.target for r in self.relations(source) if r.kind == kind)
        return next((target for target in targets if self.has(target)), None)

    def remove(self, part: str) -> None:
        """Take a part out, with its own relationships and its declaration."""
        self.removed |= {part, relations_part(part)}
        self._parts.pop(part, None)
        self._touched -= {part, relations_part(part)}
        types = self.tree(_TYPES)
        for override in types.findall(_OVERRIDE):
            if override.get("PartName", "").casefold() == f"/{part}".casefold():
                types.remove(override)
                self.touch(_TYPES, "our parts no longer declared")

    def parts(self) -> dict[str, bytes]:
        """Every part written or touched, as it will be in the package."""
        for part in sorted(self._touched):
            data, hollow = serialise(self._trees[part]), self._hollows.get(part)
            self._parts[part] = hollow.whole(data) if hollow else data
        self._touched.clear()
        return self._parts

    def packed(self) -> bytes:
        """The bytes of the package."""
        archive = self.package.archive
        gone = self.removed & set(archive.part_names)
        return repack(archive, deflated(self.parts()), removed=gone)

    def _relations(self, source: str) -> etree._Element:
        part = relations_part(source)
        if part not in self._trees and not self.has(part):
            self._trees[part] = etree.fromstring(_NO_RELATIONS.encode())
        return self.tree(part)

    def _because(self, part: str, why: str) -> None:
        reasons = self.why.setdefault(part, [])
        if why not in reasons:
            reasons.append(why)


def _new_relation(found: etree._Element) -> Relation:
    """A relationship of our own: always inside the package, always from its root."""
    kind = found.get("Type", "").rpartition("/")[2]
    target = found.get("Target", "").lstrip("/")
    return Relation(found.get("Id", ""), kind, target, external=False)


@lru_cache(maxsize=1024)
def relations_part(source: str) -> str:
    """Where the relationships of a part are kept; ``""`` is the package itself."""
    folder, file = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{file}.rels") if source else _ROOT
