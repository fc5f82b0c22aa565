"""A workbook with every kind of value and every way to keep a row out of sight."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

SHEET = "Site's & own"
OUTSIDE = "Sheet!2"


def nasty_workbook(path: Path) -> Path:
    """Every value has its row; rows 30 and on are hidden, filtered, grouped, merged."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _values(sheet)
    _rows_out_of_sight(sheet)
    far = book.create_sheet(OUTSIDE)
    far["D7"] = "begins far from A1"
    book.create_sheet("Empty")
    hidden = book.create_sheet("Hidden")
    hidden["A1"] = "#key"
    hidden.sheet_state = "hidden"
    very = book.create_sheet("Very hidden")
    very["B2"] = 1
    very.sheet_state = "veryHidden"
    book.save(path)
    return path


def _values(sheet: Worksheet) -> None:
    values = [
        ("text", "Yes", "General"),
        ("text that looks like a number", "0010", "@"),
        ("text with an equals sign", "'=A1", "General"),
        ("line break", "one\ntwo", "General"),
        ("blanks around", "  yes ", "General"),
        ("other letters", "Üçüncü şahıs · 工場", "General"),
        ("whole number", 72, "General"),
        ("fraction", 0.1, "0.00"),
        ("tiny", 1e-12, "General"),
        ("percent", 0.15, "0%"),
        ("more than all", 8.5, "0.0%"),
        ("zero", 0, "General"),
        ("one", 1, "General"),
        ("true", True, "General"),
        ("false", False, "General"),
        ("day", date(2026, 1, 5), "yyyy-mm-dd"),
        ("day and time", datetime(2026, 1, 5, 14, 30), "dd/mm/yyyy hh:mm"),
        ("time of day", time(6, 45), "hh:mm"),
        ("last century", date(1999, 12, 31), "d. mmm yy"),
        ("month as words", date(2026, 3, 1), "mmmm yyyy"),
        ("currency", 12.5, '#,##0.00 "€"'),
        ("error", "#N/A", "General"),
        ("another error", "#DIV/0!", "General"),
        ("nothing", None, "General"),
    ]
    for row, (name, value, code) in enumerate(values, 1):
        sheet.cell(row, 1, name)
        cell = sheet.cell(row, 4, value)
        cell.number_format = code
        if isinstance(value, str) and not value.startswith("#"):
            cell.data_type = "s"


def _rows_out_of_sight(sheet: Worksheet) -> None:
    for row in range(30, 40):
        sheet.cell(row, 1, f"row {row}")
    sheet.row_dimensions[31].hidden = True
    sheet.row_dimensions.group(33, 34, hidden=True)
    sheet.auto_filter.ref = "A30:D39"
    sheet.auto_filter.add_filter_column(0, ["row 36"])
    sheet.row_dimensions[37].hidden = True
    sheet.merge_cells("A39:D40")
