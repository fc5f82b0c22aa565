"""The status of a programme as one sheet: a row a site, a column a step.

Comes in: rows of plain values. Goes out: a macro-free workbook. Every state is told in
a symbol and a word, never by colour alone; what comes next stands at the end.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.recognition import STANDS, CriterionResult, Met
from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import palette
from rs_excel.template.build import MADE_ON, save
from rs_excel.template.layout import height_for
from rs_excel.template.palette import Look
from rs_excel.template.told_cells import put
from rs_excel.template.tracker_figures import on_paper
from rs_excel.workbook.addresses import column_letters

TITLE = "Programme status"
_NAVY = palette.accent(Pillar.ALL_PILLARS).strong
_HEAD = Look(bold=True, colour="FFFFFF", fill=_NAVY, framed=True, down="center")
_CELL = Look(framed=True, size=9.5)
_NEXT = Look(framed=True, size=9.5, bold=True)
_STATE_LOOKS = {
    Met.MET: Look(framed=True, size=9.5, fill="E2EFDA", colour="375623"),
    Met.WITH_CONDITION: Look(framed=True, size=9.5, fill="FFE699", colour="7F6000"),
    Met.NOT_MET: Look(framed=True, size=9.5, fill="FFD9D9", colour="C00000"),
    Met.NOT_KNOWN: Look(framed=True, size=9.5, fill="EDEDED", colour="404040"),
}
_NAMES = (("Supplier", 26), ("Site", 24), ("Country", 9))
_STEP_WIDTH, _NEXT_WIDTH, _WHY_WIDTH = 15, 40, 52
_HEADS_AT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """One site as the sheet shows it."""

    names: tuple[str, str, str]
    steps: tuple[CriterionResult, ...]
    to_do: str
    why: str


def build_programme(
    rows: Sequence[ProgrammeRow], titles: Sequence[str], about: str, out: Path
) -> None:
    """Write the sheet to ``out``; OutputError where that cannot be."""
    book = Workbook()
    book.properties.title, book.properties.creator = TITLE, "rs_excel"
    book.properties.created = MADE_ON
    sheet = book.worksheets[0]
    sheet.title = TITLE
    put(sheet, 1, 1, TITLE, Look(size=18, bold=True, colour=_NAVY, wrap=False))
    sheet.row_dimensions[1].height = 30
    put(sheet, 2, 1, about, Look(size=10, colour=palette.MUTED, wrap=False))
    _heads(sheet, titles)
    for place, row in enumerate(rows, _HEADS_AT + 1):
        _row(sheet, place, row)
    sheet.freeze_panes = f"C{_HEADS_AT + 1}"
    last = column_letters(len(_NAMES) + len(titles) + 2)
    sheet.auto_filter.ref = f"A{_HEADS_AT}:{last}{_HEADS_AT + max(1, len(rows))}"
    sheet.print_title_rows = f"{_HEADS_AT}:{_HEADS_AT}"
    sheet.sheet_view.showGridLines = False
    on_paper(sheet)
    save(book, out)


def _heads(sheet: Worksheet, titles: Sequence[str]) -> None:
    heads = [*_NAMES, *((title, _STEP_WIDTH) for title in titles)]
    heads += [("Next step", _NEXT_WIDTH), ("Why", _WHY_WIDTH)]
    for column, (text, width) in enumerate(heads, 1):
        put(sheet, _HEADS_AT, column, text, _HEAD)
        sheet.column_dimensions[column_letters(column)].width = width
    sheet.row_dimensions[_HEADS_AT].height = 32


def _row(sheet: Worksheet, place: int, row: ProgrammeRow) -> None:
    for column, name in enumerate(row.names, 1):
        put(sheet, place, column, name, _CELL)
    first = len(_NAMES) + 1
    for column, step in enumerate(row.steps, first):
        put(sheet, place, column, STANDS[step.met], _STATE_LOOKS[step.met])
    after = first + len(row.steps)
    put(sheet, place, after, row.to_do, _NEXT)
    put(sheet, place, after + 1, row.why, _CELL)
    texts = [(row.to_do, _NEXT_WIDTH, 9.5), (row.why, _WHY_WIDTH, 9.5)]
    texts += [(row.names[0], 26, 9.5), (row.names[1], 24, 9.5)]
    sheet.row_dimensions[place].height = height_for(texts, least=18)
