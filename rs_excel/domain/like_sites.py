"""Sites that came new into a tracker and could be ones it knew already.

Comes in: the rows before a run and those it added. Goes out: pairs to ask people
about. Nothing is ever taken for one: a site that stands twice is seen, one that was
merged with another is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.names import alike, plain, words

_NUMBER = re.compile(r"\d+")
_FORM = "their references differ only in how they are written"
_ONE_REFERENCE = "it goes by the same name, but only one of them has a reference"
_SPELLING = "its name differs only in how it is spelt"


@dataclass(frozen=True, slots=True)
class LikeSite:
    """A site that is new, one that was there, and what they have in common."""

    new: TrackedAction  # a row of each, which names it
    known: TrackedAction
    why: str


def like_sites(
    before: Iterable[TrackedAction], added: Sequence[TrackedAction]
) -> Iterator[LikeSite]:
    """Each new site with one that was there before, or came before it."""
    known = {row.site_key: row for row in before}
    new = {row.site_key: row for row in reversed(added) if row.site_key not in known}
    if not new:
        return
    shelves: dict[Hashable, list[TrackedAction]] = defaultdict(list)
    for row in known.values():
        _shelve(row, shelves)
    for row in reversed(new.values()):
        found = next(_pairs(row, shelves), None)
        if found is not None:
            yield found
        _shelve(row, shelves)


def _shelve(row: TrackedAction, shelves: dict[Hashable, list[TrackedAction]]) -> None:
    for shelf in _shelves_of(row):
        shelves[shelf].append(row)


def _shelves_of(row: TrackedAction) -> Iterator[Hashable]:
    """Where others like it would lie, so that not all have to be held against all."""
    reference = _reference(row)
    if reference:
        yield reference
    yield tuple(_fixed(name) for name in (row.supplier, row.site))


def _fixed(name: str) -> tuple[str, ...]:
    """What no slip changes: the numbers of a name."""
    return tuple(_NUMBER.findall(" ".join(words(name))))


def _pairs(
    row: TrackedAction, shelves: dict[Hashable, list[TrackedAction]]
) -> Iterator[LikeSite]:
    for shelf in _shelves_of(row):
        for other in shelves[shelf]:
            why = _why(row, other)
            if why:
                yield LikeSite(row, other, why)


def _why(one: TrackedAction, other: TrackedAction) -> str:
    """What makes one ask; empty where two are surely two."""
    mine, theirs = _reference(one), _reference(other)
    if mine and theirs:
        return _FORM if mine == theirs else ""
    if one.country != other.country and one.country and other.country:
        return ""
    same = alike(one.supplier, other.supplier) and alike(one.site, other.site)
    if not same:
        return ""
    return _ONE_REFERENCE if mine or theirs else _SPELLING


def _reference(row: TrackedAction) -> str:
    """The reference a site is known by; empty where it is known by its names."""
    by_names = "/".join(
        " ".join(name.casefold().split()) for name in (row.supplier, row.site)
    )
    return "" if row.site_key == by_names else plain(row.site_key)
