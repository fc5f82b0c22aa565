"""Files under mappings/ become frameworks.

Comes in: documents and the questions asked. Goes out: frameworks. A crosswalk that
leads to no clause, or to no question, is noted at its line with the nearest spelling.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from pydantic import Field

from rs_excel.rulebook.frameworks import Clause, Framework
from rs_excel.rulebook.gathering import Gathering, did_you_mean
from rs_excel.rulebook.schema import OneOrMore, Shape, Words
from rs_excel.strict_yaml import Document


class ClauseText(Shape):
    title: str = Field(min_length=5)
    through: tuple[str, ...] = ()
    asked_in: tuple[str, ...] = ()
    not_served: str = ""


class MappingText(Shape):
    """One file under mappings/: what it is, and its clauses."""

    source: str
    version: Words = ""
    title: str = Field(min_length=5)
    parts: Mapping[str, OneOrMore] = Field(default_factory=dict)
    """Headings with the clauses under them; the first that matches a clause holds."""
    clauses: dict[str, ClauseText] = Field(min_length=1)


def frameworks(
    documents: Sequence[Document], asked: Iterable[str], gathering: Gathering
) -> tuple[Framework, ...]:
    """One framework a file, in the order of the files."""
    shaped = [(doc, gathering.shaped(MappingText, doc, doc.data)) for doc in documents]
    found = [(doc, _framework(doc, text)) for doc, text in shaped if text is not None]
    clauses = [f"{f.cited_as} {clause.id}" for _, f in found for clause in f.clauses]
    _refuse_repeated(found, gathering)
    asked = sorted(asked)
    for document, framework in found:
        for clause in framework.clauses:
            at = ("clauses", clause.id)
            for i, pattern in _astray(clause.through, clauses):
                hint = did_you_mean(pattern, clauses)
                place = (*at, "through", i)
                gathering.refuse("PACK-010", document, place, cited=pattern, hint=hint)
            for i, pattern in _astray(clause.asked_in, asked):
                hint = did_you_mean(pattern, asked)
                place = (*at, "asked_in", i)
                gathering.refuse("PACK-003", document, place, key=pattern, hint=hint)
    return tuple(framework for _, framework in found)


def _refuse_repeated(
    found: Sequence[tuple[Document, Framework]], gathering: Gathering
) -> None:
    """A framework in two files would be cited without anybody knowing which."""
    places: dict[str, str] = {}
    for document, framework in found:
        name = framework.cited_as
        if name in places:
            detail = f"`{name}` is already mapped in {places[name]}."
            gathering.refuse("PACK-004", document, ("source",), detail=detail)
        places.setdefault(name, document.path)


def _astray(patterns: Sequence[str], known: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The patterns that nothing known answers to, with their places."""
    for i, pattern in enumerate(patterns):
        if pattern not in known and not fnmatch.filter(known, pattern):
            yield i, pattern


def _framework(document: Document, text: MappingText) -> Framework:
    return Framework(
        id=PurePosixPath(document.path).stem,
        source=text.source,
        version=text.version,
        title=text.title,
        clauses=tuple(
            Clause(id=name, part=_part(name, text), **clause.model_dump())
            for name, clause in text.clauses.items()
        ),
    )


def _part(clause: str, text: MappingText) -> str:
    """The heading under which a clause stands; none in a framework without parts."""
    for heading, patterns in text.parts.items():
        if any(fnmatch.fnmatchcase(clause, pattern) for pattern in patterns):
            return heading
    return ""
