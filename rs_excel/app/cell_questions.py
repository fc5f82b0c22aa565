"""Which question a cell answers, and which is the nearest where it answers none.

Comes in: what was read from a workbook, and a cell. Goes out: the answer, and the row
of the table it is in; from a row of our own sheets, the answer it names. Only cells
that answers were read from count: of a question that stands twice, the one used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rs_excel.domain.facts import Submission, TableRow
from rs_excel.domain.questions import Answer, AnswerSheet, CellRef
from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.ports import Grid

_NAMED = re.compile(r"'((?:[^']|'')+)'!([A-Z]{1,3}[1-9]\d*)(?!\d)")
"""A cell as ``str(CellRef)`` writes it."""
COLUMNS_OF_OURS = range(1, 26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer in its cell; ``table`` where its question is a column of one."""

    answer: Answer
    cell: CellRef
    table: str | None

    @property
    def key(self) -> str:
        """The key of the question."""
        return self.answer.question

    @property
    def place(self) -> Place:
        """Where the cell stands on its sheet."""
        return place_of(self.cell.address)

    def row_in(self, submission: Submission) -> TableRow | None:
        """The row of the table the answer is in."""
        rows = submission.tables.get(self.table or "", ())
        held = (row for row in rows if self.cell in row.facts[self.key].cells)
        return next(held, None)


def question_of(sheet: AnswerSheet, cell: CellRef) -> Asked | None:
    """The question whose answer was read from the cell."""
    return next((asked for asked in _all(sheet) if asked.cell == cell), None)


def named_in_row(sheet: AnswerSheet, grid: Grid, at: CellRef) -> Asked | None:
    """The question whose cell a row names first, as rows of our own sheets do."""
    cells = grid.rows.get(place_of(at.address).row, {})
    texts = (cells[column] for column in sorted(cells))
    named = (_NAMED.match(text) for text in texts if isinstance(text, str))
    refs = (CellRef(m[1].replace("''", "'"), m[2]) for m in named if m)
    return next(filter(None, (question_of(sheet, ref) for ref in refs)), None)


def nearest_question(sheet: AnswerSheet, cell: CellRef) -> Asked | None:
    """The nearest on the same sheet, those of the same row before all others."""
    at = place_of(cell.address)

    def far(asked: Asked) -> tuple[int, int, Place]:
        place = asked.place
        return abs(place.row - at.row), abs(place.column - at.column), place

    near = [asked for asked in _all(sheet) if asked.cell.sheet == cell.sheet]
    return min(near, key=far, default=None)


def _all(sheet: AnswerSheet) -> Iterator[Asked]:
    for answer in sheet.answers.values():
        if answer.cell is not None:
            yield Asked(answer=answer, cell=answer.cell, table=None)
    for table, rows in sheet.rows.items():
        for answer in (answer for row in rows for answer in row.values()):
            if answer.cell is not None:
                yield Asked(answer=answer, cell=answer.cell, table=table)
