"""Which return of a site counts, and what becomes of its others.

Comes in: the checked returns of a run. Goes out: for each whether it counts, why, and
how it stands to the others. A site's latest return counts: by the day it says it was
finished, then by the end of its period, then by when it was last saved. What a return
does not say is not guessed: where the latest cannot be told, the one with the gravest
findings counts until somebody has asked. The order of the files decides nothing but
which of two that say the same is called the duplicate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rs_excel.batch.same_site import Belongs, Named, sites_of
from rs_excel.errors import Problem, problem

_BY = {
    "submitted_on": "the day it says it was finished",
    "period_to": "the end of its period",
    "saved_on": "when it was last saved",
}
"""What tells a later return from an earlier one, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A checked return: by what it is known and how it lies in time."""

    place: int  # among the files of the run
    file: str
    named: Named
    digest: str  # of its answers; empty where it gives none
    submitted_on: str  # ISO days, empty where unknown or not yet come
    period_to: str
    saved_on: str
    gravity: tuple[int, ...]  # findings by severity, gravest first

    @property
    def order(self) -> tuple[str, str, str, tuple[int, ...], str]:
        """For a sequence that is always the same; unknown days first."""
        days = self.submitted_on, self.period_to, self.saved_on
        return *days, self.gravity, self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a return stands among those of its site; others by their places."""

    counts: bool
    reasons: tuple[Problem, ...]
    site: int  # the place of its first return
    ask: bool = False  # whether a person should find out more
    duplicate_of: int | None = None
    superseded_by: int | None = None
    resubmission_of: int | None = None
    alike: int | None = None  # may be of the same site


def standings(returns: Sequence[Return]) -> dict[int, Standing]:
    """By place."""
    sites: dict[int, list[Return]] = defaultdict(list)
    belongs = sites_of([held.named for held in returns])
    for held, to in zip(returns, belongs, strict=True):
        sites[returns[to.site].place].append(held)
    by_place = {held.place: held for held in returns}
    stand: dict[int, Standing] = {}
    for site, of_site in sites.items():
        stand.update(_of_site(site, of_site))
    for held, to in zip(returns, belongs, strict=True):
        if to.doubt is not None and stand[held.place].counts:
            alike = None if to.alike is None else returns[to.alike].place
            stand[held.place] = _doubted(stand[held.place], to, alike, by_place)
    return stand


def _of_site(site: int, returns: Sequence[Return]) -> Iterator[tuple[int, Standing]]:
    """All returns of one site."""
    firsts: dict[str, Return] = {}
    told: list[Return] = []  # those that say something else than the ones before
    for held in returns:
        first = firsts.setdefault(held.digest, held) if held.digest else held
        if first is held:
            told.append(held)
        else:
            why = problem("BAT-108", first=first.file)
            yield (
                held.place,
                Standing(
                    counts=False, reasons=(why,), site=site, duplicate_of=first.place
                ),
            )
    latest, by, rivals = _latest(told)
    earlier = sorted((r for r in told if r is not latest), key=lambda r: r.order)
    chain = [*earlier, latest]
    before = {later.place: one.place for one, later in pairwise(chain)}
    for held in chain:
        yield (
            held.place,
            Standing(
                counts=held is latest,
                reasons=(_why(held, latest, by, rivals, len(chain)),),
                site=site,
                ask=bool(rivals) and (held is latest or held in rivals),
                superseded_by=None if held is latest else latest.place,
                resubmission_of=before.get(held.place),
            ),
        )


def _latest(returns: Sequence[Return]) -> tuple[Return, str, list[Return]]:
    """The one that counts, by what it is the latest, and those that may be later.

    A return that says no day is not put behind those that do; one that is surely
    earlier than another is out.
    """
    left = list(returns)
    for name, words in _BY.items():
        if len(left) == 1:
            break
        known = max(getattr(held, name) for held in left)
        still = [held for held in left if getattr(held, name) in ("", known)]
        if len(still) == 1:
            return still[0], words, []
        left = still
    if len(left) == 1:
        return left[0], "", []
    first = max(left, key=lambda held: (held.gravity, held.order))
    return first, "", [held for held in left if held is not first]


def _why(
    held: Return, latest: Return, by: str, rivals: Sequence[Return], count: int
) -> Problem:
    if held is not latest:
        if held in rivals:
            return problem("BAT-204", other=latest.file)
        return problem("BAT-202", later=latest.file)
    if count == 1:
        return problem("BAT-200")
    if rivals:
        others = ", ".join(rival.file for rival in rivals[:3])
        return problem("BAT-203", others=others, reason=_untold([held, *rivals]))
    return problem("BAT-201", count=count, by=by)


def _untold(rivals: Iterable[Return]) -> str:
    """Why their order cannot be told."""
    submitted = {held.submitted_on for held in rivals}
    if "" in submitted:
        return "not all of them give a usable day on which they were finished"
    return "all of them give the same days"


def _doubted(
    standing: Standing, to: Belongs, alike: int | None, held: Mapping[int, Return]
) -> Standing:
    """It counts, and somebody should ask of which site it is."""
    assert to.doubt is not None
    other = held[alike].file if alike is not None else ""
    why = problem(to.doubt.value, other=other)
    return replace(standing, reasons=(*standing.reasons, why), ask=True, alike=alike)
