"""The Findings table: every finding, gravest first, linked to its cell.

Comes in: a report and the labels of the sources rules rest on. Goes out: a native,
filterable table; one row a finding, nothing left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.tongue import Tongue
from rs_excel.workbook.ports import Ink, ReportCell, ReportSheet
from rs_excel.writeback import tallies, wording
from rs_excel.writeback.page import Page, across, jump, text
from rs_excel.writeback.palette import TAB_COLOUR
from rs_excel.writeback.wording import Imprint

_WIDTHS = (13, 18, 15, 8, 25, 34, 28, 30, 25, 38, 18, 11, 10, 11, 15)


def findings_table(report: CheckReport, imprint: Imprint) -> ReportSheet:
    """All findings as a table sorted by severity, types without one after it."""
    tongue = imprint.tongue
    page = Page(_WIDTHS)
    page.line(title(tongue), Ink.TITLE)
    page.line(_subtitle(report, tongue), Ink.PLAIN)
    page.gap()
    heads = [text(head, Ink.HEADER) for head in _heads(tongue)]
    header = page.add(*heads, least=32)
    for finding in sorted(report.findings, key=wording.gravest_first):
        page.add(*_row(finding, imprint))
    if not report.findings:
        nothing = tongue.say("findings.none", "Nothing was flagged.")
        rests_on = tallies.coverage_line(report.coverage, tongue)
        page.line(f"{nothing} {rests_on}", Ink.WRAP)
    table = f"A{header}:{page.last_column}{page.last}" if report.findings else None
    return ReportSheet(
        id="findings",
        title=title(tongue),
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        table=table,
        freeze=f"A{header + 1}",
        repeat_rows=f"{header}:{header}",
        tab_colour=TAB_COLOUR,
    )


def title(tongue: Tongue) -> str:
    """What the sheet is called."""
    # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
    return tongue.say("findings.title", "Findings")


def _heads(tongue: Tongue) -> Iterator[str]:
    """What stands over the columns; no two may read alike."""
    yield tongue.say("findings.number", "No.")
    yield tongue.say("findings.severity", "Severity")
    yield tongue.say("findings.pillar", "Pillar")
    yield tongue.say("findings.rule", "Rule")
    yield tongue.say("findings.finding", "Finding")
    yield tongue.say("findings.found", "What was found")
    yield tongue.say("findings.cell", "Cell")
    yield tongue.say("findings.why", "Why it matters")
    yield tongue.say("findings.basis", "Basis")
    yield tongue.say("findings.action", "Corrective action")
    yield tongue.say("findings.evidence", "Evidence expected")
    yield tongue.say("findings.verification", "Verification")
    yield tongue.say("findings.timeframe", "Timeframe (days)")
    yield tongue.say("findings.due", "Due date")
    yield tongue.say("findings.type", "Type")


def _subtitle(report: CheckReport, tongue: Tongue) -> str:
    site = " · ".join(
        part for part in (report.profile.supplier, report.profile.site) if part
    )
    return tongue.say(
        "findings.subtitle",
        "{site} · assessed on {day} · {findings}",
        site=site or wording.ABSENT,
        day=report.assessed_on,
        findings=tallies.findings(len(report.findings), tongue),
    )


def _row(finding: Finding, imprint: Imprint) -> list[ReportCell]:
    tongue = imprint.tongue
    return [
        text(finding.number),
        text(wording.grade(finding, tongue), wording.ink_of(finding)),
        text(tongue.label(finding.pillar)),
        text(finding.rule_id),
        text(wording.title_of(finding)),
        text(_found(finding, tongue)),
        _cell(finding, tongue),
        text(wording.flowing(finding.why)),
        text(wording.basis_text(finding, imprint.labels, tongue)),
        *_action(finding, tongue),
        text(tongue.label(finding.type)),
    ]


def _action(finding: Finding, tongue: Tongue) -> list[ReportCell]:
    """Five cells; a good example asks for nothing, so they say so."""
    if not wording.asks_for_action(finding):
        # Translators: in the place of a corrective action, of a good example
        keep = tongue.say("findings.keep", "None: worth keeping and sharing.")
        return [text(keep), *[text(wording.ABSENT)] * 4]
    return [
        text(wording.steps(finding, tongue)),
        text("\n".join(finding.action.evidence) or wording.ABSENT),
        text(tongue.label(finding.action.verification)),
        text(finding.action.timeframe_days, Ink.NUMBER),
        text(finding.action.due_on, Ink.DATE),
    ]


def _found(finding: Finding, tongue: Tongue) -> str:
    lines = [finding.says]
    if finding.consequences:
        others = "; ".join(finding.consequences)
        lines.append(
            tongue.say("findings.leads_to", "Leads also to: {others}.", others=others)
        )
    if len(finding.cells) > 1:
        lines.append(wording.cells_told(finding, tongue))
    return "\n".join(lines)


def _cell(finding: Finding, tongue: Tongue) -> ReportCell:
    if not finding.cells:
        return text(across(tongue))
    first, *others = finding.cells
    return jump(first, f"{first} +{len(others)}" if others else str(first))
