"""Rules and questions are held to the clauses they cite.

Comes in: the frameworks, and rules and questions with the documents they stand in. Goes
out: nothing but problems: a citation that names no clause of its framework is noted at
its line, with the nearest right spelling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rs_excel.domain.findings import Basis
from rs_excel.rulebook.frameworks import Framework
from rs_excel.rulebook.gathering import Gathering, did_you_mean
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.question_files import QuestionFile
from rs_excel.rulebook.schema import QuestionText
from rs_excel.strict_yaml import Document, Location


@dataclass(frozen=True, slots=True)
class Citations:
    """Everything that may be cited.

    A source with mappings is cited by clause; one that only has a printed name in
    pack.yaml, such as local law, is cited in whatever words fit.
    """

    clauses: Mapping[str, frozenset[str]]  # "smeta 6.1" → its clauses
    sources: frozenset[str]  # those with mappings
    labels: Mapping[str, str]

    @classmethod
    def of(cls, found: Sequence[Framework], labels: Mapping[str, str]) -> Citations:
        clauses = {f.cited_as: frozenset(c.id for c in f.clauses) for f in found}
        return cls(clauses, frozenset(f.source for f in found), labels)

    def check_rule(self, rule: Rule, document: Document, gathering: Gathering) -> None:
        """Notes each basis of a rule that names nothing known."""
        for i, basis in enumerate(rule.basis):
            self._check(basis, document, ("basis", i), gathering)

    def check_questions(self, file: QuestionFile, gathering: Gathering) -> None:
        """Notes each clause of a file's questions that names nothing known."""
        for i, question in enumerate(file.shape.questions):
            self._check_question(question, file, ("questions", i), gathering)
        for i, table in enumerate(file.shape.tables):
            for j, column in enumerate(table.columns):
                at: Location = ("tables", i, "columns", j)
                self._check_question(column, file, at, gathering)

    def _check_question(
        self, text: QuestionText, file: QuestionFile, at: Location, into: Gathering
    ) -> None:
        for i, cited in enumerate(text.clauses):
            self._check(as_basis(cited), file.document, (*at, "clauses", i), into)

    def _check(
        self, cited: Basis, document: Document, at: Location, gathering: Gathering
    ) -> None:
        wrong = self._unknown_part(cited)
        if wrong is not None:
            word, known = wrong
            hint = did_you_mean(word, sorted(known))
            gathering.refuse("PACK-010", document, at, cited=str(cited), hint=hint)

    def _unknown_part(self, cited: Basis) -> tuple[str, set[str]] | None:
        """What of a citation is not known, and what is known in its place."""
        if cited.source not in self.sources:
            known = cited.source in self.labels
            return None if known else (cited.source, {*self.sources, *self.labels})
        whole = f"{cited.source} {cited.version}".strip()
        if whole not in self.clauses:
            return whole, set(self.clauses)
        if cited.clause not in self.clauses[whole]:
            clauses = {f"{whole} {clause}" for clause in self.clauses[whole]}
            return f"{whole} {cited.clause}", clauses
        return None


def as_basis(cited: str) -> Basis:
    """``eti_base_code 3.1`` or ``smeta 7.0 10A``, as questions cite."""
    source, *middle = cited.split(" ")
    clause = middle.pop() if middle else ""
    return Basis(source=source, version=" ".join(middle), clause=clause)
