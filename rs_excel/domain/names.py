"""Names as people write them, without what differs between two who write the same.

Comes in: a name. Goes out: what can be compared. Nothing here decides that two names
are one; whether they could be is for people to say.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TELLS = "LMN"  # letters, the marks on them, numbers
_ACCENTS = re.compile("[\u0300-\u036f]")  # in other scripts marks are letters
_STOPS = re.compile(r"[.'’]")
_WORD = re.compile(r"\w+")
_LEGAL_FORMS = frozenset(
    """
    ab ag as bhd bv co company corp corporation cv gmbh inc kg lda limited llc llp ltd
    ltda nv oy plc private pt pte pty pvt sa sarl sas sdn sl spa srl tbk
    """.split()  # noqa: SIM905
)
_SHORT = 5  # letters; a slip in fewer makes another word of it


def plain(name: str) -> str:
    """A name without what differs between two who write it: case, spaces, stops."""
    signs = unicodedata.normalize("NFKC", name).casefold()
    return "".join(sign for sign in signs if unicodedata.category(sign)[0] in _TELLS)


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, without accents and legal forms."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", name))
    said = _STOPS.sub("", unicodedata.normalize("NFKC", bare).casefold())
    found = [word for word in _WORD.findall(said) if word not in _LEGAL_FORMS]
    return tuple(found)


def alike(one: str, other: str) -> bool:
    """Whether two names could be one, spelt by two people or with one slip.

    ``Unit 1`` and ``Unit 2``, ``Plant A`` and ``Plant B``, ``North`` and ``South`` are
    never alike: numbers and short words have to be the same.
    """
    mine, theirs = words(one), words(other)
    if "".join(mine) == "".join(theirs):
        return bool(mine)
    if len(mine) != len(theirs):
        return False
    pairs = ((a, b) for a, b in zip(mine, theirs, strict=True) if a != b)
    first = next(pairs)
    return next(pairs, None) is None and _is_a_slip(*first)


def _is_a_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, put in, changed, or two changed places."""
    if min(len(one), len(other)) < _SHORT or not (one + other).isalpha():
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    mine, theirs = one[start:], other[start:]
    swapped = mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]
    changed = mine[1:] == theirs[1:]
    return swapped or changed or mine[1:] == theirs or mine == theirs[1:]
