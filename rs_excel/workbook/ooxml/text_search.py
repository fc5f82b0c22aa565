"""Which sheets hold a text, without reading any of them.

Comes in: the bytes of shared strings and of sheets. Goes out: yes or no. A sheet
holds a text inline or by its number among the shared strings; both are searches in
bytes, so hidden look-up sheets of 30,000 formulas cost next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

Wanted = Mapping[str, tuple[int, ...]]
"""Texts looked for, each with its numbers among the shared texts."""
_PREFIX = re.compile(rb"<(\w+:)?sst\b")


def numbers_of(text: str, shared: bytes) -> tuple[int, ...]:
    """The indexes of ``text`` among the shared strings, whole or as a run."""
    places = list(_places(text, shared))
    if not places:
        return ()
    found = _PREFIX.search(shared)
    prefix = (found[1] or b"") if found else b""
    items = [b"<" + prefix + b"si" + end for end in (b">", b" ", b"/>")]
    return tuple(
        sum(shared.count(item, 0, place) for item in items) - 1 for place in places
    )


def holds(sheet: bytes, wanted: Wanted) -> bool:
    """Whether a sheet's bytes hold one of the texts, inline or by its number."""
    if _refers_to_texts(sheet):
        numbers = (number for held in wanted.values() for number in held)
        if any(_holds_number(sheet, number) for number in numbers):
            return True
    return any(next(_places(text, sheet), None) is not None for text in wanted)


def _refers_to_texts(sheet: bytes) -> bool:
    """Whether any cell can be a shared text: in look-up sheets often none is."""
    if b't="s"' in sheet:
        return True
    quote = sheet.find(b"'")  # found many times faster than the attribute
    return quote >= 0 and sheet.find(b"t='s'", max(0, quote - 2)) >= 0


def _holds_number(sheet: bytes, number: int) -> bool:
    value = b">%d<" % number
    at = sheet.find(value)
    while at >= 0:
        # A plain number 17 is no reference to shared string 17; its cell tells.
        # Between the cell's tag and the value stands at most the value's own tag.
        tag = sheet[sheet.rfind(b"<", 0, sheet.rfind(b"<", 0, at)) : at]
        if b't="s"' in tag or b"t='s'" in tag:
            return True
        at = sheet.find(value, at + 1)
    return False


def _places(text: str, data: bytes) -> Iterator[int]:
    """Where ``text`` fills an element, spaces around it aside."""
    wanted = escape(text).encode()
    # One byte is found fifty times faster, and our tokens begin with a rare one.
    at = data.find(wanted) if wanted[:1] in data else -1
    while at >= 0:
        before = data[max(0, at - 8) : at].rstrip()
        after = data[at + len(wanted) : at + len(wanted) + 8].lstrip()
        if before.endswith(b">") and after.startswith(b"<"):
            yield at
        at = data.find(wanted, at + 1)
