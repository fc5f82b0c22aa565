"""A workbook becomes an answer sheet: what was asked, what was said, and where.

Comes in: a reader, the catalogue of questions, the pack's words. Goes out: one answer
per question with its cell, rows of tables, and notes about the sheet. Only a workbook
without any question of ours is an error; everything else is said in a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rs_excel.domain.questions import Answer, AnswerSheet, Catalogue, CellRef, Note
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.errors import WorkbookError, note, problem
from rs_excel.workbook.cell_reading import Cells, cell_ref
from rs_excel.workbook.layout import Block, Layout, find_blocks
from rs_excel.workbook.our_kinds import code_of_kind
from rs_excel.workbook.ports import WorkbookReader
from rs_excel.workbook.question_rows import QuestionRows
from rs_excel.workbook.questionnaire import Words, questionnaire
from rs_excel.workbook.settling import settle
from rs_excel.workbook.sheet_notes import (
    hidden_notes,
    missing_note,
    unknown_notes,
)
from rs_excel.workbook.table_rows import Row, missing_columns, read_rows, rows_below
from rs_excel.workbook.template_match import TemplateMatch


def read_answers(
    reader: WorkbookReader,
    catalogue: Catalogue,
    spellings: Words,
    placeholders: Sequence[str],
) -> AnswerSheet:
    """Every answer of the workbook, found by question key.

    Raises WorkbookError when no sheet carries keys that the catalogue knows.
    """
    layout = find_blocks(reader)
    cells = Cells(layout, questionnaire(catalogue, spellings, placeholders))
    rows = QuestionRows(cells)
    tables = {
        key: [block for block in layout.blocks if block.table == key]
        for key in catalogue.tables_by_key
    }
    for block in layout.blocks:
        if block.table is None:
            rows.take(block)
    if not rows.found and not any(tables.values()):
        raise WorkbookError(problem(*_nothing_of_ours(reader, layout)))
    match = TemplateMatch.of(catalogue, rows.template)
    return _Reading(reader, rows, tables, match).sheet()


def _nothing_of_ours(reader: WorkbookReader, layout: Layout) -> tuple[str, str]:
    if layout.blocks:
        return "BOOK-041", reader.name
    return code_of_kind(reader) or "BOOK-040", reader.name


@dataclass(slots=True)
class _Reading:
    """What has been found, on its way to an answer sheet."""

    reader: WorkbookReader
    rows: QuestionRows
    tables: Mapping[str, Sequence[Block]]
    match: TemplateMatch
    notes: list[Note] = field(default_factory=list)

    def sheet(self) -> AnswerSheet:
        """Answers first, so that notes on cells stand in the order of the sheet."""
        answers = {q.key: self._answer(q.key) for q in self._catalogue.questions}
        table_rows = {key: tuple(self._table_rows(key)) for key in self.tables}
        return AnswerSheet(
            template=self.match.template,
            version=self.match.version,
            answers=answers,
            rows=table_rows,
            notes=(
                *self.reader.notes(),
                *self.match.notes(),
                *missing_note(tuple(self._missing())),
                *unknown_notes(self._unknown(), self._catalogue.by_key),
                *self.notes,
                *hidden_notes(
                    self.rows.cells.hidden_sheets, self.rows.cells.hidden_rows
                ),
            ),
            review_cells=self.rows.cells.review,
        )

    @property
    def _catalogue(self) -> Catalogue:
        return self.match.catalogue

    def _answer(self, key: str) -> Answer:
        reads = self.rows.found.get(key)
        if reads is None:
            asked = self.match.asks(self._catalogue.by_key[key])
            state = AnswerState.BLANK if asked else AnswerState.NOT_ASKED
            return Answer(question=key, state=state)
        settled = settle(reads)
        self.notes.extend(settled.notes)
        return settled.answer

    def _table_rows(self, key: str) -> Iterator[Row]:
        table = self._catalogue.tables_by_key[key]
        later = frozenset(q.key for q in table.columns if not self.match.asks(q))
        seen: dict[tuple[object, ...], str] = {}
        repeated = 0
        for block in self.tables[key]:
            self.notes.extend(missing_columns(block, table, later))
            self.notes.extend(rows_below(block, table))
            for row, notes in read_rows(self.rows.cells, block, table, later):
                said = tuple((a.state, a.value, a.raw) for a in row.values())
                if seen.setdefault(said, block.sheet) != block.sheet:
                    repeated += 1  # a copied sheet says everything twice
                    continue
                self.notes.extend(notes)
                yield row
        if repeated:
            counted = f"{repeated} row{'s' if repeated > 1 else ''}"
            self.notes.append(note("BOOK-128", table=table.title, count=counted))

    def _missing(self) -> Iterator[str]:
        """Keys of this version's questions and tables that stand nowhere."""
        for question in self._catalogue.questions:
            if question.key not in self.rows.found and self.match.asks(question):
                yield question.key
        for key, blocks in self.tables.items():
            columns = self._catalogue.tables_by_key[key].columns
            if not blocks and any(self.match.asks(column) for column in columns):
                yield key

    def _unknown(self) -> list[tuple[str, CellRef]]:
        unknown = list(self.rows.unknown)
        for block in self.rows.cells.layout.blocks:
            if block.table is not None and block.table not in self.tables:
                cell = cell_ref(block, block.marker, block.key_column)
                unknown.append((block.table, cell))
        return unknown
