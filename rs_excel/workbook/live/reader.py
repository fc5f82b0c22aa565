"""Reads the workbook that is open in Excel: a block a sheet, never cell by cell.

Comes in: a book of xlwings, and whoever can look at its cells. Goes out: the same facts
as from the file. Two things a file tells are not known here: a formula that nobody
calculated, since Excel has calculated all of them, and a signature.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice

from rs_excel.domain.questions import CellRef, Note
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.live.blocks import Block, read_block
from rs_excel.workbook.live.cell_work import CellWork, SheetFacts
from rs_excel.workbook.live.excel import XlBook, XlSheet
from rs_excel.workbook.ooxml.number_kinds import NumberKind, kind_of
from rs_excel.workbook.ports import (
    TEXTS_SHEET,
    Grid,
    Percent,
    RawValue,
    RowValues,
    SignsByRow,
)

_DAY_0 = datetime(1899, 12, 30)
_FEW = 5
_LAST_DAY = 2_958_465  # 31 December 9999


class LiveReader:
    """A ``WorkbookReader``. Every sheet is read once, when it is first asked for."""

    def __init__(self, book: XlBook, name: str, work: CellWork) -> None:
        self._book = book
        self._work = work
        self._blocks: dict[str, Block] = {}
        self._grids: dict[str, Grid] = {}
        self.name = name

    def sheet_names(self) -> tuple[str, ...]:
        return tuple(self._facts)

    def notes(self) -> tuple[Note, ...]:
        return ()

    def sheets_holding(self, *texts: str) -> tuple[str, ...]:
        """Sheets that were not read yet are asked for the texts all at once."""
        wanted = frozenset(texts)
        facts = self._facts.values()
        titles = [f.title for f in facts if not (f.title == TEXTS_SHEET and f.hidden)]
        unread = [title for title in titles if title not in self._blocks]
        likely = {*self._work.holding(wanted, unread)} if unread else set()
        return tuple(
            title
            for title in titles
            if (title in self._blocks or title in likely)
            and any(value in wanted for row in self.block(title).rows for value in row)
        )

    def signs(self, sheet: str, sign: str) -> SignsByRow:
        rows = self.block(sheet).by_row()
        return Grid(sheet=sheet, rows=rows).signs(sign)

    def grid(self, sheet: str, columns: Collection[int]) -> Grid:
        """All values; number formats are looked at in ``columns`` only."""
        if sheet not in self._grids:
            self._grids[sheet] = self._typed(self._facts[sheet], columns)
        return self._grids[sheet]

    def block(self, title: str) -> Block:
        """The values of a sheet as Excel gives them; hidden rows are among them."""
        if title not in self._blocks:
            sheet, facts = self._sheets[title], self._facts[title]
            cells = sheet.range(facts.used) if facts.used else sheet.used_range
            self._blocks[title] = read_block(cells, f"{self.name} · {title}")
        return self._blocks[title]

    def some_days(self) -> Mapping[CellRef, date]:
        """The first few days in cells that were read, without their times."""
        days = (
            (CellRef(title, Place(row, column).address), value)
            for title, block in self._blocks.items()
            for row, cells in block.by_row().items()
            for column, value in cells.items()
            if isinstance(value, date)
        )
        return {
            cell: day.date() if isinstance(day, datetime) else day
            for cell, day in islice(days, _FEW)
        }

    @cached_property
    def _sheets(self) -> Mapping[str, XlSheet]:
        """By title; got together, since one by one each would take a call."""
        sheets = tuple(self._book.sheets)
        if len(sheets) != len(self._facts):  # chart sheets are among them
            return {title: self._book.sheets[title] for title in self._facts}
        return dict(zip(self._facts, sheets, strict=True))

    @cached_property
    def _facts(self) -> Mapping[str, SheetFacts]:
        return {sheet.title: sheet for sheet in self._work.sheets()}

    def _typed(self, facts: SheetFacts, columns: Collection[int]) -> Grid:
        rows = self.block(facts.title).by_row()
        numbers = [
            Place(row, column)
            for row, cells in rows.items()
            for column, value in cells.items()
            if type(value) is float and column in columns
        ]
        formats = self._work.formats(facts.title, numbers) if numbers else {}
        typed: dict[int, dict[int, RawValue]] = {r: {**c} for r, c in rows.items()}
        for at in numbers:
            value = typed[at.row][at.column]
            if isinstance(value, float) and at in formats:
                typed[at.row][at.column] = _shown_as(value, formats[at])
        return Grid(
            sheet=facts.title,
            rows=typed,
            hidden=facts.hidden,
            hidden_rows=self._hidden_rows(facts, rows),
        )

    def _hidden_rows(
        self, facts: SheetFacts, rows: Mapping[int, RowValues]
    ) -> frozenset[int]:
        if facts.hidden or not rows:
            return frozenset()  # nobody sees any of them
        return self._work.hidden_rows(facts, max(rows))


def _shown_as(number: float, code: str) -> RawValue:
    """What the format of its cell makes of a number."""
    kind = kind_of(code)
    if kind is NumberKind.PERCENT:
        return Percent(number)
    days = kind is NumberKind.DAY or ("[" in code and kind is NumberKind.OTHER)
    if not days or not 0 <= number <= _LAST_DAY:
        return number
    since = timedelta(days=number)
    if kind is NumberKind.OTHER:
        return since
    moment = _DAY_0 + since
    if number < 1:
        return moment.time()
    return moment.date() if moment.time() == time() else moment
