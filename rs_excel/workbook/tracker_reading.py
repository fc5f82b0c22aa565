"""Reads a tracker that people have worked in, wherever its columns and rows now are.

Comes in: a workbook reader. Goes out: the rows the tool keeps, each with its place, the
column of every key, the first free row, and notes on what cannot be told. Columns are
known by the keys in the hidden row, rows by their fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.tracker_columns import (
    BY_KEY,
    COLUMNS,
    HISTORY,
    LOG_TOKEN,
    TOKEN,
    ColumnKind,
    Owner,
)
from rs_excel.domain.vocabulary import FindingType, Pillar, Severity, Verification
from rs_excel.errors import WorkbookError, note, problem
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.addresses import Place, column_letters
from rs_excel.workbook.ports import Grid, RawValue, RowValues, WorkbookReader

_SURE = f"{TOKEN}fingerprint"
_NEEDED = (
    "number",
    "severity",
    "due_now",
    "status",
    "rule_id",
    "raised_on",
    "type",
    "due_on",
    "held_status",
    "site_key",
    "fingerprint",
)
_SAID = tuple(column.key for column in COLUMNS if column.owner is Owner.THEIRS)
_OURS = tuple(column for column in COLUMNS if column.owner is Owner.OURS)
_OUR_DAYS = tuple(c.key for c in _OURS if c.kind is ColumnKind.DATE)
_OUR_TEXTS = tuple(c.key for c in _OURS if c.kind is ColumnKind.TEXT)
_AS_TOLD = (
    "fingerprint",
    "site_key",
    "number",
    "supplier",
    "site",
    "rule_id",
    "details",
    "proposed",
    "basis",
    "last_seen",
    "remark",
)
_CLOCKS = ("raised_on", "due_on", "due_now", "contain_by", "checked_on")
_PILLARS = {pillar.label: pillar for pillar in Pillar}
_SEVERITIES = {severity.label: severity for severity in Severity}
_TYPES = {kind.label: kind for kind in FindingType}
_METHODS = {method.label: method for method in Verification}
_HELD = {status.label: status for status in ActionStatus}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One row of ours and where it stands."""

    number: int
    action: TrackedAction


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerSheet:
    """A tracker as it was found."""

    grid: Grid
    columns: Mapping[str, int]
    rows: tuple[KeptRow, ...]
    next_row: int
    log: Grid | None  # the history; None where people deleted it
    notes: tuple[Note, ...]

    def place(self, row: int, key: str) -> Place | None:
        """Where a row holds a key; None where people deleted the column."""
        column = self.columns.get(key)
        return Place(row, column) if column else None

    def addresses(self, row: int) -> dict[str, str]:
        """By key, the address of a cell of the row, its column fixed."""
        return {key: f"${column_letters(c)}{row}" for key, c in self.columns.items()}


def read_tracker(book: WorkbookReader, backup: str) -> TrackerSheet:
    """The tracker in a workbook.

    Raises WorkbookError (TRK-001, TRK-002, TRK-006) where there is none, or not one
    that can be worked with; ``backup`` names the copy to go back to.
    """
    sheet, keys_at, columns = _sheet(book)
    lost = [BY_KEY[key].title for key in _NEEDED if key not in columns]
    if lost:
        found = problem("TRK-002", book.name, columns=", ".join(lost), backup=backup)
        raise WorkbookError(found)
    grid = book.grid(sheet, range(1, max(columns.values()) + 1))
    reading = _Reading(grid, columns, [])
    rows = tuple(reading.rows(keys_at))
    logs = book.sheets_holding(LOG_TOKEN)
    return TrackerSheet(
        grid=grid,
        columns=columns,
        rows=rows,
        next_row=_next_row(grid, keys_at),
        log=book.grid(logs[0], range(1, len(HISTORY) + 1)) if logs else None,
        notes=tuple(reading.notes),
    )


def _sheet(book: WorkbookReader) -> tuple[str, int, dict[str, int]]:
    """The sheet of the tracker, the row of its keys, the column of each."""
    found = []
    for name in book.sheets_holding(_SURE):
        for row, signs in book.signs(name, TOKEN).items():
            if _SURE in signs.values():
                keys = {text.removeprefix(TOKEN): at for at, text in signs.items()}
                found.append((name, row, keys))
    if not found:
        raise WorkbookError(problem("TRK-001", book.name))
    if len(found) > 1:
        names = ", ".join(name for name, _, _ in found)
        raise WorkbookError(problem("TRK-006", book.name, sheets=names))
    return found[0]


def _next_row(grid: Grid, keys_at: int) -> int:
    """Below everything anybody wrote; never in a row that holds something."""
    return max(keys_at + 1, *grid.rows) + 1


@dataclass(frozen=True, slots=True)
class _Reading:
    grid: Grid
    columns: Mapping[str, int]
    notes: list[Note]

    def rows(self, keys_at: int) -> Iterator[KeptRow]:
        seen: dict[str, str] = {}
        for number, values in self.grid.rows.items():
            fingerprint = tracker_cells.words(values.get(self.columns["fingerprint"]))
            if number <= keys_at + 1 or not fingerprint:
                continue
            if fingerprint in seen:
                cell = self._cell(number, "number")
                self.notes.append(note("TRK-103", cell, number=seen[fingerprint]))
                continue
            action = self._action(number, values)
            if action is not None:
                seen[fingerprint] = action.number
                yield KeptRow(number=number, action=action)

    def _cell(self, row: int, key: str) -> CellRef:
        place = Place(row, self.columns.get(key, 1))
        return CellRef(self.grid.sheet, place.address)

    def _action(self, row: int, values: RowValues) -> TrackedAction | None:
        at = self.columns
        text = {
            k: tracker_cells.words(values.get(at[k])) for k in _OUR_TEXTS if k in at
        }
        days = {key: self._read(row, key, values) for key in _OUR_DAYS if key in at}
        held, kind = _HELD.get(text["held_status"]), _TYPES.get(text["type"])
        clocks = [days[key] for key in ("raised_on", "due_on", "due_now")]
        if not (held and kind and all(clocks)):
            self._say_broken(row)
            return None
        said = {key: self._read(row, key, values) for key in _SAID if key in at}
        told: dict[str, Any] = {key: text.get(key, "") for key in _AS_TOLD}
        told |= {key: days.get(key) for key in _CLOCKS}
        return TrackedAction(
            **told,
            pillar=_PILLARS.get(text.get("pillar", ""), Pillar.ALL_PILLARS),
            type=kind,
            severity=_SEVERITIES.get(text["severity"]),
            verification=_METHODS.get(
                text.get("verification", ""), Verification.FOLLOW_UP
            ),
            remedy_due=text.get("remedy_due") == "Yes",
            status=held,
            extended_to=days.get("granted_to"),
            extensions=tracker_cells.whole(values.get(at.get("extensions", 0))),
            repeats=tracker_cells.whole(values.get(at.get("repeats", 0))),
            handling=Handling(**said),
        )

    def _read(self, row: int, key: str, values: RowValues) -> Any:
        """What a cell says, as the kind of its column wants it; None if unclear."""
        try:
            return _READ[BY_KEY[key].kind](values.get(self.columns[key]))
        except tracker_cells.Unclear as unclear:
            cell = self._cell(row, key)
            self.notes.append(note(unclear.code, cell, said=unclear.said))
            return None

    def _say_broken(self, row: int) -> None:
        kept = ("raised_on", "due_on", "due_now", "held_status", "type")
        names = ", ".join(BY_KEY[key].title for key in kept)
        self.notes.append(note("TRK-104", self._cell(row, "number"), fields=names))


_READ: Mapping[ColumnKind, Callable[[RawValue], object]] = {
    ColumnKind.TEXT: tracker_cells.words,
    ColumnKind.DATE: tracker_cells.day,
    ColumnKind.NUMBER: tracker_cells.whole,
    ColumnKind.STATUS: tracker_cells.status,
    ColumnKind.METHOD: tracker_cells.method,
    ColumnKind.YES: tracker_cells.yes,
}
