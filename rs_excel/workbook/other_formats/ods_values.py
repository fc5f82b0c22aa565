"""The value of one cell of an .ods workbook, from its attributes and its text.

Comes in: what stands on a ``table:table-cell``. Goes out: a value as other readers
give it; None where the cell is empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from rs_excel.workbook.ports import (
    CellError,
    NoCachedValue,
    Percent,
    RawValue,
)

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
_KIND, _VALUE = f"{_OFFICE} value-type", f"{_OFFICE} value"
_DAY, _TIME = f"{_OFFICE} date-value", f"{_OFFICE} time-value"
_TRUTH, _STRING = f"{_OFFICE} boolean-value", f"{_OFFICE} string-value"
_FORMULA, _SHOWN_KIND = f"{_TABLE} formula", f"{_CALC} value-type"
_TRUTHS = {"of:=TRUE()": True, "of:=FALSE()": False}  # a truth without its format
_ERROR = re.compile(r"#[A-Z/0!?_]{3,}|Err:[0-9]{3}")
_SPAN = re.compile(
    r"(-)?P(?:([0-9]{1,6})D)?T"
    r"(?:([0-9]{1,7})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:\.[0-9]*)?)S)?"
)

_LENGTH = re.compile(r"([0-9]{1,4}(?:\.[0-9]+)?)(in|cm|mm|pt)")
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72}
_LETTERS_AN_INCH = 96 / 7

Attributes = Mapping[str, str]


def value_of(cell: Attributes, paragraphs: list[str]) -> RawValue:
    """What the cell says, its formula never worked out."""
    text = "\n".join(paragraphs)
    if cell.get(_SHOWN_KIND) == "error":
        return CellError(text or "#N/A")
    formula = cell.get(_FORMULA, "")
    kind = cell.get(_KIND, "")
    if not kind:
        nothing_stored = formula and not paragraphs
        return NoCachedValue(formula) if nothing_stored else text or None
    if kind == "string":
        said = cell.get(_STRING, text)
        broken = formula and not said and _ERROR.fullmatch(text)
        return CellError(text) if broken else said or None
    if formula in _TRUTHS and kind == "float":
        return _TRUTHS[formula]
    return _typed(kind, cell, text)


def _typed(kind: str, cell: Attributes, text: str) -> RawValue:
    """A number, day, time or truth; its text where that is none."""
    try:
        if kind == "percentage":
            return Percent(cell[_VALUE])
        if kind in ("float", "currency"):
            return float(cell[_VALUE])
        if kind == "boolean":
            return cell[_TRUTH] == "true"
        if kind == "date":
            return _day(cell[_DAY])
        if kind == "time":
            return _span(cell[_TIME])
    except (KeyError, ValueError, OverflowError):
        pass
    return text or None


def _day(said: str) -> date:
    return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)


def _span(said: str) -> timedelta:
    found = _SPAN.fullmatch(said)
    if found is None:
        raise ValueError(said)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups()[1:])
    span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return -span if found[1] else span


def width_of(said: str) -> float:
    """A length such as ``2.5cm``, in characters; 0 for what is none."""
    found = _LENGTH.fullmatch(said)
    return float(found[1]) * _INCHES[found[2]] * _LETTERS_AN_INCH if found else 0.0
