"""Sites and suppliers in the order in which they ask for attention.

Comes in: the portfolio. Goes out: two sheets. The order is reasoned and said on them:
counts by severity, one after the other, never added up to a score.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook

from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.batch.portfolio.returns import named
from rs_excel.domain.vocabulary import Light, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LIGHT_INK, LOOKS, SEVERITY_INK

NAME = "Ranking of sites"
ORDER_IN_WORDS = (
    "Order: most business-critical findings first; among equals most critical; then "
    "most red pillars; most major; most rules that could not be assessed; most minor. "
    "Nothing is added up to a score: no number of minor findings outweighs a grave "
    "one, and what is unknown ranks before what was seen to be in order. Equals share "
    "a rank."
)
_COUNTS = tuple(
    Column(head=f"{LOOKS[SEVERITY_INK[s]].symbol} {s.label}", width=10)
    for s in Severity
)
_COLUMNS = (
    Column(head="Rank", width=7),
    Column(head="Supplier", width=30),
    Column(head="Site", width=32),
    Column(head="Country", width=9),
    Column(head="Status", width=16),
    Column(head=f"{LOOKS[LIGHT_INK[Light.RED]].symbol} Red pillars", width=9),
    *_COUNTS,
    Column(head="Rules not assessed", width=11),
    Column(head="Return", width=34),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the ranking of sites."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Ranking of sites",
        ("One row a site: its return that counts.", ORDER_IN_WORDS),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(3)
    head = page.row - 1
    for site in named(portfolio.sites):
        page.add(_cells(site, looks))
    if page.row == head + 1:
        page.line("No return could be counted.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(site: Any, looks: Looks) -> list[Cell]:
    wrap, number = looks.of(Ink.WRAP), looks.of(Ink.NUMBER)
    reds = looks.of(Ink.LIGHT_RED) if site.reds else number
    return [
        (site.rank, number),
        (site.supplier, wrap),
        (site.site, wrap),
        (site.country, looks.of(Ink.WRAP, align="center")),
        (site.status, wrap),
        (site.reds, reds),
        *severity_cells(site, looks),
        (site.open, number),
        (site.file, looks.of(Ink.WRAP, font_size=8)),
    ]


def severity_cells(row: Any, looks: Looks) -> Sequence[Cell]:
    """A count a severity, in its ink where there is any."""
    counts = [(severity, getattr(row, severity.value)) for severity in Severity]
    return [
        (int(count), looks.of(SEVERITY_INK[severity] if count else Ink.NUMBER))
        for severity, count in counts
    ]
