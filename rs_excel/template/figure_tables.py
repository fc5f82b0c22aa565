"""The tables on the sheet of figures: looks, colours, heads and rows.

Comes in: a sheet, and what to put where. Goes out: cells in one look. Tables begin in
column B; column A is hidden and for signs.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.chart import Reference
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import palette
from rs_excel.template.palette import Look, dress

NAVY = palette.accent(Pillar.ALL_PILLARS).strong
TITLE = Look(size=18, bold=True, colour=NAVY, wrap=False)
SUBTITLE = Look(size=12, bold=True, colour=NAVY, wrap=False)
HEAD = Look(
    bold=True, colour="FFFFFF", fill=NAVY, framed=True, across="center", down="center"
)
NAME = Look(framed=True, wrap=False)
COUNT = Look(framed=True, across="center", number_format='0;-0;"–"')
DAYS = Look(framed=True, across="center", number_format="0")
SHARE = Look(framed=True, across="center", number_format="0%")
MONTH = Look(framed=True, wrap=False, number_format="mmm yyyy")
NOTE = Look(size=9, italic=True, colour=palette.MUTED, wrap=False)
GRAVE = ("7B1414", "D64545", "F0A030", "F7DC6F", "9FB3C8", "D5DEE7")
GREEN, RED, GREY = "2E8B57", GRAVE[1], GRAVE[4]
CHARTS = "M"
"""The column in which charts begin."""


def head(sheet: Worksheet, row: int, title: str, heads: Sequence[str]) -> None:
    sheet.cell(row, 2, title)
    dress(sheet.cell(row, 2), SUBTITLE)
    for column, text in enumerate(heads, 2):
        dress(sheet.cell(row + 1, column, text), HEAD)
    sheet.row_dimensions[row + 1].height = 28  # points; two lines


def put(sheet: Worksheet, row: int, column: int, value: object, look: Look) -> None:
    cell = sheet.cell(row, column)
    cell.value = value  # type: ignore[assignment]  # formulas and array formulas too
    dress(cell, look)


def line(
    sheet: Worksheet, row: int, name: str, cells: Sequence[tuple[object, Look]]
) -> None:
    """One row of a table: its name, and what stands beside it."""
    put(sheet, row, 2, name, NAME)
    for column, (value, look) in enumerate(cells, 3):
        put(sheet, row, column, value, look)


def block(sheet: Worksheet, head: int, rows: int, names: int = 2) -> Reference:
    """A table's heads and rows, from the column of its names on."""
    return Reference(sheet, min_col=names, min_row=head, max_row=head + rows)
