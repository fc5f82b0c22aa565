"""Numbers that people typed as text, with separators, signs and units.

Comes in: text such as ``1 200,50``, ``USD 1,200`` or ``45 h``. Goes out: every number
it can stand for and the unit written beside it. ``1,200`` stands for two numbers, in
two parts of the world; choosing between them is nobody's business here.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from rs_excel.workbook.spellings import LONGEST_WORDING, folded

_SHAPE = re.compile(
    r"(?P<before>[^\d+\-.,]*)(?P<sign>[+-]?)\s*"
    r"(?P<body>\d[\d '.,]*\d|\d|[.,]\d+)(?P<after>.*)",
    re.DOTALL,
)
# A digit that belongs to no unit (m2, CO2e): "45 to 50", "5 of 10".
_SECOND_NUMBER = re.compile(r"(?<![^\W\d_])\d")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[ '.,])\d{3}(?:(?P=mark)\d{3})*")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")  # 12,50,000
_SAME_UNIT = (
    {"h", "hr", "hrs", "hour", "hours"},
    {"min", "mins", "minute", "minutes"},
    {"d", "day", "days"},
    {"week", "weeks"},
    {"month", "months"},
    {"y", "yr", "yrs", "year", "years"},
    {"people", "person", "persons", "worker", "workers", "employees"},
    {"%", "percent", "per cent", "pct"},
    {"m2", "sqm", "sq m", "square metres", "square meters"},
    {"m3", "cubic metres", "cubic meters"},
    {"kg", "kilogram", "kilograms"},
    {"t", "tonne", "tonnes"},
)


class NumberText(NamedTuple):
    """What a text can stand for: one value when clear, two when it is not."""

    values: tuple[float, ...]
    unit: str
    plain: bool  # nothing but digits and a decimal point

    @property
    def percent(self) -> bool:
        return unit_matches(self.unit, "%")


def read_number(text: str) -> NumberText | None:
    """The readings of a text; None where it is no single number."""
    if len(text) > LONGEST_WORDING:
        return None
    shape = _SHAPE.fullmatch(_with_plain_digits(text).strip())
    if shape is None or _SECOND_NUMBER.search(shape["after"]):
        return None
    sign = -1.0 if shape["sign"] == "-" else 1.0
    values = tuple(sign * value for value in _readings(shape["body"]))
    if not values:
        return None
    unit = f"{shape['before'].strip()} {shape['after'].strip(' .;')}".strip()
    return NumberText(values, unit, plain=shape["body"].replace(".", "").isdigit())


def _with_plain_digits(text: str) -> str:
    """Full-width, Arabic or Devanagari digits as 0-9; odd spaces and signs plain."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text).translate(
        {0x2212: "-", 0x2013: "-", 0x2019: "'", 0x066B: ".", 0x066C: "'"}
    )
    return "".join(
        str(unicodedata.decimal(ch)) if ch.isdecimal() else " " if ch.isspace() else ch
        for ch in text
    )


def _readings(body: str) -> list[float]:
    """All values the digits can have: with either decimal mark, or with none."""
    found: list[float] = []
    for mark in (".", ",", ""):
        whole, _, fraction = body.partition(mark) if mark else (body, "", "")
        if mark and not fraction.isdigit():
            continue
        digits = _ungrouped(whole, decimal=mark)
        if digits is not None:
            found.append(float(f"{digits or '0'}.{fraction or '0'}"))
    return found


def _ungrouped(whole: str, *, decimal: str) -> str | None:
    """The digits before the decimal mark, if their grouping is a usual one."""
    if whole.isdigit() or (not whole and decimal):
        return whole
    grouped = _GROUPED.fullmatch(whole)
    if (grouped and grouped["mark"] != decimal) or (
        decimal != "," and _INDIAN.fullmatch(whole)
    ):
        return re.sub(r"\D", "", whole)
    return None


def unit_matches(typed: str, unit: str) -> bool:
    """Whether a typed unit is the question's: ``h`` is, for ``hours per week``."""
    wanted, given = folded(unit), folded(typed)
    head = re.split(r" per | a |/", wanted)[0].strip()
    return given in (wanted, head) or any(
        given in names and head in names for names in _SAME_UNIT
    )
