"""The Summary: what a buyer sees first.

Comes in: a report and the pack's notice. Goes out: one sheet that says, from the
top, how grave it is, what needs action today, how each pillar stands, where to look
first, what to ask next, what could not be assessed and what was odd about the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import FindingType, Light, Severity
from rs_excel.workbook.ports import BarChart, Ink, ReportSheet
from rs_excel.writeback import summary_lists, tallies, wording
from rs_excel.writeback.page import Page, text, where
from rs_excel.writeback.palette import TAB_COLOUR
from rs_excel.writeback.pillar_table import (
    CHART_COLUMNS,
    PillarRows,
    add_pillar_table,
    bars,
)
from rs_excel.writeback.wording import Imprint

MOST_IN_BOX = 6
_SAID_IN_BOX = 140  # characters; all of it stands in the Findings table
MOST_TO_LOOK_AT = 7
_WIDTHS = (32, 27, 11, 11, 11, 11, 13, 11, 11, 17, 19, 19)
_LIST_ROW = 22.0  # points at least; seven of them leave the chart room to breathe


def summary(report: CheckReport, imprint: Imprint) -> ReportSheet:
    """The sheet that opens first."""
    tongue = imprint.tongue
    page = Page(_WIDTHS, tongue)
    page.line(tongue.say("summary.head", "Responsible sourcing check"), Ink.TITLE)
    page.line(headline(report, tongue), Ink.SUBTITLE)
    page.line(tallies.coverage_line(report.coverage, tongue), Ink.PLAIN)
    page.line(tallies.asked_line(report.asked, tongue), Ink.MUTED)
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
    page.line(imprint.notice, Ink.MUTED)
    return ReportSheet(
        id="summary",
        # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
        title=tongue.say("summary.title", "Summary"),
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        charts=charts,
        tab_colour=TAB_COLOUR,
        opens_first=True,
    )


def headline(report: CheckReport, tongue: Tongue = ENGLISH) -> str:
    """What a buyer must read if nothing else, in plain words."""
    said = _what_was_found(report, tongue), _what_is_unknown(report, tongue)
    return " ".join(filter(None, said))


def _what_is_unknown(report: CheckReport, tongue: Tongue) -> str:
    grey = sum(result.light is Light.GREY for result in report.pillars)
    if not grey:
        return ""
    return tongue.say(
        "summary.unknown",
        "Too few answers to judge {grey} of the {lines} lines below.",
        grey=grey,
        lines=len(report.pillars),
    )


def _what_was_found(report: CheckReport, tongue: Tongue) -> str:
    counts = {s: sum(f.severity is s for f in report.findings) for s in Severity}
    urgent = counts.pop(Severity.BUSINESS_CRITICAL)
    rest = tallies.severities_line(counts, tongue)
    if urgent:
        return _urgent(urgent, rest, tongue)
    if rest:
        first = min(f.action.due_on for f in report.findings if f.severity)
        # Translators: {severities} is a list such as "2 critical and 1 major"
        return tongue.count(
            "summary.due",
            sum(counts.values()),
            "{severities} finding, due on {day}.",
            "{severities} findings; first due on {day}.",
            severities=rest,
            day=first,
        )
    return _without_non_conformance(report, tongue)


def _urgent(number: int, rest: str, tongue: Tongue) -> str:
    """``rest``: what else was found, as a list of severities."""
    if not rest:
        return tongue.count(
            "summary.urgent",
            number,
            "{n} business-critical finding needs action today.",
            "{n} business-critical findings need action today.",
        )
    # Translators: {severities} is a list such as "2 critical and 1 major"
    return tongue.count(
        "summary.urgent_beside",
        number,
        "{n} business-critical finding needs action today, beside {severities}.",
        "{n} business-critical findings need action today, beside {severities}.",
        severities=rest,
    )


def _without_non_conformance(report: CheckReport, tongue: Tongue) -> str:
    counts = {t: sum(f.type is t for f in report.findings) for t in FindingType}
    observed, data = counts[FindingType.OBSERVATION], counts[FindingType.DATA_QUALITY]
    left = []
    if observed:
        left.append(
            tongue.count(
                "count.observation", observed, "{n} observation", "{n} observations"
            )
        )
    if data:
        left.append(
            tongue.count(
                "count.data_quality",
                data,
                "{n} data-quality finding",
                "{n} data-quality findings",
            )
        )
    if not left:
        return tongue.say(
            "summary.none",
            "No non-conformance was found in what could be assessed.",
        )
    # Translators: {left} is a list such as "2 observations"
    return tongue.say(
        "summary.none_but",
        "No non-conformance was found in what could be assessed; {left} remain.",
        left=tongue.listed(left),
    )


def _add_particulars(page: Page, report: CheckReport) -> None:
    site, say = report.profile, page.tongue.say
    pack = f"{report.pack_id} {report.pack_version}"
    place = f"{site.site} ({site.site_ref})" if site.site_ref else site.site
    policy = report.policy.replace("_", " ").capitalize()
    lefts = (
        (say("summary.supplier", "Supplier"), site.supplier),
        (say("summary.site", "Site"), place),
        (say("summary.country", "Country"), site.country),
        (say("summary.sector", "Sector"), site.sector),
    )
    rights = (
        (say("summary.on", "Assessed on"), report.assessed_on.isoformat()),
        (say("summary.policy", "Buyer's policy"), policy),
        (say("summary.pack", "Rule pack"), pack),
        (say("summary.engine", "Decided by"), report.engine),
    )
    for (left, its_text), (right, other_text) in zip(lefts, rights, strict=True):
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
    say = page.tongue.say
    to_do = say(
        "summary.zero_tolerance",
        "Zero tolerance: make people safe first, tell the person responsible today, "
        "then agree the remedy with the site.",
    )
    page.line(wording.with_symbol(Ink.BUSINESS_CRITICAL, to_do), Ink.BUSINESS_CRITICAL)
    for finding in findings[:MOST_IN_BOX]:
        page.add(
            text(f"{finding.number} · {finding.rule_id}", Ink.BUSINESS_CRITICAL),
            text(_what_and_what_to_do(finding, page.tongue), span=7),
            text(_capital(wording.by_when(finding, page.tongue)), span=2),
            where(finding.cells, span=2, tongue=page.tongue),
        )
    rest = len(findings) - MOST_IN_BOX
    if rest > 0:
        # Translators: below a list that is cut; Findings is a sheet of ours
        more = say("summary.more", "and {n} more: see sheet Findings.", n=rest)
        page.line(more, Ink.MUTED)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _what_and_what_to_do(finding: Finding, tongue: Tongue) -> str:
    said = wording.first_sentence(finding.says, _SAID_IN_BOX)
    action = wording.first_sentence(finding.action.says, _SAID_IN_BOX)
    to_do = tongue.say("mark.to_do", "To do: {action}", action=action)
    return f"{wording.title_of(finding)}. {said}\n{to_do}"


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
    look = page.tongue.say("summary.look", "Where to look first")
    top = page.add(left, text(look, Ink.HEADER, span=7))
    shown = findings[:MOST_TO_LOOK_AT]
    for finding in shown:
        page.add(
            left,
            text(wording.grade(finding, page.tongue), wording.ink_of(finding), span=2),
            text(wording.title_of(finding), span=3),
            where(finding.cells, span=2, tongue=page.tongue),
            least=_LIST_ROW,
        )
    if pillars is None:
        return ()
    for _ in range(MOST_TO_LOOK_AT - len(shown)):
        page.gap(_LIST_ROW)
    chart = bars(pillars, page.tongue, top=top, height=page.last - top + 1)
    return (chart,)
