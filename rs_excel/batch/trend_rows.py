"""Trends as rows: one set of columns for the screen, for CSV and for JSON.

Comes in: measures. Goes out: plain values by column, with what each is. A rate whose
denominator is nought is empty, never 0; days are given by severity and never as one
average over grave and slight.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import mean
from typing import Any

from rs_excel.batch.trends import Event, Measures, Repeated
from rs_excel.domain.vocabulary import Severity

MEANINGS: Mapping[str, str] = {
    "returns": "returns, each once however often it was checked",
    "sites": "sites that returned",
    "per_site": "returns a site",
    "found": "non-conformances in these returns",
    "per_return": "non-conformances a return",
    "critical_share": "of those found, critical or business critical",
    "raised": "found for the first time at the site",
    "again": "stood in the site's return before, too",
    "back": "was gone in the return before, and is found again",
    "cleared": "gone in the next return, whose answers say so; not verified",
    "unknown": "gone in the next return, which does not answer what it rests on",
    "open": "found in the latest return; by period: stood open at its end",
    "overdue": "open, and the first day due has passed; not by period",
    "clearing_rate": "cleared / (raised + back)",
    "back_rate": "back / cleared",
    "in_time_rate": "cleared by the first day due / cleared",
    "overdue_rate": "overdue / open",
    **{f"days_{s.value}": f"mean days until cleared, {s.label}" for s in Severity},
}
"""Every column in its order, and what it is."""


def measured(measures: Measures) -> dict[str, Any]:
    """The values of one group, by the columns of ``MEANINGS``."""
    events = {event.value: measures.events[event] for event in Event}
    cleared = measures.events[Event.CLEARED]
    return {
        "returns": measures.returns,
        "sites": len(measures.sites),
        "per_site": _share(measures.returns, len(measures.sites)),
        "found": measures.found,
        "per_return": _share(measures.found, measures.returns),
        "critical_share": _share(measures.grave, measures.found),
        **events,
        "open": measures.open,
        "overdue": measures.overdue,
        "clearing_rate": _share(cleared, measures.came),
        "back_rate": _share(measures.events[Event.BACK], cleared),
        "in_time_rate": _share(measures.in_time, cleared),
        "overdue_rate": _share(measures.overdue, measures.open),
        **{f"days_{s.value}": _mean(measures.days.get(s, [])) for s in Severity},
    }


REPEATED = (
    "supplier",
    "site",
    "country",
    "rule",
    "row",
    "pillar",
    "severity",
    "title",
    "returns",
    "in_a_row",
    "back",
    "first_on",
    "last_on",
    "state",
)
"""The columns of findings had more than once."""


def repeated_row(found: Repeated) -> dict[str, Any]:
    """A finding that a site had in more than one return."""
    return {
        "supplier": found.of.supplier,
        "site": found.of.site,
        "country": found.of.country,
        "rule": found.trouble.rule,
        "row": found.trouble.row,
        "pillar": found.trouble.pillar.value,
        "severity": found.latest.severity.value,
        "title": found.latest.title,
        "returns": found.returns,
        "in_a_row": found.in_a_row,
        "back": found.back,
        "first_on": found.first_on.isoformat(),
        "last_on": found.last_on.isoformat(),
        "state": found.state,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _mean(days: list[int]) -> float | None:
    return round(mean(days), 1) if days else None
