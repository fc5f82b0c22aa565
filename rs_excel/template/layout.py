"""Where things stand in the questionnaire, and how much room text needs.

Comes in: catalogue keys and texts. Goes out: role tokens, column plans, question
numbers and row heights. The tokens are what a reader looks for; positions are free.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import east_asian_width

from rs_excel.domain.questions import Section, Table
from rs_excel.domain.vocabulary import QuestionKind

KEY, ANSWER, COMMENT, EVIDENCE = "#key", "#answer", "#comment", "#evidence"
STATUS, REVIEW, END = "#status", "#review", "#end"
TABLE_PREFIX, COLUMN_PREFIX, ANSWER_PREFIX = "#table:", "#col:", "#answer."

YES, NO = "Yes", "No"
DONT_KNOW, NOT_APPLICABLE = "Don't know", "Not applicable"

TITLE_ROW, HEADER_ROW, MARKER_ROW, FIRST_ROW = 1, 2, 3, 4
KEY_COLUMN, NUMBER_COLUMN, TEXT_COLUMN = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of one kind of question sheet, 1-based, and their widths.

    Texts may span columns that a grid or a table on the same sheet needs narrow.
    """

    text_end: int
    answer: int
    comment: int
    comment_end: int
    evidence: int
    help: int
    status: int
    review: int
    widths: tuple[float, ...]  # from column A on, in characters

    def width(self, first: int, last: int | None = None) -> float:
        """Characters across one column or several."""
        return sum(self.widths[first - 1 : (last or first)])


STANDARD = Columns(
    text_end=3,
    answer=4,
    comment=5,
    comment_end=5,
    evidence=6,
    help=7,
    status=8,
    review=9,
    widths=(3.5, 7, 44, 21, 28, 14, 50, 22, 36),
)
WITH_MATRIX = Columns(
    text_end=3,
    answer=4,
    comment=5,
    comment_end=7,
    evidence=8,
    help=9,
    status=10,
    review=11,
    widths=(3.5, 7, 44, 15, 15, 15, 13, 15, 38, 22, 36),
)
_TABLE_WIDTHS = {QuestionKind.TEXT: 32.0, QuestionKind.DATE: 14.0}


def for_wide_table(table: Table) -> Columns:
    """The plan of a sheet with a table too wide for the standard columns.

    Each column is as wide as its kind; questions on the same sheet share them.
    """
    widths = [_TABLE_WIDTHS.get(column.kind, 25.0) for column in table.columns]
    if table.columns[0].key == table.row_key:
        widths[0] = 12.0  # an id
    status = TEXT_COLUMN + len(widths)
    return Columns(
        text_end=4,
        answer=5,
        comment=6,
        comment_end=7,
        evidence=8,
        help=9,
        status=status,
        review=status + 1,
        widths=(3.5, 7.0, *widths, 22.0, 36.0),
    )


WIDE = len(STANDARD.widths) - TEXT_COLUMN + 1  # columns from C on, the buyer's included


def section_code(section: Section) -> str:
    """Letters before a question's number: the pillar's, else the section's own."""
    if section.id == section.pillar.value:
        return section.pillar.code
    words = section.id.split("_")
    letters = "".join(word[0] for word in words) if len(words) > 1 else words[0]
    return letters[:2].upper()


def local_name(key: str, table: str) -> str:
    """A table column's name without its table: ``hs.cert_list.type`` is ``type``."""
    return key.removeprefix(f"{table}.")


def lines_needed(text: str, width: float, size: float = 10.0) -> int:
    """How many lines a text takes when wrapped in so many characters of Arial 10."""
    # Running text is narrower than the digits a column width counts: 8 % at size 10.
    room = max(4, int((width - 2) * 1.08 * 10 / size))
    return sum(max(1, _lines(part, room)) for part in text.split("\n"))


def height_for(texts: Iterable[tuple[str, float, float]], *, least: float) -> float:
    """Points a row needs for (text, width in characters, font size) side by side."""
    needed = (
        lines_needed(text, width, size) * size * _line_height(text) + 7
        for text, width, size in texts
    )
    return min(400.0, max(least, *needed, least))


def _lines(text: str, room: int) -> int:
    if not _is_wide(text):
        return len(textwrap.wrap(text, room, break_long_words=True))
    # Written without spaces, and broken nearly anywhere: at the end of a line little
    # is left free. A wide letter takes the room of two.
    takes = sum(1 + (east_asian_width(letter) in "WF") for letter in text)
    return -(-takes // (room - 1))


def _line_height(text: str) -> float:
    """In sizes of the letters; fonts with East Asian letters need more."""
    return 1.48 if _is_wide(text) else 1.26


def _is_wide(text: str) -> bool:
    return not text.isascii() and any(east_asian_width(one) in "WF" for one in text)
