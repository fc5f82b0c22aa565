"""Suppliers by pillars: the light of each, and what stands behind it.

Comes in: the portfolio. Goes out: a sheet with three columns a pillar: its light, grave
non-conformances, others. Suppliers stand in the order of their ranking.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from xlsxwriter import Workbook

from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import HEAD, Looks
from rs_excel.batch.portfolio.page import Cell, Page
from rs_excel.batch.portfolio.returns import PILLARS, named
from rs_excel.domain.vocabulary import Light, Pillar, Severity
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LIGHT_INK

NAME = "Heat map"
_FIRST = (("Rank", 7.0), ("Supplier", 36.0), ("Sites", 7.0))
_A_PILLAR = (("Light", 9.5), ("■▲", 6.0), ("◆●", 6.0))
_GRAVE = frozenset({Severity.BUSINESS_CRITICAL, Severity.CRITICAL})

Counts = dict[tuple[str, str, bool], int]


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet."""
    page = Page(book, looks, NAME, [w for _, w in (*_FIRST, *_A_PILLAR * len(PILLARS))])
    page.opening(
        "Heat map: suppliers by pillars",
        (
            "The light of a supplier is the worst of its sites that count; grey (too "
            "little assessed to say) comes before green. ■▲ counts business-critical "
            "and critical non-conformances, ◆● major and minor ones. Suppliers are "
            "those whose names in the returns differ in more than case, spaces and "
            "punctuation; they are ranked as the sites are, by their sums.",
        ),
        portfolio.imprint,
    )
    _heads(page, looks)
    head = page.row - 1
    counts = _counts(portfolio)
    for supplier in named(portfolio.suppliers):
        page.add(_cells(supplier, counts, looks))
    if page.row == head + 1:
        page.line("No return could be counted.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _heads(page: Page, looks: Looks) -> None:
    told = looks.of(Ink.HEADER, align="center", **HEAD)
    page.sheet.set_row(page.row, 30)
    page.merged(0, len(_FIRST) - 1, "", told)
    for place, pillar in enumerate(Pillar):
        first = len(_FIRST) + place * len(_A_PILLAR)
        word = "Across all pillars" if pillar is Pillar.ALL_PILLARS else pillar.label
        page.merged(first, first + len(_A_PILLAR) - 1, word, told)
    page.row += 1
    page.sheet.set_row(page.row, 18)
    for place, (word, _) in enumerate((*_FIRST, *_A_PILLAR * len(PILLARS))):
        page.put(place, (word, told))
    page.row += 1
    page.sheet.repeat_rows(page.row - 2, page.row - 1)
    page.stay(2)


def _counts(portfolio: Portfolio) -> Counts:
    """By supplier, pillar and whether they are grave, how many non-conformances."""
    keys = portfolio.counted[["supplier_key"]]
    found: pd.DataFrame = portfolio.graded.join(keys, on="place")
    grave = found["severity"].isin(_GRAVE).rename("grave")
    by = ["supplier_key", "pillar", grave]
    sums = found.groupby(by)["number"].sum().reset_index()
    return {
        (key, pillar, bool(is_grave)): int(count)
        for key, pillar, is_grave, count in sums.itertuples(index=False)
    }


def _cells(supplier: Any, counts: Counts, looks: Looks) -> list[Cell]:
    wrap, number = looks.of(Ink.WRAP), looks.of(Ink.NUMBER)
    cells: list[Cell] = [
        (supplier.rank, number),
        (supplier.supplier, wrap),
        (supplier.sites, number),
    ]
    for pillar in PILLARS:
        light = getattr(supplier, pillar)
        cells.append(looks.light(light))
        for grave in (True, False):
            count = counts.get((supplier.Index, pillar, grave), 0)
            behind = count and light in (Light.RED, Light.AMBER)
            ink = LIGHT_INK[Light(light)] if behind and grave else Ink.NUMBER
            cells.append((count, looks.of(ink)))
    return cells
