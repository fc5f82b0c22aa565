"""Who of those that were asked has not returned, with a reminder to send.

Comes in: the portfolio, and the list of suppliers. Goes out: a sheet with a row for
each that is missing, whose file could not be used, or whose name is merely like one
that returned.
"""

from __future__ import annotations

from collections import Counter

from xlsxwriter import Workbook

from rs_excel.app.spoken_languages import spoken_by
from rs_excel.batch.asked.letters import reminder, send_again
from rs_excel.batch.asked.matching import Answered, Match
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.imprint import Imprint
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.batch.statuses import Status
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.workbook.ports import Ink

NAME = "Not returned"
STANDS = {
    Answered.NOT_RETURNED: ("✕", Ink.MAJOR),
    Answered.UNUSED: ("!", Ink.DATA_QUALITY),
    Answered.TO_ASK: ("?", Ink.OBSERVATION),
}
"""In the order in which they are listed."""

_COLUMNS = (
    Column(head="Stands", width=19),
    Column(head="Supplier", width=28),
    Column(head="Site", width=28),
    Column(head="Contact", width=20),
    Column(head="E-mail", width=26),
    Column(head="Language", width=12),
    Column(head="What came that may be theirs", width=30),
    Column(head="Reminder to send, or what to do", width=70),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet where there is a list."""
    asked, found = portfolio.asked, portfolio.awaited
    if asked is None:
        return
    counts = Counter(match.answered for match in found)
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Who has not returned",
        (
            f"Of {len(found)} rows of {asked.name}: {counts[Answered.RETURNED]} "
            f"returned, {counts[Answered.NOT_RETURNED]} not returned, "
            f"{counts[Answered.UNUSED]} with a file that could not be used, "
            f"{counts[Answered.TO_ASK]} perhaps. Names are compared with the returns "
            "that count, without case, spaces and stops; a name that is merely like "
            "another, or in the name of a file, is asked about and never taken for "
            "it. A row without a site stands for any site of the supplier.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(3)
    head = page.row - 1
    for answered in STANDS:
        for match in found:
            if match.answered is answered:
                page.add(_cells(match, portfolio.imprint, looks))
    if page.row == head + 1:
        page.line("All have returned.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(match: Match, imprint: Imprint, looks: Looks) -> list[Cell]:
    wrap, row = looks.of(Ink.WRAP), match.awaited
    sign, ink = STANDS[match.answered]
    tongue = spoken_by(row.language, imprint.texts)
    spoken = row.language if tongue else f"{row.language} (no words: English)"
    return [
        (f"{sign} {match.answered.value}", looks.of(ink)),
        (row.supplier, wrap),
        (row.site, wrap),
        (row.contact, wrap),
        (row.email, wrap),
        (spoken or "English", wrap),
        (what_came(match), wrap),
        (_what_to_do(match, tongue or ENGLISH, imprint.as_of), wrap),
    ]


def what_came(match: Match) -> str:
    """The file or the name that is theirs or may be; empty where there is none."""
    if match.refused is None:
        return match.like
    came = f"File {match.refused.file}: {match.refused.status}"
    if match.answered is Answered.UNUSED:
        return came
    return f"{came}. Only the name of the file says whose it may be."


def _what_to_do(match: Match, tongue: Tongue, day: str) -> str:
    """A letter, and before it what a file that could not be used needs."""
    row, refused = match.awaited, match.refused
    to = {"supplier": row.supplier, "site": row.site, "contact": row.contact}
    if match.answered is Answered.NOT_RETURNED:
        return reminder(tongue, day=day, **to)
    if refused is None:
        return ""
    if match.answered is not Answered.UNUSED or refused.status == Status.FAILED:
        return refused.action  # it is not sure whose it is, or the fault is not theirs
    return f"{refused.action}\n\n{send_again(tongue, file=refused.file, **to)}"
