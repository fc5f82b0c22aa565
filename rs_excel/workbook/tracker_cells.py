"""What people typed into one cell of a tracker, understood or asked about.

Comes in: a raw value. Goes out: text, a day, a status, a method; ``Unclear`` where it
cannot be told. Nothing is assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.vocabulary import Verification
from rs_excel.workbook.date_text import day_of_serial, plausible, read_days
from rs_excel.workbook.ports import CellError, NoCachedValue, RawValue
from rs_excel.workbook.spellings import harmless

T = TypeVar("T")
_NO = frozenset({"", "no", "n", "false", "0", "-", "–"})
_ANSWERS = {"yes": True, "no": False}
_STATUSES = {status.label.casefold(): status for status in ActionStatus}
_METHODS = {method.label.casefold(): method for method in Verification}


def words(raw: RawValue) -> str:
    """The text of a cell; numbers and days as people see them."""
    if isinstance(raw, str):
        return raw.strip()
    if raw is None or isinstance(raw, CellError | NoCachedValue):
        return ""
    if isinstance(raw, datetime):
        midnight = raw.time() == datetime.min.time()
        return raw.date().isoformat() if midnight else raw.isoformat(" ", "minutes")
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return harmless(str(raw)).strip()


def typed(raw: RawValue) -> str:
    """The words of a cell that people fill. Raises Unclear for a formula without any.

    Its result is an error, or was never worked out since another program saved it.
    """
    if isinstance(raw, CellError | NoCachedValue):
        said = raw.code if isinstance(raw, CellError) else raw.formula
        raise Unclear("TRK-120", harmless(said))
    return words(raw)


def whole(raw: RawValue) -> int:
    """A count of ours; 0 where it is gone."""
    return int(raw) if isinstance(raw, float | int) else 0


class Unclear(Exception):
    """A cell says something that cannot be told; ``code`` is the note to make.

    It is filled all the same: nothing that comes in from outside may replace it.
    """

    def __init__(self, code: str, said: str) -> None:
        self.code, self.said = code, said
        super().__init__(code)


def day(raw: RawValue) -> date | None:
    """The day of a cell. Raises Unclear for a text that is none, or may be two."""
    if isinstance(raw, datetime):
        return raw.date()
    if raw is None or isinstance(raw, date):
        return raw
    if isinstance(raw, float):  # a day whose format somebody changed
        serial = day_of_serial(raw)
        if serial is not None and plausible(serial):
            return serial
    said = typed(raw)
    days = read_days(said) if said else ()
    if said and len(days) != 1:
        raise Unclear("TRK-101", said)
    return days[0] if days else None


def status(
    raw: RawValue, offered: Mapping[str, ActionStatus] = _STATUSES
) -> ActionStatus | None:
    """The status chosen of those offered. Raises Unclear for a word that is none."""
    return _chosen(raw, offered)


def method(raw: RawValue) -> Verification | None:
    """How it was verified. Raises Unclear for a word that is no method."""
    return _chosen(raw, _METHODS)


def _chosen(raw: RawValue, choices: Mapping[str, T]) -> T | None:
    said = typed(raw)
    if not said:
        return None
    found = choices.get(" ".join(said.casefold().split()))
    if found is None:
        raise Unclear("TRK-102", said)
    return found


def yes_or_no(raw: RawValue) -> bool | None:
    """Yes, No or nothing yet. Raises Unclear for any other word."""
    return raw if isinstance(raw, bool) else _chosen(raw, _ANSWERS)


def yes(raw: RawValue) -> bool:
    """Whether a cell that may say Yes does: whatever is not No, in any language.

    It keeps rows from being sent, and what is kept back by mistake can still be sent:
    so does a formula whose result is an error, or was never worked out.
    """
    if isinstance(raw, CellError | NoCachedValue):
        return True
    return raw is not False and words(raw).casefold() not in _NO
