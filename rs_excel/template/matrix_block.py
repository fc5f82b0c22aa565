"""Grids of numbers, with sums of rows and columns and a check against the headcount.

Comes in: a matrix of the catalogue. Goes out: one open cell for each row and column,
sums by formula, and words that say when the grid and the headcount differ.
"""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from rs_excel.domain.questions import Catalogue, Matrix
from rs_excel.template import layout, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.layout import NUMBER_COLUMN, TEXT_COLUMN
from rs_excel.template.palette import Look
from rs_excel.template.question_block import answer_look
from rs_excel.template.texts_sheet import Texts

HEADCOUNT = "wf.total"
_ROW_HEIGHT = 21.0


def write_matrix(pen: SheetPen, matrix: Matrix, catalogue: Catalogue) -> None:
    """Title, headers, markers, one row each, sums, check."""
    _write_head(pen, matrix)
    first, sum_column = pen.row, pen.columns.answer + len(matrix.columns)
    for row_key, label in matrix.rows:
        pen.key(row_key)
        pen.put(NUMBER_COLUMN, None, palette.NUMBER)
        shown = pen.texts.pack(f"matrix_row.{row_key}", label)
        pen.put(TEXT_COLUMN, shown, palette.QUESTION)
        for column, (suffix, _) in enumerate(matrix.columns, pen.columns.answer):
            question = catalogue.by_key[f"{row_key}.{suffix}"]
            pen.put(column, None, answer_look(question))
            pen.name(question.key, column)
            pen.validations.add(question, f"{get_column_letter(column)}{pen.row}")
        if matrix.totals:
            span = _span(pen.columns.answer, pen.row, sum_column - 1, pen.row)
            pen.put(sum_column, _sum(span), palette.TOTAL)
            pen.name(row_key, sum_column)
        pen.put(pen.columns.review, None, palette.REVIEW)
        width = pen.columns.width(TEXT_COLUMN)
        pen.next_row(pen.height([(shown, width, 10.0)], least=_ROW_HEIGHT))
    if matrix.totals:
        _write_sums(pen, matrix, first, HEADCOUNT in catalogue.by_key)
    pen.end_block()


def _write_head(pen: SheetPen, matrix: Matrix) -> None:
    texts = pen.texts
    pen.heading(
        pen.columns.review, texts.pack(f"matrix.{matrix.key}.title", matrix.title)
    )
    titles = {TEXT_COLUMN: texts.own("saq.grid.people")}
    for column, (_, label) in enumerate(matrix.columns, pen.columns.answer):
        titles[column] = texts.pack(f"matrix_column.{label}", label)
    if matrix.totals:
        total = texts.own("saq.grid.total")
        titles[pen.columns.answer + len(matrix.columns)] = total
    titles[pen.columns.review] = texts.own("saq.column.buyer")
    pen.header(titles, pen.columns.review)
    suffixes = enumerate((suffix for suffix, _ in matrix.columns), pen.columns.answer)
    pen.markers(
        {
            layout.KEY_COLUMN: layout.KEY,
            **{
                column: f"{layout.ANSWER_PREFIX}{suffix}" for column, suffix in suffixes
            },
            pen.columns.review: layout.REVIEW,
        }
    )


def _write_sums(pen: SheetPen, matrix: Matrix, first: int, checked: bool) -> None:
    """Column sums; the last cell is the sum of all, named after the matrix."""
    sum_column, last = pen.columns.answer + len(matrix.columns), pen.row - 1
    pen.key(None)
    pen.put(NUMBER_COLUMN, None, palette.NUMBER)
    pen.put(TEXT_COLUMN, pen.texts.own("saq.grid.total"), palette.TOTAL)
    for column in range(pen.columns.answer, sum_column):
        pen.put(column, _sum(_span(column, first, column, last)), palette.TOTAL)
    grid = _span(pen.columns.answer, first, sum_column - 1, last)
    pen.put(sum_column, _sum(grid), palette.TOTAL)
    pen.name(f"{matrix.key}.sum", sum_column)
    if checked:
        look = Look(size=9, framed=True, fill=palette.PANEL, down="center")
        pen.put_wide(sum_column + 1, sum_column + 2, _check(grid, pen.texts), look)
    pen.next_row(_ROW_HEIGHT)


def _sum(span: str) -> str:
    """Empty as long as nothing is filled, so that nobody reads a zero into it."""
    return f'=IF(COUNT({span})=0,"",SUM({span}))'


def _check(grid: str, texts: Texts) -> str:
    """Whether the grid and the headcount agree, in a sign and words."""
    said = texts.own("saq.grid.differs", "▲").reference
    here = f'SUBSTITUTE({said},"{{here}}",SUM({grid}))'
    differs = f'SUBSTITUTE({here},"{{there}}",{HEADCOUNT})'
    adds_up = texts.own("saq.grid.adds_up", "✓").reference
    nothing = texts.own("saq.grid.nothing", "○").reference
    unknown = texts.own("saq.grid.first", "!").reference
    known = f"IF(SUM({grid})={HEADCOUNT},{adds_up},{differs})"
    return f"=IF(COUNT({grid})=0,{nothing},IF(ISNUMBER({HEADCOUNT}),{known},{unknown}))"


def _span(left: int, top: int, right: int, bottom: int) -> str:
    return f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
