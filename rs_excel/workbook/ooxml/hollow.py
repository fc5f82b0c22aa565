"""A part without the inside of one element that nobody reads or changes.

Comes in: the part and the element's name. Goes out: the part hollowed, to be parsed in
a moment, and later the whole again with what was put in front of the element's end.
A workbook has hundreds of defined names; ours are only ever added to them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Hollow(NamedTuple):
    """A part, and what was taken out from inside ``element``."""

    rest: bytes
    inside: bytes
    element: bytes

    def whole(self, rest: bytes) -> bytes:
        """``rest``, written anew, with the inside where it was."""
        if not self.inside:
            return rest
        opening = b"<" + self.element
        before, _, after = rest.partition(opening)
        if after.startswith(b"/>"):
            after = b"></" + self.element + after[1:]
        return b"".join([before, opening, b">", self.inside, after[1:]])


@lru_cache(maxsize=16)
def hollowed(part: bytes, element: str) -> Hollow:
    """The part as it is where a look at its bytes cannot tell the element for sure."""
    name = element.encode()
    opening, closing = b"<" + name + b">", b"</" + name + b">"
    at, end = part.find(opening) + len(opening), part.find(closing)
    once = part.count(b"<" + name) == 1 == part.count(closing)
    hides = b"<!" in part or b"<?" in part[2:] or not part.startswith(b"<")
    if not once or hides or not len(opening) <= at < end:
        return Hollow(part, b"", name)
    return Hollow(part[:at] + part[end:], part[at:end], name)
