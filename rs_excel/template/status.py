"""The status column, and what is counted from it.

Comes in: rows of a question block. Goes out: formulas that say, in a sign and a word of
the language shown, how each question stands, conditional formats that follow them, and
completion. Formulas and formats look at the sign alone: it is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.template import palette
from rs_excel.template.gates import NUMERIC, Gates, quoted
from rs_excel.template.layout import (
    DONT_KNOW,
    NOT_APPLICABLE,
    NUMBER_COLUMN,
    Columns,
)
from rs_excel.template.texts_sheet import Shown, Texts
from rs_excel.template.wording import options_of
from rs_excel.template.words import WORDS

SAYS_NOTHING = "says_nothing"
STATES = (DONT_KNOW, NOT_APPLICABLE)


class Status(NamedTuple):
    """How a question stands: a sign, and the key of its words."""

    sign: str
    key: str

    def shown(self, texts: Texts) -> Shown:
        """Sign and words."""
        return texts.own(self.key, self.sign)

    def stands_in(self, cell: str) -> str:
        """A formula part: TRUE where a cell shows it."""
        return f"LEFT({cell})={quoted(self.sign)}"

    def __str__(self) -> str:
        return f"{self.sign} {WORDS[self.key]}"


DONE = Status("✓", "saq.status.done")
MISSING = Status("▲", "saq.status.missing")
OPTIONAL = Status("○", "saq.status.optional")
NOT_ASKED = Status("–", "saq.status.not_asked")
EXPLAIN = Status("!", "saq.status.explain")
ASKED = Status("✓", "saq.status.asked")
_OTHERWISE = "≠"  # the cell holds something else than was asked for
NO_NUMBER = Status(_OTHERWISE, "saq.status.number")
NO_DAY = Status(_OTHERWISE, "saq.status.day")
NOT_LISTED = Status(_OTHERWISE, "saq.status.list")
DUE = (DONE, MISSING, EXPLAIN, NO_NUMBER)
"""One of each sign that counts towards what must be answered."""


@dataclass(frozen=True, slots=True)
class StatusRange:
    """Where the status words of one section stand, sheet included."""

    cells: str  # "'Health & safety'!$H$4:$H$61"

    def count(self, *statuses: Status) -> str:
        """A formula part: how many questions stand so."""
        return "+".join(
            f"COUNTIF({self.cells},{quoted(f'{status.sign}*')})" for status in statuses
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Placeholders:
    """Words that say nothing, such as "tbc": a hidden list with a name of its own."""

    words: frozenset[str]

    @classmethod
    def listed(cls, texts: Texts, words: tuple[str, ...]) -> Self:
        """Stores the words in the workbook, where there are any."""
        if words:
            texts.name_words(SAYS_NOTHING, words)
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


@dataclass(frozen=True, slots=True)
class StatusPen:
    """Makes the formulas of one sheet's status column."""

    columns: Columns
    gates: Gates
    texts: Texts

    def formula(self, question: Question, row: int, told: Told) -> str:
        """The formula of one status cell."""
        answer = f"{get_column_letter(self.columns.answer)}{row}"
        comment = f"{get_column_letter(self.columns.comment)}{row}"
        missing = self._word(MISSING)
        empty = missing if question.required else self._word(OPTIONAL)
        left = f'TRIM({comment})=""'
        said = self._or(self._otherwise(question, answer), left, self._word(DONE))
        unexplained = f"AND({self.gates.says(answer, NOT_APPLICABLE)},{left})"
        said = f"IF({unexplained},{self._word(EXPLAIN)},{said})"
        # A broken formula pasted as an answer must not break the sheet's own counting.
        asked = f"IFERROR(IF({told.nothing},{empty},{said}),{missing})"
        if not told.gate:
            return f"={asked}"
        return f"=IF(IFERROR({told.gate},FALSE),{self._word(NOT_ASKED)},{asked})"

    def _otherwise(self, question: Question, answer: str) -> tuple[str, Status] | None:
        """A formula part: TRUE where the answer is of another kind than asked for."""
        if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
            return self._is_none_of(answer, options_of(question)), NOT_LISTED
        if question.kind not in (*NUMERIC, QuestionKind.DATE):
            return None
        status = NO_DAY if question.kind is QuestionKind.DATE else NO_NUMBER
        return f"ISTEXT({answer}),{self._is_none_of(answer, STATES)}", status

    def _is_none_of(self, answer: str, labels: tuple[str, ...]) -> str:
        return f"SUMPRODUCT(--({answer}={self.texts.all_of(labels)}))=0"

    def _or(self, otherwise: tuple[str, Status] | None, left: str, done: str) -> str:
        if otherwise is None:
            return done
        found, status = otherwise
        return f"IF(AND({found},{left}),{self._word(status)},{done})"

    def _word(self, status: Status) -> str:
        return status.shown(self.texts).reference


def completion(range_: StatusRange) -> str:
    """A formula part: the share done of what must be done, 1 where nothing must."""
    done, due = range_.count(DONE), range_.count(*DUE)
    return f"IF({due}=0,1,({done})/({due}))"


def colour_by_status(sheet: Worksheet, first: int, last: int, columns: Columns) -> None:
    """Grey what is not asked, warm what is missing; the words stay beside it."""
    status = f"${get_column_letter(columns.status)}{first}"
    row = _cells(NUMBER_COLUMN, columns.help, first, last)
    answer = _cells(columns.answer, columns.answer, first, last)
    comment = _cells(columns.comment, columns.comment_end, first, last)
    words = _cells(columns.status, columns.status, first, last)
    grey, warm = palette.MUTED, palette.MISSING_TEXT
    rules: Sequence[tuple[str, Status, str | None, str | None]] = (
        (row, NOT_ASKED, palette.NOT_ASKED, palette.FAINT),
        (answer, MISSING, palette.MISSING, None),
        (answer, NO_NUMBER, palette.EXPLAIN, None),
        (comment, EXPLAIN, palette.EXPLAIN, None),
        (words, DONE, None, palette.GOOD_TEXT),
        (words, MISSING, palette.MISSING, warm),
        (words, EXPLAIN, palette.EXPLAIN, warm),
        (words, NO_NUMBER, palette.EXPLAIN, warm),
        (words, OPTIONAL, None, grey),
        (words, NOT_ASKED, palette.NOT_ASKED, grey),
    )
    for cells, stands, fill, font in rules:
        rule = palette.when(stands.stands_in(status), fill=fill, colour=font)
        sheet.conditional_formatting.add(cells, rule)


def _cells(left: int, right: int, first: int, last: int) -> str:
    return f"{get_column_letter(left)}{first}:{get_column_letter(right)}{last}"
