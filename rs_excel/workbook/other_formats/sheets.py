"""What is read of a workbook in another format than .xlsx, whichever it is.

Readers of .xls, .xlsb and .ods come to this; a new workbook is made from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rs_excel.errors import WorkbookError
from rs_excel.workbook.addresses import LAST_ROW, Place
from rs_excel.workbook.ooxml.gate import refuse
from rs_excel.workbook.ports import CellError, RawValue

MOST_CELLS = 4 * LAST_ROW  # calamine fills the whole rectangle, empty cells too

MOST_RECORDS = 500_000  # cells, rows and all else; some seconds of reading
MOST_TEXT = 64 << 20  # letters in all cells together
LONGEST_TEXT = 32_767  # letters in one cell


class Format(StrEnum):
    """By the ending people know it by."""

    XLS = ".xls"
    XLSB = ".xlsb"
    ODS = ".ods"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet: its filled cells by row and column, and what is hidden of it."""

    title: str
    rows: dict[int, dict[int, RawValue]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    widths: Mapping[int, float] = field(default_factory=dict)  # in characters


@dataclass(slots=True, kw_only=True)
class Untold:
    """What calamine does not tell of a worksheet, gathered from its records."""

    errors: dict[Place, CellError] = field(default_factory=dict)
    percentages: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    widths: dict[int, float] = field(default_factory=dict)
    texts: Counter[int] = field(default_factory=Counter)  # shared ones, how often
    last_row: int = 0
    last_column: int = 0

    def reaches(self, row: int, column: int) -> None:
        """A cell that holds something stands there."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    def columns(self, span: range, width: int, *, hidden: bool) -> None:
        """Some columns are as wide as so many 256ths of a character."""
        self.widths.update(dict.fromkeys(span, width / 256))
        if hidden:
            self.hidden_columns.update(span)

    @property
    def cells(self) -> int:
        """How many cells there are up to the farthest."""
        return self.last_row * self.last_column

    @property
    def corner(self) -> Place:
        return Place(max(self.last_row, 1), max(self.last_column, 1))


ERRORS = {
    0x00: CellError("#NULL!"),
    0x07: CellError("#DIV/0!"),
    0x0F: CellError("#VALUE!"),
    0x17: CellError("#REF!"),
    0x1D: CellError("#NAME?"),
    0x24: CellError("#NUM!"),
    0x2A: CellError("#N/A"),
}
"""By the number binary workbooks keep them as."""

OTHER_ERROR = CellError("#N/A")


class Patience:
    """Counts what is looked at; gives up on what no workbook people fill has."""

    def __init__(self, name: str) -> None:
        self._left = MOST_RECORDS
        self._name = name

    def spend(self, count: int = 1) -> None:
        """Raises WorkbookError (BOOK-031) once there is too much."""
        self._left -= count
        if self._left < 0:
            raise refuse("BOOK-031", self._name, limit=f"{MOST_RECORDS:,}")


def require_texts(sheets: Mapping[str, Untold], size: int, name: str) -> None:
    """Refuses few long texts that stand in so many cells that they would fill memory.

    ``size`` says how many bytes all shared texts take: the worst there can be is that
    those used most are the longest.
    """
    used: Counter[int] = Counter()
    for sheet in sheets.values():
        used.update(sheet.texts)
    left, total = size, 0
    for times in sorted(used.values(), reverse=True):
        length = min(left, LONGEST_TEXT)
        total, left = total + times * length, left - length
    if total > MOST_TEXT:
        raise refuse("BOOK-022", name, size=total >> 20, limit=MOST_TEXT >> 20)


def require_room(sheets: dict[str, Untold], name: str) -> None:
    """Refuses a workbook whose cells reach so far that reading it could fill memory."""
    total = 0
    for title, sheet in sheets.items():
        total += sheet.cells
        if total > MOST_CELLS:
            raise too_far(f"{name} · {title}", sheet.corner.address, sheet.cells)


def too_far(where: str, address: str, cells: int) -> WorkbookError:
    limit = f"{MOST_CELLS:,}"
    return refuse("BOOK-016", where, address=address, cells=f"{cells:,}", limit=limit)


def damaged(name: str, reason: str) -> WorkbookError:
    """The error for a workbook whose records do not hold together."""
    return refuse("BOOK-014", name, reason=reason)
