"""Rows of a table: certificates, permits, evidence.

Comes in: a table's block. Goes out: one mapping of answers per filled row, in the
order of the sheet. A row counts as soon as any of its cells holds something; rows
people inserted need no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.questions import Answer, CellRef, Note, Question, Table
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.errors import note
from rs_excel.workbook.cell_reading import BlockCells, Cells, cell_ref
from rs_excel.workbook.layout import Block
from rs_excel.workbook.sheet_notes import listed

Row = Mapping[str, Answer]


def read_rows(
    cells: Cells, block: Block, table: Table, not_asked: frozenset[str]
) -> Iterator[tuple[Row, tuple[Note, ...]]]:
    """Filled rows and the notes on them. ``not_asked``: columns newer than the book."""
    columns = block.table_columns
    held = {c.key: columns[c.key] for c in table.columns if c.key in columns}
    absent = {
        column.key: _absent(column, column.key in not_asked)
        for column in table.columns
        if column.key not in columns
    }
    rows = BlockCells(cells, block)
    for number in block.rows:
        if rows.values(number).keys().isdisjoint(held.values()):
            continue
        row = rows.row(number)
        name = row.words(_role(table)) or None
        reads = [
            row.read(held[column.key], column, name)
            for column in table.columns
            if column.key in held
        ]
        if any(read.filled for read in reads):
            answers = {read.answer.question: read.answer for read in reads}
            yield answers | absent, tuple(n for read in reads for n in read.notes)


def _role(table: Table) -> str:
    return f"col:{table.row_key.removeprefix(f'{table.key}.')}"


def missing_columns(
    block: Block, table: Table, not_asked: frozenset[str]
) -> list[Note]:
    """A note where people deleted columns that the table should have."""
    held = block.table_columns.keys() | not_asked
    lacking = [column.key for column in table.columns if column.key not in held]
    if not lacking:
        return []
    where: CellRef = cell_ref(block, block.marker, block.key_column)
    return [note("BOOK-109", where, table=table.title, columns=", ".join(lacking))]


def rows_below(block: Block, table: Table) -> list[Note]:
    """A note where people went on below the last row of a table."""
    if not block.below:
        return []
    where: CellRef = cell_ref(block, block.below[0], block.key_column)
    return [note("BOOK-127", where, table=table.title, rows=listed(block.below))]


def _absent(column: Question, not_asked: bool) -> Answer:
    state = AnswerState.NOT_ASKED if not_asked else AnswerState.BLANK
    return Answer(question=column.key, state=state)
