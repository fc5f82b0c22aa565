"""All findings of the returns that count, as one table to filter and to pivot.

Comes in: the portfolio. Goes out: a sheet with an Excel table, dates and numbers typed,
nothing merged or wrapped; where Excel's last row is reached, a second sheet with the
rest, and both say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from rs_excel.batch.portfolio.comparing import Changes
from rs_excel.batch.portfolio.gathering import Line, Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import (
    LAST_ROW,
    Column,
    Page,
    Value,
    put,
)
from rs_excel.domain.vocabulary import FindingType, Pillar, Severity, Verification
from rs_excel.workbook.ports import Ink

NAME = "Findings"
_A3 = 8  # as Excel numbers paper
_COLUMNS = (
    Column(head="Severity", width=17),
    Column(head="Type", width=17),
    Column(head="Pillar", width=31),
    Column(head="Supplier", width=28),
    Column(head="Site", width=28),
    Column(head="Country", width=9),
    Column(head="Number", width=14),
    Column(head="Rule", width=9),
    Column(head="Finding", width=44),
    Column(head="Row", width=14),
    Column(head="What the return says", width=60),
    Column(head="Cells", width=28),
    Column(head="Due", width=11),
    Column(head="Days to close", width=10),
    Column(head="Verification", width=12),
    Column(head="Since the run before", width=13),
    Column(head="Return", width=36),
)
_DATES = frozenset({"Due"})
NO_SEVERITY = "–"
ROOM = LAST_ROW - 10  # rows of findings on a sheet; above them stands what it is


def write(
    book: Workbook, looks: Looks, portfolio: Portfolio, *, room: int = ROOM
) -> None:
    """Adds as many sheets as are needed, ``room`` findings on each."""
    findings = (_values(line, place, portfolio) for place, line in portfolio.found())
    number = 1
    first = next(findings, None)
    while first is not None or number == 1:
        rows = islice(_joined(first, findings), room)
        _write_sheet(book, looks, portfolio, (number, rows))
        first, number = next(findings, None), number + 1


def _joined(
    first: list[Value] | None, rest: Iterable[list[Value]]
) -> Iterator[list[Value]]:
    if first is not None:
        yield first
        yield from rest


def _write_sheet(
    book: Workbook,
    looks: Looks,
    portfolio: Portfolio,
    part: tuple[int, Iterable[list[Value]]],
) -> None:
    number, rows = part
    name = NAME if number == 1 else f"{NAME} {number}"
    page = Page(book, looks, name, [column.width for column in _COLUMNS])
    page.sheet.set_paper(_A3)  # that many columns cannot be read on less
    page.opening("Findings", _told(number), portfolio.imprint)
    page.heads(_COLUMNS)
    page.stay(1)
    head = page.row - 1
    last = _write_rows(page.sheet, page.row, rows, looks)
    if last < page.row:
        page.line("No finding in the returns that count.", Ink.PLAIN)
        return
    _as_table(page.sheet, (head, last), f"findings_{number}", looks)


def _told(number: int) -> tuple[str, ...]:
    about = (
        "One row a finding of the returns that count, by file; a table to filter and "
        "to make pivot tables from. What to do, evidence and clauses of each stand in "
        "findings.csv and in the copy of the return.",
    )
    if number == 1:
        return about
    return (*about, f"Sheet {number}: Excel has no room for all of them on one.")


def _write_rows(
    sheet: Worksheet, first: int, rows: Iterable[list[Value]], looks: Looks
) -> int:
    """The last row written; one before ``first`` if there is none."""
    plain, day = looks.of(Ink.PLAIN), looks.of(Ink.DATE, border=0)
    told: list[Format] = [day if c.head in _DATES else plain for c in _COLUMNS]
    row = first - 1
    for row, values in enumerate(rows, first):
        for column, value in enumerate(values):
            if value is not None and value != "":
                put(sheet, row, column, (value, told[column]))
    return row


def _values(line: Line, place: int, portfolio: Portfolio) -> list[Value]:
    severity = line["severity"]
    return [
        Severity(severity).label if severity else NO_SEVERITY,
        FindingType(line["type"]).label,
        Pillar(line["pillar"]).label,
        line["supplier"],
        line["site"],
        line["country"],
        line["number"],
        line["rule"],
        line["title"],
        line["row"],
        line["says"],
        "; ".join(line["cells"]),
        date.fromisoformat(line["due_on"]),
        line["timeframe_days"],
        Verification(line["verification"]).label,
        _since(portfolio.changes, place, line["fingerprint"]),
        line["file"],
    ]


def _since(told: Changes | None, place: int, fingerprint: str) -> str:
    if told is None:
        return ""
    if place not in told.came:
        return "new site"
    return "new" if fingerprint in told.came[place] else "still there"


def _as_table(sheet: Worksheet, rows: tuple[int, int], name: str, looks: Looks) -> None:
    """Makes a table of rows that are written already.

    XlsxWriter refuses tables where rows go to disk at once, because it would write
    their heads itself. Ours stand there, so it is told about two rows and nothing is
    held in memory, and the table's range is set to all of them.
    """
    head, last = rows
    columns = [{"header": column.head} for column in _COLUMNS]
    streams = sheet.constant_memory
    sheet.constant_memory = False
    style = {"name": name, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(head, 0, head + 1, len(columns) - 1, style)
    sheet.constant_memory = streams
    whole = xl_range(head, 0, last, len(columns) - 1)
    sheet.tables[-1].update(range=whole, a_range=whole, autofilter=whole)
