"""The Summary: what a buyer sees first.

Comes in: a report and the pack's notice. Goes out: one sheet that says, from the
top, how grave it is, what needs action today, how each pillar stands, where to look
first, what to ask next, what could not be assessed and what was odd about the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.vocabulary import FindingType, Light, Severity
from rs_excel.workbook.ports import BarChart, Ink, ReportSheet
from rs_excel.writeback import summary_lists, wording
from rs_excel.writeback.page import Page, text, where
from rs_excel.writeback.palette import TAB_COLOUR
from rs_excel.writeback.pillar_table import (
    CHART_COLUMNS,
    PillarRows,
    add_pillar_table,
    bars,
)

TITLE = "Summary"
MOST_IN_BOX = 6
_SAID_IN_BOX = 140  # characters; all of it stands in the Findings table
MOST_TO_LOOK_AT = 7
_WIDTHS = (32, 27, 11, 11, 11, 11, 13, 11, 11, 17, 19, 19)
_LIST_ROW = 22.0  # points at least; seven of them leave the chart room to breathe


def summary(report: CheckReport, notice: str) -> ReportSheet:
    """The sheet that opens first. ``notice`` says what the check is not."""
    page = Page(_WIDTHS)
    page.line("Responsible sourcing check", Ink.TITLE)
    page.line(headline(report), Ink.SUBTITLE)
    page.line(wording.coverage_line(report.coverage), Ink.PLAIN)
    page.line(wording.asked_line(report.asked), Ink.MUTED)
    page.gap()
    _add_particulars(page, report)
    ranked = sorted(report.findings, key=wording.gravest_first)
    boxed = [f for f in ranked if f.severity is Severity.BUSINESS_CRITICAL]
    _add_zero_tolerance(page, boxed)
    page.gap()
    table = add_pillar_table(page, report)
    page.gap()
    drawn = table if any(f.severity for f in ranked) else None
    charts = _add_look_first(page, _to_look_at(ranked), drawn)
    summary_lists.add_ask_next(page, report.pillars)
    summary_lists.add_not_assessed(page, report.not_assessed)
    summary_lists.add_notes(page, report.notes)
    page.gap()
    page.line(notice, Ink.MUTED)
    return ReportSheet(
        id="summary",
        title=TITLE,
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        charts=charts,
        tab_colour=TAB_COLOUR,
        opens_first=True,
    )


def headline(report: CheckReport) -> str:
    """What a buyer must read if nothing else, in plain words."""
    return " ".join(filter(None, (_what_was_found(report), _what_is_unknown(report))))


def _what_is_unknown(report: CheckReport) -> str:
    grey = sum(result.light is Light.GREY for result in report.pillars)
    if not grey:
        return ""
    return f"Too few answers to judge {grey} of the {len(report.pillars)} lines below."


def _what_was_found(report: CheckReport) -> str:
    counts = {s: sum(f.severity is s for f in report.findings) for s in Severity}
    urgent = counts.pop(Severity.BUSINESS_CRITICAL)
    rest = wording.severities_line(counts)
    if urgent:
        need = "needs" if urgent == 1 else "need"
        also = f", beside {rest}" if rest else ""
        noun = wording.counted(urgent, "business-critical finding")
        return f"{noun} {need} action today{also}."
    if rest:
        first = min(f.action.due_on for f in report.findings if f.severity)
        alone = sum(counts.values()) == 1
        due = f"finding, due on {first}" if alone else f"findings; first due on {first}"
        return f"{rest} {due}."
    return _without_non_conformance(report)


def _without_non_conformance(report: CheckReport) -> str:
    def found(kind: FindingType, noun: str) -> list[str]:
        number = sum(f.type is kind for f in report.findings)
        return [wording.counted(number, noun)] if number else []

    left = found(FindingType.OBSERVATION, "observation")
    left += found(FindingType.DATA_QUALITY, "data-quality finding")
    also = f"; {' and '.join(left)} remain" if left else ""
    return f"No non-conformance was found in what could be assessed{also}."


def _add_particulars(page: Page, report: CheckReport) -> None:
    site = report.profile
    pack = f"{report.pack_id} {report.pack_version}"
    place = f"{site.site} ({site.site_ref})" if site.site_ref else site.site
    for left, its_text, right, other_text in (
        ("Supplier", site.supplier, "Assessed on", report.assessed_on.isoformat()),
        ("Site", place, "Buyer's policy", report.policy.replace("_", " ").capitalize()),
        ("Country", site.country, "Rule pack", pack),
        ("Sector", site.sector, "Decided by", report.engine),
    ):
        page.add(
            text(left, Ink.LABEL),
            text(its_text or wording.ABSENT, Ink.PLAIN, span=4),
            text(right, Ink.LABEL, span=2),
            text(other_text, Ink.PLAIN, span=5),
        )


def _add_zero_tolerance(page: Page, findings: Sequence[Finding]) -> None:
    if not findings:
        return
    page.gap()
    title = wording.with_symbol(Ink.BUSINESS_CRITICAL, "Zero tolerance")
    page.line(
        f"{title}: make people safe first, tell the person responsible today, then "
        "agree the remedy with the site.",
        Ink.BUSINESS_CRITICAL,
    )
    for finding in findings[:MOST_IN_BOX]:
        page.add(
            text(f"{finding.number} · {finding.rule_id}", Ink.BUSINESS_CRITICAL),
            text(_what_and_what_to_do(finding), span=7),
            text(wording.by_when(finding).capitalize(), span=2),
            where(finding.cells, span=2),
        )
    rest = len(findings) - MOST_IN_BOX
    if rest > 0:
        page.line(f"and {rest} more: see sheet Findings.", Ink.MUTED)


def _what_and_what_to_do(finding: Finding) -> str:
    said = wording.first_sentence(finding.says, _SAID_IN_BOX)
    to_do = wording.first_sentence(finding.action.says, _SAID_IN_BOX)
    return f"{wording.title_of(finding)}. {said}\nTo do: {to_do}"


def _to_look_at(findings: Sequence[Finding]) -> list[Finding]:
    """What has a cell to look at and is not in the box above: gravest, then soonest."""

    def urgency(finding: Finding) -> tuple[int, date]:
        return (wording.gravest_first(finding)[0], finding.action.due_on)

    return sorted(
        (
            finding
            for finding in findings
            if finding.cells
            and finding.severity is not Severity.BUSINESS_CRITICAL
            and wording.asks_for_action(finding)
        ),
        key=urgency,
    )


def _add_look_first(
    page: Page, findings: Sequence[Finding], pillars: PillarRows | None
) -> tuple[BarChart, ...]:
    """The gravest findings with links, and on their left the chart of the pillars."""
    if pillars is None and not findings:
        return ()
    left = text(None, Ink.PLAIN, span=CHART_COLUMNS)
    top = page.add(left, text("Where to look first", Ink.HEADER, span=7))
    shown = findings[:MOST_TO_LOOK_AT]
    for finding in shown:
        page.add(
            left,
            text(wording.grade(finding), wording.ink_of(finding), span=2),
            text(wording.title_of(finding), span=3),
            where(finding.cells, span=2),
            least=_LIST_ROW,
        )
    if pillars is None:
        return ()
    for _ in range(MOST_TO_LOOK_AT - len(shown)):
        page.gap(_LIST_ROW)
    return (bars(pillars, top=top, height=page.last - top + 1),)
