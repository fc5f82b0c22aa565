"""Marks on one sheet: fills and symbols, notes with their boxes, words beside.

Comes in: the marks of one sheet, in the order of their weight. Goes out: the sheet's
parts in the draft, and a ledger row for every cell marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rs_excel.workbook.addresses import column_letters, place_of, quoted
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ooxml.look_xml import readable
from rs_excel.workbook.ooxml.note_shapes import Paper
from rs_excel.workbook.ooxml.notes import Attached, attach_notes
from rs_excel.workbook.ooxml.package import SheetPart
from rs_excel.workbook.ooxml.sheet_outline import read_outline
from rs_excel.workbook.ooxml.sheet_xml import CellEdit, Cells
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ports import CellMark, Ink, InkLook


@dataclass(slots=True)
class _Mark:
    """What is left on one cell, all its marks together."""

    ink: Ink
    note: str
    review: tuple[str, str] | None  # address and words


class SheetMarker:
    """Leaves marks on one sheet of a draft."""

    def __init__(
        self,
        draft: Draft,
        styles: StyleBook,
        sheet: SheetPart,
        keys: Mapping[str, str],
    ) -> None:
        self._draft = draft
        self._styles = styles
        self._sheet = sheet
        self._keys = keys
        self._outline = read_outline(draft.read(sheet.part))

    def mark(
        self, marks: Sequence[CellMark], looks: Mapping[Ink, InkLook]
    ) -> list[LedgerRow]:
        """Make the marks; returns what was there and what was put."""
        by_cell = self._by_cell(marks)
        beside = {m.review[0] for m in by_cell.values() if m.review}
        cells = Cells(self._outline, {*by_cell, *beside}, self._draft.dialect)
        rows: dict[str, dict[str, str]] = {a: {"cell": a} for a in by_cell}
        edits = {a: self._coloured(rows[a], looks[m.ink]) for a, m in by_cell.items()}
        edits |= self._worded(by_cell, rows, taken={*cells.filled(), *by_cell})
        notes = {a: mark.note for a, mark in by_cell.items() if mark.note}
        attached = self._attach(notes)
        for address, before in attached.before.items():
            rows[address] |= {"note_put": notes[address], "note_before": before}
        data = cells.edited(edits, attached.splices)
        self._draft.write(self._sheet.part, data, f"cells marked: {len(by_cell)}")
        return [self._ledger_row(row) for row in rows.values()]

    def _by_cell(self, marks: Sequence[CellMark]) -> dict[str, _Mark]:
        by_cell: dict[str, _Mark] = {}
        for mark in marks:
            address = self._anchor(mark.cell.address)
            known = by_cell.get(address)
            if known is None:
                by_cell[address] = _Mark(mark.ink, mark.note, self._review(mark))
                continue
            known.note = "\n\n".join(filter(None, (known.note, mark.note)))
            known.review = known.review or self._review(mark)
        return dict(sorted(by_cell.items(), key=lambda item: place_of(item[0])))

    def _review(self, mark: CellMark) -> tuple[str, str] | None:
        if mark.review_cell is None or not mark.review:
            return None
        if mark.review_cell.sheet != self._sheet.name:
            return None
        return self._anchor(mark.review_cell.address), mark.review

    def _anchor(self, address: str) -> str:
        return self._outline.anchor_of(address)

    def _coloured(self, row: dict[str, str], look: InkLook) -> CellEdit:
        def restyle(base: int) -> int:
            row["fill_before"] = self._styles.fill_of(base)
            row["format_before"] = self._styles.format_of(base)
            return self._styles.marked(base, look)

        row["fill_put"] = readable(look.fill) if look.fill else ""
        row["symbol_put"] = look.symbol
        return CellEdit(restyle)

    def _worded(
        self,
        by_cell: Mapping[str, _Mark],
        rows: Mapping[str, dict[str, str]],
        *,
        taken: set[str],
    ) -> dict[str, CellEdit]:
        """Words go only into empty cells: what a person wrote there stays."""
        edits: dict[str, CellEdit] = {}
        for address, mark in by_cell.items():
            if mark.review and mark.review[0] not in taken:
                beside, words = mark.review
                taken.add(beside)
                edits[beside] = CellEdit(self._styles.wrapped, words)
                rows[address] |= {"words_cell": beside, "words_put": words}
        return edits

    def _attach(self, notes: Mapping[str, str]) -> Attached:
        paper = Paper(self._outline)
        return attach_notes(self._draft, self._sheet.part, notes, paper)

    def _ledger_row(self, row: Mapping[str, str]) -> LedgerRow:
        sheet, keys = self._sheet.name, self._keys
        place = place_of(row["cell"])
        cell = f"${column_letters(place.column)}${place.row}"
        key = keys.get(f"{quoted(sheet)}!{cell}") or keys.get(f"{sheet}!{cell}", "")
        return LedgerRow(what="mark", sheet=sheet, key=key, **row)
