"""The Regimes sheet: what a return gives towards the laws a buyer has switched on.

Comes in: a report and the pack's notice. Goes out: one sheet, a block a regime, a row
a duty; None where the policy switches no regime on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rs_excel.domain.findings import CheckReport
from rs_excel.domain.regimes import (
    DutyResult,
    DutyState,
    Lack,
    Missing,
    RegimeResult,
)
from rs_excel.domain.short_text import shortened
from rs_excel.workbook.ports import Ink, ReportCell, ReportSheet
from rs_excel.writeback import wording
from rs_excel.writeback.page import Page, jump, text
from rs_excel.writeback.palette import TAB_COLOUR

TITLE = "Regimes"
_COLUMNS = {
    "Duty of the buyer": 42,
    "Where": 16,
    "This return": 16,
    "Answers that serve": 12,
    "What is missing, and why": 64,
    "Documents listed": 24,
    "First cell to look at": 24,
    "Findings": 16,
}
_INKS = {
    DutyState.AGAINST: Ink.LIGHT_RED,
    DutyState.GAPS: Ink.LIGHT_AMBER,
    DutyState.NOT_ASKED: Ink.LIGHT_GREY,
    DutyState.SERVED: Ink.LIGHT_GREEN,
}
_MOST_SAID = 600  # characters of what is missing for one duty
_MOST_IDS = 6


def regimes_sheet(report: CheckReport, notice: str) -> ReportSheet | None:
    """Every regime of the policy with its duties on the day of assessment."""
    if not report.regimes:
        return None
    page = Page(tuple(_COLUMNS.values()))
    page.line("Regimes", Ink.TITLE)
    page.line(
        f"What the return gives towards {wording.counted(len(report.regimes), 'law')} "
        f"switched on in policy {report.policy}, on {report.assessed_on}. "
        "A duty is the buyer's; answers that serve it do not fulfil it.",
        Ink.PLAIN,
    )
    page.line(notice, Ink.MUTED)
    for regime in report.regimes:
        _add_regime(page, regime)
    return ReportSheet(
        id="regimes",
        title=TITLE,
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        tab_colour=TAB_COLOUR,
    )


def _add_regime(page: Page, regime: RegimeResult) -> None:
    page.gap()
    page.line(regime.title, Ink.SUBTITLE)
    page.line(standing(regime), Ink.PLAIN)
    if not regime.applies:
        return
    page.add(*(text(title, Ink.HEADER) for title in _COLUMNS), least=32)
    for duty in regime.duties:
        page.add(*_row(duty))


def standing(regime: RegimeResult) -> str:
    """Where one regime stands, in a sentence: since when, as of when, how many."""
    as_of = f"entry as of {regime.law_as_of}"
    if not regime.applies:
        return f"Applies from {regime.applies_from}, not yet on this day; {as_of}."
    counts = [
        f"{regime.count(state)} {state.label.lower()}"
        for state in reversed(DutyState)
        if regime.count(state)
    ]
    of_all = f"Of {len(regime.duties)} duties {', '.join(counts)}."
    return f"{of_all} Applies since {regime.applies_from}; {as_of}."


def missing_words(missing: Sequence[Missing], *, named: bool) -> Iterator[str]:
    """By reason, what is missing: counted, or with the questions named."""
    for lack in Lack:
        texts = [item.text.rstrip("?. ") for item in missing if item.lack is lack]
        if texts and named:
            yield f"{lack.label}: {' · '.join(texts)}."
        elif texts:
            yield f"{len(texts)} {lack.label.lower()}"


def _apart(duty: DutyResult) -> str:
    """What stands in the way of a duty whose every answer serves it."""
    if duty.findings:
        return "No answer is missing, but findings concern it."
    if duty.evidence_wanted and not duty.evidence_listed:
        return "No answer is missing, but no document that would show it is listed."
    return "Nothing."


def _row(duty: DutyResult) -> list[ReportCell]:
    verify = " (to be verified)" if duty.verify else ""
    words = " ".join(missing_words(duty.missing, named=True)) or _apart(duty)
    first = next((cell for item in duty.missing for cell in item.cells), None)
    return [
        text(duty.says),
        text(f"{duty.reference}{verify}"),
        text(
            wording.with_symbol(_INKS[duty.state], duty.state.label), _INKS[duty.state]
        ),
        text(f"{duty.served} of {duty.asked}"),
        text(shortened(words, _MOST_SAID)),
        text(_documents(duty)),
        text(wording.ABSENT) if first is None else jump(first, str(first)),
        text(", ".join(duty.findings) or wording.ABSENT),
    ]


def _documents(duty: DutyResult) -> str:
    if duty.evidence_listed:
        ids = ", ".join(duty.evidence_listed[:_MOST_IDS])
        more = len(duty.evidence_listed) - _MOST_IDS
        return f"{ids} and {more} more" if more > 0 else ids
    wanted = " or ".join(kind.lower() for kind in duty.evidence_wanted)
    return f"None of: {wanted}" if wanted else wording.ABSENT
