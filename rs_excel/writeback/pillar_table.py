"""How each pillar stands: the table of the Summary, and the chart drawn from it.

Comes in: the report's pillar results. Goes out: rows with light, counts, coverage and
evidence side by side, because a count says nothing without what it rests on, and under
each light what it could still become.
"""

from __future__ import annotations

from dataclasses import dataclass

from rs_excel.domain.confidence import Evidence
from rs_excel.domain.findings import CheckReport, Coverage, PillarResult
from rs_excel.domain.tongue import Tongue
from rs_excel.domain.vocabulary import Pillar, Severity
from rs_excel.workbook.ports import BarChart, Ink, ReportCell
from rs_excel.writeback import tallies, wording
from rs_excel.writeback.page import Page, letter, text
from rs_excel.writeback.palette import BAR_COLOUR, LIGHT_INK, SEVERITY_INK, TYPE_INK
from rs_excel.writeback.sureness import range_words

CHART_COLUMNS = 5  # as wide as pillar, light and the first counts
_FIRST_COUNT = 3  # column C
_TYPES = tuple(TYPE_INK)


@dataclass(frozen=True, slots=True)
class PillarRows:
    """Where the table's pillars stand, total row excluded. 1-based."""

    first: int
    last: int


def add_pillar_table(page: Page, report: CheckReport) -> PillarRows:
    """One row a pillar and a total; twelve columns wide."""
    tongue, say = page.tongue, page.tongue.say
    rules = say("lights.rules", "Rules assessed, of those that may apply")
    shown = say("lights.evidence", "Answers with evidence, of those that need it")
    page.add(
        text(say("lights.pillar", "Pillar"), Ink.HEADER),
        text(say("lights.light", "Traffic light"), Ink.HEADER),
        *(_heading(SEVERITY_INK[s], tongue.label(s)) for s in Severity),
        *(_heading(TYPE_INK[t], tongue.label(t)) for t in _TYPES),
        text(say("lights.answered", "Questions answered"), Ink.HEADER),
        text(rules, Ink.HEADER),
        text(shown, Ink.HEADER),
    )
    first = page.last + 1
    for result in report.pillars:
        page.add(
            text(_pillar_name(result.pillar, tongue)),
            text(_light(result, tongue), LIGHT_INK[result.light]),
            *_counts(result),
            *_rests_on(result.coverage, result.confidence.evidence, tongue),
        )
    rows = PillarRows(first, page.last)
    _add_total(page, report)
    return rows


def bars(rows: PillarRows, tongue: Tongue, *, top: int, height: int) -> BarChart:
    """Non-conformances by pillar and severity, at the left edge from row ``top`` on."""
    series = tuple(
        (
            tongue.label(severity),
            _cells(_FIRST_COUNT + place, rows),
            BAR_COLOUR[severity],
        )
        for place, severity in enumerate(Severity)
    )
    return BarChart(
        title=tongue.say("lights.chart", "Non-conformances by pillar and severity"),
        categories=_cells(1, rows),
        series=series,
        anchor=f"A{top}",
        columns=CHART_COLUMNS,
        rows=height,
    )


def _cells(column: int, rows: PillarRows) -> str:
    return f"{letter(column)}{rows.first}:{letter(column)}{rows.last}"


def _heading(ink: Ink, word: str) -> ReportCell:
    return text(wording.with_symbol(ink, word), Ink.HEADER)


def _pillar_name(pillar: Pillar, tongue: Tongue) -> str:
    if pillar is Pillar.ALL_PILLARS:
        return tongue.say("lights.across", "Across all pillars")
    return tongue.label(pillar)


def _counts(result: PillarResult) -> list[ReportCell]:
    severities = [(SEVERITY_INK[s], result.severities.get(s, 0)) for s in Severity]
    types = [(TYPE_INK[t], result.types.get(t, 0)) for t in _TYPES]
    return [_count(ink, number) for ink, number in (*severities, *types)]


def _count(ink: Ink, number: int) -> ReportCell:
    return text(number, ink if number else Ink.NUMBER)


def _light(result: PillarResult, tongue: Tongue) -> str:
    """The light, and on a line below what it could still become."""
    now = wording.with_symbol(LIGHT_INK[result.light], tongue.label(result.light))
    return "\n".join(filter(None, (now, range_words(result, tongue))))


def _rests_on(
    coverage: Coverage, evidence: Evidence, tongue: Tongue
) -> list[ReportCell]:
    return [
        text(tallies.part_of(coverage.answered, coverage.asked, tongue)),
        text(tallies.part_of(coverage.assessed, coverage.applicable, tongue)),
        text(tallies.part_of(evidence.given, evidence.due, tongue)),
    ]


def _add_total(page: Page, report: CheckReport) -> None:
    found = report.findings
    severities = [sum(f.severity is s for f in found) for s in Severity]
    types = [sum(f.type is t for f in found) for t in _TYPES]
    page.add(
        text(page.tongue.say("lights.total", "Total"), Ink.HEADER),
        text(None, Ink.HEADER),
        *(text(number, Ink.NUMBER) for number in (*severities, *types)),
        *_rests_on(report.coverage, report.evidence(), page.tongue),
    )
