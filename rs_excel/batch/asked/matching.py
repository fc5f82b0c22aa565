"""Who of those that were asked has returned, and who has not.

Comes in: the list, the supplier and site of each return that counts, and the files that
could not be used. Goes out: each row of the list as returned, to be asked about, or not
returned. Names are compared without case, spaces and stops. A name that is merely like
another, or in the name of a file, is never taken for it: it is shown as a question.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from rs_excel.batch.asked.supplier_list import Awaited
from rs_excel.domain.names import plain, words

_LIKE = 0.85  # of 1: how alike names are that are asked about

Named = tuple[str, str]  # supplier and site as a return gives them
Sites = Mapping[str, Mapping[str, Named]]  # by supplier and site, made plain


class Answered(StrEnum):
    """How a row of the list stands."""

    NOT_RETURNED = "not returned"
    UNUSED = "returned, could not be used"
    TO_ASK = "perhaps returned"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A file that came and could not be used; names are empty where it told none."""

    file: str
    status: str
    action: str
    supplier: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A row of the list.

    ``like`` is what a return says that may be the same; ``refused`` the file that came
    from there, or may have.
    """

    awaited: Awaited
    answered: Answered
    like: str = ""
    refused: Refused | None = None


def matched(
    awaited: Iterable[Awaited],
    returned: Sequence[Named],
    refused: Sequence[Refused] = (),
) -> list[Match]:
    """Every row of the list in its order. A row without a site means any of them."""
    sites: dict[str, dict[str, Named]] = defaultdict(dict)
    for supplier, site in returned:
        sites[plain(supplier)][plain(site)] = (supplier, site)
    return [_match(row, sites, refused) for row in awaited]


def _match(row: Awaited, sites: Sites, refused: Sequence[Refused]) -> Match:
    if _is_among(row, sites):
        return Match(awaited=row, answered=Answered.RETURNED)
    for file in refused:
        if _names(file, row):
            return Match(awaited=row, answered=Answered.UNUSED, refused=file)
    like = _alike(row, sites)
    if like is not None:
        said = " · ".join(part for part in like if part)
        return Match(awaited=row, answered=Answered.TO_ASK, like=said)
    for file in refused:
        if not file.supplier and _is_called_after(file, row):
            return Match(awaited=row, answered=Answered.TO_ASK, refused=file)
    return Match(awaited=row, answered=Answered.NOT_RETURNED)


def _is_among(row: Awaited, sites: Sites) -> bool:
    known = sites.get(plain(row.supplier))
    return known is not None and (not row.site or plain(row.site) in known)


def _alike(row: Awaited, sites: Sites) -> Named | None:
    """What a return says that is like it; None if nothing is."""
    supplier, site = plain(row.supplier), plain(row.site)
    if supplier in sites:
        close = get_close_matches(site, sites[supplier], n=1, cutoff=_LIKE)
        return sites[supplier][close[0]] if close else None
    close = get_close_matches(supplier, sites, n=1, cutoff=_LIKE)
    return next(iter(sites[close[0]].values())) if close else None


def _names(file: Refused, row: Awaited) -> bool:
    """Whether the file itself says that it is of them."""
    same = plain(file.supplier) == plain(row.supplier)
    return same and (not row.site or plain(file.site) == plain(row.site))


def _is_called_after(file: Refused, row: Awaited) -> bool:
    """Whether all words of the supplier are in the name of the file or its folders."""
    wanted = words(row.supplier)
    return bool(wanted) and set(wanted) <= set(words(file.file.replace("_", " ")))
