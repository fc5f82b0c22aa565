"""Raw values in words, for notes and for questions that ask for text.

Comes in: a value as a reader found it. Goes out: text as people see it in the cell,
as far as that is known, or a short quotation of it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from rs_excel.workbook.ports import Percent, RawValue

_LONGEST = 60  # characters of an answer quoted in a note


def as_text(raw: RawValue) -> str:
    """12.0 is "12", a day is ISO, a percentage has its sign."""
    if isinstance(raw, str):
        return raw
    text = str(raw)
    match raw:
        case bool():
            text = "TRUE" if raw else "FALSE"
        case Percent():
            text = f"{round(float(raw) * 100, 9):.15g}%"
        case float() | int():
            text = f"{raw:.15g}"
        case datetime():
            midnight = raw.time() == time()
            text = raw.date().isoformat() if midnight else raw.isoformat(" ")
        case date() | time():
            text = raw.isoformat()
        case timedelta():
            hours, rest = divmod(int(raw.total_seconds()), 3600)
            text = f"{hours}:{rest // 60:02d}"
    return text


def shown(text: str) -> str:
    """One line, cut to what a note has room for."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST else f"{one_line[: _LONGEST - 1]}…"
