"""What marks come to on cells as they are now: strokes, and rows of the ledger.

Comes in: the marks of a check, and what their cells look like. Goes out: what is to be
done to each cell, and the very rows that a checked file keeps. Nothing is touched here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import place_of
from rs_excel.workbook.live.cell_work import OTHER_FILL, Seen, Stroke
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ooxml.look_xml import readable
from rs_excel.workbook.ooxml.markup import fit
from rs_excel.workbook.ooxml.number_formats import (
    BUILT_IN,
    GENERAL,
    built_in_number,
    with_symbol,
)
from rs_excel.workbook.ports import CellMark, Ink, InkLook

BETWEEN = "\n\n"  # between a person's words in a note and ours
_AS_EXCEL_SAYS = {14: "m/d/yyyy", 22: "m/d/yyyy h:mm"}
"""Formats that follow the language of Excel, by the names its macros know them."""
_NUMBERS = {code: number for number, code in {**BUILT_IN, **_AS_EXCEL_SAYS}.items()}

SeenBy = Mapping[CellRef, Seen]


@dataclass(slots=True)
class _Marked:
    """What is left on one cell, all its marks together."""

    ink: Ink
    note: str
    review: tuple[CellRef, str] | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done, and what the ledger will say of it."""

    strokes: list[Stroke] = field(default_factory=list)
    rows: list[LedgerRow] = field(default_factory=list)


def cells_of(marks: Iterable[CellMark]) -> tuple[CellRef, ...]:
    """The cells that have to be looked at before marks can be planned."""
    cells = [cell for mark in marks for cell in (mark.cell, _beside(mark)) if cell]
    return tuple(dict.fromkeys(cells))


def planned(
    marks: Sequence[CellMark],
    seen: SeenBy,
    looks: Mapping[Ink, InkLook],
    keys: Mapping[CellRef, str],
) -> Plan:
    """Marks of cells merged into one share the ink of the first. ``keys``: of answers.

    Marks come sheet by sheet, in the order in which the ledger shall have them.
    """
    plan = Plan()
    by_cell = _by_cell(marks, seen)
    filled = {look.cell for look in seen.values() if look.filled}
    taken = {*filled, *by_cell}
    now = {look.cell: look for look in seen.values()}
    for cell, mark in by_cell.items():
        words = mark.review if mark.review and mark.review[0] not in taken else None
        if words is not None:
            taken.add(words[0])
            plan.strokes.append(Stroke(cell=words[0], words=words[1]))
        stroke, row = _on_cell(now[cell], mark, looks[mark.ink])
        plan.strokes.append(stroke)
        beside = (
            {"words_cell": words[0].address, "words_put": words[1]} if words else {}
        )
        plan.rows.append(row._replace(key=keys.get(cell, ""), **beside))
    return plan


def _by_cell(marks: Sequence[CellMark], seen: SeenBy) -> dict[CellRef, _Marked]:
    by_cell: dict[CellRef, _Marked] = {}
    for mark in marks:
        cell, beside = seen[mark.cell].cell, _beside(mark)
        review = (seen[beside].cell, fit(mark.review)) if beside else None
        known = by_cell.get(cell)
        if known is None:
            by_cell[cell] = _Marked(mark.ink, mark.note, review)
            continue
        known.note = BETWEEN.join(filter(None, (known.note, mark.note)))
        known.review = known.review or review
    return dict(_in_reading_order(by_cell))


def _in_reading_order(
    by_cell: Mapping[CellRef, _Marked],
) -> Iterator[tuple[CellRef, _Marked]]:
    """Sheets as they come; on a sheet row by row."""
    sheets = [*dict.fromkeys(cell.sheet for cell in by_cell)]
    yield from sorted(
        by_cell.items(),
        key=lambda item: (sheets.index(item[0].sheet), place_of(item[0].address)),
    )


def _beside(mark: CellMark) -> CellRef | None:
    """Where words go: only on the sheet of the mark, and only if there are any."""
    beside = mark.review_cell
    wanted = beside is not None and beside.sheet == mark.cell.sheet and mark.review
    return beside if wanted else None


def _on_cell(now: Seen, mark: _Marked, look: InkLook) -> tuple[Stroke, LedgerRow]:
    """A fill that is no single colour could not be given back, and stays."""
    fill = readable(look.fill) if look.fill and now.fill != OTHER_FILL else ""
    code = with_symbol(_spelt(now.number_format), look.symbol) if look.symbol else None
    note = fit(mark.note) if mark.note and not now.threaded else ""
    before = now.note or ""
    stroke = Stroke(
        cell=now.cell,
        fill=fill or None,
        number_format=code,
        note=f"{before}{BETWEEN}{note}" if before and note else note or None,
    )
    row = LedgerRow(
        what="mark",
        sheet=now.cell.sheet,
        cell=now.cell.address,
        fill_before=now.fill,
        format_before=_numbered(now.number_format),
        fill_put=fill,
        symbol_put=look.symbol,
        note_put=note,
        note_before=before if note else "",
    )
    return stroke, row


def _numbered(code: str) -> str:
    """A format as the ledger has it: built-in ones by their number."""
    if code == GENERAL:
        return GENERAL
    return f"#{_NUMBERS[code]}" if code in _NUMBERS else code


def _spelt(code: str) -> str:
    """A format as it can be added to, whatever the language of Excel."""
    return BUILT_IN[_NUMBERS[code]] if code in _NUMBERS else code


def format_of(said: str) -> str:
    """A format of the ledger in the words of Excel."""
    number = built_in_number(said)
    if number is None:
        return said
    return _AS_EXCEL_SAYS.get(number) or BUILT_IN.get(number, GENERAL)
