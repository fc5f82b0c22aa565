"""Every file of the run: what came of it, why, and what to do.

Comes in: the portfolio. Goes out: a sheet with a row a file, those that go back first.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.batch.statuses import REJECTED, Status
from rs_excel.workbook.ports import Ink

NAME = "Returns"
_COLUMNS = (
    Column(head="Status", width=17),
    Column(head="File", width=34),
    Column(head="Supplier", width=26),
    Column(head="Site", width=26),
    Column(head="Counts", width=8),
    Column(head="Reason", width=46),
    Column(head="What to do", width=40),
    Column(head="Why it counts, or not", width=34),
)
_INK = {
    Status.NEEDS_ATTENTION: Ink.CRITICAL,
    Status.INCOMPLETE: Ink.MAJOR,
    Status.OLD_VERSION: Ink.OBSERVATION,
    Status.WRONG_TEMPLATE: Ink.DATA_QUALITY,
    Status.UNREADABLE: Ink.DATA_QUALITY,
    Status.FAILED: Ink.DATA_QUALITY,
}
_ORDER = (
    *(status for status in Status if status in REJECTED),
    Status.NEEDS_ATTENTION,
    Status.INCOMPLETE,
    Status.OLD_VERSION,
    Status.CHECKED,
    Status.DUPLICATE,
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Returns: what came of every file",
        (
            "One row a file below the folder; first what goes back to its sender or "
            "could not be checked. “Counts” says which return stands for its site in "
            "all figures. Marked copies lie in the folder copies beside this workbook.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS)
    page.stay(2)
    head = page.row - 1
    place = portfolio.returns["status"].map(_ORDER.index)
    rows = portfolio.returns.assign(order=place).sort_values("order", kind="stable")
    for row in rows.itertuples():
        page.add(_cells(row, looks))
    if page.row == head + 1:
        page.line("There was no workbook in the folder.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(row: Any, looks: Looks) -> list[Cell]:
    wrap, small = looks.of(Ink.WRAP), looks.of(Ink.WRAP, font_size=8)
    status = Status(row.status)
    plain = looks.of(Ink.WRAP, bold=True, align="center")
    told = looks.of(_INK[status]) if status in _INK else plain
    because = f"{row.counts_because} {row.to_be_sure}".strip()
    return [
        (status.value, told),
        (row.file, wrap),
        (row.supplier, wrap),
        (row.site, wrap),
        ("yes" if row.counts else "no", looks.of(Ink.WRAP, align="center")),
        (row.reason, wrap),
        (row.action, wrap),
        (because, small),
    ]
