"""What the tool itself writes into a tracker: its own columns, and history lines.

Comes in: a row as it now stands, and where its columns are. Goes out: a value for each
column that is ours, formulas for those that count days. Columns that people own are
filled once, when a row is made, and never again, but for a status a check has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from math import ceil
from operator import attrgetter

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.held_to import HeldTo
from rs_excel.domain.tracker_ages import BANDS, CLOSED, age_band, days_open, on_time
from rs_excel.domain.tracker_changes import Change
from rs_excel.domain.tracker_columns import (
    BY_KEY,
    COLUMNS,
    HISTORY_WIDTHS,
    Owner,
)
from rs_excel.domain.vocabulary import Verification
from rs_excel.workbook.ports import CellValue, Formula

YES, NO = "Yes", "No"
_A_WIDTH = 1.12  # letters that fit where a width counts one digit
_LINE, _MARGIN, _HIGHEST = 12.75, 4.0, 409.0  # points; the last is Excel's limit
_NEW, _CARRIED = "New", "Carried over"


_Shown = Callable[[TrackedAction], CellValue]
_SHOWN: Mapping[str, tuple[_Shown, tuple[str, ...]]] = {
    "carried": (
        lambda row: (
            _CARRIED if row.repeats or row.raised_on != row.checked_on else _NEW
        ),
        ("repeats", "raised_on", "checked_on"),
    ),
    "pillar": (lambda row: row.pillar.label, ("pillar",)),
    "severity": (lambda row: row.grade, ("severity", "type")),
    "verification": (lambda row: row.verification.label, ("verification",)),
    "type": (lambda row: row.type.label, ("type",)),
    "held_status": (lambda row: row.status.label, ("status",)),
    "granted_to": (lambda row: row.extended_to, ("extended_to",)),
    "rests": (lambda row: YES if row.status.rests else "", ("status",)),
    "remedy_due": (lambda row: YES if row.remedy_due else "", ("remedy_due",)),
    "held_to": (lambda row: str(HeldTo.of(row)), HeldTo._fields),
}
"""How a column shows what a row holds, and which fields it shows."""
_AS_HELD = tuple(
    column.key
    for column in COLUMNS
    if column.owner is Owner.OURS and column.key not in _SHOWN
)
_FIELDS = tuple(field.name for field in fields(TrackedAction))
_ALL = attrgetter(*_FIELDS)
_COLUMNS_OF: Mapping[str, tuple[str, ...]] = {
    name: (
        *((name,) if name in _AS_HELD else ()),
        *(key for key, (_, shown) in _SHOWN.items() if name in shown),
    )
    for name in _FIELDS
}


def ours(row: TrackedAction) -> dict[str, CellValue]:
    """By key, the value of every column the tool keeps, formulas aside."""
    return {key: _value(row, key) for key in (*_AS_HELD, *_SHOWN)}


def changed(before: TrackedAction, after: TrackedAction) -> dict[str, CellValue]:
    """The values of those columns of ours that show what is another now."""
    held = zip(_FIELDS, _ALL(before), _ALL(after), strict=True)
    others = [name for name, was, now in held if was is not now and was != now]
    return {key: _value(after, key) for name in others for key in _COLUMNS_OF[name]}


def _value(row: TrackedAction, key: str) -> CellValue:
    shown = _SHOWN.get(key)
    if shown is not None:
        return shown[0](row)
    held: CellValue = getattr(row, key)
    return held


def first_words(row: TrackedAction) -> dict[str, CellValue]:
    """What a new row holds in the columns of people: what the site wrote, if it did."""
    said = row.handling
    return {
        "status": (said.status or row.status).label,
        "root_cause": said.root_cause,
        "action": said.action,
        "responsible": said.responsible,
        "comments": said.comments,
    }


def said_cell(said: Handling, key: str) -> CellValue:
    """What stands in a column of people, as they would type it."""
    value = getattr(said, key)
    if isinstance(value, ActionStatus | Verification):
        return value.label
    if isinstance(value, bool):
        return YES if value else ""
    words: str | date | None = value
    return words


def height_of(cells: Mapping[str, CellValue]) -> float:
    """Points that a new row needs to show its texts, in columns as wide as ours."""
    lines = max(
        _lines(value, BY_KEY[key].width)
        for key, value in cells.items()
        if isinstance(value, str)
    )
    return _points(lines)


def line_height(change: Change) -> float:
    """Points that a line of the history needs."""
    return _points(_lines(change.why, HISTORY_WIDTHS["Why"]))


def _points(lines: int) -> float:
    return min(lines * _LINE + _MARGIN, _HIGHEST)


def _lines(text: str, width: float) -> int:
    letters = width * _A_WIDTH
    return sum(max(1, ceil(len(part) / letters)) for part in text.split("\n"))


def formulas(
    row: TrackedAction, at: Mapping[str, str], on: date
) -> dict[str, CellValue]:
    """The columns that Excel counts; ``at`` has the address of the row's every key."""
    if any(key not in at for key in ("rests", "days_open")):
        return {}
    rests = f'{at["rests"]}="{YES}"'
    closed = at.get("verified_on", '""')
    ended = f'IF(AND({rests},{closed}<>""),{closed},TODAY())'
    days = f"{ended}-{at['raised_on']}"
    late = f'IF({rests},"",MAX(0,TODAY()-{at["due_now"]}))'
    overdue: str | float = "" if row.status.rests else row.overdue_days(on)
    in_time = on_time(row)
    timely = "" if in_time is None else YES if in_time else NO
    return {
        "overdue": Formula(late, overdue),
        "on_time": Formula(_on_time(at), timely),
        "days_open": Formula(days, days_open(row, on)),
        "age_band": Formula(_band(rests, at["days_open"]), age_band(row, on)),
    }


def _on_time(at: Mapping[str, str]) -> str:
    """Held against the first due day: more time does not make it timely."""
    closed = at.get("verified_on", '""')
    if any(key not in at for key in ("held_status", "due_on")):
        return '""'
    held = f'{at["held_status"]}="{ActionStatus.VERIFIED_CLOSED.label}"'
    timely = f'IF({closed}<={at["due_on"]},"{YES}","{NO}")'
    return f'IF(AND({held},{closed}<>""),{timely},"")'


def _band(rests: str, days: str) -> str:
    first, second, third, last = BANDS
    ages = (
        f'IF({days}<=30,"{first}",IF({days}<=60,"{second}",'
        f'IF({days}<=90,"{third}","{last}")))'
    )
    return f'IF({rests},"{CLOSED}",{ages})'


def history_line(change: Change, on: date) -> tuple[CellValue, ...]:
    """One line of the history, in the order of its columns."""
    return (
        on,
        change.number,
        change.kind.value.replace("_", " ").capitalize(),
        change.came.label if change.came else None,
        change.to.label,
        change.by or "not said",
        change.why,
        change.fingerprint,
    )
