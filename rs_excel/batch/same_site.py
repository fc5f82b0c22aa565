"""Which returns are of the same site, and where that cannot be told.

Comes in: what returns say about their site. Goes out: for each the site it belongs to,
and a reason where somebody should ask. Sites are told apart rather than taken for one:
a site counted twice is seen and can be asked about, one that is hidden behind another
cannot.

    same site    same supplier and name, with no two references or countries; or the
                 same reference and name
    not clear    the same reference under another name; supplier and name the same with
                 several references or countries; neither a reference nor both names
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from rs_excel.domain.names import plain

_T = TypeVar("_T")


class Doubt(StrEnum):
    """Why it is not clear to which site a return belongs."""

    NAMELESS = "BAT-205"
    OTHER_NAME = "BAT-206"  # of the same reference
    OTHER_REFERENCE = "BAT-207"  # or country, of the same names


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """How a return names its site; empty where it does not say."""

    supplier: str
    site: str
    site_ref: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongs:
    """The site of a return, as a number; ``alike`` is another return to ask about."""

    site: int
    doubt: Doubt | None = None
    alike: int | None = None


def sites_of(returns: Sequence[Named]) -> list[Belongs]:
    """Of each return in its order; the first of a site gives it its number."""
    doubts: dict[int, tuple[Doubt, int | None]] = {}
    same: list[Hashable] = list(range(len(returns)))
    for names, places in _grouped(range(len(returns)), lambda p: _names(returns[p])):
        if not all(names) or not places:
            continue
        for place in places:
            same[place] = names
        _apart(returns, places, same, doubts)
    for place, named in enumerate(returns):
        if not named.site_ref and not all(_names(named)):
            doubts[place] = (Doubt.NAMELESS, None)
    _together(returns, same)
    _under_other_names(returns, same, doubts)
    numbers: dict[Hashable, int] = {}
    return [
        Belongs(
            site=numbers.setdefault(same[place], place),
            doubt=doubts[place][0] if place in doubts else None,
            alike=doubts[place][1] if place in doubts else None,
        )
        for place in range(len(returns))
    ]


def _apart(
    returns: Sequence[Named],
    places: Sequence[int],
    same: list[Hashable],
    doubts: dict[int, tuple[Doubt, int | None]],
) -> None:
    """Names that stand for several references or countries stand for several sites."""
    for of in (_reference, _country):
        known = {of(returns[place]) for place in places} - {""}
        if len(known) <= 1:
            continue
        for place in places:
            told = of(returns[place])
            same[place] = (same[place], told or place)
            other = next(p for p in places if of(returns[p]) not in (told, ""))
            doubts.setdefault(place, (Doubt.OTHER_REFERENCE, other))


def _together(returns: Sequence[Named], same: list[Hashable]) -> None:
    """The same reference and name of a site is one site, whoever's it is said to be."""
    first: dict[tuple[str, str], Hashable] = {}
    becomes: dict[Hashable, Hashable] = {}
    for place, named in enumerate(returns):
        if named.site_ref:
            known_by = (_reference(named), plain(named.site))
            becomes[same[place]] = first.setdefault(known_by, same[place])
    for place, was in enumerate(same):
        same[place] = becomes.get(was, was)


def _under_other_names(
    returns: Sequence[Named],
    same: Sequence[Hashable],
    doubts: dict[int, tuple[Doubt, int | None]],
) -> None:
    having = [place for place, named in enumerate(returns) if named.site_ref]
    for _, places in _grouped(having, lambda place: _reference(returns[place])):
        first = places[0]
        other = next((p for p in places if same[p] != same[first]), None)
        if other is None:
            continue
        for place in places:
            alike = other if same[place] == same[first] else first
            doubts.setdefault(place, (Doubt.OTHER_NAME, alike))


def _names(named: Named) -> tuple[str, str]:
    return plain(named.supplier), plain(named.site)


def _reference(named: Named) -> str:
    return plain(named.site_ref)


def _country(named: Named) -> str:
    return named.country


def _grouped(
    places: Iterable[int], by: Callable[[int], _T]
) -> Iterable[tuple[_T, list[int]]]:
    groups: Mapping[_T, list[int]] = defaultdict(list)
    for place in places:
        groups[by(place)].append(place)
    return groups.items()
