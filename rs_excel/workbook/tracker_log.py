"""The history of a tracker as it was found, wherever its columns now are.

Comes in: a workbook reader. Goes out: its lines by title, the numbers it has given, and
where the next line goes. Lines are only ever added.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rs_excel.domain.tracker_columns import HISTORY, LOG_TOKEN
from rs_excel.errors import WorkbookError, problem
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.ports import Grid, RawValue, WorkbookReader

_MOST_COLUMNS = 60  # as far as people may have moved one
_NUMBER, _FINGERPRINT = "NC number", "Fingerprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerLog:
    """The sheet of the history, the row of its titles, the column of each."""

    grid: Grid
    head: int
    columns: Mapping[str, int]

    def lines(self) -> Iterator[Mapping[str, RawValue]]:
        """Every line by title, in the order of the sheet; also those people typed."""
        for number, values in self.grid.rows.items():
            if number > self.head:
                yield {title: values.get(at) for title, at in self.columns.items()}

    def numbers_given(self) -> dict[str, str]:
        """By fingerprint, the number each row was given."""
        words = tracker_cells.words
        return {
            words(line[_FINGERPRINT]): words(line[_NUMBER])
            for line in self.lines()
            if line[_FINGERPRINT]
        }

    def last(self) -> int:
        """The row of the last line that is ours; the titles' where there is none."""
        return max(self.rows(), default=self.head)

    def rows(self) -> list[int]:
        """The rows of the lines that are ours."""
        at = self.columns[_FINGERPRINT]
        rows = self.grid.rows.items()
        return [n for n, values in rows if n > self.head and values.get(at)]


def read_history(book: WorkbookReader) -> TrackerLog | None:
    """The history of a tracker; None where people deleted it, or its titles.

    Raises WorkbookError (TRK-006) where there are several: lines would be added to one
    of them, and nobody could say to which.
    """
    found = [
        (name, row, column)
        for name in book.sheets_holding(LOG_TOKEN)
        for row, signs in book.signs(name, LOG_TOKEN).items()
        for column, text in signs.items()
        if text == LOG_TOKEN
    ]
    if len(found) > 1:
        names = ", ".join(name for name, _, _ in found)
        raise WorkbookError(problem("TRK-006", book.name, sheets=names))
    for name, row, token in found:
        grid = book.grid(name, range(1, _MOST_COLUMNS))
        columns = _columns(grid.rows[row], token)
        if columns:
            return TrackerLog(grid=grid, head=row, columns=columns)
    return None


def _columns(heads: Mapping[int, RawValue], token: int) -> dict[str, int]:
    """By title; where titles were renamed, by place while none has moved."""
    in_place = {title: column for column, title in enumerate(HISTORY, 1)}
    named = {str(head): column for column, head in heads.items() if head in in_place}
    if len(named) == len(HISTORY):
        return named
    return in_place if token == len(HISTORY) + 1 else {}
