"""Question rows and matrices: every answer by its key, however often it stands there.

Comes in: blocks that are no tables. Goes out: what was read for each key, and
keys that nobody asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.cell_reading import (
    BlockCells,
    Cells,
    Read,
    RowCells,
    cell_ref,
)
from rs_excel.workbook.layout import Block, key_text, looks_like_a_key
from rs_excel.workbook.ports import RawValue

TEMPLATE_ID, TEMPLATE_VERSION = "meta.template_id", "meta.template_version"
_TEMPLATE = frozenset({TEMPLATE_ID, TEMPLATE_VERSION})


@dataclass(slots=True)
class QuestionRows:
    """What the question rows of one workbook hold; ``take`` adds a block."""

    cells: Cells
    found: dict[str, list[Read]] = field(default_factory=dict)
    template: dict[str, RawValue] = field(default_factory=dict)
    unknown: list[tuple[str, CellRef]] = field(default_factory=list)

    def take(self, block: Block) -> None:
        answers = tuple(block.answers.items())
        cells = BlockCells(self.cells, block)
        for number in block.rows:
            row = cells.row(number)
            key = key_text(row.values.get(block.key_column)).casefold()
            taken = False
            for suffix, column in answers:
                full = f"{key}.{suffix}" if suffix else key
                taken = self._take(row, full, column) or taken
            if not taken and looks_like_a_key(key):
                self.unknown.append((key, cell_ref(block, number, block.key_column)))

    def _take(self, row: RowCells, key: str, column: int) -> bool:
        """Reads one answer of a row; False when nobody asks for its key."""
        is_template = key in _TEMPLATE
        if is_template:
            self.template.setdefault(key, row.values.get(column))
        question = self.cells.questionnaire.single.get(key)
        if question is None:
            return is_template
        self.found.setdefault(key, []).append(row.read(column, question))
        return True
