"""The blank tracker: a table to work in for months, its history, its figures.

Comes in: nothing but the declared columns. Goes out: an .xlsx file without macros, in
which due dates, ages and colours keep counting in plain Excel, without us. Rows are put
in later, by whoever holds the findings.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.tracker_columns import (
    COLUMNS,
    FURTHEST_ROW,
    HISTORY,
    HISTORY_WIDTHS,
    KEYS,
    LOG_TOKEN,
    TOKEN,
    ColumnKind,
    Owner,
    TrackerColumn,
)
from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import palette
from rs_excel.template.build import MADE_ON, save
from rs_excel.template.palette import Look, dress
from rs_excel.template.tracker_choices import choice_of
from rs_excel.template.tracker_colours import add_colours
from rs_excel.template.tracker_figures import on_paper, write_figures

SHEET, LOG, FIGURES = "Tracker", "History", "Figures"
TOKEN_ROW, HEADER_ROW = 4, 5
FIRST_ROW = HEADER_ROW + 1
_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_THEIRS = "FFFDF0"
_THIN = Side(style="thin", color=palette.LINE)
_HEAD = Look(
    bold=True, colour="FFFFFF", fill=_NAVY, framed=True, down="center", size=9.5
)
_TITLE = Look(size=18, bold=True, colour=_NAVY, wrap=False)
_TEXT = Look(size=10, colour=palette.MUTED, wrap=False)
_INTRO = (
    "One row a corrective action. Cream columns are yours: nothing you write there is "
    "ever changed. Sort, filter, hide and insert columns as you like.",
    "Choose the status; the next run accepts it, or says beside it what is still "
    "missing. Every accepted step is kept on the sheet History. No names of workers.",
)
_FOLDED = (  # first and last column of groups that fold away
    ("root_cause_kind", "people_affected"),
    ("review_on", "effective"),
    ("extended_to", "until"),
    ("remedy_for", "remedy_confirmed_by"),
    ("basis", "extensions"),
)


def build_tracker(out: Path) -> None:
    """Write the blank tracker to ``out``; OutputError where that cannot be."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    book.properties.title = "Corrective action tracker"
    book.properties.creator = "rs_excel"
    book.properties.created = MADE_ON
    _write_heading(sheet)
    _write_columns(sheet)
    _add_table(sheet)
    _add_choices(sheet)
    add_colours(sheet, letter_of, (FIRST_ROW, FURTHEST_ROW))
    sheet.freeze_panes = f"{letter_of('pillar')}{FIRST_ROW}"
    sheet.sheet_view.zoomScale = 90
    sheet.sheet_properties.tabColor = _NAVY
    on_paper(sheet)
    # On paper, the columns of a corrective action plan; the rest is for the screen.
    # Whole columns end with what is written; rows would print blank to the last one.
    sheet.print_area = f"A1:{letter_of('last_seen')}1048576"
    sheet.page_setup.paperSize = 8  # A3
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    _write_history(book.create_sheet(LOG))
    write_figures(book.create_sheet(FIGURES), SHEET, FIRST_ROW, FURTHEST_ROW)
    save(book, out)


def letter_of(key: str) -> str:
    """The column a key stands in, in a tracker nobody has changed."""
    return get_column_letter(KEYS.index(key) + 1)


def _write_heading(sheet: Worksheet) -> None:
    sheet["A1"] = "Corrective action tracker"
    dress(sheet["A1"], _TITLE)
    sheet.row_dimensions[1].height = 28
    for row in range(1, TOKEN_ROW):  # no frames above the table
        for column in range(2, len(COLUMNS) + 1):
            dress(sheet.cell(row, column), _TEXT)
    for row, text in enumerate(_INTRO, 2):
        sheet.cell(row, 1, text)
        dress(sheet.cell(row, 1), _TEXT)
    sheet.row_dimensions[TOKEN_ROW].hidden = True


def _write_columns(sheet: Worksheet) -> None:
    for number, column in enumerate(COLUMNS, 1):
        sheet.cell(TOKEN_ROW, number, f"{TOKEN}{column.key}")
        head = sheet.cell(HEADER_ROW, number, column.title)
        dress(head, _HEAD)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = column.width
        dimension.hidden = column.hidden
        _dress_column(dimension, column)
    sheet.row_dimensions[HEADER_ROW].height = 40
    for first, last in _FOLDED:
        for number in range(KEYS.index(first) + 1, KEYS.index(last) + 2):
            sheet.column_dimensions[get_column_letter(number)].outlineLevel = 1


def _dress_column(dimension: ColumnDimension, column: TrackerColumn) -> None:
    """New rows look as their columns do."""
    dimension.font = Font(name=palette.FONT, size=9.5, color=palette.INK)
    dimension.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
    text = column.kind is ColumnKind.TEXT
    dimension.alignment = Alignment(
        vertical="top", wrap_text=True, horizontal="left" if text else "center"
    )
    if column.kind is ColumnKind.DATE:
        dimension.number_format = "yyyy-mm-dd"
    if column.key == "overdue":
        dimension.number_format = '0;-0;""'
    if column.owner is Owner.THEIRS:
        dimension.fill = PatternFill("solid", start_color=_THEIRS, end_color=_THEIRS)


def _add_table(sheet: Worksheet) -> None:
    last = get_column_letter(len(COLUMNS))
    table = Table(displayName="rs_tracker", ref=f"A{HEADER_ROW}:{last}{FIRST_ROW}")
    table.tableColumns = [
        TableColumn(id=number, name=column.title)
        for number, column in enumerate(COLUMNS, 1)
    ]
    table.autoFilter = AutoFilter(ref=table.ref)
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _add_choices(sheet: Worksheet) -> None:
    for column in COLUMNS:
        rule = choice_of(column)
        if rule is not None:
            rule.add(
                f"{letter_of(column.key)}{FIRST_ROW}:{letter_of(column.key)}{FURTHEST_ROW}"
            )
            sheet.add_data_validation(rule)


def _write_history(sheet: Worksheet) -> None:
    """Lines are only ever added; a lock without password guards against slips."""
    for number, (title, width) in enumerate(HISTORY_WIDTHS.items(), 1):
        cell = sheet.cell(1, number, title)
        dress(cell, _HEAD)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = width
        dimension.font = Font(name=palette.FONT, size=9.5, color=palette.INK)
        dimension.alignment = Alignment(vertical="top", wrap_text=title == "Why")
        dimension.number_format = "yyyy-mm-dd" if title == "When" else "General"
    token = len(HISTORY) + 1
    sheet.cell(1, token, LOG_TOKEN)
    sheet.column_dimensions[get_column_letter(token)].hidden = True
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False
    on_paper(sheet)
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HISTORY))}1"
