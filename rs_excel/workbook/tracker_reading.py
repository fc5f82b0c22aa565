"""Reads a tracker that people have worked in, wherever its columns and rows now are.

Comes in: a workbook reader. Goes out: the rows the tool keeps, each with its place, the
column of every key, the first free row, and notes on what cannot be told. Columns are
known by the keys in the hidden row, rows by their fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import Any

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.held_to import HeldTo
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.tracker_columns import (
    BY_KEY,
    COLUMNS,
    ColumnKind,
    Owner,
)
from rs_excel.domain.vocabulary import FindingType, Pillar, Severity, Verification
from rs_excel.errors import note
from rs_excel.workbook import tracker_cells
from rs_excel.workbook.addresses import Place, column_letters
from rs_excel.workbook.ports import Grid, RawValue, RowValues, WorkbookReader
from rs_excel.workbook.tracker_sheet import tracker_in

_SAID = tuple(column.key for column in COLUMNS if column.owner is Owner.THEIRS)
_AS_TOLD = (
    "fingerprint",
    "site_key",
    "number",
    "supplier",
    "site",
    "country",
    "rule_id",
    "also",
    "details",
    "proposed",
    "basis",
    "counted",
    "last_seen",
    "remark",
)
_NEEDED_CLOCKS = ("raised_on", "due_on", "due_now")
_CLOCKS = (*_NEEDED_CLOCKS, "contain_by", "checked_on", "effect_due")
_PILLARS: Mapping[str | None, Pillar] = {pillar.label: pillar for pillar in Pillar}
_SEVERITIES: Mapping[str | None, Severity] = {
    severity.label: severity for severity in Severity
}
_TYPES: Mapping[str | None, FindingType] = {kind.label: kind for kind in FindingType}
_METHODS: Mapping[str | None, Verification] = {
    method.label: method for method in Verification
}
_HELD: Mapping[str | None, ActionStatus] = {
    status.label: status for status in ActionStatus
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One row of ours and where it stands; whether a hand changed its terms."""

    number: int
    action: TrackedAction
    altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerSheet:
    """A tracker as it was found."""

    grid: Grid
    columns: Mapping[str, int]
    rows: tuple[KeptRow, ...]
    head: int  # the row of the titles
    damaged: frozenset[str]  # fingerprints of rows that cannot be worked with
    notes: tuple[Note, ...]

    def place(self, row: int, key: str) -> Place | None:
        """Where a row holds a key; None where people deleted the column."""
        column = self.columns.get(key)
        return Place(row, column) if column else None

    def last(self) -> int:
        """The last row that carries a fingerprint; the titles' where there is none."""
        at = self.columns["fingerprint"]
        rows = self.grid.rows.items()
        return max((n for n, values in rows if values.get(at)), default=self.head)

    def addresses(self, row: int) -> dict[str, str]:
        """By key, the address of a cell of the row, its column fixed."""
        return {key: f"${column_letters(c)}{row}" for key, c in self.columns.items()}


def read_tracker(book: WorkbookReader) -> TrackerSheet:
    """The tracker in a workbook.

    Raises WorkbookError (TRK-001, TRK-002, TRK-006, TRK-011, TRK-012) where there is
    none, or not one that can be worked with.
    """
    sheet, keys_at, columns = tracker_in(book)
    grid = book.grid(sheet, range(1, max(columns.values()) + 1))
    reading = _Reading(grid, columns, _wanted(columns), [], set(), set())
    rows = tuple(reading.rows(keys_at))
    if reading.hushed:
        rows = tuple(_as_hushed(row, reading.hushed) for row in rows)
    return TrackerSheet(
        grid=grid,
        columns=columns,
        rows=rows,
        head=keys_at + 1,
        damaged=frozenset(reading.damaged),
        notes=tuple(reading.notes),
    )


def _as_hushed(row: KeptRow, hushed: Set[str]) -> KeptRow:
    """Which of two copies counts is nobody's guess: neither leaves."""
    if row.action.fingerprint not in hushed:
        return row
    handling = replace(row.action.handling, confidential=True)
    return replace(row, action=replace(row.action, handling=handling))


@dataclass(frozen=True, slots=True)
class _Reading:
    grid: Grid
    columns: Mapping[str, int]
    wanted: Mapping[int, _Wanted]
    notes: list[Note]
    damaged: set[str]
    hushed: set[str]  # a copy of their row says that they are confidential

    def rows(self, keys_at: int) -> Iterator[KeptRow]:
        seen: dict[str, str] = {}
        for number, values in self.grid.rows.items():
            fingerprint = tracker_cells.words(values.get(self.columns["fingerprint"]))
            if number <= keys_at + 1 or not fingerprint:
                continue
            if fingerprint in seen:
                cell = self._cell(number, "number")
                self.notes.append(note("TRK-103", cell, number=seen[fingerprint]))
                if tracker_cells.yes(values.get(self.columns["confidential"])):
                    self.hushed.add(fingerprint)
                continue
            row = self._kept(number, values)
            if row is None:
                self.damaged.add(fingerprint)
            else:
                seen[fingerprint] = row.action.number
                yield row

    def _cell(self, row: int, key: str) -> CellRef:
        place = Place(row, self.columns.get(key, 1))
        return CellRef(self.grid.sheet, place.address)

    def _kept(self, row: int, values: RowValues) -> KeptRow | None:
        said, untold = self._said(row, values)
        kept, shown = HeldTo.read(said.get("held_to", "")), _shown(said)
        terms = kept or shown
        clocks: dict[str, Any] = {key: said.get(key) for key in _CLOCKS}
        if terms is None or not all(clocks[key] for key in _NEEDED_CLOCKS):
            self._say_broken(row)
            return None
        altered = terms != shown
        if altered:
            self._say_altered(row, terms)
        action = TrackedAction(
            **{key: said.get(key, "") for key in _AS_TOLD},
            **clocks,
            pillar=_PILLARS.get(said.get("pillar"), Pillar.ALL_PILLARS),
            **terms._asdict(),
            extended_to=said.get("granted_to"),
            extensions=said.get("extensions", 0),
            repeats=said.get("repeats", 0),
            handling=Handling(
                **{key: said[key] for key in _SAID if key in said}, untold=untold
            ),
        )
        return KeptRow(number=row, action=action, altered=altered)

    def _said(
        self, row: int, values: RowValues
    ) -> tuple[dict[str, Any], frozenset[str]]:
        """By key, what the filled cells say as their columns want; and those untold."""
        said: dict[str, Any] = {}
        untold = set()
        wanted = self.wanted
        for column, raw in values.items():
            if column not in wanted:
                continue
            key, read = wanted[column]
            try:
                said[key] = read(raw)
            except tracker_cells.Unclear as unclear:
                cell = self._cell(row, key)
                self.notes.append(note(unclear.code, cell, said=unclear.said))
                untold.add(key)
        return said, frozenset(untold)

    def _say_altered(self, row: int, terms: HeldTo) -> None:
        grade = terms.severity or terms.type
        words = (grade.label, terms.verification.label, terms.status.label)
        cell = self._cell(row, "severity")
        self.notes.append(note("TRK-110", cell, held=", ".join(words)))

    def _say_broken(self, row: int) -> None:
        kept = ("raised_on", "due_on", "due_now", "held_status", "type")
        names = ", ".join(BY_KEY[key].title for key in kept)
        self.notes.append(note("TRK-104", self._cell(row, "number"), fields=names))


def _shown(said: Mapping[str, Any]) -> HeldTo | None:
    """What the cells of a row say that it is held to."""
    held, kind = _HELD.get(said.get("held_status")), _TYPES.get(said.get("type"))
    if held is None or kind is None:
        return None
    return HeldTo(
        severity=_SEVERITIES.get(said.get("severity")),
        type=kind,
        verification=_METHODS.get(said.get("verification"), Verification.FOLLOW_UP),
        remedy_due=said.get("remedy_due") == "Yes",
        status=held,
    )


_Wanted = tuple[str, Callable[[RawValue], object]]
_READ: Mapping[ColumnKind, Callable[[RawValue], object]] = {
    ColumnKind.TEXT: tracker_cells.typed,
    ColumnKind.DATE: tracker_cells.day,
    ColumnKind.NUMBER: tracker_cells.whole,
    ColumnKind.STATUS: tracker_cells.status,
    ColumnKind.METHOD: tracker_cells.method,
    ColumnKind.YES: tracker_cells.yes,
    ColumnKind.YES_NO: tracker_cells.yes_or_no,
    ColumnKind.CAUSE: tracker_cells.typed,
    ColumnKind.COUNT: tracker_cells.typed,
}


def _wanted(columns: Mapping[str, int]) -> dict[int, _Wanted]:
    """By column, the key and how its cells are read; what Excel counts is left out."""
    kept = ((BY_KEY[key], column) for key, column in columns.items() if key in BY_KEY)
    return {
        column: (about.key, _READ[about.kind])
        for about, column in kept
        if about.owner is not Owner.EXCEL
    }
