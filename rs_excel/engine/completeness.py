"""What we state ourselves about a submission: troubles, sections, completeness.

Comes in: the catalogue and the facts. Goes out: facts and rows under ``meta.`` keys,
so that completeness is weighed by rules like everything else. Completeness counts the
required questions that are asked of this site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rs_excel.domain.facts import Fact, TableRow
from rs_excel.domain.questions import AnswerSheet, Catalogue, CellRef, Question, Section
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.engine.rows import named_rows

_ANSWERED = AnswerState.ANSWERED
_BLANK = AnswerState.BLANK
_NOT_ASKED = AnswerState.NOT_ASKED
_YES_NO = QuestionKind.YES_NO
_Row = tuple[str, Mapping[str, Fact]]


@dataclass(frozen=True)
class Completeness:
    """The catalogue with what became of each question and each row."""

    catalogue: Catalogue
    sheet: AnswerSheet
    facts: Mapping[str, Fact]  # of single questions
    tables: Mapping[str, Sequence[TableRow]]

    def scalar(self, key: str) -> Fact:
        """One of ``meta.asked``, ``meta.answered`` … over the whole questionnaire."""
        if key == "meta.template_outdated":
            return _said(key, self._outdated())
        return self._overall[key]

    @cached_property
    def _overall(self) -> Mapping[str, Fact]:
        counted = self._counted("meta", self.catalogue.questions)
        return counted | self._alike()

    def _alike(self) -> dict[str, Fact]:
        """How many Yes/No questions are answered, and how alike the answers are."""
        asked = (q for q in self.catalogue.questions if q.kind is _YES_NO)
        facts = [self.facts[question.key] for question in asked]
        said = Counter(f.text for f in facts if f.state is _ANSWERED)
        share = 100.0 * max(said.values()) / said.total() if said else None
        return {
            "meta.yes_no_answered": _number("meta.yes_no_answered", said.total()),
            "meta.same_yes_no_pct": _number("meta.same_yes_no_pct", share),
        }

    def table(self, key: str) -> tuple[TableRow, ...]:
        """``meta.troubles`` or ``meta.sections``."""
        rows = self._troubles() if key == "meta.troubles" else self._sections()
        return named_rows(rows)

    def _outdated(self) -> str | None:
        if not self.sheet.version:
            return None
        outdated = version_of(self.sheet.version) < version_of(self.catalogue.version)
        return "yes" if outdated else "no"

    def _troubles(self) -> Iterator[_Row]:
        for question in self.catalogue.questions:
            fact = self.facts[question.key]
            if fact.troubles:
                yield from _troubled(question, fact, question.key)
        for table in self.catalogue.tables:
            for row in self.tables[table.key]:
                for column in table.columns:
                    fact = row.facts[column.key]
                    if fact.troubles:
                        yield from _troubled(column, fact, f"{column.key} · {row.name}")

    def _sections(self) -> Iterator[_Row]:
        inside: dict[str, list[Question]] = {s.id: [] for s in self.catalogue.sections}
        for question in self.catalogue.questions:
            inside[question.section].append(question)
        for section in self.catalogue.sections:
            yield section.id, self._section(section, inside[section.id])

    def _section(
        self, section: Section, inside: Sequence[Question]
    ) -> Mapping[str, Fact]:
        prefix = "meta.sections"
        about = {"section": section.id, "pillar": section.pillar.value}
        said = {f"{prefix}.{k}": _said(f"{prefix}.{k}", v) for k, v in about.items()}
        return said | self._counted(prefix, inside)

    def _counted(self, prefix: str, questions: Sequence[Question]) -> dict[str, Fact]:
        """Numbers of required questions asked, answered, blank; percent complete."""
        required = (self.facts[q.key] for q in questions if q.required)
        asked = [f for f in required if f.state is not _NOT_ASKED]
        lacking = [f for f in asked if not _is_usable(f)]
        usable = len(asked) - len(lacking)
        blank = [f for f in lacking if f.state is _BLANK]
        share = 100.0 * usable / len(asked) if asked else None
        return {
            f"{prefix}.asked": _number(f"{prefix}.asked", len(asked)),
            f"{prefix}.answered": _number(f"{prefix}.answered", usable),
            f"{prefix}.required_blank": _number(
                f"{prefix}.required_blank", len(blank), counted=blank
            ),
            f"{prefix}.completeness": _number(
                f"{prefix}.completeness", share, counted=lacking
            ),
        }


def _is_usable(fact: Fact) -> bool:
    """Answered, or not applicable as the question allows."""
    return fact.state is _ANSWERED or fact.out_of_scope


def version_of(text: str) -> tuple[int, ...]:
    """``1.10`` is later than ``1.9``; whatever is no number counts as 0."""
    return tuple(int(part) if part.isdigit() else 0 for part in text.split("."))


def _troubled(question: Question, fact: Fact, name: str) -> Iterator[_Row]:
    for trouble in fact.troubles:
        about = {
            "question": question.key,
            "trouble": trouble.value,
            "pillar": question.pillar.value,
            "critical_topic": "yes" if question.critical_topic else "no",
        }
        keys = {f"meta.troubles.{column}": value for column, value in about.items()}
        yield name, {key: _said(key, v, cells=fact.cells) for key, v in keys.items()}


def _said(key: str, text: str | None, cells: tuple[CellRef, ...] = ()) -> Fact:
    state = _BLANK if text is None else _ANSWERED
    return Fact(key=key, state=state, text=text, raw=text, cells=cells)


def _number(key: str, number: float | None, counted: Sequence[Fact] = ()) -> Fact:
    """A count that names the questions behind it and carries their cells."""
    return Fact(
        key=key,
        state=_BLANK if number is None else _ANSWERED,
        number=None if number is None else float(number),
        raw=number,
        cells=tuple(cell for fact in counted for cell in fact.cells),
        lists=tuple(fact.key for fact in counted),
    )
