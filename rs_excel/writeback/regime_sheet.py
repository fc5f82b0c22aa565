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
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.workbook.ports import Ink, ReportCell, ReportSheet
from rs_excel.writeback import wording
from rs_excel.writeback.page import Page, jump, text
from rs_excel.writeback.palette import TAB_COLOUR
from rs_excel.writeback.wording import Imprint

_WIDTHS = (42, 16, 16, 12, 64, 24, 24, 16)
_INKS = {
    DutyState.AGAINST: Ink.LIGHT_RED,
    DutyState.GAPS: Ink.LIGHT_AMBER,
    DutyState.NOT_ASKED: Ink.LIGHT_GREY,
    DutyState.SERVED: Ink.LIGHT_GREEN,
}
_MOST_SAID = 600  # characters of what is missing for one duty
_MOST_IDS = 6


def regimes_sheet(report: CheckReport, imprint: Imprint) -> ReportSheet | None:
    """Every regime of the policy with its duties on the day of assessment."""
    if not report.regimes:
        return None
    tongue = imprint.tongue
    page = Page(_WIDTHS, tongue)
    # Translators: name of a sheet, at most 31 characters, none of []:*?/\\
    title = tongue.say("regimes.title", "Regimes")
    page.line(title, Ink.TITLE)
    page.line(_opening(report, tongue), Ink.PLAIN)
    page.line(imprint.notice, Ink.MUTED)
    for regime in report.regimes:
        _add_regime(page, regime)
    return ReportSheet(
        id="regimes",
        title=title,
        rows=tuple(page.rows),
        widths=page.widths,
        heights=page.heights,
        tab_colour=TAB_COLOUR,
    )


def _opening(report: CheckReport, tongue: Tongue) -> str:
    return tongue.say(
        "regimes.opening",
        "What the return gives towards {laws} switched on in policy {policy}, on "
        "{day}. A duty is the buyer's; answers that serve it do not fulfil it.",
        laws=tongue.count("count.law", len(report.regimes), "{n} law", "{n} laws"),
        policy=report.policy,
        day=report.assessed_on,
    )


def _heads(tongue: Tongue) -> Iterator[str]:
    yield tongue.say("regimes.duty", "Duty of the buyer")
    yield tongue.say("regimes.where", "Where")
    yield tongue.say("regimes.state", "This return")
    yield tongue.say("regimes.served", "Answers that serve")
    yield tongue.say("regimes.missing", "What is missing, and why")
    yield tongue.say("regimes.documents", "Documents listed")
    yield tongue.say("regimes.cell", "First cell to look at")
    yield tongue.say("regimes.findings", "Findings")


def _add_regime(page: Page, regime: RegimeResult) -> None:
    page.gap()
    page.line(regime.title, Ink.SUBTITLE)
    page.line(standing(regime, page.tongue), Ink.PLAIN)
    if not regime.applies:
        return
    page.add(*(text(head, Ink.HEADER) for head in _heads(page.tongue)), least=32)
    for duty in regime.duties:
        page.add(*_row(duty, page.tongue))


def standing(regime: RegimeResult, tongue: Tongue = ENGLISH) -> str:
    """Where one regime stands, in a sentence: since when, as of when, how many."""
    if not regime.applies:
        return tongue.say(
            "regimes.not_yet",
            "Applies from {day}, not yet on this day; entry as of {as_of}.",
            day=regime.applies_from,
            as_of=regime.law_as_of,
        )
    counts = [
        f"{regime.count(state)} {tongue.label(state).lower()}"
        for state in reversed(DutyState)
        if regime.count(state)
    ]
    # Translators: {counts} is a list such as "2 served, 1 with gaps"
    return tongue.say(
        "regimes.standing",
        "Of {duties} duties {counts}. Applies since {day}; entry as of {as_of}.",
        duties=len(regime.duties),
        counts=", ".join(counts),
        day=regime.applies_from,
        as_of=regime.law_as_of,
    )


def missing_words(
    missing: Sequence[Missing], *, named: bool, tongue: Tongue = ENGLISH
) -> Iterator[str]:
    """By reason, what is missing: counted, or with the questions named."""
    for lack in Lack:
        texts = [item.text.rstrip("?. ") for item in missing if item.lack is lack]
        if texts and named:
            yield f"{tongue.label(lack)}: {' · '.join(texts)}."
        elif texts:
            yield f"{len(texts)} {tongue.label(lack).lower()}"


def _apart(duty: DutyResult, tongue: Tongue) -> str:
    """What stands in the way of a duty whose every answer serves it."""
    if duty.findings:
        return tongue.say(
            "regimes.but_findings", "No answer is missing, but findings concern it."
        )
    if duty.evidence_wanted and not duty.evidence_listed:
        return tongue.say(
            "regimes.but_evidence",
            "No answer is missing, but no document that would show it is listed.",
        )
    # Translators: nothing is missing
    return tongue.say("regimes.nothing", "Nothing.")


def _row(duty: DutyResult, tongue: Tongue) -> list[ReportCell]:
    missing = missing_words(duty.missing, named=True, tongue=tongue)
    words = " ".join(missing) or _apart(duty, tongue)
    first = next((cell for item in duty.missing for cell in item.cells), None)
    ink = _INKS[duty.state]
    return [
        text(duty.says),
        text(_reference(duty, tongue)),
        text(wording.with_symbol(ink, tongue.label(duty.state)), ink),
        text(
            tongue.say(
                "regimes.served_of",
                "{served} of {asked}",
                served=duty.served,
                asked=duty.asked,
            )
        ),
        text(shortened(words, _MOST_SAID)),
        text(_documents(duty, tongue)),
        text(wording.ABSENT) if first is None else jump(first, str(first)),
        text(", ".join(duty.findings) or wording.ABSENT),
    ]


def _reference(duty: DutyResult, tongue: Tongue) -> str:
    if not duty.verify:
        return duty.reference
    # Translators: {clause} of a law, which nobody has looked up yet
    return tongue.say(
        "regimes.verify", "{clause} (to be verified)", clause=duty.reference
    )


def _documents(duty: DutyResult, tongue: Tongue) -> str:
    if duty.evidence_listed:
        ids = ", ".join(duty.evidence_listed[:_MOST_IDS])
        return wording.and_more(ids, len(duty.evidence_listed) - _MOST_IDS, tongue)
    if not duty.evidence_wanted:
        return wording.ABSENT
    # Translators: {kinds} of document, of which none is listed
    wanted = ", ".join(kind.lower() for kind in duty.evidence_wanted)
    return tongue.say("regimes.none_of", "None of: {kinds}", kinds=wanted)
