"""What the figures of a tracker list by name: the rules that recur, the sites.

Comes in: the rows of a tracker. Goes out: names in the order they are shown, each with
what it counts today. The order rests on what is open, not on the day that is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.tracker_ages import days_open, on_time
from rs_excel.domain.tracker_columns import MOST_RULES
from rs_excel.domain.vocabulary import FindingType, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A rule that was flagged, with its title in the words of its findings."""

    rule_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site and what its rows come to."""

    site_key: str
    site: str
    supplier: str
    raised: int
    open: int
    overdue: int
    closed: int
    on_time: float | None  # share of those closed; None where nothing is
    average_days: float | None  # to close
    worst_open: str  # a severity, or what is no non-conformance; empty: nothing open


def top_rules(rows: Iterable[TrackedAction]) -> tuple[RuleLine, ...]:
    """The rules with most open rows, then with most rows of all; ten at most."""
    by_rule: dict[str, list[TrackedAction]] = {}
    for row in rows:
        by_rule.setdefault(row.rule_id, []).append(row)

    def place(rule: str) -> tuple[int, int, str]:
        mine = by_rule[rule]
        return -sum(not row.status.rests for row in mine), -len(mine), rule

    first = sorted(by_rule, key=place)[:MOST_RULES]
    return tuple(
        RuleLine(rule_id=rule, title=_title(by_rule[rule][0])) for rule in first
    )


def _title(row: TrackedAction) -> str:
    """The title its details begin with, less the row of a table it was found in."""
    title = row.details.partition(". ")[0]
    return title.rpartition(" (")[0] or title if title.endswith(")") else title


def sites(rows: Iterable[TrackedAction], on: date) -> tuple[SiteLine, ...]:
    """Every site, the one with the gravest and the most open rows first."""
    by_site: dict[str, list[TrackedAction]] = {}
    for row in rows:
        by_site.setdefault(row.site_key, []).append(row)
    return tuple(
        _site_line(key, by_site[key], on)
        for key in sorted(by_site, key=lambda key: (_weight(by_site[key]), key))
    )


def _weight(rows: Iterable[TrackedAction]) -> tuple[int, ...]:
    """How many are open of each grade, gravest first; more come first."""
    pending = [row.grade for row in rows if not row.status.rests]
    return tuple(-pending.count(grade) for grade in GRADES)


def _site_line(key: str, rows: list[TrackedAction], on: date) -> SiteLine:
    pending = [row for row in rows if not row.status.rests]
    closed = [row for row in rows if row.status is ActionStatus.VERIFIED_CLOSED]
    return SiteLine(
        site_key=key,
        site=rows[0].site,
        supplier=rows[0].supplier,
        raised=len(rows),
        open=len(pending),
        overdue=sum(row.overdue_days(on) > 0 for row in pending),
        closed=len(closed),
        on_time=_share([on_time(row) for row in closed]),
        average_days=_average([days_open(row, on) for row in closed]),
        worst_open=min((row.grade for row in pending), key=GRADES.index, default=""),
    )


def _share(held: Sequence[bool | None]) -> float | None:
    return sum(one is True for one in held) / len(held) if held else None


def _average(days: Sequence[int]) -> float | None:
    return sum(days) / len(days) if days else None


GRADES = (
    *(severity.label for severity in Severity),
    FindingType.OBSERVATION.label,
    FindingType.DATA_QUALITY.label,
)
"""What the column *Severity* may show, gravest first."""
