"""Where each question stands in a workbook, by the role tokens its sheets carry.

Comes in: a reader. Goes out: blocks of rows, each with the columns of its roles. A
marker row holds ``#key`` (or ``#table:…``) and the roles beside it; rows below belong
to it until the next marker or ``#end``. Sheet names, header texts and positions play
no part, so sheets may be renamed, rows sorted or moved, columns inserted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rs_excel.workbook.ports import (
    Grid,
    RawValue,
    RowValues,
    SignsByRow,
    WorkbookReader,
)

KEY, END = "#key", "#end"
_SIGN = "#"  # with which every token begins
_ONLY_SHOWN = frozenset({"status", "review"})
_TABLE, _COLUMN, _ANSWER = "table:", "col:", "answer"
_GAP = 2  # empty rows that people leave and still mean the same table
_LOOKS_LIKE_A_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows under one marker row. Rows and columns are 1-based."""

    sheet: str
    marker: int
    key_column: int
    columns: Mapping[str, int]  # role → column: answer, answer.male, col:type, comment
    rows: tuple[int, ...]
    table: str | None = None
    below: tuple[int, ...] = ()  # rows typed on and right under the end of a table

    @property
    def answers(self) -> Mapping[str, int]:
        """Suffix → column: ``{"": 4}``, or ``{"male": 4, "female": 5}`` in a matrix."""
        roles = (role for role in self.columns if role.partition(".")[0] == _ANSWER)
        return {role.partition(".")[2]: self.columns[role] for role in roles}

    @property
    def table_columns(self) -> Mapping[str, int]:
        """Full column key → column of a table block."""
        return {
            f"{self.table}.{role.removeprefix(_COLUMN)}": column
            for role, column in self.columns.items()
            if role.startswith(_COLUMN)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Every block found, in reading order, and the values of the sheets they are on."""

    blocks: tuple[Block, ...]
    grids: Mapping[str, Grid]


def find_blocks(reader: WorkbookReader) -> Layout:
    """Reads only the sheets on which a marker can be; the rest stay unread.

    A sheet may hold tables only; every table ends with a token of its own.
    """
    held = reader.sheets_holding(KEY, END)
    markers = {name: tuple(_markers(reader.signs(name, _SIGN))) for name in held}
    grids = {
        name: reader.grid(name, _columns_read(found))
        for name, found in markers.items()
        if found
    }
    blocks = tuple(
        block
        for name, grid in grids.items()
        for block in _blocks_of(grid, markers[name])
    )
    return Layout(blocks=blocks, grids=grids)


@dataclass(frozen=True, slots=True)
class _Marker:
    row: int
    key_column: int
    table: str | None
    columns: Mapping[str, int]


def _columns_read(markers: Iterable[_Marker]) -> frozenset[int]:
    """The columns of which somebody reads the values: not, say, our own status."""
    held = {
        column
        for marker in markers
        for role, column in marker.columns.items()
        if role not in _ONLY_SHOWN
    }
    return frozenset(held.union(marker.key_column for marker in markers))


def _blocks_of(grid: Grid, found: Iterable[_Marker]) -> Iterator[Block]:
    markers = {marker.row: marker for marker in found}
    rows = _rows_by_marker(grid, markers)
    below = _rows_below(grid, markers)
    for row, marker in markers.items():
        yield Block(
            sheet=grid.sheet,
            marker=row,
            key_column=marker.key_column,
            columns=marker.columns,
            rows=tuple(rows[row]),
            below=tuple(below.get(row, ())),
            table=marker.table,
        )


def _markers(signs: SignsByRow) -> Iterator[_Marker]:
    for row, texts in signs.items():
        tokens = [(text[1:].strip().casefold(), at) for at, text in texts.items()]
        # Of a token copied along with its column, the first counts.
        marker = _marker(row, dict(reversed(tokens))) if len(tokens) > 1 else None
        if marker is not None:
            yield marker


def _marker(row: int, tokens: dict[str, int]) -> _Marker | None:
    """A marker row names its key column and at least one place for answers."""
    for token, column in tokens.items():
        table = token.removeprefix(_TABLE).strip() if _TABLE in token else None
        if token != KEY[1:] and table is None:
            continue
        wanted = _ANSWER if table is None else _COLUMN
        columns = {role: at for role, at in tokens.items() if role != token}
        if any(role.startswith(wanted) for role in columns):
            return _Marker(row, column, table, columns)
    return None


def _rows_by_marker(grid: Grid, markers: Mapping[int, _Marker]) -> dict[int, list[int]]:
    """Each row under its marker; keys astray go to the nearest list of questions."""
    rows: dict[int, list[int]] = {row: [] for row in markers}
    questions = [marker for marker in markers.values() if marker.table is None]
    current: _Marker | None = None
    for row, cells in grid.rows.items():
        if row in markers:
            current = markers[row]
            continue
        if current is not None:
            text = key_text(cells.get(current.key_column))
            if text[:1] == "#" and text.casefold() == END:
                current = None
                continue
            if _belongs(current, text):
                rows[current.row].append(row)
                continue
        astray = _nearest(row, cells, questions)
        if astray is not None:
            rows[astray.row].append(row)
    return rows


def _rows_below(grid: Grid, markers: Mapping[int, _Marker]) -> dict[int, list[int]]:
    """What people typed on the end row of a full table and in the rows under it."""
    below: dict[int, list[int]] = {}
    current: _Marker | None = None
    last = 0  # the row that still counts as right above
    for row, cells in grid.rows.items():
        if row in markers:
            current, last = markers[row], 0
            continue
        if current is None or current.table is None:
            continue
        text = key_text(cells.get(current.key_column))
        if text.casefold() == END:
            last = row
        near = last and row <= last + _GAP
        if near and _has_cells(current, cells) and not looks_like_a_key(text):
            below.setdefault(current.row, []).append(row)
            last = row
    return below


def _has_cells(marker: _Marker, cells: RowValues) -> bool:
    columns = marker.columns.items()
    return any(role.startswith(_COLUMN) and at in cells for role, at in columns)


def _belongs(marker: _Marker, text: str) -> bool:
    if marker.table is None:
        return bool(text)
    return not looks_like_a_key(text)


def _nearest(row: int, cells: RowValues, questions: list[_Marker]) -> _Marker | None:
    """The marker a moved row must have come from, if it holds a question's key."""
    fitting = [
        marker
        for marker in questions
        if looks_like_a_key(key_text(cells.get(marker.key_column)))
    ]
    return min(fitting, key=lambda marker: abs(marker.row - row), default=None)


def looks_like_a_key(text: str) -> bool:
    """Dotted small words, as question keys are: ``hs.last_drill``."""
    return _LOOKS_LIKE_A_KEY.fullmatch(text) is not None


def key_text(value: RawValue) -> str:
    """A key as typed, without the spaces that creep in; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""
