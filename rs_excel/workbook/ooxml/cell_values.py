"""Values as the cells of our own sheets hold them, and say them when read back.

Comes in: a value and the styles of its ink. Goes out: the bytes of a cell behind its
address; or the text that a number or a day comes to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

_TEXT = b'" s="%d" t="inlineStr"><is><t xml:space="preserve">'
_DAY_0 = date(1899, 12, 30).toordinal()
_DAY_0_OF_1904 = date(1904, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class InkStyles:
    """The styles of one ink: for most cells, and for text that looks like a formula."""

    plain: int
    quoted: Callable[[], int]  # made only where it is needed
    counts_from_1904: bool
    text: bytes  # a cell of this ink behind its address, up to where its text stands
    empty: bytes  # an empty cell behind its address; nothing where nobody would see it

    @classmethod
    def of(
        cls,
        plain: int,
        quoted: Callable[[], int],
        *,
        shows: bool,
        counts_from_1904: bool,
    ) -> InkStyles:
        """``shows`` says whether an empty cell of this ink is seen at all."""
        return cls(
            plain=plain,
            quoted=quoted,
            counts_from_1904=counts_from_1904,
            text=_TEXT % plain,
            empty=b'" s="%d"/>' % plain if shows else b"",
        )

    def quoted_text(self) -> bytes:
        """The same as ``text``, for text that looks like a formula."""
        return _TEXT % self.quoted()

    def with_value(self, value: float | date) -> bytes:
        """A cell behind its address, with a value that is no text."""
        return self._with_value(value).encode()

    def _with_value(self, value: float | date) -> str:
        opening = f'" s="{self.plain}"'
        if isinstance(value, bool):
            return f'{opening} t="b"><v>{int(value)}</v></c>'
        if isinstance(value, date):
            serial = serial_of(value, self.counts_from_1904)
            return f"{opening}><v>{serial:.15g}</v></c>"
        if not isfinite(value):
            return f'{opening} t="inlineStr"><is><t>{value}</t></is></c>'
        return f"{opening}><v>{value!r}</v></c>"


def as_text(value: float | date) -> str:
    """What a cell that holds no text says once it is read back."""
    return value.isoformat()[:10] if isinstance(value, date) else number_text(value)


def number_text(number: float) -> str:
    """A number to the fifteen digits that every program keeps, without ``.0``."""
    whole = float(number).is_integer()
    return str(int(number)) if whole else f"{number:.15g}"


def serial_of(day: date, counts_from_1904: bool) -> float:
    """The number that stands for a day, or for a time on it, in a cell."""
    days = day.toordinal() - (_DAY_0_OF_1904 if counts_from_1904 else _DAY_0)
    if not isinstance(day, datetime):
        return days
    return days + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400
