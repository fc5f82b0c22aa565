"""The values of a sheet, read in one go.

Comes in: a sheet open in Excel. Goes out: where its used range begins, and its values
as rows. Errors are told from texts that merely look like one. A used range that a stray
cell has blown up is refused before Excel is asked for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from rs_excel.errors import WorkbookError, problem
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.cell_values import number_text
from rs_excel.workbook.ports import CellError, RawValue, RowValues

if TYPE_CHECKING:
    from rs_excel.workbook.live.excel import Held, XlRange

MOST_CELLS = 2_000_000
_ERROR_ENDS = ("!", "?", "/A")
_DAY_0 = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Values from ``top left`` on; errors among them."""

    at: Place
    rows: Sequence[Sequence[RawValue]]

    def by_row(self) -> dict[int, RowValues]:
        """The filled cells of each row that has any, by 1-based column."""
        top, left = self.at
        rows = (
            (row, {c: v for c, v in enumerate(values, left) if v is not None})
            for row, values in enumerate(self.rows, top)
        )
        return {row: cells for row, cells in rows if cells}

    def texts(self) -> dict[Place, str]:
        """What each cell says; days as ISO dates, as file and ledger have it."""
        return {
            Place(row, column): _text(value)
            for row, cells in self.by_row().items()
            for column, value in cells.items()
        }


def read_block(cells: XlRange, where: str) -> Block:
    """One call, and a second one where a cell seems to hold an error."""
    rows, columns = cells.shape
    if rows * columns > MOST_CELLS:
        last = Place(cells.row + rows - 1, cells.column + columns - 1)
        raise WorkbookError(
            problem(
                "BOOK-016",
                where,
                address=last.address,
                cells=f"{rows * columns:,}",
                limit=f"{MOST_CELLS:,}",
            )
        )
    held: list[list[Held]] = cells.options(ndim=2, err_to_str=True).value
    values = [[_value(value) for value in row] for row in held]
    doubtful = [
        (i, j)
        for i, row in enumerate(values)
        for j, value in enumerate(row)
        if isinstance(value, str) and _like_an_error(value)
    ]
    if doubtful:
        plain: list[list[Held]] = cells.options(ndim=2).value
        for i, j in doubtful:
            if plain[i][j] is None:
                values[i][j] = CellError(str(values[i][j]))
    return Block(at=Place(cells.row, cells.column), rows=values)


def _like_an_error(text: str) -> bool:
    return text.startswith("#") and text.endswith(_ERROR_ENDS)


def _value(held: Held) -> RawValue:
    """A day without a time is a day; what stands before 1900 is a time of day."""
    if isinstance(held, datetime):
        if held < _DAY_0 + timedelta(days=1):
            return held.time()
        return held.date() if held.time() == time() else held
    if isinstance(held, Decimal):  # a cell formatted as currency, on Windows
        return float(held)
    return None if held == "" else held


def _text(value: RawValue) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return str(int(value))  # as a file stores it
    return number_text(value) if isinstance(value, float) else str(value)
