"""The blank tracker: a table to work in for months, its history, its figures.

Comes in: nothing but the declared columns. Goes out: an .xlsx file without macros, in
which due dates, ages and colours keep counting in plain Excel, without us. Rows are put
in later, by whoever holds the findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import SOON
from rs_excel.domain.tracker_columns import (
    CAUSES,
    COLUMNS,
    HISTORY,
    HISTORY_WIDTHS,
    KEYS,
    LOG_TOKEN,
    TOKEN,
    ColumnKind,
    Owner,
    TrackerColumn,
)
from rs_excel.domain.vocabulary import Pillar, Verification
from rs_excel.template import palette
from rs_excel.template.build import MADE_ON, save
from rs_excel.template.palette import Look, dress, when
from rs_excel.template.told_cells import count_rule, day_rule, list_rule, offering
from rs_excel.template.tracker_figures import on_paper, write_figures

SHEET, LOG, FIGURES = "Tracker", "History", "Figures"
TOKEN_ROW, HEADER_ROW = 4, 5
FIRST_ROW = HEADER_ROW + 1
LAST_ROW = 50_000  # as far as validations, colours and figures reach
_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_THEIRS = "FFFDF0"
_LATE = {"fill": "F5B7B1", "colour": "7B1414"}
_SOON = {"fill": "FDEBC8", "colour": "6B3A00"}
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
_RULES: Mapping[ColumnKind, Callable[[], DataValidation]] = {
    ColumnKind.DATE: day_rule,
    ColumnKind.COUNT: count_rule,
    ColumnKind.STATUS: lambda: list_rule([s.label for s in ActionStatus]),
    ColumnKind.METHOD: lambda: list_rule([m.label for m in Verification]),
    ColumnKind.YES: lambda: offering(["Yes"]),
    ColumnKind.YES_NO: lambda: list_rule(["Yes", "No"]),
    ColumnKind.CAUSE: lambda: offering(CAUSES),
}
"""What may be typed in a column of people, by its kind."""


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
    _add_colours(sheet)
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
    write_figures(book.create_sheet(FIGURES), SHEET, FIRST_ROW, LAST_ROW)
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
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _add_choices(sheet: Worksheet) -> None:
    for column in COLUMNS:
        rule = _RULES.get(column.kind)
        if column.owner is Owner.THEIRS and rule is not None:
            made = rule()
            made.add(_cells(column.key))
            sheet.add_data_validation(made)


def _cells(key: str) -> str:
    letter = letter_of(key)
    return f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}"


def _add_colours(sheet: Worksheet) -> None:
    """Closed rows fade, late ones turn red, severities show theirs."""
    last = get_column_letter(len(COLUMNS))
    everywhere = f"A{FIRST_ROW}:{last}{LAST_ROW}"
    rests, overdue = letter_of("rests"), letter_of("overdue")
    closed = f'${rests}{FIRST_ROW}="Yes"'
    sheet.conditional_formatting.add(everywhere, when(closed, colour=palette.MUTED))
    late = f"AND(ISNUMBER(${overdue}{FIRST_ROW}),${overdue}{FIRST_ROW}>0)"
    for key in ("due_now", "overdue"):
        sheet.conditional_formatting.add(_cells(key), when(late, **_LATE))
    for key, formula in _reminders():
        sheet.conditional_formatting.add(_cells(key), when(formula, **_LATE))
    days_left = f"(${letter_of('due_now')}{FIRST_ROW}-TODAY())"
    soon = f"AND({_is_day('due_now')},NOT({closed}),{days_left}>=0,{days_left}<={SOON})"
    sheet.conditional_formatting.add(_cells("due_now"), when(soon, **_SOON))
    for formula, fill, colour in _severities():
        rule = when(formula, fill=fill, colour=colour)
        sheet.conditional_formatting.add(_cells("severity"), rule)
    missing = f"LEN(${letter_of('remark')}{FIRST_ROW})>0"
    sheet.conditional_formatting.add(_cells("remark"), when(missing, fill="FDE3C8"))


def _is_day(key: str) -> str:
    return f"ISNUMBER(${letter_of(key)}{FIRST_ROW})"


def _reminders() -> Iterator[tuple[str, str]]:
    """By key, when a day has passed without what it asked for."""
    open_ = f'${letter_of("rests")}{FIRST_ROW}<>"Yes"'
    for key, by, done, further in (
        ("contain_by", "<TODAY()", "contained_on", f",{open_}"),
        ("effect_due", "<=TODAY()", "effective", ""),
    ):
        passed = f"{_is_day(key)},${letter_of(key)}{FIRST_ROW}{by}"
        yield key, f'AND({passed},${letter_of(done)}{FIRST_ROW}=""{further})'


def _severities() -> Iterator[tuple[str, str, str]]:
    at = f"${letter_of('severity')}{FIRST_ROW}"
    for word, fill, colour in (
        ("Business critical", "8B1A1A", "FFFFFF"),
        ("Critical", "F5B7B1", "7B1414"),
        ("Major", "FFD59A", "6B3A00"),
        ("Minor", "FFF3BF", "5C4A00"),
    ):
        yield f'{at}="{word}"', fill, colour


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
