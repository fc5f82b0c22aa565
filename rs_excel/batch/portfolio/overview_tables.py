"""The three tables of the overview: returns by status, lights and findings by pillar.

Comes in: the portfolio. Goes out: names, heads and counts, and the colours in which a
chart draws them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import LIGHT_BAR, LIGHT_WORD
from rs_excel.batch.portfolio.returns import PILLARS
from rs_excel.batch.statuses import Status
from rs_excel.domain.vocabulary import Light, Pillar, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import BAR_COLOUR, LIGHT_INK, LOOKS, SEVERITY_INK

_LIGHTS = (Light.RED, Light.AMBER, Light.GREY, Light.GREEN)
_SHORT = {
    Pillar.HUMAN_RIGHTS: "Human rights",
    Pillar.ALL_PILLARS: "Across all",
}
_STATUS_BAR = "#3E6A97"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One column of a table: its head, its ink where it counts any, its bars."""

    head: str
    ink: Ink
    bar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a chart over it. ``nothing`` is said where all of it is 0."""

    title: str
    series: Sequence[Series]
    rows: Sequence[tuple[str, Sequence[int]]]
    nothing: str

    @property
    def is_empty(self) -> bool:
        return not any(any(counts) for _, counts in self.rows)


def returns_by_status(portfolio: Portfolio) -> Table:
    """Statuses that came about, in their order."""
    counts = portfolio.returns["status"].value_counts()
    rows = [
        (s.value.capitalize(), [int(counts[s.value])])
        for s in Status
        if s.value in counts
    ]
    return Table(
        title="Files by status",
        series=[Series(head="Files", ink=Ink.NUMBER, bar=_STATUS_BAR)],
        rows=rows,
        nothing="There was no workbook in the folder.",
    )


def lights_by_pillar(portfolio: Portfolio) -> Table:
    """How many sites have which light."""
    sites = portfolio.counted
    rows = [
        (
            short(pillar),
            [int((sites[pillar] == light.value).sum()) for light in _LIGHTS],
        )
        for pillar in PILLARS
    ]
    return Table(
        title="Sites by traffic light",
        series=[
            Series(
                head=f"{LOOKS[LIGHT_INK[light]].symbol} {LIGHT_WORD[light]}",
                ink=LIGHT_INK[light],
                bar=LIGHT_BAR[light],
            )
            for light in _LIGHTS
        ],
        rows=rows,
        nothing="No return could be counted, so there is no light yet.",
    )


def findings_by_pillar(portfolio: Portfolio) -> Table:
    """Non-conformances by pillar and severity."""
    sums = portfolio.graded.groupby(["pillar", "severity"])["number"].sum()
    rows = [
        (short(p), [int(sums.get((p, severity.value), 0)) for severity in Severity])
        for p in PILLARS
    ]
    return Table(
        title="Non-conformances by pillar and severity",
        series=[
            Series(
                head=f"{LOOKS[SEVERITY_INK[s]].symbol} {s.label}",
                ink=SEVERITY_INK[s],
                bar=f"#{BAR_COLOUR[s]}",
            )
            for s in Severity
        ],
        rows=rows,
        nothing="No non-conformance was found in the returns that count.",
    )


def short(pillar: str) -> str:
    """A pillar's name for a narrow column."""
    return _SHORT.get(Pillar(pillar), Pillar(pillar).label)
