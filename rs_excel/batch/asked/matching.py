"""Who of those that were asked has returned, and who has not.

Comes in: the list, and the supplier and site of each return that counts. Goes out: each
row of the list as returned, to be asked about, or not returned. Names are compared
without case, spaces and stops. A name that is merely like another is never taken for
it: it is shown as a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from rs_excel.batch.asked.supplier_list import Awaited
from rs_excel.domain.names import plain

_LIKE = 0.85  # of 1: how alike names are that are asked about

Named = tuple[str, str]  # supplier and site as a return gives them


class Answered(StrEnum):
    """How a row of the list stands."""

    NOT_RETURNED = "not returned"
    TO_ASK = "perhaps returned"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row of the list; ``like`` is what a return says that may be the same."""

    awaited: Awaited
    answered: Answered
    like: str = ""


def matched(awaited: Iterable[Awaited], returned: Sequence[Named]) -> list[Match]:
    """Every row of the list in its order. A row without a site means any of them."""
    sites: dict[str, dict[str, Named]] = defaultdict(dict)
    for supplier, site in returned:
        sites[plain(supplier)][plain(site)] = (supplier, site)
    return [_match(row, sites) for row in awaited]


def _match(row: Awaited, sites: dict[str, dict[str, Named]]) -> Match:
    supplier, site = plain(row.supplier), plain(row.site)
    known = sites.get(supplier)
    if known is not None and (not site or site in known):
        return Match(awaited=row, answered=Answered.RETURNED)
    if known is not None:
        close = get_close_matches(site, known, n=1, cutoff=_LIKE)
        like = known[close[0]] if close else None
    else:
        close = get_close_matches(supplier, sites, n=1, cutoff=_LIKE)
        like = next(iter(sites[close[0]].values())) if close else None
    if like is None:
        return Match(awaited=row, answered=Answered.NOT_RETURNED)
    said = " · ".join(part for part in like if part)
    return Match(awaited=row, answered=Answered.TO_ASK, like=said)
