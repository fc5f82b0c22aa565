"""What changed since the run before: sites, and findings that came and went.

Comes in: the portfolio. Goes out: two sheets: a row a site that is not as before, and a
row a finding.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xlsxwriter import Workbook

from rs_excel.batch.portfolio.comparing import Changes, Step, Turn
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import LAST_ROW, Cell, Column, Page, Value
from rs_excel.batch.portfolio.returns import NOT_NAMED, SEVERITIES
from rs_excel.domain.vocabulary import Pillar, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LOOKS, SEVERITY_INK

NAME, FINDINGS = "Changes", "New and cleared"
FIRST_RUN = "This is the first finished run: there is nothing to compare with yet."
_COLUMNS = (
    Column(head="Site is", width=15),
    Column(head="Supplier", width=30),
    Column(head="Site", width=32),
    Column(head="Returned again", width=11),
    *(
        Column(head=f"{LOOKS[SEVERITY_INK[s]].symbol} {s.label}", width=12)
        for s in Severity
    ),
    Column(head="Findings new", width=10),
    Column(head="Findings cleared", width=10),
    Column(head="No longer assessed", width=11),
)
_FOUND = (
    Column(head="Finding is", width=14),
    Column(head="Severity", width=18),
    Column(head="Pillar", width=20),
    Column(head="Supplier", width=26),
    Column(head="Site", width=26),
    Column(head="Number", width=14),
    Column(head="Rule", width=9),
    Column(head="Finding", width=40),
    Column(head="What the return said", width=52),
    Column(head="Due", width=11),
)
_TURN_INK = {
    Turn.NEW: Ink.OBSERVATION,
    Turn.WORSE: Ink.CRITICAL,
    Turn.BETTER: Ink.GOOD_EXAMPLE,
    Turn.OTHER: Ink.MINOR,
    Turn.GONE: Ink.NOT_ASSESSED,
}
_TURN_SIGN = {
    Turn.NEW: "＋",
    Turn.WORSE: "▲",
    Turn.BETTER: "▼",
    Turn.OTHER: "≠",
    Turn.GONE: "✕",
}
_STEP_INK = {
    Step.CAME: Ink.CRITICAL,
    Step.CLEARED: Ink.GOOD_EXAMPLE,
    Step.UNTOLD: Ink.NOT_ASSESSED,
}


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds both sheets, the second only where there is a run to compare with."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    told = portfolio.changes
    if told is None:
        page.opening("What changed", (FIRST_RUN,), portfolio.imprint)
        return
    page.opening("What changed", _counted(told, portfolio), portfolio.imprint)
    page.heads(_COLUMNS)
    page.stay(3)
    head = page.row - 1
    for turn in Turn:
        if turn is not Turn.SAME:
            for site in told.sites[told.sites["turn"] == turn].itertuples():
                page.add(_cells(site, looks))
    if page.row == head + 1:
        page.line("Every site is as before.", Ink.PLAIN)
    else:
        page.sheet.autofilter(head, 0, page.row - 1, page.last_column)
    _write_findings(book, looks, portfolio)


def in_words(told: Changes) -> str:
    """``3 new, 1 worse``: the sites that are not as before."""
    counts = [(turn.value, told.number(turn)) for turn in Turn if turn != Turn.SAME]
    counts.append(("returned again", told.resent))
    return ", ".join(f"{n} {word}" for word, n in counts if n) or "nothing"


def _counted(told: Changes, portfolio: Portfolio) -> tuple[str, ...]:
    before = told.before
    lines = [
        f"Compared with the last finished run that came to other results: as of "
        f"{before.as_of}, {before.terms}. Sites: {in_words(told)}; "
        f"{told.number(Turn.SAME)} as before are not listed.",
        "Worse and better follow the order of the ranking: business-critical first, "
        "then critical, red pillars, major, rules not assessed, minor. A finding is "
        "cleared only where its rule was assessed again; nobody has verified it.",
    ]
    now = portfolio.imprint
    if (before.as_of, before.terms) != (now.as_of, now.terms):
        lines.append(
            "Day, policy or pack of the two runs differ: part of what changed may come "
            "from that and not from the sites."
        )
    return tuple(lines)


def _cells(site: Any, looks: Looks) -> list[Cell]:
    wrap, number = looks.of(Ink.WRAP), looks.of(Ink.NUMBER)
    turn = Turn(site.turn)
    gone = turn is Turn.GONE
    supplier = site.supplier_before if gone else site.supplier
    place = site.site_before if gone else site.site
    both = turn not in (Turn.NEW, Turn.GONE)
    sign = f"{_TURN_SIGN[turn]} {turn.value}"
    return [
        (sign, looks.of(_TURN_INK[turn])),
        (supplier or NOT_NAMED, wrap),
        (place or NOT_NAMED, wrap),
        ("yes" if site.resent else None, looks.of(Ink.WRAP, align="center")),
        *(_both(site, severity, looks) for severity in SEVERITIES),
        *((int(getattr(site, s.name)) if both else None, number) for s in Step),
    ]


def _both(site: Any, severity: str, looks: Looks) -> Cell:
    """``2 → 3``; one number where there is one only or both are the same."""
    told = looks.of(Ink.NUMBER)
    if site.turn == Turn.NEW:
        return int(getattr(site, severity)), told
    before = int(getattr(site, f"{severity}_before"))
    if site.turn == Turn.GONE:
        return f"{before} → ", told
    now = int(getattr(site, severity))
    if now == before:
        return now, told
    ink = SEVERITY_INK[Severity(severity)] if now > before else Ink.GOOD_EXAMPLE
    return f"{before} → {now}", looks.of(ink)


def _write_findings(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    page = Page(book, looks, FINDINGS, [column.width for column in _FOUND])
    page.opening(
        "Findings that came and went",
        (
            "One row a finding of a site that is in both runs, known again by its "
            "fingerprint. “Not assessed”: no longer raised because its rule could not "
            "be assessed. Findings of sites that are new or gone are not listed here.",
        ),
        portfolio.imprint,
    )
    page.heads(_FOUND)
    page.stay(2)
    head = page.row - 1
    for step, line in portfolio.moved():
        if page.row >= LAST_ROW - 1:
            page.line("More than one sheet can hold; the rest is left out.", Ink.LABEL)
            break
        page.add(_found(Step(step), line, looks))
    if page.row == head + 1:
        page.line("No finding came or went.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _found(step: Step, line: dict[str, Any], looks: Looks) -> list[Cell]:
    wrap = looks.of(Ink.WRAP)
    texts: list[Value] = [
        Pillar(line["pillar"]).label,
        line["supplier"] or NOT_NAMED,
        line["site"] or NOT_NAMED,
        line["number"],
        line["rule"],
        line["title"],
        line["says"],
    ]
    return [
        (step.value, looks.of(_STEP_INK[step])),
        looks.grade(line["severity"], line["type"]),
        *((text, wrap) for text in texts),
        (date.fromisoformat(line["due_on"]), looks.of(Ink.DATE)),
    ]
