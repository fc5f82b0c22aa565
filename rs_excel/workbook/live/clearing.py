"""What it takes to have our marks off a sheet that people may have changed since.

Comes in: the ledger's rows for a sheet, and what its cells look like and say now. Goes
out: strokes that give back what was there. A fill, format, note or word that anybody
changed since is theirs and stays, as when marks are taken off a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.live.cell_work import NO_FILL, Seen, Stroke
from rs_excel.workbook.live.marking import BETWEEN, format_of
from rs_excel.workbook.ooxml.find_marks import by_note, found_marks, shows
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ooxml.markup import fit
from rs_excel.workbook.ooxml.number_formats import shows_symbol
from rs_excel.workbook.our_words import our_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """``lost``: marks that were found nowhere. ``plain``: cells whose fill cannot be
    given back, since it was more than one colour; they are left without any."""

    strokes: tuple[Stroke, ...]
    lost: int = 0
    plain: int = 0


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells by number, as styles and as notes of a sheet."""

    seen: Sequence[Seen]

    def fill_of(self, index: int) -> str:
        return self.seen[index].fill

    def has_symbol(self, index: int, symbol: str) -> bool:
        return shows_symbol(self.seen[index].number_format, symbol)

    def addresses(self) -> tuple[str, ...]:
        return tuple(look.cell.address for look in self.seen if look.note is not None)

    def holds(self, address: str, words: str) -> bool:
        notes = (s.note for s in self.seen if s.cell.address == address)
        return any(fit(words) in note for note in notes if note is not None)


def cleared(
    title: str,
    rows: Sequence[LedgerRow],
    seen: Sequence[Seen],
    texts: Mapping[Place, str],
) -> Cleared:
    """``title`` is the sheet's now; ``texts`` are those of all its cells."""
    cells = _Cells(seen)
    numbers = {place_of(s.cell.address): n for n, s in enumerate(seen)}
    noted = by_note(rows, cells)
    words = our_words(rows, texts)
    marked = {
        place: row
        for place, row in found_marks(rows, numbers, cells, noted).items()
        if place in numbers and any(shows(row, numbers[place], cells))
    }
    strokes: dict[Place, Stroke] = {}
    for place, row in marked.items():
        shown = shows(row, numbers[place], cells)
        strokes[place] = _restoring(CellRef(title, place.address), row, shown)
    by_cell = {row.cell: row for row in rows}
    for cell, place in noted.items():
        was = seen[numbers[place]].note or ""
        note = without(was, by_cell[cell].note_put)
        strokes[place] = _at(strokes, title, place)._replace(note=note)
    for place in words.values():
        strokes[place] = _at(strokes, title, place)._replace(words="")
    found = {*noted, *words, *(row.cell for row in marked.values())}
    return Cleared(
        strokes=tuple(strokes.values()),
        lost=sum(row.cell not in found for row in rows),
        plain=sum(
            strokes[place].fill is not None and row.fill_before.startswith("<")
            for place, row in marked.items()
        ),
    )


def _at(strokes: Mapping[Place, Stroke], title: str, place: Place) -> Stroke:
    return strokes.get(place) or Stroke(cell=CellRef(title, place.address))


def _restoring(cell: CellRef, row: LedgerRow, shown: tuple[bool, bool]) -> Stroke:
    filled, signed = shown
    fill = NO_FILL if row.fill_before.startswith("<") else row.fill_before or NO_FILL
    return Stroke(
        cell=cell,
        fill=fill if filled else None,
        number_format=format_of(row.format_before) if signed else None,
    )


def without(note: str, ours: str) -> str:
    """A note less our words; a person's own stay as they are."""
    words = fit(ours)
    at = note.rfind(words)
    if at < 0:
        return note
    before = note[:at].removesuffix(BETWEEN)
    left = before + note[at + len(words) :]
    return left if left.strip() else ""


def together(parts: Sequence[Cleared]) -> Cleared:
    """What it takes for all sheets."""
    whole = Cleared(strokes=tuple(s for part in parts for s in part.strokes))
    lost, plain = (sum(p.lost for p in parts), sum(p.plain for p in parts))
    return replace(whole, lost=lost, plain=plain)
