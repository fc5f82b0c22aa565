"""The list that comes before all others: business-critical findings, then critical.

Comes in: the portfolio. Goes out: a sheet with a row a finding, what is due first on
top of its severity: where, what was said, what to do and by when.
"""

from __future__ import annotations

from datetime import date

from xlsxwriter import Workbook

from rs_excel.batch.portfolio.gathering import Line, Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.batch.portfolio.returns import NOT_NAMED
from rs_excel.domain.vocabulary import Severity
from rs_excel.workbook.ports import Ink

NAME = "Zero tolerance"
GRAVE = (Severity.BUSINESS_CRITICAL, Severity.CRITICAL)
_COLUMNS = (
    Column(head="Severity", width=17),
    Column(head="Supplier", width=24),
    Column(head="Site", width=24),
    Column(head="Country", width=9),
    Column(head="Number", width=13),
    Column(head="Finding", width=28),
    Column(head="What the return says", width=42),
    Column(head="What to do", width=42),
    Column(head="Contain by", width=11),
    Column(head="Close by", width=11),
    Column(head="Return", width=30),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet; says so where the list is empty."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Zero tolerance: business-critical and critical findings",
        (
            "One row a finding of the returns that count, business-critical first, "
            "then by the day it is due. Make people safe first, then agree the remedy.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(3)
    head = page.row - 1
    for line in portfolio.grave():
        page.add(_cells(line, looks))
    if page.row == head + 1:
        page.line("No business-critical or critical finding.", Ink.PLAIN)
    else:
        page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(line: Line, looks: Looks) -> list[Cell]:
    wrap, day = looks.of(Ink.WRAP), looks.of(Ink.DATE)
    title = f"{line['title']} ({line['row']})" if line["row"] else line["title"]
    return [
        looks.grade(line["severity"], line["type"]),
        (line["supplier"] or NOT_NAMED, wrap),
        (line["site"] or NOT_NAMED, wrap),
        (line["country"], looks.of(Ink.WRAP, align="center")),
        (line["number"], wrap),
        (f"{title} · {line['rule']}", wrap),
        (f"{line['says']}\n{'; '.join(line['cells'])}".strip(), wrap),
        (line["action"], wrap),
        (_contain_by(line), day),
        (date.fromisoformat(line["due_on"]), day),
        (line["file"], looks.of(Ink.WRAP, font_size=8)),
    ]


def _contain_by(line: Line) -> date | None:
    return date.fromisoformat(line["contain_by"]) if line.get("contain_by") else None
