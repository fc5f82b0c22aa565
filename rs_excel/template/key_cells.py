"""Finds the cells of a questionnaire by their markers, never by address.

Comes in: an openpyxl workbook made from a template of ours. Goes out: for each question
key its answer, explanation and evidence cell; for each table its rows of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.template import layout
from rs_excel.template.layout import KEY_COLUMN

Row = Mapping[int, Cell]  # by 1-based column; cells inside a merge are left out
_SIDE = {layout.COMMENT: "comment", layout.EVIDENCE: "evidence"}


@dataclass(slots=True)
class AnswerCells:
    """The cells of one question; the last two only where the block has them."""

    answer: Cell
    comment: Cell | None = None
    evidence: Cell | None = None


@dataclass(slots=True)
class KeyCells:
    """All cells for answers in one workbook."""

    answers: dict[str, AnswerCells] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Cell]]] = field(default_factory=dict)
    """Rows of {column name without the table: cell}, from the top."""


@dataclass(slots=True)
class _Block:
    """The roles of the columns in force, until the next marker row."""

    roles: dict[int, str]
    table: str | None


def find_cells(book: Workbook) -> KeyCells:
    """Walk every sheet once."""
    found = KeyCells()
    for sheet in book.worksheets:
        for block, row in _rows(sheet):
            if block.table is not None:
                _add_table_row(found, block.table, block, row)
            else:
                _add_answers(found, block, row)
    return found


def sheet_of(cell: Cell) -> Worksheet:
    """The sheet a cell stands on."""
    assert isinstance(cell.parent, Worksheet)
    return cell.parent


def _rows(sheet: Worksheet) -> Iterator[tuple[_Block, Row]]:
    block: _Block | None = None
    for cells in sheet.iter_rows():
        row = {cell.column: cell for cell in cells if isinstance(cell, Cell)}
        key = row[KEY_COLUMN].value
        if key == layout.END:
            block = None
        elif isinstance(key, str) and key.startswith("#"):
            block = _block(key, row)
        elif block is not None and key is not None:
            yield block, row


def _block(key: str, row: Row) -> _Block:
    roles = {
        column: cell.value
        for column, cell in row.items()
        if isinstance(cell.value, str) and cell.value.startswith("#")
    }
    is_table = key.startswith(layout.TABLE_PREFIX)
    return _Block(roles, key.removeprefix(layout.TABLE_PREFIX) if is_table else None)


def _add_table_row(found: KeyCells, table: str, block: _Block, row: Row) -> None:
    cells = {
        role.removeprefix(layout.COLUMN_PREFIX): row[column]
        for column, role in block.roles.items()
        if role.startswith(layout.COLUMN_PREFIX)
    }
    found.tables.setdefault(table, []).append(cells)


def _add_answers(found: KeyCells, block: _Block, row: Row) -> None:
    key = str(row[KEY_COLUMN].value)
    sides = {
        _SIDE[role]: row[column]
        for column, role in block.roles.items()
        if role in _SIDE
    }
    for column, role in block.roles.items():
        if role == layout.ANSWER:
            found.answers[key] = AnswerCells(answer=row[column], **sides)
        elif role.startswith(layout.ANSWER_PREFIX):
            suffix = role.removeprefix(layout.ANSWER_PREFIX)
            found.answers[f"{key}.{suffix}"] = AnswerCells(answer=row[column])
