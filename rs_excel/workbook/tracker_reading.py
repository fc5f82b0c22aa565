"""Reads a tracker that people have worked in, wherever its columns and rows now are.

Comes in: a workbook reader. Goes out: the rows the tool keeps, each with its place, the
column of every key, the first free row, and notes on what cannot be told. Columns are
known by the keys in the hidden row, rows by their fingerprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

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
_THEIRS = tuple(column for column in COLUMNS if column.owner is Owner.THEIRS)
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
        text = {
            key: tracker_cells.words(values.get(c)) for key, c in self.columns.items()
        }
        days = {
            key: self._day(row, key, values.get(column))
            for key, column in self.columns.items()
            if key in BY_KEY and BY_KEY[key].kind is ColumnKind.DATE
        }
        raised, due_on, due_now = days["raised_on"], days["due_on"], days["due_now"]
        held, kind = _HELD.get(text["held_status"]), _TYPES.get(text["type"])
        if raised is None or due_on is None or due_now is None or not (held and kind):
            self._say_broken(row, text)
            return None
        return TrackedAction(
            fingerprint=text["fingerprint"],
            site_key=text["site_key"],
            number=text["number"],
            supplier=text.get("supplier", ""),
            site=text.get("site", ""),
            rule_id=text["rule_id"],
            pillar=_PILLARS.get(text.get("pillar", ""), Pillar.ALL_PILLARS),
            type=kind,
            severity=_SEVERITIES.get(text["severity"]),
            details=text.get("details", ""),
            proposed=text.get("proposed", ""),
            basis=text.get("basis", ""),
            verification=_METHODS.get(
                text.get("verification", ""), Verification.FOLLOW_UP
            ),
            remedy_due=text.get("remedy_due") == "Yes",
            raised_on=raised,
            due_on=due_on,
            due_now=due_now,
            contain_by=days.get("contain_by"),
            status=held,
            extensions=tracker_cells.whole(
                values.get(self.columns.get("extensions", 0))
            ),
            extended_to=days.get("granted_to"),
            repeats=tracker_cells.whole(values.get(self.columns.get("repeats", 0))),
            last_seen=text.get("last_seen", ""),
            checked_on=days.get("checked_on"),
            remark=text.get("remark", ""),
            handling=self._handling(row, values, text, days),
        )

    def _handling(
        self,
        row: int,
        values: RowValues,
        text: Mapping[str, str],
        days: Mapping[str, date | None],
    ) -> Handling:
        said: dict[str, object] = {}
        for column in _THEIRS:
            if column.key not in self.columns:
                continue
            raw = values.get(self.columns[column.key])
            said[column.key] = self._said(column.kind, column.key, row, raw)
        said |= {key: day for key, day in days.items() if key in said}
        known = {field.name for field in fields(Handling)}
        return Handling(**{k: v for k, v in said.items() if k in known})  # type: ignore[arg-type]

    def _said(self, kind: ColumnKind, key: str, row: int, raw: RawValue) -> object:
        if kind is ColumnKind.TEXT:
            return tracker_cells.words(raw)
        cell = self._cell(row, key)
        if kind is ColumnKind.STATUS:
            return tracker_cells.status(raw, cell, self.notes.append)
        if kind is ColumnKind.METHOD:
            return tracker_cells.method(raw, cell, self.notes.append)
        return tracker_cells.yes(raw)

    def _day(self, row: int, key: str, raw: RawValue) -> date | None:
        if raw is None:
            return None
        return tracker_cells.day(raw, self._cell(row, key), self.notes.append)

    def _say_broken(self, row: int, text: Mapping[str, str]) -> None:
        kept = ("raised_on", "due_on", "due_now", "held_status", "type")
        names = ", ".join(BY_KEY[key].title for key in kept)
        self.notes.append(note("TRK-104", self._cell(row, "number"), fields=names))
