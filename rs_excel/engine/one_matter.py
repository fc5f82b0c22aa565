"""Findings of several documents that are about one matter, so that they count once.

Comes in: the findings of each document and the pack's matters. Goes out: what is seen
in more than one document; and beside each finding of an auditor those of the
questionnaire that may be the same, which only a person can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rs_excel.domain.findings import Finding
from rs_excel.rulebook.matters import Matter

_CODE = "eti_base_code"  # whose clauses name the matter of a section


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTwice:
    """One matter with its sources, the gravest first."""

    title: str
    sources: tuple[tuple[str, Finding], ...]  # document, finding

    @property
    def counted_too_often(self) -> int:
        """How many of its findings are the same one again: one a document is."""
        return len({document for document, _ in self.sources}) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PerhapsSame:
    """A finding of one document, and those of another on the same clause."""

    finding: Finding
    others: tuple[Finding, ...]


def seen_twice(
    findings: Mapping[str, Sequence[Finding]], matters: Sequence[Matter]
) -> tuple[SeenTwice, ...]:
    """Matters that findings of at least two documents are about."""
    found = []
    for matter in matters:
        sources = [
            (document, finding)
            for document, rules in matter.rules.items()
            for finding in findings.get(document, ())
            if finding.rule_id in rules
        ]
        if len({document for document, _ in sources}) > 1:
            sources.sort(key=lambda source: source[1].worst_first)
            found.append(SeenTwice(title=matter.title, sources=tuple(sources)))
    return tuple(found)


def perhaps_same(
    written: Sequence[Finding], answered: Sequence[Finding]
) -> Iterator[PerhapsSame]:
    """``written``: an auditor's findings, line by line; ``answered``: a site's own."""
    for finding in written:
        sections = _sections(finding)
        if finding.row is None or not sections:
            continue
        # Without cells it counts other findings, and is about none of them alone.
        others = tuple(o for o in answered if o.cells and sections & _sections(o))
        if others:
            yield PerhapsSame(finding=finding, others=others)


def _sections(finding: Finding) -> frozenset[str]:
    """``6`` for clause 6.1."""
    clauses = (basis.clause for basis in finding.basis if basis.source == _CODE)
    return frozenset(clause.partition(".")[0] for clause in clauses if clause)
