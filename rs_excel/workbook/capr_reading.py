"""Reads a filled corrective action plan report, of ours or of somebody else.

Comes in: a workbook reader. Goes out: its rows with what people wrote, and remarks on
what cannot be told. Ours is known by the keys in its hidden row; in any other the
columns are known by their headings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling
from rs_excel.domain.capr import (
    CAPR_TOKEN,
    PlanFile,
    PlanRow,
    columns_named,
    holds_both,
)
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.reply import TAKEN
from rs_excel.domain.tracker_columns import BY_KEY, ColumnKind
from rs_excel.domain.vocabulary import Verification
from rs_excel.errors import WorkbookError, note, problem
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ports import Grid, RawValue, RowValues, WorkbookReader

_SURE = f"{CAPR_TOKEN}fingerprint"
_MOST_COLUMNS = 60
_NOTHING_YET = frozenset(
    {
        "tbc",
        "tbd",
        "n/a",
        "na",
        "-",
        "--",
        "–",
        "?",
        "pending",
        "to be confirmed",
        "to be confirmed by the site",
    }
)
"""Words that hold a place and say nothing."""

_NO_NAMES = frozenset({"yes", "no", "y", "n", "agreed", "not agreed"})
_STATUSES = {
    "closed": ActionStatus.VERIFIED_CLOSED,
    "verified closed": ActionStatus.VERIFIED_CLOSED,
    "ongoing": ActionStatus.IN_PROGRESS,
}
_METHODS = {
    "d": Verification.DESKTOP,
    "desk top": Verification.DESKTOP,
    "desktop review": Verification.DESKTOP,
    "f": Verification.FOLLOW_UP,
    "follow up": Verification.FOLLOW_UP,
    "followup": Verification.FOLLOW_UP,
    "follow-up audit": Verification.FOLLOW_UP,
    "follow up audit": Verification.FOLLOW_UP,
}


def read_capr(book: WorkbookReader) -> PlanFile:
    """The plan in a workbook; WorkbookError (TRK-007) where there is none."""
    notes: list[Note] = []
    texts: set[str] = set()
    rows: list[PlanRow] = []
    tables = 0
    ours = _ours(book)
    for name in ours or book.sheet_names():
        grid = book.grid(name, range(1, _MOST_COLUMNS))
        columns: dict[str, int] = {}
        for number, values in grid.rows.items():
            heads = _heads(values, ours=bool(ours))
            if heads:
                columns, tables = heads, tables + 1
                notes += _of_both(grid, number, columns)
            elif columns:
                row = _Row(grid, number, values, columns)
                rows += row.read(notes, ours=bool(ours))
            else:
                texts |= {v for v in values.values() if isinstance(v, str)}
    if not tables:
        raise WorkbookError(problem("TRK-007", book.name))
    return PlanFile(rows=tuple(rows), texts=frozenset(texts), notes=tuple(notes))


def _of_both(grid: Grid, row: int, columns: Mapping[str, int]) -> Iterator[Note]:
    """A remark where one column stands for two that closing asks for."""
    place = Place(row, columns.get("action", 0))
    head = grid.at(*place)
    if "preventive" not in columns and isinstance(head, str) and holds_both(head):
        yield note("TRK-123", CellRef(grid.sheet, place.address))


def _ours(book: WorkbookReader) -> tuple[str, ...]:
    return tuple(
        name
        for name in book.sheets_holding(_SURE)
        if any(_SURE in s.values() for s in book.signs(name, CAPR_TOKEN).values())
    )


def _heads(values: RowValues, *, ours: bool) -> dict[str, int]:
    texts = {c: text for c, text in values.items() if isinstance(text, str)}
    if not ours:
        return columns_named(texts)
    if _SURE not in texts.values():
        return {}
    return {
        text.removeprefix(CAPR_TOKEN): column
        for column, text in texts.items()
        if text.startswith(CAPR_TOKEN)
    }


@dataclass(frozen=True, slots=True)
class _Row:
    grid: Grid
    number: int
    values: RowValues
    columns: Mapping[str, int]

    def read(self, notes: list[Note], *, ours: bool) -> Iterator[PlanRow]:
        number, fingerprint = self._words("number"), self._words("fingerprint")
        if not fingerprint and not (number and len(self.values) > 1):
            return  # a blank row, or a title between two parts of the table
        said = dict(self._fields(notes))
        if not ours and not _verified(said):
            said.pop("method", None)  # how it is to be verified, not how it was
        yield PlanRow(
            number=number,
            fingerprint=fingerprint,
            cell=self._cell("number"),
            said=Handling(**said),
            due=self._due(),
        )

    def _fields(self, notes: list[Note]) -> Iterator[tuple[str, Any]]:
        for key in (*TAKEN, "status"):
            raw = self.values.get(self.columns.get(key, 0))
            if _says_nothing(key, tracker_cells.words(raw)):
                continue
            try:
                yield key, _READ[BY_KEY[key].kind](raw)
            except tracker_cells.Unclear as unclear:
                notes.append(note(unclear.code, self._cell(key), said=unclear.said))

    def _due(self) -> date | None:
        with suppress(tracker_cells.Unclear):  # “30 days” is a timescale, no day
            return tracker_cells.day(self.values.get(self.columns.get("due_now", 0)))
        return None

    def _words(self, key: str) -> str:
        return tracker_cells.words(self.values.get(self.columns.get(key, 0)))

    def _cell(self, key: str) -> CellRef:
        place = Place(self.number, self.columns.get(key, 1))
        return CellRef(self.grid.sheet, place.address)


def _verified(said: Mapping[str, Any]) -> bool:
    closed = said.get("status") is ActionStatus.VERIFIED_CLOSED
    return closed or bool(said.get("verified_by") or said.get("verified_on"))


def _says_nothing(key: str, words: str) -> bool:
    plain = words.casefold()
    is_no_name = key == "responsible" and plain in _NO_NAMES
    return not plain or plain in _NOTHING_YET or is_no_name


def _status(raw: RawValue) -> ActionStatus | None:
    plain = tracker_cells.words(raw).casefold()
    return _STATUSES.get(plain) or tracker_cells.status(raw)


def _method(raw: RawValue) -> Verification | None:
    plain = tracker_cells.words(raw).casefold()
    return _METHODS.get(plain) or tracker_cells.method(raw)


_READ: Mapping[ColumnKind, Callable[[RawValue], object]] = {
    ColumnKind.TEXT: tracker_cells.typed,
    ColumnKind.DATE: tracker_cells.day,
    ColumnKind.STATUS: _status,
    ColumnKind.METHOD: _method,
}
