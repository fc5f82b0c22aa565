"""Tables the site fills row by row: certificates, permits, evidence.

Comes in: a table of the catalogue. Goes out: a header, the marker row, and as many
numbered empty rows as the pack asks for, each column with its validation.
"""

from __future__ import annotations

from functools import partial

from openpyxl.utils import get_column_letter

from rs_excel.domain.questions import Question, Table
from rs_excel.template import layout, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.gates import Gate, surely_false
from rs_excel.template.layout import NUMBER_COLUMN, TEXT_COLUMN
from rs_excel.template.question_block import answer_look
from rs_excel.template.wording import asked_text

_ROW_HEIGHT = 21.0


def table_columns(table: Table, review: int) -> dict[str, int]:
    """Where each column of a table stands; the buyer's column is stepped over."""
    free = (n for n in range(TEXT_COLUMN, 60) if n != review)
    return {column.key: next(free) for column in table.columns}


def write_table(pen: SheetPen, table: Table) -> None:
    """Title, introduction, headers, markers, the empty rows."""
    places = table_columns(table, pen.columns.review)
    last_column = max(pen.columns.review, *places.values())
    _write_title(pen, table, last_column)
    heads = {
        places[c.key]: pen.texts.of(f"question.{c.key}", partial(asked_text, c))
        for c in table.columns
    }
    heads[NUMBER_COLUMN] = pen.texts.own("saq.column.row")
    heads[pen.columns.review] = pen.texts.own("saq.column.buyer")
    pen.header(heads, last_column)
    _write_markers(pen, table, places)
    first = pen.row
    for number in range(1, table.rows + 1):
        _write_row(pen, table, places, number)
    for column in table.columns:
        letter = get_column_letter(places[column.key])
        pen.validations.add(column, f"{letter}{first}:{letter}{pen.row - 1}")
        if column.asked_when is not None:
            _grey_when_not_asked(pen, column, places, first)
    pen.end_block()


def _write_title(pen: SheetPen, table: Table, last_column: int) -> None:
    key = f"table.{table.key}"
    pen.heading(last_column, pen.texts.pack(f"{key}.title", table.title))
    if table.intro:
        intro = pen.texts.pack(f"{key}.intro", table.intro)
        pen.put_wide(NUMBER_COLUMN, last_column, intro, palette.SMALL)
        width = pen.columns.width(NUMBER_COLUMN, pen.columns.review)
        pen.next_row(pen.height([(intro, width, 9.0)], least=18))


def _write_markers(pen: SheetPen, table: Table, places: dict[str, int]) -> None:
    tokens = {
        layout.KEY_COLUMN: f"{layout.TABLE_PREFIX}{table.key}",
        pen.columns.review: layout.REVIEW,
    }
    for column in table.columns:
        name = layout.local_name(column.key, table.key)
        tokens[places[column.key]] = f"{layout.COLUMN_PREFIX}{name}"
    pen.markers(tokens)


def _write_row(
    pen: SheetPen, table: Table, places: dict[str, int], number: int
) -> None:
    pen.key(number)
    pen.put(NUMBER_COLUMN, number, palette.NUMBER)
    for column in table.columns:
        pen.put(places[column.key], None, answer_look(column))
    pen.put(pen.columns.review, None, palette.REVIEW)
    pen.next_row(_ROW_HEIGHT)


def _grey_when_not_asked(
    pen: SheetPen, column: Question, places: dict[str, int], first: int
) -> None:
    """Inside a table a gate is the cell of the same row, or a question elsewhere."""
    assert column.asked_when is not None
    by_row = {
        key: Gate(pen.gates.by_key[key].question, f"${get_column_letter(place)}{first}")
        for key, place in places.items()
    }
    letter = get_column_letter(places[column.key])
    formula = surely_false(column.asked_when, pen.gates.beside(by_row))
    span = f"{letter}{first}:{letter}{pen.row - 1}"
    rule = palette.when(formula, fill=palette.NOT_ASKED)
    pen.sheet.conditional_formatting.add(span, rule)
