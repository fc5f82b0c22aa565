"""Which of the answers offered a text names, one or several.

Comes in: text and the wordings known, folded. Goes out: the values chosen and the
parts that name none. A label with a comma in it is recognised whole before the text
is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from rs_excel.workbook.spellings import LONGEST_WORDING, folded, precise, visible

_BETWEEN = re.compile(r"[;；؛\n\r|]+")
_COMMAS = str.maketrans("，、،", ",,,")  # East Asian and Arabic ones
_BULLET = re.compile(r"^[-*•·–]\s+")
LONGEST_LIST = 2000  # characters of an answer that may still be a list of choices
LONGEST_LABEL = 300  # characters of one choice
MOST_COMMAS = 6  # in one choice


class Chosen(NamedTuple):
    """Values recognised, in the order written, and the parts that name none."""

    values: tuple[str, ...]
    unknown: tuple[str, ...]


def chosen(text: str, words: Mapping[str, str], *, several: bool) -> Chosen:
    """The choices that ``text`` names; ``several`` only where many may be chosen."""
    whole = _named(text, words)
    if whole is not None:
        return Chosen((whole,), ())
    if len(text) > LONGEST_LIST:
        return Chosen((), (text,))
    values: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN.split(text):
        _take(_BULLET.sub("", visible(part)), words, values, unknown)
    if several:
        return Chosen(tuple(dict.fromkeys(values)), tuple(unknown))
    return Chosen(tuple(values), (text,))  # more than a choice is not that choice


def near_value(found: Chosen, words: Mapping[str, str]) -> str:
    """The value that was perhaps meant; empty when none is close."""
    for part in found.unknown:
        close = nearest(folded(part[:LONGEST_WORDING]), words)
        if close:
            return words[close]
    return found.values[0] if found.values else ""


def _named(text: str, words: Mapping[str, str]) -> str | None:
    if len(text) > LONGEST_LABEL:
        return None
    return words.get(precise(text)) or words.get(folded(text))


def _take(
    part: str, words: Mapping[str, str], values: list[str], unknown: list[str]
) -> None:
    """Adds what a part names: whole, or its pieces between commas, longest first."""
    pieces = part.translate(_COMMAS).split(",")
    while pieces:
        for count in range(min(len(pieces), MOST_COMMAS + 1), 0, -1):
            value = _named(visible(",".join(pieces[:count])), words)
            if value is not None:
                values.append(value)
                break
        else:
            count = 1
            if visible(pieces[0]):
                unknown.append(visible(pieces[0]))
        pieces = pieces[count:]


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that comes closest; empty when none is close."""
    found = get_close_matches(word, known, n=1, cutoff=0.8)
    return found[0] if found else ""
