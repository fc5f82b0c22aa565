"""Rows of a plan that came back, found in the tracker they are about.

Comes in: the rows of a tracker and of the plan, and whose plan it is. Goes out: what
the plan says, by fingerprint, and a remark on each row that cannot be matched for sure;
such a row is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from rs_excel.app.sites import Site, folded
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.capr import PlanRow
from rs_excel.domain.one_matter import sources_in
from rs_excel.domain.questions import CellRef, Note
from rs_excel.errors import note


class Matching:
    """Rows of a report found in the tracker: by key, else by number within the site."""

    def __init__(
        self, rows: Iterable[TrackedAction], site: Site, notes: list[Note]
    ) -> None:
        self.notes = notes
        self._site = site
        mine = [row for row in rows if row.site_key == site.key]
        self._by_key = {row.fingerprint: row for row in mine}
        for row in mine:  # a plan of the other document names its own finding
            for source in sources_in(row.also):
                self._by_key.setdefault(source.fingerprint, row)
        self._by_number = {folded(row.number): row for row in mine}
        self._places: set[tuple[str, str]] = set()

    def said(self, plan: Iterable[PlanRow]) -> Mapping[str, Handling]:
        """By fingerprint, what the report says of it on all its sheets."""
        found: dict[str, Handling] = {}
        for said, row in self._matched(plan):
            before = found.get(row.fingerprint)
            found[row.fingerprint] = _both(before, said.said) if before else said.said
            if said.due not in (None, row.due_now):
                days = {"said": said.due, "kept": row.due_now}
                self._note("TRK-108", said.cell, number=row.number, **days)
        return found

    def _matched(
        self, plan: Iterable[PlanRow]
    ) -> Iterator[tuple[PlanRow, TrackedAction]]:
        for said in plan:
            row = self._row(said)
            if row is None:
                continue
            place = (said.cell.sheet, row.fingerprint)
            if place in self._places:
                self._note("TRK-107", said.cell, number=row.number)
                continue
            self._places.add(place)
            yield said, row

    def _row(self, said: PlanRow) -> TrackedAction | None:
        named = self._by_number.get(folded(said.number))
        row = self._by_key.get(said.fingerprint) if said.fingerprint else named
        if row is None:
            number = said.number or said.fingerprint
            self._note("TRK-105", said.cell, number=number, site=self._site.named)
        elif said.number and row is not named:
            self._note("TRK-106", said.cell, number=said.number, other=row.number)
            return None
        return row

    def _note(self, code: str, cell: CellRef, **told: object) -> None:
        self.notes.append(note(code, cell, **told))


def _both(first: Handling, then: Handling) -> Handling:
    """What two sheets of one report say of a row; the first word counts."""
    said = {f.name: getattr(then, f.name) for f in fields(Handling)}
    blank = {key: said[key] for key in said if not getattr(first, key)}
    return replace(first, **blank)
