"""Questions to ask: what sites have in common, their answers side by side.

Comes in: the portfolio. Goes out: a sheet with a row for every two answers that are
alike, and for every return that is not clear. Nobody is accused by it, and it says so.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from rs_excel.batch.asking import side_by_side
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.workbook.ports import Ink

NAME = "Questions to ask"
_COLUMNS = (
    Column(head="No.", width=6),
    Column(head="About", width=14),
    Column(head="What is alike, or not clear", width=34),
    Column(head="Question answered", width=26),
    Column(head="One site", width=24),
    Column(head="says", width=34),
    Column(head="The other", width=24),
    Column(head="says", width=34),
    Column(head="What to ask", width=36),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Questions to ask: what should not be alike, and what is not clear",
        (
            "Longer texts, runs of numbers or the last person to save them, shared by "
            "sites that should know nothing of each other; and returns of which site "
            "or order is not clear. A shared adviser is a common reason: these are "
            "questions, no figure and no finding rests on them.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(2)
    head = page.row - 1
    for question in portfolio.questions():
        for row in side_by_side(question):
            page.add(_cells(row, looks))
    if page.row == head + 1:
        page.line("There is nothing to ask.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(row: list[Any], looks: Looks) -> list[Cell]:
    number, kind, says, do, asked, *sides = row
    one, other = sides[:4], sides[4:]
    wrap, small = looks.of(Ink.WRAP), looks.of(Ink.WRAP, font_size=8)
    return [
        (number, looks.of(Ink.WRAP, align="center")),
        (kind, looks.of(Ink.WRAP, bold=True)),
        (says, wrap),
        (asked, wrap),
        (_who(one), small),
        (one[3], wrap),
        (_who(other), small),
        (other[3], wrap),
        (do, wrap),
    ]


def _who(side: list[str]) -> str:
    """Supplier and site, and the file below them."""
    file, supplier, site, _ = side
    return "\n".join(part for part in (supplier, site, file) if part)
