"""Question rows and matrices: every answer by its key, however often it stands there.

Comes in: blocks that are no tables. Goes out: what was read for each key, the buyer's
own cells beside it, and keys that nobody asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rs_excel.domain.questions import CellRef, Question
from rs_excel.workbook.cell_reading import Cells, Read, cell_ref
from rs_excel.workbook.layout import Block, key_text, looks_like_a_key
from rs_excel.workbook.ports import RawValue

TEMPLATE_ID, TEMPLATE_VERSION = "meta.template_id", "meta.template_version"


@dataclass(slots=True)
class QuestionRows:
    """What the question rows of one workbook hold; ``take`` adds a block."""

    cells: Cells
    asked: Mapping[str, Question]
    found: dict[str, list[Read]] = field(default_factory=dict)
    review: dict[str, CellRef] = field(default_factory=dict)
    template: dict[str, RawValue] = field(default_factory=dict)
    unknown: list[tuple[str, CellRef]] = field(default_factory=list)

    def take(self, block: Block) -> None:
        grid = self.cells.layout.grids[block.sheet]
        answers = tuple(block.answers.items())
        for row in block.rows:
            key = key_text(grid.at(row, block.key_column)).casefold()
            if not self._take_row(block, row, key, answers) and looks_like_a_key(key):
                self.unknown.append((key, cell_ref(block, row, block.key_column)))

    def _take_row(
        self, block: Block, row: int, key: str, answers: Iterable[tuple[str, int]]
    ) -> bool:
        """Whether the row's key is one that is asked for."""
        known = False
        for suffix, column in answers:
            full = f"{key}.{suffix}" if suffix else key
            if full in (TEMPLATE_ID, TEMPLATE_VERSION):
                known = True
                raw = self.cells.layout.grids[block.sheet].at(row, column)
                self.template.setdefault(full, raw)
            question = self.asked.get(full)
            if question is not None:
                known = True
                read = self.cells.read(block, row, column, question)
                self.found.setdefault(full, []).append(read)
                self._remember_review(block, row, full)
        return known

    def _remember_review(self, block: Block, row: int, key: str) -> None:
        column = block.columns.get("review")
        if column is not None:
            self.review.setdefault(key, cell_ref(block, row, column))
