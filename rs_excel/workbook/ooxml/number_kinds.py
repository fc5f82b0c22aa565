"""What the numbers in cells of each style are: plain numbers, percentages or days.

Comes in: the styles part, in UTF-8. Goes out: a kind by style number as cells carry
it. Needed because the same 0.15 means 15 % in one cell and 0.15 in the next, and the
same 45000 a day in one cell and a headcount in the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from xml.sax.saxutils import unescape

_OWN_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_STYLES = re.compile(rb"cellXfs\b[^>]*>")
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_NUMBER = re.compile(rb'\bnumFmtId="([0-9]+)"')
_CODE = re.compile(rb'\bformatCode="([^"]*)"')
# Quoted, escaped and filling characters of a format are text, not signs.
_TEXT = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]', re.DOTALL)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DAY_OR_TIME = re.compile(r"[dmyhs]", re.IGNORECASE)
_ODD_LETTER = re.compile(r"a(?!m/pm|/p)|(?<!a/)(?<!am/)p", re.IGNORECASE)
_LETTER = re.compile(r"[ap]", re.IGNORECASE)
_SIGNS_OF_NUMBERS = re.compile(r"General|(?:E[+-]|[0-9#?.,+\-()$/ @€£¥])*")


class NumberKind(StrEnum):
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"  # a day, a time or both
    OTHER = "other"  # elapsed time, or a format too odd to be told by its signs


_BUILT_IN = {
    **{b"%d" % number: NumberKind.NUMBER for number in (*range(9), *range(37, 45))},
    **{b"%d" % number: NumberKind.NUMBER for number in (11, 12, 13, 48, 49)},
    **{b"%d" % number: NumberKind.PERCENT for number in (9, 10)},
    **{b"%d" % number: NumberKind.DAY for number in (*range(14, 23), 45, 47)},
}


@lru_cache(maxsize=8)
def number_kinds(styles: bytes) -> Mapping[bytes, NumberKind]:
    """The kind by index in ``cellXfs``, in digits as cells carry it.

    The returns of a batch share their styles, so the last few are remembered.
    """
    kinds: dict[bytes, NumberKind] = {}
    section, end = _CELL_STYLES.search(styles), styles.rfind(b"cellXfs>")
    if section is None:
        return kinds
    formats = {**_BUILT_IN, **dict(_own_formats(styles))}
    for index, style in enumerate(_STYLE.findall(styles, section.end(), end)):
        number = _NUMBER.search(style)
        kind = formats.get(number[1], NumberKind.OTHER) if number else NumberKind.NUMBER
        kinds[b"%d" % index] = kind
    return kinds


def _own_formats(styles: bytes) -> Iterator[tuple[bytes, NumberKind]]:
    for attributes in _OWN_FORMAT.findall(styles):
        number, code = _NUMBER.search(attributes), _CODE.search(attributes)
        if number is not None and code is not None:
            yield number[1], _kind_of(code[1])


@lru_cache(maxsize=1024)
def _kind_of(code: bytes) -> NumberKind:
    return kind_of(unescape(code.decode("utf-8", "replace"), {"&quot;": '"'}))


def kind_of(code: str) -> NumberKind:
    """What a number format, as people type it, makes of a number."""
    if _ELAPSED.search(code):
        return NumberKind.OTHER
    first, *_ = signs = _TEXT.sub("", code).split(";")
    if _DAY_OR_TIME.search(first):
        return NumberKind.OTHER if _ODD_LETTER.search(first) else NumberKind.DAY
    if any("%" in section for section in signs) and not _LETTER.search(first):
        return NumberKind.PERCENT
    plain_signs = _SIGNS_OF_NUMBERS.fullmatch(first)
    return NumberKind.NUMBER if plain_signs else NumberKind.OTHER
