"""Days that people typed as text.

Comes in: text such as ``3 April 2025``, ``25/12/2025`` or ``2025年4月3日``. Goes out:
every day it can stand for: none, one, or two, as ``03/04/2025`` does. A year in two
digits or a month without a day is no full date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from rs_excel.workbook.spellings import LONGEST_WORDING, folded

EARLIEST, LATEST = 1900, 2100  # years; beyond them a typing slip or another calendar
_TIME = re.compile(r"[t ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?z?$")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})")
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?")
_VIETNAMESE = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?:,| nam)? (\d{4})")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|[oa])\b")  # folding turns º to o
_FILLERS = frozenset({"of", "the", "de", "del", "den", "le", "el", "do", "di", "o"})
# English, Spanish, French, German, Portuguese, Italian, Dutch, Turkish, Indonesian.
_MONTHS = (
    "january jan enero ene janvier janv januar janeiro gennaio gen januari ocak",
    "february feb febrero fevrier fevr februar fevereiro fev febbraio februari subat",
    "march mar marzo mars marz maerz mrz marco maart mrt mart maret",
    "april apr abril abr avril avr aprile nisan",
    "may mayo mai maio maggio mag mei mayıs mayis",
    "june jun junio juin juni junho giugno giu haziran",
    "july jul julio juillet juil juli julho luglio lug temmuz",
    "august aug agosto ago aout augustus agustus agu agustos",
    "september sep sept septiembre septembre setembro set settembre eylul",
    "october oct octubre octobre oktober okt outubro out ottobre ott ekim",
    "november nov noviembre novembre novembro kasım kasim",
    "december dec diciembre dic decembre dezember dez dezembro dicembre desember des "
    "aralık aralik",
)
_DAY_ZERO = date(1899, 12, 30)  # so that serial 61 is 1 March 1900, as in Excel


def read_days(text: str) -> tuple[date, ...]:
    """The days a text can stand for, in reading order; empty when it is no date."""
    if len(text) > LONGEST_WORDING:
        return ()
    plain = _TIME.sub("", _ORDINAL.sub(r"\1", folded(text))).strip()
    numbers = _numbers(plain)
    days = (_day(*triple) for triple in numbers)
    return tuple(dict.fromkeys(day for day in days if day is not None))


def day_of_serial(serial: float) -> date | None:
    """The day a bare number may stand for in Excel; None outside plausible years."""
    if not 61 <= serial < 73_051:
        return None
    return _DAY_ZERO + timedelta(days=int(serial))


def plausible(day: date) -> bool:
    return EARLIEST <= day.year <= LATEST


def _numbers(plain: str) -> Iterator[tuple[int, int, int]]:
    """(year, month, day) for each way of reading the text."""
    first = _YEAR_FIRST.fullmatch(plain) or _EAST_ASIAN.fullmatch(plain)
    if first is not None:
        year, *_, month, day = first.groups()
        yield int(year), int(month), int(day)
        return
    last = _YEAR_LAST.fullmatch(plain)
    if last is not None:
        one, _, other, year = last.groups()
        yield int(year), int(other), int(one)
        yield int(year), int(one), int(other)
        return
    spelt = _VIETNAMESE.fullmatch(plain)
    if spelt is not None:
        day, month, year = map(int, spelt.groups())
        yield year, month, day
        return
    yield from _named(plain)


def _named(plain: str) -> Iterator[tuple[int, int, int]]:
    words = [word for word in _WORDS.findall(plain) if word not in _FILLERS]
    months = [number for word in words if (number := _months().get(word))]
    digits = [word for word in words if word.isdigit()]
    if len(words) != 3 or len(months) != 1 or len(digits) != 2:
        return
    years = [int(d) for d in digits if len(d) == 4]
    days = [int(d) for d in digits if len(d) <= 2]
    if years and days:
        yield years[0], months[0], days[0]


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        folded(name): number
        for number, names in enumerate(_MONTHS, 1)
        for name in names.split()
    }


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if plausible(found) else None
