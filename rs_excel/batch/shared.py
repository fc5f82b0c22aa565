"""What returns of different sites share, found without holding two against each other.

Comes in: the fingerprints that each return left. Goes out: groups of returns, each with
the fingerprints that exactly these share. All fingerprints are sorted once, so that ten
thousand returns take seconds; of a group as large as half a folder only the first
returns are kept, and how many there are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_KEPT = 20  # returns of a group
_BYTES = 8  # of a fingerprint


@dataclass(slots=True, kw_only=True)
class Shared:
    """Returns by their places, the first ones of ``count``, and what they share.

    ``owners`` is how many they belong to, all of them counted.
    """

    places: tuple[int, ...]
    count: int
    owners: int
    tokens: set[bytes] = field(default_factory=set)


def shared_by(
    returns: Iterable[tuple[int, bytes]], owner: Callable[[int], str]
) -> list[Shared]:
    """Every group that shares something; those that share most come first.

    ``owner`` names whose the return at a place is.
    """
    groups: dict[bytes, Shared] = {}
    for token, places in _in_several(returns):
        who = hashlib.blake2b(places.tobytes(), digest_size=16).digest()
        if who not in groups:
            first = tuple(int(place) for place in places[:_KEPT])
            owners = len({owner(int(place)) for place in places})
            groups[who] = Shared(places=first, count=len(places), owners=owners)
        groups[who].tokens.add(token)
    return sorted(groups.values(), key=lambda g: (-len(g.tokens), g.places))


def _in_several(
    returns: Iterable[tuple[int, bytes]],
) -> Iterator[tuple[bytes, NDArray[np.uint32]]]:
    """Each fingerprint that several returns left, with their places in order."""
    held = list(returns)
    tokens = np.frombuffer(b"".join(packed for _, packed in held), dtype=">u8")
    lengths = [len(packed) // _BYTES for _, packed in held]
    places = np.repeat(np.array([p for p, _ in held], dtype=np.uint32), lengths)
    order = np.lexsort((places, tokens))
    tokens, places = tokens[order], places[order]
    begins = np.flatnonzero(np.r_[True, tokens[1:] != tokens[:-1]][: len(tokens)])
    ends = np.r_[begins[1:], len(tokens)][: len(begins)]
    several = ends - begins > 1
    for begin, end in zip(begins[several], ends[several], strict=True):
        yield tokens[begin : begin + 1].tobytes(), places[begin:end]
