"""A tracker meets a new check: what is new, still there, gone, back, or silent.

Comes in: the rows kept so far and what one check of one site says. Goes out: the rows
as they now stand and one change for each thing that happened. The same check twice
changes nothing, and silence closes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.one_matter import sources_in, with_source
from rs_excel.domain.row_meets_check import change, met, regraded, source_met
from rs_excel.domain.tracker_changes import Change, ChangeKind, Reconciled, Seen

_TAKEN_OUT = "Its row was taken out of the tracker, with what people wrote in it."
_COUNTED_ONCE = "Another document raises the same matter, which counts once."


def reconcile(
    rows: Sequence[TrackedAction],
    checks: Iterable[Seen],
    past: Callable[[], Mapping[str, str]] = dict,
) -> Reconciled:
    """Holds the rows of each site that was checked against what its check says.

    ``past`` gives the number every fingerprint of the history had; it is only asked
    when something is raised.
    """
    books = _Books(rows, past)
    for seen in checks:
        books.meet(seen)
    return Reconciled(rows=tuple(books.rows), changes=tuple(books.changes))


class _Books:
    """The rows while checks come in, found by site; numbers are never given twice."""

    def __init__(
        self, rows: Iterable[TrackedAction], past: Callable[[], Mapping[str, str]]
    ) -> None:
        self._past = past
        self.rows: list[TrackedAction] = []
        self.changes: list[Change] = []
        self._of_site: dict[str, dict[str, int]] = {}  # site → fingerprint → place
        self._last: dict[str, int] = {}  # series → the last number given
        for row in rows:
            self._add(row)

    def meet(self, seen: Seen) -> None:
        """One check of one site."""
        places = self._of_site.setdefault(seen.site_key, {})
        kept = [self.rows[place] for place in dict.fromkeys(places.values())]
        mine = [row for row in kept if row.rule_id not in seen.of_others]
        heirs = _heirs(mine, seen)
        for row in mine:
            after, happened = met(row, seen, heirs.get(row.fingerprint))
            self.rows[places[row.fingerprint]] = after
            self.changes += happened
        for row in kept:
            self._look_at_sources(places[row.fingerprint], seen)
        for row in seen.raised.values():
            if row.fingerprint not in places:
                self._raise_or_join(row, seen, places)

    def _look_at_sources(self, place: int, seen: Seen) -> None:
        """What a row's further sources come to, where they are of this document."""
        for source in sources_in(self.rows[place].also):
            if source.rule_id not in seen.of_others:
                after, happened = source_met(self.rows[place], source, seen)
                self.rows[place] = after
                self.changes += happened

    def _raise_or_join(
        self, row: TrackedAction, seen: Seen, places: dict[str, int]
    ) -> None:
        """No row of its own where an open one is about the same matter."""
        kin = seen.kin.get(row.rule_id, frozenset())
        for place in places.values():
            host = self.rows[place]
            if host.rule_id in kin and not host.status.rests:
                after = with_source(host, row)
                self.rows[place], places[row.fingerprint] = after, place
                why = f"{_COUNTED_ONCE} {row.rule_id}: {row.details}"
                told = change(ChangeKind.CARRIED_OVER, after, host.status, why)
                self.changes += [told, *regraded(host, after)]
                return
        self._raise(row)

    def _raise(self, row: TrackedAction) -> None:
        """A row that people took out is back under the number it had."""
        former = self._numbers_given.get(row.fingerprint)
        new = replace(row, number=former or self._next_number(row))
        self._add(new)
        kind = ChangeKind.RESTORED if former else ChangeKind.RAISED
        why = f"{_TAKEN_OUT} {new.details}" if former else new.details
        self.changes.append(change(kind, new, None, why))

    def _add(self, row: TrackedAction) -> None:
        places = self._of_site.setdefault(row.site_key, {})
        for key in (row.fingerprint, *(s.fingerprint for s in sources_in(row.also))):
            places[key] = len(self.rows)
        self.rows.append(row)
        self._note_number(row.number)

    def _note_number(self, number: str) -> None:
        series, _, place = number.rpartition("-")
        if place.isdecimal():
            self._last[series] = max(self._last.get(series, 0), int(place))

    @cached_property
    def _numbers_given(self) -> Mapping[str, str]:
        given = self._past()
        for number in given.values():
            self._note_number(number)
        return given

    def _next_number(self, row: TrackedAction) -> str:
        """A report counts from 001, a tracker counts on."""
        series = f"{row.pillar.code}-{row.raised_on.year}"
        return f"{series}-{self._last.get(series, 0) + 1:03}"


def _heirs(rows: Iterable[TrackedAction], seen: Seen) -> dict[str, str]:
    """By fingerprint of an older rule's row, the number of the row in its place."""
    by_rule = {row.rule_id: row.number for row in seen.raised.values()}
    heirs = {
        old: by_rule[new]
        for new, olds in seen.replaced.items()
        if new in by_rule
        for old in olds
    }
    return {row.fingerprint: heirs[row.rule_id] for row in rows if row.rule_id in heirs}
