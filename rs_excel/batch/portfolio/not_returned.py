"""Who of those that were asked has not returned, with a reminder to send.

Comes in: the portfolio, and the list of suppliers. Goes out: a sheet with a row for
each that is missing or whose name is merely like one that returned.
"""

from __future__ import annotations

from collections import Counter

from xlsxwriter import Workbook

from rs_excel.batch.asked.matching import Answered, Match, matched
from rs_excel.batch.asked.reminder_words import language_of, reminder
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.workbook.ports import Ink

NAME = "Not returned"
_COLUMNS = (
    Column(head="Stands", width=19),
    Column(head="Supplier", width=28),
    Column(head="Site", width=28),
    Column(head="Contact", width=20),
    Column(head="E-mail", width=26),
    Column(head="Language", width=12),
    Column(head="Is this the same? A return says", width=30),
    Column(head="Reminder to send", width=70),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet where there is a list."""
    asked = portfolio.asked
    if asked is None:
        return
    named = portfolio.counted[["supplier", "site"]].itertuples(index=False)
    found = matched(
        asked.awaited, [(str(row.supplier), str(row.site)) for row in named]
    )
    counts = Counter(match.answered for match in found)
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Who has not returned",
        (
            f"Of {len(found)} rows of {asked.name}: {counts[Answered.RETURNED]} "
            f"returned, {counts[Answered.NOT_RETURNED]} not returned, "
            f"{counts[Answered.TO_ASK]} perhaps. Names are compared with the returns "
            "that count, without case, spaces and stops; a name that is merely like "
            "another is asked about and never taken for it. A row without a site "
            "stands for any site of the supplier.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(3)
    head = page.row - 1
    for match in found:
        if match.answered is not Answered.RETURNED:
            page.add(_cells(match, portfolio.imprint.as_of, looks))
    if page.row == head + 1:
        page.line("All have returned.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(match: Match, day: str, looks: Looks) -> list[Cell]:
    wrap, row = looks.of(Ink.WRAP), match.awaited
    missing = match.answered is Answered.NOT_RETURNED
    language = language_of(row.language)
    letter = ""
    if missing:
        letter = reminder(
            language,
            supplier=row.supplier,
            site=row.site,
            contact=row.contact,
            day=day,
        )
    spoken = row.language if language else f"{row.language} (no words: English)"
    ink = Ink.MAJOR if missing else Ink.OBSERVATION
    return [
        (f"{'✕' if missing else '?'} {match.answered.value}", looks.of(ink)),
        (row.supplier, wrap),
        (row.site, wrap),
        (row.contact, wrap),
        (row.email, wrap),
        (spoken or "English", wrap),
        (match.like, wrap),
        (letter, wrap),
    ]
