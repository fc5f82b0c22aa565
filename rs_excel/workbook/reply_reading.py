"""Reads the plan a site has filled and returned.

Comes in: a workbook reader. Goes out: each row with what the site wrote, and remarks on
what cannot be told. Columns are known by the keys in the hidden row, so that rows and
columns may have moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling
from rs_excel.domain.capr import PlanFile, PlanRow
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.reply import FIELDS, STATUSES
from rs_excel.domain.tracker_columns import BY_KEY, REPLY_TOKEN, ColumnKind
from rs_excel.errors import note
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ports import Grid, RawValue, RowValues, WorkbookReader

_SURE = f"{REPLY_TOKEN}fingerprint"


def holds_a_reply(book: WorkbookReader) -> bool:
    """Whether a workbook is a reply pack of ours."""
    return any(
        _SURE in signs.values()
        for name in book.sheets_holding(_SURE)
        for signs in book.signs(name, REPLY_TOKEN).values()
    )


def read_reply(book: WorkbookReader, statuses: Mapping[str, ActionStatus]) -> PlanFile:
    """The rows of the plan with what the site wrote, and what cannot be told.

    ``statuses`` are the words for each, in every language a plan is sent in.
    """
    rows: list[PlanRow] = []
    notes: list[Note] = []
    for name in book.sheets_holding(_SURE):
        for keys_at, signs in book.signs(name, REPLY_TOKEN).items():
            columns = {text.removeprefix(REPLY_TOKEN): c for c, text in signs.items()}
            grid = book.grid(name, columns.values())
            reading = _Reading(grid, columns, notes, statuses)
            rows += reading.rows(keys_at + 1)
    return PlanFile(rows=tuple(rows), texts=frozenset(), notes=tuple(notes))


@dataclass(frozen=True, slots=True)
class _Reading:
    grid: Grid
    columns: Mapping[str, int]
    notes: list[Note]
    statuses: Mapping[str, ActionStatus]

    def rows(self, head: int) -> Iterator[PlanRow]:
        for number, values in self.grid.rows.items():
            told = self._words(values, "fingerprint"), self._words(values, "number")
            if number > head and any(told):
                yield PlanRow(
                    number=told[1],
                    fingerprint=told[0],
                    cell=self._cell(number, "details"),
                    said=self._said(number, values),
                    due=None,
                )

    def _said(self, row: int, values: RowValues) -> Handling:
        """What cannot be told is remarked on, not taken in."""
        given: dict[str, Any] = {}
        for key in (*FIELDS, "status"):
            try:
                given[key] = self._read(key, values.get(self.columns.get(key, 0)))
            except tracker_cells.Unclear as unclear:
                cell = self._cell(row, key)
                self.notes.append(note(unclear.code, cell, said=unclear.said))
        if given.get("status") not in STATUSES:  # no site closes
            given["status"] = None
        return Handling(**given)

    def _read(self, key: str, raw: RawValue) -> object:
        if key == "status":
            return tracker_cells.status(raw, self.statuses)
        return _READ[BY_KEY[key].kind](raw)

    def _words(self, values: RowValues, key: str) -> str:
        return tracker_cells.words(values.get(self.columns.get(key, 0)))

    def _cell(self, row: int, key: str) -> CellRef:
        return CellRef(self.grid.sheet, Place(row, self.columns.get(key, 1)).address)


_READ: Mapping[ColumnKind, Callable[[RawValue], object]] = {
    ColumnKind.TEXT: tracker_cells.typed,
    ColumnKind.DATE: tracker_cells.day,
}
