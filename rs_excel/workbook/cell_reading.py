"""Answers from cells: value, comment and evidence ids of one row of a block.

Comes in: the layout found, the questionnaire. Goes out: answers with the notes made
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
from rs_excel.workbook.ports import (
    CellError,
    Grid,
    NoCachedValue,
    RawValue,
    RowValues,
)
from rs_excel.workbook.questionnaire import Questionnaire
from rs_excel.workbook.shown import as_text
from rs_excel.workbook.spellings import harmless, visible

_BETWEEN_IDS = re.compile(r"\s*[,;|\n\r/&+]\s*|\s+and\s+", re.IGNORECASE)
_NOWHERE = 0  # the column of a role that a block does not have
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
    """Reads blocks; remembers where answers stand: beside what, unseen or not."""

    layout: Layout
    questionnaire: Questionnaire
    review: dict[CellRef, CellRef] = field(default_factory=dict)
    hidden_rows: dict[str, set[int]] = field(default_factory=dict)
    hidden_sheets: dict[str, int] = field(default_factory=dict)

    def remember_unseen(self, sheet: str, row: int) -> None:
        """Counts an answer that stands on a hidden sheet or in a hidden row."""
        if self.layout.grids[sheet].hidden:
            self.hidden_sheets[sheet] = self.hidden_sheets.get(sheet, 0) + 1
        else:
            self.hidden_rows.setdefault(sheet, set()).add(row)


class BlockCells:
    """The rows of one block; what they have in common is looked up once."""

    def __init__(self, cells: Cells, block: Block) -> None:
        self.cells = cells
        self.sheet = block.sheet
        self.columns = block.columns
        self.understand = cells.questionnaire.understand
        self._grid: Grid = cells.layout.grids[block.sheet]
        self._letters = {at: column_letters(at) for at in block.columns.values()}
        self._comment, self._evidence, self._review = (
            block.columns.get(role, _NOWHERE)
            for role in ("comment", "evidence", "review")
        )

    def values(self, number: int) -> RowValues:
        """The filled cells of a row."""
        return self._grid.rows[number]

    def at(self, number: int, column: int) -> CellRef:
        """The cell of a row in one of the columns that have a role."""
        return CellRef(self.sheet, f"{self._letters[column]}{number}")

    def row(self, number: int) -> RowCells:
        """One row; comment and evidence belong to all its answers."""
        grid = self._grid
        values = grid.rows[number]
        cited = values.get(self._evidence)
        return RowCells(
            self,
            number,
            values,
            _words(values.get(self._comment)),
            self._evidence_in(_words(cited)) if cited is not None else (),
            self.at(number, self._review) if self._review else None,
            grid.hidden or number in grid.hidden_rows,
        )

    def _evidence_in(self, text: str) -> tuple[str, ...]:
        if not text or self.cells.questionnaire.spellings.state_of(text) is not None:
            return ()
        return evidence_ids(text)


class RowCells(NamedTuple):
    """The values of one row and the words beside its answers."""

    block: BlockCells
    number: int
    values: RowValues
    comment: str
    evidence: tuple[str, ...]
    review: CellRef | None  # the "Buyer's check" cell
    unseen: bool  # the row, or the whole sheet, is hidden

    def words(self, role: str) -> str:
        """What stands in the cell of a role; empty for errors and blanks."""
        return _words(self.values.get(self.block.columns.get(role, _NOWHERE)))

    def read(
        self, column: int, question: Question, row_name: str | None = None
    ) -> Read:
        """The answer in one of the row's cells."""
        block, number, values, comment, evidence, review, unseen = self
        raw, cell = values.get(column), block.at(number, column)
        if isinstance(raw, str):
            raw = harmless(raw)
        state, value, notes = block.understand(raw, question, cell)
        if unseen and state is not AnswerState.BLANK:
            block.cells.remember_unseen(block.sheet, number)
        if review is not None:
            block.cells.review[cell] = review
        said = question.key, state, value, raw, cell
        return Read(Answer(*said, row_name, comment, evidence), notes)


def _words(raw: RawValue) -> str:
    if raw is None or isinstance(raw, (CellError, NoCachedValue)):
        return ""
    return visible(harmless(as_text(raw)))


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
