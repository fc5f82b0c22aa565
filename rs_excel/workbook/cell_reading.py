"""Answers from cells: value, comment and evidence ids of one row of a block.

Comes in: the layout found, the pack's words. Goes out: answers with the notes made
while understanding them, each with its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rs_excel.domain.questions import Answer, CellRef, Note, Question
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.workbook.addresses import column_letters
from rs_excel.workbook.layout import Block, Layout
from rs_excel.workbook.ports import CellError, NoCachedValue, RowValues
from rs_excel.workbook.shown import as_text
from rs_excel.workbook.spellings import Spellings, visible
from rs_excel.workbook.values import understand

_BETWEEN_IDS = re.compile(r"\s*[,;|\n\r/&+]\s*|\s+and\s+", re.IGNORECASE)
_ONE_ID = re.compile(r"\S*\d\S*")


class Read(NamedTuple):
    """One answer and the remarks on it."""

    answer: Answer
    notes: tuple[Note, ...] = ()

    @property
    def filled(self) -> bool:
        return self.answer.state is not AnswerState.BLANK


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads rows, and remembers where answers stand: beside what, and unseen or not."""

    layout: Layout
    spellings: Spellings
    review: dict[CellRef, CellRef] = field(default_factory=dict)
    hidden_rows: dict[str, set[int]] = field(default_factory=dict)
    hidden_sheets: dict[str, int] = field(default_factory=dict)

    def row(self, block: Block, number: int) -> RowCells:
        """One row of a block; comment and evidence belong to all its answers."""
        grid = self.layout.grids[block.sheet]
        values, columns = grid.rows[number], block.columns
        review = columns.get("review")
        evidence = _words(values, columns.get("evidence"))
        if evidence and self.spellings.state_of(evidence) is not None:
            evidence = ""
        return RowCells(
            self,
            block,
            number,
            values,
            _words(values, columns.get("comment")),
            evidence_ids(evidence) if evidence else (),
            review=cell_ref(block, number, review) if review else None,
            unseen=grid.hidden or number in grid.hidden_rows,
        )

    def remember_unseen(self, sheet: str, row: int) -> None:
        """Counts an answer that stands on a hidden sheet or in a hidden row."""
        if self.layout.grids[sheet].hidden:
            self.hidden_sheets[sheet] = self.hidden_sheets.get(sheet, 0) + 1
        else:
            self.hidden_rows.setdefault(sheet, set()).add(row)


class RowCells(NamedTuple):
    """The values of one row and the words beside its answers."""

    cells: Cells
    block: Block
    number: int
    values: RowValues
    comment: str
    evidence: tuple[str, ...]
    review: CellRef | None  # the "Buyer's check" cell
    unseen: bool  # the row, or the whole sheet, is hidden

    def words(self, role: str) -> str:
        """What stands in the cell of a role; empty for errors and blanks."""
        return _words(self.values, self.block.columns.get(role))

    def read(
        self, column: int, question: Question, row_name: str | None = None
    ) -> Read:
        """The answer in one of the row's cells."""
        raw = self.values.get(column)
        cell = cell_ref(self.block, self.number, column)
        state, value, notes = understand(raw, question, self.cells.spellings, cell)
        if self.unseen and state is not AnswerState.BLANK:
            self.cells.remember_unseen(self.block.sheet, self.number)
        if self.review is not None:
            self.cells.review[cell] = self.review
        answer = Answer(
            question=question.key,
            state=state,
            value=value,
            raw=raw,
            cell=cell,
            row=row_name,
            comment=self.comment,
            evidence=self.evidence,
        )
        return Read(answer, notes)


def _words(values: RowValues, column: int | None) -> str:
    raw = None if column is None else values.get(column)
    if raw is None or isinstance(raw, CellError | NoCachedValue):
        return ""
    return visible(as_text(raw))


@lru_cache(maxsize=4096)
def evidence_ids(text: str) -> tuple[str, ...]:
    """``"E-01, E-02"`` and ``"E-01 E-02"`` are two ids; words that are none stay."""
    ids: list[str] = []
    for part in _BETWEEN_IDS.split(text):
        words = part.split()
        if all(_ONE_ID.fullmatch(word) for word in words):
            ids.extend(words)
        else:
            ids.append(" ".join(words))
    return tuple(dict.fromkeys(ids))


def cell_ref(block: Block, row: int, column: int) -> CellRef:
    return CellRef(block.sheet, f"{column_letters(column)}{row}")
