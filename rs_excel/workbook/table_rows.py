"""Rows of a table: certificates, permits, evidence.

Comes in: a table's block. Goes out: one mapping of answers per filled row, in the
order of the sheet. A row counts as soon as any of its cells holds something; rows
people inserted need no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rs_excel.domain.questions import Answer, CellRef, Note, Question, Table
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.errors import note
from rs_excel.workbook.cell_reading import Cells, Read, cell_ref
from rs_excel.workbook.layout import Block

Row = Mapping[str, Answer]


def read_rows(
    cells: Cells, block: Block, table: Table, not_asked: frozenset[str]
) -> Iterator[tuple[Row, tuple[Note, ...]]]:
    """Filled rows and the notes on them. ``not_asked``: columns newer than the book."""
    columns = block.table_columns
    places = [(column, columns.get(column.key)) for column in table.columns]
    grid = cells.layout.grids[block.sheet]
    held = [place for _, place in places if place is not None]
    for row in block.rows:
        if all(grid.at(row, column) in (None, "") for column in held):
            continue
        reads = [
            cells.read(block, row, place, column)
            if place is not None
            else _absent(column, column.key in not_asked)
            for column, place in places
        ]
        if any(read.filled for read in reads if read.answer.cell is not None):
            yield _row(reads, table), tuple(n for read in reads for n in read.notes)


def missing_columns(
    block: Block, table: Table, not_asked: frozenset[str]
) -> list[Note]:
    """A note where people deleted columns that the table should have."""
    lacking = [
        column.key
        for column in table.columns
        if column.key not in block.table_columns and column.key not in not_asked
    ]
    if not lacking:
        return []
    where: CellRef = cell_ref(block, block.marker, block.key_column)
    return [note("BOOK-109", where, table=table.title, columns=", ".join(lacking))]


def _absent(column: Question, not_asked: bool) -> Read:
    state = AnswerState.NOT_ASKED if not_asked else AnswerState.BLANK
    return Read(Answer(question=column.key, state=state))


def _row(reads: list[Read], table: Table) -> Row:
    answers = {read.answer.question: read.answer for read in reads}
    named = answers.get(table.row_key)
    name = str(named.value) if named and named.value is not None else None
    return {key: replace(answer, row=name) for key, answer in answers.items()}
