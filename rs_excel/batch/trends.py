"""Trends over all returns ever seen: what was raised, stood over, cleared, came back.

Comes in: the history of each site and a day. Goes out: measures by month, pillar, rule
or whatever is asked for, and the findings that sites had more than once. All of it is
by what the sites say: *cleared* means that a later return no longer shows the finding
and its rule could be decided, not that anybody verified it. That is the tracker's.

    raised     found for the first time at its site
    again      stood in the return before, too
    back       was gone in the return before, and found again
    cleared    gone in the next return, whose answers say so
    unknown    gone in the next return, which does not answer what it rests on
    open       found in the latest return; by months: stood open at the month's end
    overdue    open, and its first day due has passed
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rs_excel.batch.history import Found, PastReturn, SiteHistory, Trouble
from rs_excel.domain.vocabulary import Severity

PERIODS: Mapping[str, Callable[[date], str]] = {
    "year": lambda day: f"{day.year}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year}-{day.month:02}",
}
"""Groups that follow each other; what is open is then counted at their ends."""


class Event(StrEnum):
    """What a return makes of a finding."""

    RAISED = "raised"
    AGAIN = "again"
    BACK = "back"
    CLEARED = "cleared"
    UNKNOWN = "unknown"


@dataclass(slots=True)
class Measures:
    """Of one group."""

    returns: int = 0
    sites: set[tuple[str, str, str]] = field(default_factory=set)
    events: Counter[Event] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)  # found in returns
    open: int = 0
    overdue: int = 0
    in_time: int = 0  # of those cleared
    days: dict[Severity, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def found(self) -> int:
        """Non-conformances in all returns."""
        return self.severities.total()

    @property
    def came(self) -> int:
        """Raised or back: what there was to clear."""
        return self.events[Event.RAISED] + self.events[Event.BACK]

    @property
    def grave(self) -> int:
        """Of those found, critical or worse."""
        return sum(
            self.severities[s] for s in (Severity.BUSINESS_CRITICAL, Severity.CRITICAL)
        )


@dataclass(slots=True, kw_only=True)
class Repeated:
    """A finding that a site had in more than one return."""

    of: SiteHistory
    trouble: Trouble
    latest: Found
    first_on: date
    last_on: date
    returns: int = 1
    in_a_row: int = 1  # up to the last return that had it
    back: int = 0
    state: str = "open"


@dataclass(slots=True)
class Trends:
    """All groups, all together, and the findings had more than once."""

    groups: dict[str, Measures]
    total: Measures
    repeated: list[Repeated]


@dataclass(slots=True, kw_only=True)
class _Spell:
    """A finding as it stands at one site, from the return that raised it."""

    since: date
    due_on: date  # the first one: later checks do not extend it
    found: Found
    told: Repeated
    stands: bool = True


def trends(sites: Iterable[SiteHistory], by: str, on: date) -> Trends:
    """Measures of all sites by a period, or by what findings or sites have."""
    counting = _Counting(by=by, on=on)
    for site in sites:
        counting.take(site)
    return counting.counted()


@dataclass(slots=True, kw_only=True)
class _Counting:
    by: str
    on: date
    groups: dict[str, Measures] = field(default_factory=lambda: defaultdict(Measures))
    total: Measures = field(default_factory=Measures)
    repeated: list[Repeated] = field(default_factory=list)

    def take(self, site: SiteHistory) -> None:
        """One site, return by return; what is dated later than the day is left out."""
        spells: dict[Trouble, _Spell] = {}
        known = [given for given in site.returns if given.on <= self.on]
        for given in known:
            self._returned(site, given)
            for trouble, found in given.found.items():
                self._found(site, given, trouble, found, spells)
            for trouble, spell in spells.items():
                if spell.stands and trouble not in given.found:
                    self._gone(site, given, trouble, spell)
        for trouble, spell in spells.items():
            if spell.stands:
                self._open(site, trouble, spell, known[-1].on)
            if spell.told.returns > 1:
                self.repeated.append(spell.told)

    def counted(self) -> Trends:
        """Everything, in order; stocks by period run on from one to the next."""
        groups = {name: self.groups[name] for name in sorted(self.groups)}
        if self.by in PERIODS:
            stock = 0
            for measures in groups.values():
                gone = measures.events[Event.CLEARED] + measures.events[Event.UNKNOWN]
                stock += measures.came - gone
                measures.open = stock
        worst = sorted(
            self.repeated,
            key=lambda r: (
                -r.returns,
                r.latest.severity.rank,
                r.of.supplier,
                r.of.site,
            ),
        )
        return Trends(groups, self.total, worst)

    def _returned(self, site: SiteHistory, given: PastReturn) -> None:
        named = (site.supplier, site.site, site.country)
        if self.by in _OF_FINDING:
            keys = {self._key(site, given.on, t, f) for t, f in given.found.items()}
        else:
            keys = {self._key(site, given.on, None, None)}
        for measures in (self.total, *(self.groups[key] for key in keys)):
            measures.returns += 1
            measures.sites.add(named)

    def _found(
        self,
        site: SiteHistory,
        given: PastReturn,
        trouble: Trouble,
        found: Found,
        spells: dict[Trouble, _Spell],
    ) -> None:
        spell = spells.get(trouble)
        event = Event.AGAIN if spell and spell.stands else Event.BACK
        if spell is None:
            event = Event.RAISED
            told = Repeated(
                of=site,
                trouble=trouble,
                latest=found,
                first_on=given.on,
                last_on=given.on,
            )
        else:
            told = spell.told
            told.returns += 1
            told.back += event is Event.BACK
            told.in_a_row = told.in_a_row + 1 if event is Event.AGAIN else 1
            told.latest, told.last_on, told.state = found, given.on, "open"
        if event is Event.AGAIN and spell is not None:
            spell.found = found
        else:
            spells[trouble] = _Spell(
                since=given.on, due_on=found.due_on, found=found, told=told
            )
        for measures in self._both(site, given.on, trouble, found):
            measures.events[event] += 1
            measures.severities[found.severity] += 1

    def _gone(
        self, site: SiteHistory, given: PastReturn, trouble: Trouble, spell: _Spell
    ) -> None:
        cleared = given.has_cleared(trouble)
        event = Event.CLEARED if cleared else Event.UNKNOWN
        spell.stands, spell.told.state = False, event.value
        for measures in self._both(site, given.on, trouble, spell.found):
            measures.events[event] += 1
            if cleared:
                measures.days[spell.found.severity].append(
                    (given.on - spell.since).days
                )
                measures.in_time += given.on <= spell.due_on

    def _open(
        self, site: SiteHistory, trouble: Trouble, spell: _Spell, last: date
    ) -> None:
        for measures in self._both(site, last, trouble, spell.found):
            measures.open += 1
            measures.overdue += spell.due_on < self.on

    def _both(
        self, site: SiteHistory, on: date, trouble: Trouble, found: Found
    ) -> Iterator[Measures]:
        yield self.total
        yield self.groups[self._key(site, on, trouble, found)]

    def _key(
        self, site: SiteHistory, on: date, trouble: Trouble | None, found: Found | None
    ) -> str:
        if self.by in PERIODS:
            return PERIODS[self.by](on)
        if trouble is not None and found is not None and self.by in _OF_FINDING:
            return _OF_FINDING[self.by](trouble, found)
        return _OF_SITE[self.by](site)


_OF_FINDING: Mapping[str, Callable[[Trouble, Found], str]] = {
    "pillar": lambda trouble, _: trouble.pillar.value,
    "severity": lambda _, found: found.severity.value,
    "rule": lambda trouble, _: trouble.rule,
}
_OF_SITE: Mapping[str, Callable[[SiteHistory], str]] = {
    "country": lambda site: site.country,
    "supplier": lambda site: site.supplier,
    "site": lambda site: " · ".join(
        name for name in (site.supplier, site.site) if name
    ),
}
