"""The Corrective actions sheet: a plan in the order of a CAPR, ours after it.

Comes in: a report, and the rows of an earlier copy. Goes out: a filterable table of
non-conformances and observations; white columns are ours, cream ones are for people
to fill. Data to correct follows in a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.domain.reply import STATUSES
from rs_excel.domain.tongue import Tongue
from rs_excel.domain.vocabulary import FindingType
from rs_excel.workbook.ports import DropDown, Ink, InkRule, ReportCell, ReportSheet
from rs_excel.writeback import capr, wording
from rs_excel.writeback.data_to_correct import add_data_to_correct
from rs_excel.writeback.earlier_copy import day_of
from rs_excel.writeback.page import Page, jump, letter, text
from rs_excel.writeback.palette import TAB_COLOUR
from rs_excel.writeback.wording import Imprint

_PLANNED = (FindingType.NON_CONFORMANCE, FindingType.OBSERVATION)
_DAYS = (capr.DUE_DATE, capr.CONTAIN_BY, capr.RAISED_ON)


def corrective_actions(
    report: CheckReport, their_words: capr.EarlierRows, imprint: Imprint
) -> ReportSheet:
    """The plan. What people wrote in an earlier copy is put back, also beside what
    this check no longer raises."""
    tongue = imprint.tongue
    page = Page(tuple(column.width for column in capr.COLUMNS), tongue)
    ranked = sorted(report.findings, key=wording.gravest_first)
    planned = [finding for finding in ranked if finding.type in _PLANNED]
    _add_heading(page, report, len(planned))
    heads = [text(column.head(tongue), Ink.HEADER) for column in capr.COLUMNS]
    header = page.add(*heads, least=32)
    for finding in planned:
        theirs = their_words.get(finding.fingerprint, {})
        page.add(*_row(_ours(finding, report, imprint), theirs, tongue))
    for row in _not_raised_now(report, their_words, tongue):
        page.add(*_row(_as_it_was(row), row, tongue))
    last = page.last
    if last == header:
        none = tongue.say(
            "plan.none", "No corrective action is asked for by this check."
        )
        page.line(none, Ink.WRAP)
    data = [f for f in ranked if f.type is FindingType.DATA_QUALITY]
    add_data_to_correct(page, data, their_words)
    return ReportSheet(
        id="corrective_actions",
        title=_title(tongue),
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        table=f"A{header}:{page.last_column}{last}" if last > header else None,
        freeze=f"B{header + 1}",
        drop_downs=_drop_downs(header + 1, last, tongue),
        ink_rules=_overdue(header + 1, last, tongue),
        tab_colour=TAB_COLOUR,
        repeat_rows=f"{header}:{header}",
        hidden_columns=(capr.TITLES.index(capr.FINGERPRINT) + 1,),
    )


def _title(tongue: Tongue) -> str:
    # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
    return tongue.say("plan.title", "Corrective actions")


def _add_heading(page: Page, report: CheckReport, planned: int) -> None:
    say = page.tongue.say
    page.line(_title(page.tongue), Ink.TITLE)
    page.line(
        say(
            "plan.opening",
            "{actions} · buyer's policy: {policy} · days count from the day a finding "
            "was raised · a date that has passed turns red until the status says "
            "closed",
            actions=page.tongue.count(
                "count.action", planned, "{n} action", "{n} actions"
            ),
            policy=report.policy,
        ),
        Ink.PLAIN,
    )
    cream = say("plan.cream", "Cream columns are for the site and the buyer to fill.")
    page.line(cream, Ink.PLAIN)
    page.line(
        say(
            "plan.privacy",
            "Workers' privacy: write no worker's name, identity number or health "
            "detail here. A role or a payroll code is enough.",
        ),
        Ink.LABEL,
    )


def _row(
    ours: Mapping[str, ReportCell], theirs: Mapping[str, str], tongue: Tongue
) -> Iterator[ReportCell]:
    for title in capr.TITLES:
        if title == capr.STATUS:
            yield text(_status(theirs.get(title), tongue), Ink.THEIRS)
        elif title in capr.THEIRS:
            yield text(theirs.get(title) or None, Ink.THEIRS)
        else:
            yield ours[title]


def _status(said: str | None, tongue: Tongue) -> str:
    """A status that may be chosen is said in this language, any other as it was."""
    known = {status.label: status for status in STATUSES}
    chosen = known.get(said or capr.START)
    return tongue.label(chosen) if chosen is not None else said or ""


def _ours(
    finding: Finding, report: CheckReport, imprint: Imprint
) -> dict[str, ReportCell]:
    tongue = imprint.tongue
    carried = finding.raised_on < report.assessed_on
    new = tongue.say("plan.new", "New")
    where = f"\n{wording.cells_told(finding, tongue)}" if finding.cells else ""
    proposed = f"{wording.steps(finding, tongue)}\n{_evidence(finding, tongue)}"
    return {
        capr.NUMBER: _number(finding),
        capr.CARRIED: text(
            tongue.say("plan.carried_over", "Carried over") if carried else new
        ),
        capr.PILLAR: text(tongue.label(finding.pillar)),
        capr.DETAILS: text(f"{wording.title_of(finding)}. {finding.says}{where}"),
        capr.PROPOSED: text(proposed),
        capr.TIMESCALE: text(wording.timescale(finding, tongue)),
        capr.DUE_DATE: text(finding.action.due_on, Ink.DATE),
        capr.VERIFICATION: text(tongue.label(finding.action.verification)),
        capr.SEVERITY: text(wording.grade(finding, tongue), wording.ink_of(finding)),
        capr.CONTAIN_BY: text(finding.contain_by, Ink.DATE),
        capr.BASIS: text(wording.basis_text(finding, imprint.labels, tongue)),
        capr.RULE: text(finding.rule_id),
        capr.RAISED_ON: text(finding.raised_on, Ink.DATE),
        capr.FINGERPRINT: text(finding.fingerprint),
    }


def _evidence(finding: Finding, tongue: Tongue) -> str:
    kinds = "; ".join(finding.action.evidence) or wording.ABSENT
    # Translators: {kinds} of document that would show that it was done
    return tongue.say("plan.evidence", "Evidence: {kinds}", kinds=kinds)


def _number(finding: Finding) -> ReportCell:
    if not finding.cells:
        return text(finding.number)
    return jump(finding.cells[0], finding.number)


def _not_raised_now(
    report: CheckReport, their_words: capr.EarlierRows, tongue: Tongue
) -> Iterator[Mapping[str, str]]:
    """Earlier rows somebody worked on that this report does not raise.

    A changed answer is a supplier's word, not a verified closure, and a question
    left blank closes nothing: the row stays until a person takes it out.
    """
    raised = {finding.fingerprint for finding in report.findings}
    undecided = {item.rule_id for item in report.not_assessed}
    for fingerprint, row in sorted(their_words.items()):
        if fingerprint in raised or not _worked_on(row):
            continue
        now = tongue.say("plan.not_raised", "Not raised now")
        if row.get(capr.RULE) in undecided:
            now = tongue.say("plan.not_assessed", "Could not be assessed now")
        yield {**row, capr.CARRIED: now, capr.FINGERPRINT: fingerprint}


def _worked_on(row: Mapping[str, str]) -> bool:
    untouched = (None, "", capr.START)
    return any(row.get(title) not in untouched for title in capr.THEIRS)


def _as_it_was(row: Mapping[str, str]) -> dict[str, ReportCell]:
    cells = {title: text(row.get(title) or None) for title in capr.TITLES}
    for title in _DAYS:
        said = row.get(title, "")
        cells[title] = text(day_of(said) or said or None, Ink.DATE)
    return cells


def _drop_downs(first: int, last: int, tongue: Tongue) -> tuple[DropDown, ...]:
    if last < first:
        return ()
    status = letter(capr.TITLES.index(capr.STATUS) + 1)
    cells = f"{status}{first}:{status}{last}"
    return (DropDown(cells=cells, choices=capr.choices(tongue)),)


def _overdue(first: int, last: int, tongue: Tongue) -> tuple[InkRule, ...]:
    """Number, due date and containment date turn red once the day has passed."""
    if last < first:
        return ()
    number, due, contain, status = (
        letter(capr.TITLES.index(title) + 1)
        for title in (capr.NUMBER, capr.DUE_DATE, capr.CONTAIN_BY, capr.STATUS)
    )

    # Translators: what a status has in it that says that an action is closed
    closed = tongue.say("plan.closed", "closed").replace('"', '""')

    def past(day: str, *, turns: str) -> InkRule:
        return InkRule(
            cells=f"{turns}{first}:{turns}{last}",
            formula=(
                f"AND(ISNUMBER(${day}{first}),${day}{first}<TODAY(),"
                f'ISERROR(SEARCH("{closed}",${status}{first})))'
            ),
            ink=Ink.CRITICAL,
        )

    return (past(due, turns=number), past(due, turns=due), past(contain, turns=contain))
