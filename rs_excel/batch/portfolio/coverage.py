"""How much is known of each site, and how sure its lights are.

Comes in: the portfolio. Goes out: a sheet with a row a site, the least known first:
what was answered, what could be assessed, what is backed by evidence, and what each
pillar's light could still become.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter import Workbook

from rs_excel.batch.portfolio.gathering import Portfolio
from rs_excel.batch.portfolio.looks import Looks
from rs_excel.batch.portfolio.page import Cell, Column, Page
from rs_excel.batch.portfolio.returns import PILLARS, named
from rs_excel.domain.vocabulary import Light, Pillar
from rs_excel.workbook.ports import Ink
from rs_excel.writeback.palette import LIGHT_INK

NAME = "Coverage"
_COLUMNS = (
    Column(head="Supplier", width=30),
    Column(head="Site", width=32),
    Column(head="Questions answered", width=11),
    Column(head="Rules assessed", width=11),
    Column(head="Yes answers with evidence", width=14),
    Column(head="Lights that are settled", width=10),
    *(
        Column(
            head="Across all pillars"
            if pillar is Pillar.ALL_PILLARS
            else pillar.label.replace(" & labour standards", ""),
            width=19,
        )
        for pillar in Pillar
    ),
)


def write(book: Workbook, looks: Looks, portfolio: Portfolio) -> None:
    """Adds the sheet."""
    page = Page(book, looks, NAME, [column.width for column in _COLUMNS])
    page.opening(
        "Coverage and confidence",
        (
            "One row a site that counts, the least assessed first. Shares are of the "
            "questions asked, of the rules that may apply, and of the answers Yes that "
            "need evidence; rounded down: 100% means that nothing is missing. Beside "
            "each light stands what it could become: at best nothing that is open is "
            "flagged, at worst all of it is. A light is settled where both are one.",
        ),
        portfolio.imprint,
    )
    page.heads(_COLUMNS, height=42)
    page.stay(2)
    head = page.row - 1
    sites = portfolio.counted
    share = sites["assessed"] / sites["applicable"].where(sites["applicable"] > 0)
    for site in named(sites.assign(share=share).sort_values(["share", "file"])):
        page.add(_cells(site, looks))
    if page.row == head + 1:
        page.line("No return could be counted.", Ink.PLAIN)
        return
    page.sheet.autofilter(head, 0, page.row - 1, page.last_column)


def _cells(site: Any, looks: Looks) -> list[Cell]:
    wrap = looks.of(Ink.WRAP)
    settled = sum(best == worst for best, worst in site.could_be.values())
    return [
        (site.supplier, wrap),
        (site.site, wrap),
        share(site.answered, site.asked, looks),
        share(site.assessed, site.applicable, looks),
        share(site.evidence_given, site.evidence_due, looks),
        (settled, looks.of(Ink.NUMBER, num_format=f'0" of {len(PILLARS)}"')),
        *(_light(site, pillar, looks) for pillar in PILLARS),
    ]


def share(part: int, whole: int, looks: Looks) -> Cell:
    """A share as a number, rounded down; a dash where there is nothing to share."""
    if not whole:
        return "–", looks.of(Ink.PERCENT)
    return int(part) * 100 // int(whole) / 100, looks.of(Ink.PERCENT)


def _light(site: Any, pillar: str, looks: Looks) -> Cell:
    """The light, and on a line below what it could still become."""
    now = Light(getattr(site, pillar))
    best, worst = site.could_be.get(pillar, (now, now))
    word, told = looks.light(now)
    if best == worst:
        return word, told
    return f"{word}\n{best} to {worst}", looks.of(LIGHT_INK[now])
