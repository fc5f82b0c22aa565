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
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import Severity
from rs_excel.template import palette
from rs_excel.template.palette import Look, dress

SEVERITY_FILLS = {
    Severity.BUSINESS_CRITICAL: ("8B1A1A", "FFFFFF"),
    Severity.CRITICAL: ("F5B7B1", "7B1414"),
    Severity.MAJOR: ("FFD59A", "6B3A00"),
    Severity.MINOR: ("FFF3BF", "5C4A00"),
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


def grade(row: TrackedAction, tongue: Tongue = ENGLISH) -> str:
    """The severity of a row, or what it is where it has none."""
    return tongue.label(row.severity or row.type)


def dress_grade(sheet: Worksheet, row: int, column: int, told: TrackedAction) -> None:
    """A cell in the colour of its severity, which it also says in words."""
    plain = palette.PANEL, palette.INK
    fill, colour = SEVERITY_FILLS[told.severity] if told.severity else plain
    look = Look(framed=True, size=9.5, bold=True, fill=fill, colour=colour)
    dress(sheet.cell(row, column), look)


def day_rule(tongue: Tongue = ENGLISH) -> DataValidation:
    """Only days may be typed, with a helpful word where something else was."""
    return DataValidation(
        type="date",
        operator="greaterThan",
        formula1="36526",  # 2000-01-01
        allow_blank=True,
        showErrorMessage=True,
        # Translators: title of a message of Excel, at most 32 characters
        errorTitle=tongue.say("validation.day", "A day, please"),
        # Translators: a message of Excel, at most 225 characters
        error=tongue.say(
            "validation.day_says",
            "Type a day as your Excel shows days, for example 2026-03-31.",
        ),
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


def list_rule(choices: Sequence[str], tongue: Tongue = ENGLISH) -> DataValidation:
    """A drop-down, and nothing else may be typed."""
    rule = offering(choices)
    rule.showErrorMessage = True
    # Translators: title of a message of Excel, at most 32 characters
    rule.errorTitle = tongue.say("validation.list", "One of the list, please")
    # Translators: a message of Excel, at most 225 characters
    rule.error = tongue.say(
        "validation.list_says",
        "Choose one of the words that the arrow beside the cell offers.",
    )
    return rule


def offering(choices: Sequence[str]) -> DataValidation:
    """A drop-down; other words are as good."""
    listed = ",".join(choices)
    return DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True)
