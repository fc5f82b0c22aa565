"""The status column, and what is counted from it.

Comes in: rows of a question block. Goes out: formulas that say, in a symbol and a
word, how each question stands, conditional formats that follow them, and completion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Question
from rs_excel.template import palette
from rs_excel.template.gates import quoted
from rs_excel.template.layout import (
    NOT_APPLICABLE,
    NUMBER_COLUMN,
    Columns,
)
from rs_excel.template.validation import Lists

DONE, MISSING, OPTIONAL = "✓ Done", "▲ Missing", "○ Open (optional)"
NOT_ASKED, EXPLAIN = "– Not asked", "! Please explain"
SAYS_NOTHING = "says_nothing"


@dataclass(frozen=True, slots=True)
class StatusRange:
    """Where the status words of one section stand, sheet included."""

    cells: str  # "'Health & safety'!$H$4:$H$61"

    def count(self, *words: str) -> str:
        """A formula part: how many questions stand so."""
        return "+".join(f"COUNTIF({self.cells},{quoted(word)})" for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholders:
    """Words that say nothing, such as "tbc": a hidden list with a name of its own."""

    words: frozenset[str]

    @classmethod
    def listed(cls, book: Workbook, lists: Lists, words: tuple[str, ...]) -> Self:
        """Stores the words in the workbook, where there are any."""
        if words:
            name = DefinedName(SAYS_NOTHING, attr_text=lists.place(words))
            book.defined_names[SAYS_NOTHING] = name
        return cls(words=frozenset(word.casefold() for word in words))

    def typed_in(self, answer: str, question: Question) -> str:
        """A formula part: TRUE when the cell ``answer`` is empty or says nothing."""
        empty = f'TRIM({answer})=""'
        offered = {choice.label.casefold() for choice in question.choices}
        if not self.words or offered & self.words:
            return empty
        # COUNTIF would take "?" and "*" for patterns.
        return f"OR({empty},SUMPRODUCT(--({SAYS_NOTHING}=TRIM({answer})))>0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Formula parts on one question."""

    gate: str  # TRUE when it is not asked; empty where it always is
    nothing: str  # TRUE when nothing was answered


def status_formula(question: Question, row: int, columns: Columns, told: Told) -> str:
    """The formula of one status cell."""
    answer = f"{get_column_letter(columns.answer)}{row}"
    comment = f"{get_column_letter(columns.comment)}{row}"
    empty = quoted(MISSING if question.required else OPTIONAL)
    explain = f'AND({answer}={quoted(NOT_APPLICABLE)},TRIM({comment})="")'
    said = f"IF({explain},{quoted(EXPLAIN)},{quoted(DONE)})"
    # A broken formula pasted as an answer must not break the sheet's own counting.
    asked = f"IFERROR(IF({told.nothing},{empty},{said}),{quoted(MISSING)})"
    if not told.gate:
        return f"={asked}"
    return f"=IF(IFERROR({told.gate},FALSE),{quoted(NOT_ASKED)},{asked})"


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
