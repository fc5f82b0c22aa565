"""The Findings table: every finding, gravest first, linked to its cell.

Comes in: a report and the labels of the sources rules rest on. Goes out: a native,
filterable table; one row a finding, nothing left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.workbook.ports import Ink, ReportCell, ReportSheet
from rs_excel.writeback import wording
from rs_excel.writeback.page import Page, jump, text
from rs_excel.writeback.palette import TAB_COLOUR

TITLE = "Findings"
_COLUMNS: Mapping[str, float] = {
    "No.": 13,
    "Severity": 18,
    "Pillar": 15,
    "Rule": 8,
    "Finding": 25,
    "What was found": 34,
    "Cell": 28,
    "Why it matters": 30,
    "Basis": 25,
    "Corrective action": 38,
    "Evidence expected": 18,
    "Verification": 11,
    "Timeframe (days)": 10,
    "Due date": 11,
    "Type": 15,
}


def findings_table(report: CheckReport, labels: Mapping[str, str]) -> ReportSheet:
    """All findings as a table sorted by severity, types without one after it."""
    page = Page(tuple(_COLUMNS.values()))
    page.line("Findings", Ink.TITLE)
    page.line(_subtitle(report), Ink.PLAIN)
    page.gap()
    header = page.add(*(text(title, Ink.HEADER) for title in _COLUMNS), least=32)
    for finding in sorted(report.findings, key=wording.gravest_first):
        page.add(*_row(finding, labels))
    if not report.findings:
        page.line(f"Nothing was flagged. {_what_it_rests_on(report)}", Ink.WRAP)
    table = f"A{header}:{page.last_column}{page.last}" if report.findings else None
    return ReportSheet(
        id="findings",
        title=TITLE,
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        table=table,
        freeze=f"A{header + 1}",
        repeat_rows=f"{header}:{header}",
        tab_colour=TAB_COLOUR,
    )


def _subtitle(report: CheckReport) -> str:
    site = " · ".join(
        part for part in (report.profile.supplier, report.profile.site) if part
    )
    found = wording.counted(len(report.findings), "finding")
    return f"{site or wording.ABSENT} · assessed on {report.assessed_on} · {found}"


def _what_it_rests_on(report: CheckReport) -> str:
    return wording.coverage_line(report.coverage)


def _row(finding: Finding, labels: Mapping[str, str]) -> list[ReportCell]:
    return [
        text(finding.number),
        text(wording.grade(finding), wording.ink_of(finding)),
        text(finding.pillar.label),
        text(finding.rule_id),
        text(wording.title_of(finding)),
        text(_found(finding)),
        _cell(finding),
        text(wording.flowing(finding.why)),
        text(wording.basis_text(finding, labels)),
        *_action(finding),
        text(finding.type.label),
    ]


def _action(finding: Finding) -> list[ReportCell]:
    """Five cells; a good example asks for nothing, so they say so."""
    if not wording.asks_for_action(finding):
        return [text("None: worth keeping and sharing."), *[text(wording.ABSENT)] * 4]
    return [
        text(wording.steps(finding)),
        text("\n".join(finding.action.evidence) or wording.ABSENT),
        text(finding.action.verification.label),
        text(finding.action.timeframe_days, Ink.NUMBER),
        text(finding.action.due_on, Ink.DATE),
    ]


def _found(finding: Finding) -> str:
    lines = [finding.says]
    if finding.consequences:
        lines.append(f"Leads also to: {'; '.join(finding.consequences)}.")
    if len(finding.cells) > 1:
        lines.append(f"Cells: {wording.cells_line(finding.cells)}")
    return "\n".join(lines)


def _cell(finding: Finding) -> ReportCell:
    if not finding.cells:
        return text("Across the sheet")
    first, *others = finding.cells
    return jump(first, f"{first} +{len(others)}" if others else str(first))
