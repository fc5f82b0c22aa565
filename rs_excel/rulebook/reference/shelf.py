"""What every page looks things up in: the pack, who serves what, and names.

Comes in: a ``RulePack``. Goes out: a ``Shelf``, and the pages that are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rs_excel.domain.findings import Basis
from rs_excel.rulebook.coverage import Coverage, coverage
from rs_excel.rulebook.frameworks import Clause, Framework
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.reference.markdown import code, words
from rs_excel.rulebook.reference.places import (
    Linking,
    derived_place,
    framework_place,
    rule_place,
    section_place,
)

Page = tuple[str, Iterator[str]]
"""Where a page stands, and its lines."""

Maker = Callable[["Shelf"], Iterator[Page]]
"""Makes the pages of one kind."""


@dataclass(frozen=True)
class Shelf:
    """One pack, ready to be written about."""

    pack: RulePack

    @cached_property
    def covered(self) -> Coverage:
        """Who serves and who reads what."""
        return coverage(self.pack)

    @cached_property
    def clauses(self) -> Mapping[tuple[str, str, str], tuple[Framework, Clause]]:
        """Every clause by source, version and own id."""
        return {
            (framework.source, framework.version, clause.id): (framework, clause)
            for framework in self.pack.frameworks
            for clause in framework.clauses
        }

    @cached_property
    def _countries(self) -> Mapping[str, str]:
        """Names of countries by code, as the questionnaire lists them."""
        asked = self.pack.catalogue.by_key.get("site.country")
        return {choice.value: choice.label for choice in asked.choices} if asked else {}

    def country(self, code: str) -> str:
        """The name of a country, or its code where the questionnaire has no name."""
        return self._countries.get(code, code)

    def text_of(self, key: str) -> str:
        """The question as it is asked, or the name of a derived answer; or nothing."""
        asked = self.pack.catalogue.by_key.get(key)
        if asked is not None:
            return asked.text
        derived = self.pack.derived_by_key.get(key)
        return derived.text if derived is not None else ""

    def key(self, key: str, links: Linking) -> str:
        """The key, leading to where it is explained."""
        asked = self.pack.catalogue.by_key.get(key)
        if asked is not None:
            return links.to(code(key), section_place(asked.section, key))
        if key in self.pack.derived_by_key:
            return links.to(code(key), derived_place(key))
        return code(key)  # stated by the check itself

    def rules(self, ids: tuple[str, ...], links: Linking) -> str:
        """Rules by id, each leading to its page."""
        return ", ".join(links.to(rule_id, rule_place(rule_id)) for rule_id in ids)

    def basis(self, basis: Basis, links: Linking) -> str:
        """``ETI Base Code 3.1: A safe and healthy place of work``."""
        known = self.clauses.get((basis.source, basis.version, basis.clause))
        title = f": {words(known[1].title)}" if known else ""
        return f"{self.citation(basis, links)}{title}"

    def citation(self, basis: Basis, links: Linking) -> str:
        """``ETI Base Code 3.1``, leading to the clause if there is a page for it."""
        label = self.pack.basis_labels.get(basis.source, basis.source)
        section = f"{basis.version} § {basis.clause}" if basis.version else basis.clause
        cited = f"{label} {section}".strip()
        known = self.clauses.get((basis.source, basis.version, basis.clause))
        if known is None:
            return words(cited)
        framework, clause = known
        return links.to(words(cited), framework_place(framework.id, clause.id))
