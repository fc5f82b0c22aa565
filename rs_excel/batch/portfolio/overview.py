"""The sheet that opens first: the whole portfolio at one glance.

Comes in: the portfolio. Goes out: figures in large type, three charts with their tables
beneath them, what asks for action first, and what the other sheets hold. A chart
without anything to show is left out, and words say why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from rs_excel.batch.portfolio import changed
from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import HEAD, NAVY, PALE, SLATE, Looks
from rs_excel.batch.portfolio.overview_charts import Spot, bars
from rs_excel.batch.portfolio.overview_tables import (
    Table,
    findings_by_pillar,
    lights_by_pillar,
    returns_by_status,
)
from rs_excel.batch.portfolio.page import Page
from rs_excel.batch.portfolio.returns import named
from rs_excel.batch.statuses import REJECTED
from rs_excel.domain.short_text import shortened
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.tallies import counted

NAME = "Overview"
_PANEL, _CELL, _GAP = 6, 8.6, 1.5  # columns of a panel, their width, that between two
_WIDTHS = (*(_CELL,) * _PANEL, _GAP) * 2 + (_CELL,) * _PANEL
_STARTS = (0, _PANEL + 1, 2 * (_PANEL + 1))
_NAMES = 2  # columns of a panel that hold the name
_CHART_ROWS, _CHART_ROW = 12, 16.0  # points
_TILE = 3  # columns of a tile, two to a panel
_PIXELS = 66 * _PANEL  # of a panel, at Excel's usual font
_MOST_FIRST = 6
_LONGEST_NAME = 56  # characters, on two lines
_ASKS = 13  # columns of what asks for action; the rest is for the list of sheets

_ASKED = ((1, 4), (5, 9), (10, 12))  # columns: supplier, site, why
_NOBODY = "No site has a red pillar or a grave finding in what was assessed."
_NOTHING = "No return could be counted: nothing is known of any site."

Tile = tuple[int, str, Ink]
Asks = tuple[str, str, str, str]


def write(
    book: Workbook, looks: Looks, portfolio: Portfolio, sheets: Mapping[str, str]
) -> None:
    """Adds the sheet; ``sheets`` says of each other one what it holds."""
    page = Page(book, looks, NAME, _WIDTHS)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.center_horizontally()
    page.opening("Supplier portfolio", _told(portfolio), portfolio.imprint)
    _add_tiles(page, list(_tiles(portfolio)))
    tables = (
        returns_by_status(portfolio),
        lights_by_pillar(portfolio),
        findings_by_pillar(portfolio),
    )
    _add_charts(book, page, tables)
    _add_tables(page, tables)
    page.gap(12)
    nobody = _NOBODY if len(portfolio.counted) else _NOTHING
    _add_first_and_sheets(page, list(_first(portfolio)), nobody, sheets)
    page.sheet.activate()


def _told(portfolio: Portfolio) -> tuple[str, ...]:
    counts = counted(len(portfolio.counted), "return")
    files = counted(len(portfolio.returns), "file")
    about = (
        f"Lights, findings and rankings count one return a site: {counts} of {files}."
    )
    if len(portfolio.counted) < len(portfolio.returns):
        about += (
            " The other files are duplicates, were replaced by a later return, or "
            "could not be used: see the sheet Returns."
        )
    if portfolio.changes is None:
        return about, changed.FIRST_RUN
    before = portfolio.changes.before
    since = changed.in_words(portfolio.changes)
    return about, f"Since the run as of {before.as_of}, sites: {since}."


def _tiles(portfolio: Portfolio) -> Iterator[Tile]:
    sites, files = portfolio.counted, portfolio.returns
    yield len(files), "files", Ink.PLAIN
    yield sites["supplier_key"].nunique(), "suppliers", Ink.PLAIN
    yield len(sites), "sites that count", Ink.PLAIN
    urgent = int(sites["business_critical"].sum())
    yield urgent, "■ business-critical findings", Ink.BUSINESS_CRITICAL
    yield int((sites["reds"] > 0).sum()), "● sites with a red pillar", Ink.LIGHT_RED
    yield (
        int(files["status"].isin(REJECTED).sum()),
        "files to send back",
        Ink.DATA_QUALITY,
    )


def _add_tiles(page: Page, tiles: Sequence[Tile]) -> None:
    """Six large numbers, each over what it counts."""
    halves = [start + half for start in _STARTS for half in (0, _TILE)]
    for row, height in enumerate((34.0, 20.0)):
        page.sheet.set_row(page.row, height)
        for first, (number, word, ink) in zip(halves, tiles, strict=True):
            look = _tile_look(page.looks, ink if number else Ink.PLAIN, large=row == 0)
            page.merged(first, first + _TILE - 1, number if row == 0 else word, look)
        page.row += 1
    page.gap(10)


def _tile_look(looks: Looks, ink: Ink, *, large: bool) -> Format:
    """Only what is grave and there has a colour."""
    quiet = {"bg_color": PALE, "pattern": 1, "font_color": NAVY}
    return looks.of(
        ink,
        **(quiet if ink is Ink.PLAIN else {}),
        font_size=22 if large else 9,
        bold=large,
        align="center",
        valign="vcenter",
        border=0,
        left=5,
        left_color="#FFFFFF",
    )


def _add_charts(book: Workbook, page: Page, tables: Sequence[Table]) -> None:
    """Each over the table it is drawn from, which is written next."""
    drawn = [not table.is_empty for table in tables]
    rows = _CHART_ROWS if any(drawn) else 1
    top, head = page.row, page.row + rows
    for row in range(rows):
        page.sheet.set_row(top + row, _CHART_ROW)
    for start, table in zip(_STARTS, tables, strict=True):
        if table.is_empty:
            told = page.looks.of(Ink.MUTED, valign="vcenter")
            page.merged(start, start + _PANEL - 1, table.nothing, told)
            continue
        spot = Spot(sheet=NAME, head=head, names=start, first=start + _NAMES)
        chart = bars(book, table, spot)
        height = (rows * _CHART_ROW - 6) * 96 / 72  # pixels
        chart.set_size({"width": _PIXELS, "height": height})
        page.sheet.insert_chart(top, start, chart, {"object_position": 1})
    page.row = head


def _add_tables(page: Page, tables: Sequence[Table]) -> None:
    """Side by side, so row by row."""
    looks = page.looks
    head = looks.of(Ink.HEADER, align="center", font_size=8, **HEAD)
    page.sheet.set_row(page.row, 30)
    for start, table in zip(_STARTS, tables, strict=True):
        page.merged(start, start + _NAMES - 1, "", head)
        for place, series in enumerate(table.series):
            page.put(start + _NAMES + place, (series.head, head))
    page.row += 1
    for row in zip_longest(*(table.rows for table in tables)):
        page.sheet.set_row(page.row, 15)
        for start, table, told in zip(_STARTS, tables, row, strict=True):
            if told is None:
                continue
            name, counts = told
            page.merged(
                start, start + _NAMES - 1, name, looks.of(Ink.WRAP, font_size=9)
            )
            for place, (series, count) in enumerate(
                zip(table.series, counts, strict=True)
            ):
                ink = series.ink if count else Ink.NUMBER
                cell = looks.of(ink, num_format='0;-0;"–"', align="center")
                page.put(start + _NAMES + place, (count, cell))
        page.row += 1


def _first(portfolio: Portfolio) -> Iterator[Asks]:
    """The sites at the top of the ranking: rank, supplier, site, and why."""
    sites = portfolio.sites
    pressing = sites[
        (sites["reds"] > 0) | (sites[["business_critical", "critical"]].sum(axis=1) > 0)
    ]
    for site in islice(named(pressing), _MOST_FIRST):
        counts = (
            (site.business_critical, "business-critical"),
            (site.critical, "critical"),
            (site.major, "major"),
        )
        why = ", ".join(f"{number} {word}" for number, word in counts if number)
        yield (
            str(site.rank),
            shortened(site.supplier, _LONGEST_NAME),
            shortened(site.site, _LONGEST_NAME),
            why,
        )
    if len(pressing) > _MOST_FIRST:
        rest = len(pressing) - _MOST_FIRST
        yield "…", f"and {rest} more: see Ranking of sites", "", ""


def _add_first_and_sheets(
    page: Page, first: Sequence[Asks], nobody: str, sheets: Mapping[str, str]
) -> None:
    """On the left whom to turn to first, on the right where to find what."""
    looks = page.looks
    head = looks.of(Ink.HEADER, **HEAD)
    page.sheet.set_row(page.row, 18)
    page.merged(0, _ASKS - 1, "Whom to turn to first", head)
    page.merged(_STARTS[2], page.last_column, "In this workbook", head)
    page.row += 1
    if not first:
        page.merged(0, _ASKS - 1, nobody, looks.of(Ink.MUTED, valign="vcenter"))
    for asks, sheet in zip_longest(first, sheets.items()):
        page.sheet.set_row(page.row, 25)
        if asks is not None:
            _add_asking(page, asks)
        if sheet is not None:
            name, holds = sheet
            link = looks.of(
                Ink.LINK, text_wrap=False, border=0, indent=0, valign="vcenter"
            )
            page.merged(_STARTS[2], _STARTS[2] + 1, "", link)
            page.sheet.write_url(
                page.row, _STARTS[2], f"internal:'{name}'!A1", link, name
            )
            small = looks.of(Ink.PLAIN, font_size=8, font_color=SLATE, valign="vcenter")
            page.merged(_STARTS[2] + 2, page.last_column, holds, small)
        page.row += 1


def _add_asking(page: Page, asks: Asks) -> None:
    rank, *words = asks
    wrap = page.looks.of(Ink.WRAP, valign="vcenter", font_size=9)
    page.put(0, (rank, page.looks.of(Ink.WRAP, align="center", valign="vcenter")))
    for (first, last), word in zip(_ASKED, words, strict=True):
        page.merged(first, last, word, wrap)
