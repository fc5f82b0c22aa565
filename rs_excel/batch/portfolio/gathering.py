"""All that the portfolio shows, worked out once from what a run knows.

Comes in: the store at the end of a run, and on what it was run. Goes out: a
``Portfolio``: tables small enough to hold, and the findings as they come.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pandas as pd

from rs_excel.batch.asked.matching import Match, Refused, matched
from rs_excel.batch.asked.supplier_list import SupplierList
from rs_excel.batch.portfolio.comparing import Changes, changes
from rs_excel.batch.portfolio.imprint import Before, Imprint
from rs_excel.batch.portfolio.returns import (
    by_supplier,
    graded,
    ranked,
    returns_of,
    that_count,
)
from rs_excel.batch.statuses import REJECTED
from rs_excel.batch.store import Store

Line = dict[str, Any]

_GRAVE = (
    "SELECT finding.line FROM listed JOIN finding USING (result)"
    " WHERE listed.run = ? AND listed.counts"
    " AND finding.severity IN ('business_critical', 'critical')"
    " ORDER BY finding.severity, finding.due_on, listed.place, finding.rowid"
)
_FOUND = (
    "SELECT listed.place, finding.line FROM listed JOIN finding USING (result)"
    " WHERE listed.run = ? AND listed.counts ORDER BY listed.place, finding.rowid"
)


class Portfolio:
    """One run, as the sheets show it."""

    def __init__(
        self,
        store: Store,
        imprint: Imprint,
        before: Before | None,
        asked: SupplierList | None,
    ) -> None:
        self._store = store
        self.asked = asked
        self.imprint = imprint
        self.returns = returns_of(store.lines())
        self.counted = that_count(self.returns)
        self.changes: Changes | None = (
            changes(store, self.counted, before) if before else None
        )

    @cached_property
    def sites(self) -> pd.DataFrame:
        """The returns that count, in the order of the ranking."""
        return ranked(self.counted)

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """A row a supplier, in the order of the ranking."""
        return by_supplier(self.counted)

    @cached_property
    def graded(self) -> pd.DataFrame:
        """Non-conformances: place, pillar, severity, number."""
        return graded(self._store, self._store.run)

    @cached_property
    def awaited(self) -> list[Match]:
        """Each row of the list of suppliers, and how it stands."""
        if self.asked is None:
            return []
        named = zip(self.counted["supplier"], self.counted["site"], strict=True)
        unused = self.returns[self.returns["status"].isin(REJECTED)]
        refused = [
            Refused(
                file=str(row.file),
                status=str(row.status),
                action=str(row.action),
                supplier=str(row.supplier),
                site=str(row.site),
            )
            for row in unused.itertuples()
        ]
        return matched(self.asked.awaited, list(named), refused)

    def grave(self) -> Iterator[Line]:
        """Business-critical findings, then critical ones, what is due first first."""
        for (text,) in self._store.asked(_GRAVE, self._store.run):
            yield json.loads(text)

    def found(self) -> Iterator[tuple[int, Line]]:
        """Every finding, with the place of its return."""
        for place, text in self._store.asked(_FOUND, self._store.run):
            yield place, json.loads(text)

    def questions(self) -> Iterator[Line]:
        """What is to be asked, in its order."""
        return map(json.loads, self._store.question_texts())

    def moved(self) -> Iterator[tuple[str, Line]]:
        """The findings that came or went, the gravest first, and which it was."""
        query = "SELECT line FROM finding WHERE rowid = ?"
        for moved in self.changes.moved if self.changes else ():
            ((text,),) = self._store.asked(query, moved.row)
            yield moved.step.value, json.loads(text)
