"""How long an action has been open, in the bands that buyers ask for.

Comes in: a row and a day. Goes out: its age in days and the band it falls in. The same
is said as formulas, so that a sheet keeps counting without us.
"""

from __future__ import annotations

from datetime import date

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction

BANDS = ("0–30 days", "31–60 days", "61–90 days", "over 90 days")
CLOSED = "closed"
_EDGES = (30, 60, 90)


def days_open(row: TrackedAction, on: date) -> int:
    """Days from the day it was raised to closure, or to the day given."""
    closed = row.handling.verified_on if row.status.rests else None
    return max(0, ((closed or on) - row.raised_on).days)


def on_time(row: TrackedAction) -> bool | None:
    """Whether it was closed by its first due day; None where it is not closed."""
    closed = row.handling.verified_on
    if row.status is not ActionStatus.VERIFIED_CLOSED or closed is None:
        return None
    return closed <= row.due_on


def age_band(row: TrackedAction, on: date) -> str:
    """The band it falls in; ``closed`` where nobody has to act."""
    if row.status.rests:
        return CLOSED
    passed = sum(days_open(row, on) > edge for edge in _EDGES)
    return BANDS[passed]
