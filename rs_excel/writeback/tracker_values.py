"""What the tool itself writes into a tracker: its own columns, and history lines.

Comes in: a row as it now stands, and where its columns are. Goes out: a value for each
column that is ours, formulas for those that count days. Columns that people own are
filled once, when a row is made, and never again, but for a status a check has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.tracker import Change
from rs_excel.domain.tracker_ages import BANDS, CLOSED, age_band, days_open
from rs_excel.workbook.ports import CellValue, Formula

YES = "Yes"
_NEW, _CARRIED = "New", "Carried over"


def ours(row: TrackedAction, on: date) -> dict[str, CellValue]:
    """By key, the value of every column the tool keeps, formulas aside."""
    return {
        "number": row.number,
        "carried": _NEW if row.raised_on == on and not row.repeats else _CARRIED,
        "supplier": row.supplier,
        "site": row.site,
        "pillar": row.pillar.label,
        "severity": row.severity.label if row.severity else row.type.label,
        "details": row.details,
        "proposed": row.proposed,
        "due_now": row.due_now,
        "contain_by": row.contain_by,
        "verification": row.verification.label,
        "remark": row.remark,
        "last_seen": row.last_seen,
        "checked_on": row.checked_on,
        "basis": row.basis,
        "rule_id": row.rule_id,
        "raised_on": row.raised_on,
        "repeats": row.repeats,
        "extensions": row.extensions,
        "type": row.type.label,
        "due_on": row.due_on,
        "held_status": row.status.label,
        "granted_to": row.extended_to,
        "rests": YES if row.status.rests else "",
        "remedy_due": YES if row.remedy_due else "",
        "site_key": row.site_key,
        "fingerprint": row.fingerprint,
    }


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
    return {
        "overdue": Formula(late, overdue),
        "days_open": Formula(days, days_open(row, on)),
        "age_band": Formula(_band(rests, at["days_open"]), age_band(row, on)),
    }


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
