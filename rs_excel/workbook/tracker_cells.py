"""What people typed into one cell of a tracker, understood or asked about.

Comes in: a raw value and the kind of its column. Goes out: text, a day, a status, a
method; and a note where it cannot be told. Nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.vocabulary import Verification
from rs_excel.errors import note
from rs_excel.workbook.date_text import day_of_serial, plausible, read_days
from rs_excel.workbook.ports import CellError, NoCachedValue, RawValue

_YES = frozenset({"yes", "y", "x", "true", "1"})
_STATUSES = {status.label.casefold(): status for status in ActionStatus}
_METHODS = {method.label.casefold(): method for method in Verification}


def words(raw: RawValue) -> str:
    """The text of a cell; numbers and days as people see them."""
    if raw is None or isinstance(raw, CellError | NoCachedValue):
        return ""
    if isinstance(raw, datetime):
        midnight = raw.time() == datetime.min.time()
        return raw.date().isoformat() if midnight else raw.isoformat(" ", "minutes")
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return str(raw).strip()


def whole(raw: RawValue) -> int:
    """A count of ours; 0 where it is gone."""
    return int(raw) if isinstance(raw, float | int) else 0


def day(raw: RawValue, cell: CellRef, remark: Callable[[Note], None]) -> date | None:
    """The day of a cell; a text that may be two days is none."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, float):  # a day whose format somebody changed
        serial = day_of_serial(raw)
        if serial is not None and plausible(serial):
            return serial
    said = words(raw)
    days = read_days(said) if said else ()
    if said and len(days) != 1:
        remark(note("TRK-101", cell, said=said))
    return days[0] if len(days) == 1 else None


def status(
    raw: RawValue, cell: CellRef, remark: Callable[[Note], None]
) -> ActionStatus | None:
    """The status chosen; None, with a note, for a word that is none."""
    said = words(raw)
    found = _STATUSES.get(" ".join(said.casefold().split()))
    if said and found is None:
        remark(note("TRK-102", cell, said=said))
    return found


def method(
    raw: RawValue, cell: CellRef, remark: Callable[[Note], None]
) -> Verification | None:
    """How it was verified; None, with a note, for a word that is no method."""
    said = words(raw)
    found = _METHODS.get(" ".join(said.casefold().split()))
    if said and found is None:
        remark(note("TRK-102", cell, said=said))
    return found


def yes(raw: RawValue) -> bool:
    """Whether a cell that may say Yes does."""
    return raw is True or words(raw).casefold() in _YES
