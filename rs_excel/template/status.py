"""The status column, and what is counted from it.

Comes in: rows of a question block. Goes out: formulas that say, in a symbol and a
word, how each question stands, conditional formats that follow them, and completion.
"""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Question
from rs_excel.template import palette
from rs_excel.template.gates import quoted
from rs_excel.template.layout import (
    NOT_APPLICABLE,
    NUMBER_COLUMN,
    Columns,
)

DONE, MISSING, OPTIONAL = "✓ Done", "▲ Missing", "○ Open (optional)"
NOT_ASKED, EXPLAIN = "– Not asked", "! Please explain"


@dataclass(frozen=True, slots=True)
class StatusRange:
    """Where the status words of one section stand, sheet included."""

    cells: str  # "'Health & safety'!$H$4:$H$61"

    def count(self, *words: str) -> str:
        """A formula part: how many questions stand so."""
        return "+".join(f"COUNTIF({self.cells},{quoted(word)})" for word in words)


def status_formula(question: Question, row: int, columns: Columns, gate: str) -> str:
    """The formula of one status cell; ``gate`` is TRUE when it is not asked."""
    answer = f"{get_column_letter(columns.answer)}{row}"
    comment = f"{get_column_letter(columns.comment)}{row}"
    empty = quoted(MISSING if question.required else OPTIONAL)
    explain = f'AND({answer}={quoted(NOT_APPLICABLE)},TRIM({comment})="")'
    told = f"IF({explain},{quoted(EXPLAIN)},{quoted(DONE)})"
    # A broken formula pasted as an answer must not break the sheet's own counting.
    asked = f'IFERROR(IF(TRIM({answer})="",{empty},{told}),{quoted(MISSING)})'
    if not gate:
        return f"={asked}"
    return f"=IF(IFERROR({gate},FALSE),{quoted(NOT_ASKED)},{asked})"


def completion(range_: StatusRange) -> str:
    """A formula part: the share done of what must be done, 1 where nothing must."""
    done = range_.count(DONE)
    due = range_.count(DONE, MISSING, EXPLAIN)
    return f"IF({due}=0,1,({done})/({due}))"


def colour_by_status(sheet: Worksheet, first: int, last: int, columns: Columns) -> None:
    """Grey what is not asked, warm what is missing; the words stay beside it."""
    status = f"${get_column_letter(columns.status)}{first}"
    row = _cells(NUMBER_COLUMN, columns.help, first, last)
    answer = _cells(columns.answer, columns.answer, first, last)
    comment = _cells(columns.comment, columns.comment_end, first, last)
    words = _cells(columns.status, columns.status, first, last)
    grey, warm = palette.MUTED, palette.MISSING_TEXT
    for cells, word, fill, font in (
        (row, NOT_ASKED, palette.NOT_ASKED, palette.FAINT),
        (answer, MISSING, palette.MISSING, None),
        (comment, EXPLAIN, palette.EXPLAIN, None),
        (words, DONE, None, palette.GOOD_TEXT),
        (words, MISSING, palette.MISSING, warm),
        (words, EXPLAIN, palette.EXPLAIN, warm),
        (words, OPTIONAL, None, grey),
        (words, NOT_ASKED, palette.NOT_ASKED, grey),
    ):
        rule = palette.when(f"{status}={quoted(word)}", fill=fill, colour=font)
        sheet.conditional_formatting.add(cells, rule)


def _cells(left: int, right: int, first: int, last: int) -> str:
    return f"{get_column_letter(left)}{first}:{get_column_letter(right)}{last}"
