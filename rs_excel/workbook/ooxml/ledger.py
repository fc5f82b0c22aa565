"""What we left in a workbook and what was there before: the sheet ``_rs_marks``.

Comes in: marks and sheets as they are made. Goes out: a very hidden sheet that any
program keeps when it saves the book, and from which every mark can be taken off.

The sheet has one header row and one row a thing, all cells text, empty where nothing
applies. Any adapter that leaves marks writes the same rows:

    what           ``mark`` or ``sheet``
    sheet          title of the sheet marked, or of the sheet that is ours
    cell           address of the marked cell
    key            question key of the cell, or the id of our sheet
    fill before    ``none``, RRGGBB, or the fill's XML where it is neither
    format before  number format code, or ``#14`` for a built-in format
    fill put       RRGGBB
    symbol put     the symbol shown before the value
    note put       our words in the note; empty where we left none
    note before    the person's words our note joined; empty where there were none
    words cell     address of the cell beside, where words were written; of a sheet:
                   the ranges people may fill, parted by blanks
    words put      our words there; of a sheet: what we put into people's columns, as
                   JSON column → text → how often
    wrote          of a sheet: what all of it said, see ``written_sheet``
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from rs_excel.workbook.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Place,
    block_of,
    column_letters,
)
from rs_excel.workbook.ooxml.report_cells import Body
from rs_excel.workbook.ooxml.written_sheet import record_of
from rs_excel.workbook.ports import ReportCell, ReportSheet

TITLE = "_rs_marks"
TITLES = (TITLE, f"{TITLE} (2)")  # the second where a person has a sheet of the first
SHEET_ID = "marks"


class LedgerRow(NamedTuple):
    """One row, in the order and meaning given above."""

    what: str
    sheet: str
    cell: str = ""
    key: str = ""
    fill_before: str = ""
    format_before: str = ""
    fill_put: str = ""
    symbol_put: str = ""
    note_put: str = ""
    note_before: str = ""
    words_cell: str = ""
    words_put: str = ""
    wrote: str = ""


_NEEDED = frozenset({"what", "sheet", "cell"})  # headers no ledger is without
_COLOUR = re.compile("[0-9A-F]{6}")
_BEFORE = re.compile("none|[0-9A-F]{6}|<.*>", re.DOTALL)
HEADERS = tuple(name.replace("_", " ") for name in LedgerRow._fields)


@dataclass(slots=True)
class Ledger:
    """All rows, in the order things were done."""

    rows: list[LedgerRow] = field(default_factory=list)

    def marks(self) -> dict[str, list[LedgerRow]]:
        """Rows of marks by sheet."""
        by_sheet: dict[str, list[LedgerRow]] = {}
        for row in self.rows:
            if row.what == "mark":
                by_sheet.setdefault(row.sheet, []).append(row)
        return by_sheet

    def sheets(self) -> list[LedgerRow]:
        """Rows of our own sheets, this ledger's own not among them."""
        return [row for row in self.rows if row.what == "sheet"]

    def as_sheet(self) -> ReportSheet:
        lines = [HEADERS, *self.rows]
        texts = set(chain.from_iterable(lines))
        cells = {text: ReportCell(value=text) for text in texts}
        rows = tuple(tuple(cells[text] for text in line) for line in lines)
        return ReportSheet(
            id=SHEET_ID,
            title=TITLE,
            rows=rows,
            widths=(12.0,) * len(HEADERS),
            hidden=True,
        )


def is_ledger(texts: Mapping[Place, str]) -> bool:
    """Whether a sheet is a ledger at all: a title, or a name, makes none of it."""
    return {text for place, text in texts.items() if place.row == 1} >= _NEEDED


def read_ledger(texts: Mapping[Place, str]) -> Ledger:
    """The ledger from the texts of its sheet; columns are found by their headers.

    Anybody may have written in that sheet: a mark on no cell counts for nothing, nor do
    words or ranges for people that stand nowhere. A colour that is none counts
    for no fill.
    """
    columns = {text: place.column for place, text in texts.items() if place.row == 1}
    last = max((place.row for place in texts), default=1)
    ledger = Ledger()
    for number in range(2, last + 1):
        said = {
            header.replace(" ", "_"): texts.get(
                Place(number, columns.get(header, 0)), ""
            )
            for header in HEADERS
        }
        if not all(_is_block(cells) for cells in said["words_cell"].split()):
            said |= {"words_cell": "", "words_put": ""}
        if not _COLOUR.fullmatch(said["fill_put"]):
            said["fill_put"] = ""
        if said["fill_before"] and not _BEFORE.fullmatch(said["fill_before"]):
            said["fill_before"] = "none"
        if said["what"] == "sheet" or (said["what"] == "mark" and _is_cell(said)):
            ledger.rows.append(LedgerRow(**said))
    return ledger


def _is_cell(said: Mapping[str, str]) -> bool:
    address, beside = said["cell"], said["words_cell"]
    return ":" not in address + beside and " " not in beside and _is_block(address)


def _is_block(cells: str) -> bool:
    """Whether this is an address, or a range, that a sheet has."""
    try:
        block = block_of(cells)
    except ValueError:
        return False
    return block.bottom <= LAST_ROW and block.right <= LAST_COLUMN


def row_of_sheet(sheet: ReportSheet, title: str, body: Body) -> LedgerRow:
    """The row that tells one of our sheets, and which cells in it are people's."""
    return LedgerRow(
        what="sheet",
        sheet=title,
        key=sheet.id,
        words_cell=" ".join(_ranges(body.theirs)),
        words_put=json.dumps(_put_by_column(sheet, body), ensure_ascii=False),
        wrote=record_of(body, drawn=bool(sheet.charts)),
    )


def _put_by_column(sheet: ReportSheet, body: Body) -> dict[str, dict[str, int]]:
    """What is ours in people's columns: headings, and what a list offers first.

    Anything else in a cell for people was theirs already, carried over.
    """
    offered = {d.choices[0] for d in sheet.drop_downs if d.choices}
    put: dict[str, dict[str, int]] = {}
    for column, rows in sorted(body.theirs.items()):
        for_people = frozenset(rows)
        texts = Counter(
            text
            for number, said in enumerate(body.said, 1)
            if (text := said.get(column))
            and (number not in for_people or text in offered)
        )
        if texts:
            put[column_letters(column)] = dict(sorted(texts.items()))
    return put


def peoples_words(row: LedgerRow, texts: Mapping[Place, str]) -> dict[Place, str]:
    """What people wrote into their columns of one of our sheets.

    Columns count from their first cell down, so that rows inserted since are seen
    too. What we put there is set off as often as we put it.
    """
    tops: dict[int, int] = {}
    for cells in row.words_cell.split():
        block = block_of(cells)
        tops[block.left] = min(block.top, tops.get(block.left, block.top))
    put = _texts_put(row)
    words: dict[Place, str] = {}
    for place, text in sorted(texts.items()):
        if place.row < tops.get(place.column, place.row + 1) or not text.strip():
            continue
        ours = put.get(column_letters(place.column), {})
        if ours.get(text, 0) > 0:
            ours[text] -= 1
        else:
            words[place] = text
    return words


def _texts_put(row: LedgerRow) -> dict[str, dict[str, int]]:
    """What was ours; nothing if that cannot be read, so that all counts as people's."""
    try:
        said = json.loads(row.words_put)
        return {c: {t: int(n) for t, n in texts.items()} for c, texts in said.items()}
    except (ValueError, TypeError, AttributeError):
        return {}


def _ranges(by_column: Mapping[int, Sequence[int]]) -> list[str]:
    """Rows by column as ranges of one column each, top to bottom."""
    ranges: list[str] = []
    for column, rows in sorted(by_column.items()):
        letters = column_letters(column)
        ranges += [f"{letters}{first}:{letters}{last}" for first, last in _runs(rows)]
    return ranges


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
