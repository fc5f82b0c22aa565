"""Several documents about one site become one submission, to be weighed together.

Comes in: the submission of each document by the name it goes by, and the pack over
them. Goes out: a submission whose keys and cells name their document. What a document
that is not there would say was not asked, so rules that need it do not apply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.facts import Fact, Submission, TableRow
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.deriving import derived_answer
from rs_excel.engine.terms import Terms, terms_for
from rs_excel.rulebook.documents import Under
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.values import Derived


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDocument:
    """One document as its own check understood it."""

    name: str  # as the pack calls it: saq, audit, last
    file: str  # as people call it, printed with every cell
    submission: Submission


def compose(
    documents: Iterable[NamedDocument], pack: RulePack, assessed_on: date
) -> Submission:
    """All there is, and what follows from it. The first document names the site."""
    given = {document.name: document for document in documents}
    facts = {key: _not_asked(key) for key in pack.catalogue.by_key}
    tables: dict[str, tuple[TableRow, ...]] = {
        table.key: () for table in pack.catalogue.tables
    }
    for document in given.values():
        taking = _Taking(Under(document.name), document.file)
        facts |= taking.facts(document.submission.facts)
        for key, rows in document.submission.tables.items():
            tables[taking.under.key(key)] = tuple(taking.row(row) for row in rows)
    profile = next(iter(given.values())).submission.profile
    working_out = _WorkingOut(
        facts=facts,
        tables=tables,
        derived=pack.derived_by_key,
        absent=frozenset(pack.documents.keys() - given.keys()),
        terms=terms_for(pack, profile.country, assessed_on),
    )
    return Submission(
        profile=profile,
        assessed_on=assessed_on,
        facts=facts | {e.key: working_out.look(e.key) for e in _single(pack)},
        tables=tables,
    )


def _single(pack: RulePack) -> Iterator[Derived]:
    return (entry for entry in pack.derived if entry.for_each is None)


def _not_asked(key: str) -> Fact:
    return Fact(key=key, state=AnswerState.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class _Taking:
    """Takes over the facts of one document."""

    under: Under
    file: str

    def facts(self, facts: Mapping[str, Fact]) -> dict[str, Fact]:
        taken = (self._fact(fact) for fact in facts.values())
        return {fact.key: fact for fact in taken}

    def row(self, row: TableRow) -> TableRow:
        facts = self.facts(row.facts)
        return TableRow(name=row.name, position=row.position, facts=facts)

    def _fact(self, fact: Fact) -> Fact:
        cells = (CellRef(f"[{self.file}]{c.sheet}", c.address) for c in fact.cells)
        return fact._replace(
            key=self.under.key(fact.key),
            cells=tuple(cells),
            inputs=tuple(self.under.key(key) for key in fact.inputs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _WorkingOut:
    """What follows from all documents together, each answer when it is first needed."""

    facts: dict[str, Fact]
    tables: Mapping[str, tuple[TableRow, ...]]
    derived: Mapping[str, Derived]
    absent: frozenset[str]
    terms: Terms

    def look(self, key: str) -> Fact:
        known = self.facts.get(key)
        if known is None:
            entry = self.derived.get(key)
            known = self._derived(entry) if entry else Fact(key, AnswerState.BLANK)
            self.facts[key] = known
        return known

    def _derived(self, entry: Derived) -> Fact:
        """Not asked where it rests on a document that is not there."""
        inputs = (key for key in entry.of if key[0] != "$" and key in self.derived)
        behind = {self.look(key).state for key in inputs}
        of_documents = (key.partition(".")[0] for key in (*entry.of, entry.table or ""))
        named = {entry.key.partition(".")[0], *of_documents}
        if named & self.absent or AnswerState.NOT_ASKED in behind:
            return _not_asked(entry.key)
        return derived_answer(entry, self.tables.__getitem__, self.look, self.terms)
