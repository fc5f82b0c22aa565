"""Cells that tell what others wrote: text stays text, a severity shows its colour.

Comes in: a sheet, a place, a value. Goes out: the cell, filled and dressed. Shared by
the workbooks that leave the house.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.actions import TrackedAction
from rs_excel.template import palette
from rs_excel.template.palette import Look, dress

SEVERITY_FILLS = {
    "Business critical": ("8B1A1A", "FFFFFF"),
    "Critical": ("F5B7B1", "7B1414"),
    "Major": ("FFD59A", "6B3A00"),
    "Minor": ("FFF3BF", "5C4A00"),
}


def put(
    sheet: Worksheet, row: int, column: int, value: str | int | date | None, look: Look
) -> None:
    """Fill and dress one cell; what others wrote is text, never a formula."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    dress(cell, look)


def grade(row: TrackedAction) -> str:
    """The severity of a row, or what it is where it has none."""
    return row.severity.label if row.severity else row.type.label


def dress_grade(sheet: Worksheet, row: int, column: int, label: str) -> None:
    """A cell in the colour of its severity, which it also says in words."""
    fill, colour = SEVERITY_FILLS.get(label, (palette.PANEL, palette.INK))
    look = Look(framed=True, size=9.5, bold=True, fill=fill, colour=colour)
    dress(sheet.cell(row, column), look)


def day_rule() -> DataValidation:
    """Only days may be typed, with a helpful word where something else was."""
    return DataValidation(
        type="date",
        operator="greaterThan",
        formula1="36526",  # 2000-01-01
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="A day, please",
        error="Type a day as your Excel shows days, for example 2026-03-31.",
    )


def count_rule() -> DataValidation:
    """Only whole numbers may be typed."""
    return DataValidation(
        type="whole",
        operator="greaterThanOrEqual",
        formula1="0",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="A whole number, please",
        error="Type how many; words about it belong in the comments.",
    )


def list_rule(choices: Sequence[str]) -> DataValidation:
    """A drop-down, and nothing else may be typed."""
    rule = offering(choices)
    rule.showErrorMessage = True
    rule.errorTitle = "One of the list, please"
    rule.error = "Choose one of the words that the arrow beside the cell offers."
    return rule


def offering(choices: Sequence[str]) -> DataValidation:
    """A drop-down; other words are as good."""
    listed = ",".join(choices)
    return DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
