"""The workbook inside an archive: which part is which sheet, and how parts relate.

Comes in: an ``Archive``. Goes out: sheets by name in the order of their tabs, the
parts for styles and shared strings, defined names, relationships of any part.
Transitional and Strict workbooks look alike from outside.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import unquote

from lxml import etree

from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.gate import refuse
from rs_excel.workbook.ooxml.markup import STRICT, Dialect, parse
from rs_excel.workbook.ooxml.workbook_outline import (
    DefinedName,
    ListedSheet,
    outline,
)

_T = TypeVar("_T")
_ROOT_RELATIONS = "_rels/.rels"


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship; ``kind`` is the last word of its type, e.g. ``comments``."""

    id: str
    kind: str
    target: str  # a part name, or whatever stands there when external
    external: bool


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its tab's name, its part, its state and what kind of sheet it is."""

    name: str
    part: str
    state: str  # visible | hidden | veryHidden
    kind: str  # worksheet | chartsheet | dialogsheet | …


class Package:
    """A workbook's structure. Raises WorkbookError when there is no workbook."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._actual = {part.casefold(): part for part in archive.part_names}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self.workbook_part = self._workbook_part()
        self._outline = self._parsed(self.workbook_part, outline)
        self.dialect = self._dialect()
        self.sheets: Mapping[str, SheetPart] = self._sheets()

    @property
    def name(self) -> str:
        """The file's name, for messages."""
        return self.archive.name

    @property
    def strict(self) -> bool:
        return self.dialect is STRICT

    @cached_property
    def styles_part(self) -> str | None:
        return self.related(self.workbook_part, "styles")

    @cached_property
    def shared_strings_part(self) -> str | None:
        return self.related(self.workbook_part, "sharedStrings")

    @property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """Every defined name, in the order of the file."""
        return self._outline.names

    @property
    def names_taken(self) -> frozenset[str]:
        """Every defined name, in lower case."""
        return self._outline.taken

    @property
    def names_by_reference(self) -> Mapping[str, str]:
        """Names of the whole book that are shown, by what they refer to."""
        return self._outline.by_reference

    def tree(self, part: str) -> etree._Element:
        """The root element of a part; WorkbookError where it is missing or broken."""
        return self._parsed(part, parse)

    def _parsed(self, part: str, how: Callable[[bytes], _T]) -> _T:
        try:
            return how(self.archive.read(part))
        except etree.XMLSyntaxError as error:
            reason = error.msg or "its XML breaks off"
            raise refuse("BOOK-012", self.name, part=part, reason=reason) from error

    def rels(self, part: str) -> tuple[Relation, ...]:
        """The relationships of a part; none where it has no relationships part."""
        if part not in self._relations:
            folder, _, file = part.rpartition("/")
            held = self._find(f"{folder}/_rels/{file}.rels".lstrip("/"))
            self._relations[part] = tuple(self._read_rels(held, folder))
        return self._relations[part]

    def related(self, part: str, kind: str) -> str | None:
        """The first part of a kind that ``part`` relates to and the archive holds."""
        targets = (r.target for r in self.rels(part) if r.kind == kind)
        return next((t for t in targets if self.archive.has(t)), None)

    def _find(self, part: str) -> str | None:
        """A member's own spelling: part names do not depend on case."""
        return self._actual.get(part.casefold())

    def _read_rels(self, held: str | None, folder: str) -> Iterator[Relation]:
        if held is None:
            return
        for found in self.tree(held):
            if not isinstance(found.tag, str):
                continue
            external = found.get("TargetMode") == "External"
            target = found.get("Target", "")
            yield Relation(
                id=found.get("Id", ""),
                kind=found.get("Type", "").rpartition("/")[2],
                target=target if external else self._resolved(folder, target),
                external=external,
            )

    def _resolved(self, folder: str, target: str) -> str:
        joined = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        return self._find(joined) or self._find(unquote(joined)) or joined

    def _workbook_part(self) -> str:
        for relation in self._read_rels(self._find(_ROOT_RELATIONS), ""):
            if relation.kind == "officeDocument":
                if relation.target.endswith(".bin"):
                    raise self._no_workbook("it is a binary workbook (.xlsb)")
                return relation.target
        if self.archive.has("mimetype") and self.archive.has("content.xml"):
            raise self._no_workbook("it is an OpenDocument file (.ods)")
        raise self._no_workbook("it is an ordinary zip archive")

    def _no_workbook(self, detail: str) -> WorkbookError:
        return refuse("BOOK-009", self.name, detail=detail)

    def _dialect(self) -> Dialect:
        if self._outline.dialect is not None:
            return self._outline.dialect
        if self._outline.element == "document":
            raise self._no_workbook("it is a Word document")
        raise self._no_workbook("it is another kind of Office document")

    def _sheets(self) -> dict[str, SheetPart]:
        relations = {r.id: r for r in self.rels(self.workbook_part) if not r.external}
        sheets: dict[str, SheetPart] = {}
        taken: set[str] = set()
        for listed in self._outline.sheets:
            sheet = self._sheet(listed, relations.get(listed.relation))
            if sheet.name.casefold() in taken or sheet.part in taken:
                raise refuse("BOOK-017", self.name, sheet=sheet.name)
            taken |= {sheet.name.casefold(), sheet.part}
            sheets[sheet.name] = sheet
        if not sheets:
            raise refuse("BOOK-013", self.name)
        return sheets

    def _sheet(self, listed: ListedSheet, relation: Relation | None) -> SheetPart:
        if relation is None or not self.archive.has(relation.target):
            part = relation.target if relation else f"the sheet `{listed.name}`"
            raise refuse("BOOK-015", self.name, part=part)
        return SheetPart(listed.name, relation.target, listed.state, relation.kind)
