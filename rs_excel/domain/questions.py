"""Questions, answers and where they stand.

Comes in: the pack's catalogue and what a reader understood of each cell. Goes out:
values without any knowledge of files, except the ``CellRef`` they carry along.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from rs_excel.domain.conditions import Condition, questions_read
from rs_excel.domain.tongue import SOURCE, Tongue
from rs_excel.domain.vocabulary import AnswerState, NoteLevel, Pillar, QuestionKind

AnswerValue = str | float | date | tuple[str, ...] | None
"""Text or choice · number, percent (0-100) or money · day · chosen options."""


class CellRef(NamedTuple):
    """One cell, as a buyer would write it: ``'Health & Safety'!C14``.

    A tuple, like ``Answer``: a check makes thousands, and tuples are quicker to make,
    compare and look up.
    """

    sheet: str
    address: str

    def __str__(self) -> str:
        return f"'{self.sheet.replace(chr(39), chr(39) * 2)}'!{self.address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that may be chosen: the canonical value, its label, its spellings."""

    value: str
    label: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item asked. ``table`` names the table it is a column of, if any."""

    key: str
    text: str
    section: str
    pillar: Pillar
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    required: bool = True
    help: str = ""
    unit: str = ""
    evidence: tuple[str, ...] = ()  # kinds of document that would answer it
    evidence_needed: bool = False  # a Yes claims something a document should show
    na_allowed: bool = False
    critical_topic: bool = False  # not knowing is itself a risk
    asked_when: Condition | None = None
    scopes: tuple[str, ...] = ()  # asked only where all of these hold, too
    topic: str = ""  # the heading under which it stands
    minimum: float | None = None
    maximum: float | None = None
    table: str | None = None
    clauses: tuple[str, ...] = ()
    since: str = "1.0"  # template version that first asked it


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Questions asked of some sites only, and why the others are spared them.

    Like ``asked_when``: only where ``holds_when`` is surely false are they not asked.
    Where answers are ``voluntary``, those given all the same count as asked for.
    """

    key: str  # "dormitory"
    title: str  # "Accommodation for workers"
    asked_of: str  # the condition in words
    otherwise: str  # why a site is not asked, in a few words
    holds_when: Condition
    voluntary: bool = False
    rests_on: str = ""  # a published source the condition draws on, with its year
    since: str = "1.0"  # earlier versions of the template asked everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One sheet of the questionnaire."""

    id: str
    title: str
    pillar: Pillar
    intro: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows the site fills: certificates, permits, evidence. ``row_key`` names rows."""

    key: str
    title: str
    section: str
    pillar: Pillar
    columns: tuple[Question, ...]
    rows: int  # how many empty rows the template offers
    row_key: str  # the column whose value names a row in findings
    intro: str = ""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything asked, in the order it is asked."""

    template: str  # e.g. "rs_excel.saq"
    version: str
    title: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    tables: tuple[Table, ...] = ()
    matrices: tuple[Matrix, ...] = ()
    scopes: tuple[Scope, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """Single questions and table columns alike."""
        columns = (column for table in self.tables for column in table.columns)
        return {q.key: q for q in (*self.questions, *columns)}

    @cached_property
    def single(self) -> tuple[Question, ...]:
        """What is asked one by one: neither cells of grids nor columns of tables."""
        in_grids = {
            f"{row}.{column}"
            for matrix in self.matrices
            for row, _ in matrix.rows
            for column, _ in matrix.columns
        }
        return tuple(q for q in self.questions if q.key not in in_grids)

    def gates_of(self, question: Question) -> frozenset[str]:
        """Keys of what decides whether the question is asked."""
        conditions = [s.holds_when for s in self.scopes if s.key in question.scopes]
        if question.asked_when is not None:
            conditions.append(question.asked_when)
        return frozenset(key for c in conditions for key in questions_read(c))

    @cached_property
    def to_be_shown(self) -> tuple[Question, ...]:
        """Questions of which a Yes claims what a document should show."""
        return tuple(
            question
            for question in self.questions
            if question.evidence_needed and question.kind is QuestionKind.YES_NO
        )

    @cached_property
    def tables_by_key(self) -> Mapping[str, Table]:
        return {table.key: table for table in self.tables}


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Questions laid out as a grid: cell key = row key + "." + column key."""

    key: str
    title: str
    section: str
    rows: tuple[tuple[str, str], ...]  # (key, label), e.g. ("wf.perm", "Permanent")
    columns: tuple[tuple[str, str], ...]  # (key, label), e.g. ("male", "Men")
    totals: bool = True  # the sheet shows sums of rows and columns


class Answer(NamedTuple):
    """What one cell said, once understood. ``row`` is set inside tables."""

    question: str
    state: AnswerState
    value: AnswerValue = None
    raw: object = None
    cell: CellRef | None = None
    row: str | None = None
    comment: str = ""
    evidence: tuple[str, ...] = ()  # ids cited, e.g. ("E-01", "E-04")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark about the sheet, never about the site."""

    code: str
    says: str
    cell: CellRef | None = None
    level: NoteLevel = NoteLevel.WARNING
    template: str = ""  # what it says before ``fields`` are filled in
    fields: Mapping[str, object] = field(default_factory=dict, compare=False)

    def said(self, tongue: Tongue) -> str:
        """The remark in a language."""
        if not self.template or tongue.language == SOURCE:
            return self.says
        return tongue.say(f"note.{self.code}", self.template, **self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """All that was read from one workbook."""

    template: str
    version: str
    answers: Mapping[str, Answer]  # single questions, one each
    rows: Mapping[str, tuple[Mapping[str, Answer], ...]] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    review_cells: Mapping[CellRef, CellRef] = field(default_factory=dict)
    """From an answer's cell to the "Buyer's check" cell of the same row."""
