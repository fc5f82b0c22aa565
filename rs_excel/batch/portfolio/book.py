"""The portfolio workbook: its sheets in their order.

Comes in: the portfolio and where it goes. Goes out: an .xlsx file without macros or
outside links, whose bytes depend on what it shows only. A sheet more is a line more in
``_SHEETS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from rs_excel.batch.portfolio import (
    changed,
    coverage,
    files,
    findings_table,
    heat_map,
    not_returned,
    overview,
    questions,
    ranking,
    zero_tolerance,
)
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import FONT, Looks

_MADE_ON = datetime(2026, 1, 1)  # the same for the same results, whenever written
Writes = Callable[[Workbook, Looks, Portfolio], None]

_SHEETS: tuple[tuple[str, str, Writes], ...] = (
    (zero_tolerance.NAME, "grave findings, what is due first", zero_tolerance.write),
    (changed.NAME, "against the run before", changed.write),
    (ranking.NAME, "the order in which sites ask for attention", ranking.write),
    (heat_map.NAME, "suppliers by pillars", heat_map.write),
    (not_returned.NAME, "who was asked, and reminders", not_returned.write),
    (coverage.NAME, "how much is known, how sure it is", coverage.write),
    (questions.NAME, "what sites have in common, side by side", questions.write),
    (files.NAME, "every file, with reason and action", files.write),
    (findings_table.NAME, "all findings, to filter and pivot", findings_table.write),
)


def write_book(portfolio: Portfolio, out: Path) -> None:
    """Writes the workbook to ``out``. Raises OSError where that cannot be."""
    with _opened(out) as book:
        looks = Looks(book)
        shown = {name: holds for name, holds, _ in _SHEETS}
        if portfolio.asked is None:
            del shown[not_returned.NAME]
        overview.write(book, looks, portfolio, shown)
        for _, _, write in _SHEETS:
            write(book, looks, portfolio)


@contextmanager
def _opened(out: Path) -> Iterator[Workbook]:
    """Rows go to files beside ``out`` as they come, so memory stays flat."""
    book = Workbook(out, {"constant_memory": True, "tmpdir": str(out.parent)})
    book.formats[0].set_font_name(FONT)
    book.formats[0].set_font_size(10)
    book.set_properties({"title": "Supplier portfolio", "created": _MADE_ON})
    book.set_size(24_000, 14_000)
    yield book
    book.close()
