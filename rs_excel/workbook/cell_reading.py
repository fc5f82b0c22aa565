"""Answers from cells: value, comment and evidence ids of one row of a block.

Comes in: the layout found, the pack's words. Goes out: answers with the notes made
while understanding them, each with its cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rs_excel.domain.questions import Answer, CellRef, Note, Question
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.workbook.addresses import column_letters
from rs_excel.workbook.layout import Block, Layout
from rs_excel.workbook.ports import CellError, NoCachedValue
from rs_excel.workbook.shown import as_text
from rs_excel.workbook.spellings import Spellings, visible
from rs_excel.workbook.values import understand

_BETWEEN_IDS = re.compile(r"\s*[,;|\n\r/&+]\s*|\s+and\s+", re.IGNORECASE)
_ONE_ID = re.compile(r"\S*\d\S*")


@dataclass(frozen=True, slots=True)
class Read:
    """One answer and the remarks on it."""

    answer: Answer
    notes: tuple[Note, ...] = ()

    @property
    def filled(self) -> bool:
        return self.answer.state is not AnswerState.BLANK


@dataclass(frozen=True, slots=True)
class Cells:
    """Reads single cells, and remembers which answers stand where nobody sees them."""

    layout: Layout
    spellings: Spellings
    hidden_rows: dict[str, set[int]] = field(default_factory=dict)
    hidden_sheets: dict[str, int] = field(default_factory=dict)

    def read(self, block: Block, row: int, column: int, question: Question) -> Read:
        """The answer in one cell, with the comment and evidence beside it."""
        grid = self.layout.grids[block.sheet]
        raw = grid.at(row, column)
        cell = cell_ref(block, row, column)
        state, value, notes = understand(raw, question, self.spellings, cell)
        answer = Answer(
            question=question.key,
            state=state,
            value=value,
            raw=None if raw == "" else raw,
            cell=cell,
            comment=self.words(block, row, "comment"),
            evidence=self._evidence(block, row),
        )
        if state is not AnswerState.BLANK:
            self._remember_hidden(block.sheet, row)
        return Read(answer, notes)

    def words(self, block: Block, row: int, role: str) -> str:
        """What stands in the row's cell of a role; empty for errors and blanks."""
        column = block.columns.get(role)
        if column is None:
            return ""
        raw = self.layout.grids[block.sheet].at(row, column)
        if raw is None or raw == "" or isinstance(raw, CellError | NoCachedValue):
            return ""
        return visible(as_text(raw))

    def _evidence(self, block: Block, row: int) -> tuple[str, ...]:
        text = self.words(block, row, "evidence")
        if not text or self.spellings.state_of(text) is not None:
            return ()
        return evidence_ids(text)

    def _remember_hidden(self, sheet: str, row: int) -> None:
        grid = self.layout.grids[sheet]
        if grid.hidden:
            self.hidden_sheets[sheet] = self.hidden_sheets.get(sheet, 0) + 1
        elif row in grid.hidden_rows:
            self.hidden_rows.setdefault(sheet, set()).add(row)


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
