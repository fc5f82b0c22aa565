"""Taking our marks off a sheet that people, or another program, changed since.

Comes in: the sheet as it is now and the ledger's rows for it. Goes out: the sheet
without our fills, symbols, notes and words; whatever else is there now stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.find_marks import (
    by_note,
    found_marks,
    shows,
)
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ooxml.note_shapes import is_bare, without_boxes
from rs_excel.workbook.ooxml.notes_xml import NoteBook
from rs_excel.workbook.ooxml.own_sheets import Ours
from rs_excel.workbook.ooxml.package import SheetPart
from rs_excel.workbook.ooxml.sheet_outline import Outline, read_outline
from rs_excel.workbook.ooxml.sheet_xml import CellEdit, Cells
from rs_excel.workbook.ooxml.splices import Splice, unlink_drawing
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.our_words import our_words

_WHY = "our marks taken off"


def take_marks_off(
    draft: Draft, ours: Ours, sheet: SheetPart, rows: Sequence[LedgerRow]
) -> int:
    """Take the marks of ``rows`` off ``sheet``, which may have another title now.

    Returns how many of them were found nowhere: no fill, symbol, note or words.
    """
    outline = read_outline(draft.read(sheet.part))
    part = draft.package.related(sheet.part, "comments")
    book = NoteBook(draft.read(part), draft.dialect) if part else None
    numbers = ours.texts.style_numbers(sheet.part)
    noted = by_note(rows, book)
    words = our_words(rows, ours.texts.of(sheet.part))
    marked = {
        place: row
        for place, row in found_marks(rows, numbers, ours.styles, noted).items()
        if place in numbers and any(shows(row, numbers[place], ours.styles))
    }
    seen = {*noted, *words, *(row.cell for row in marked.values())}
    edits = {
        place.address: CellEdit(_restyling(ours.styles, row))
        for place, row in marked.items()
    }
    for place in words.values():
        present = edits.get(place.address, CellEdit(_as_it_is))
        edits[place.address] = CellEdit(present.restyle, words="")
    splices: list[Splice] = []
    if part is not None and book is not None:
        emptied = _cut_notes(book, rows, noted)
        _write_notes(draft, sheet.part, part, book)
        splices = _take_boxes_off(draft, sheet.part, outline, emptied)
    data = Cells(outline, [*edits], draft.dialect).edited(edits, splices)
    if data != draft.read(sheet.part):
        draft.write(sheet.part, data, _WHY)
    return sum(row.cell not in seen for row in rows)


def _restyling(styles: StyleBook, row: LedgerRow) -> Callable[[int], int]:
    """Give back what was there; a fill or format people chose since is theirs."""

    def restyle(style: int) -> int:
        filled, signed = shows(row, style, styles)
        if not filled and not signed:
            return style
        fill = row.fill_before if filled else None
        return styles.restored(style, fill, row.format_before if signed else None)

    return restyle


def _as_it_is(style: int) -> int:
    return style


def _cut_notes(
    book: NoteBook, rows: Sequence[LedgerRow], noted: Mapping[str, Place]
) -> set[Place]:
    """Cut our words out of notes; returns the cells whose note is gone."""
    emptied = set()
    for row in rows:
        place = noted.get(row.cell)
        if place is not None and book.cut(place.address, row.note_put):
            emptied.add(place)
    return emptied


def _write_notes(draft: Draft, sheet: str, part: str, book: NoteBook) -> None:
    if book.addresses():
        draft.write(part, book.to_bytes(), _WHY)
    else:
        draft.unrelate(sheet, [part])
        draft.remove(part)


def _take_boxes_off(
    draft: Draft, sheet: str, outline: Outline, places: Collection[Place]
) -> list[Splice]:
    """Cut boxes out of the drawing; one left bare goes, with its link."""
    targets = {r.id: r.target for r in draft.relations(sheet)}
    part = targets.get(outline.drawing_id or "", "")
    if not places or not draft.has(part):
        return []
    drawing = without_boxes(draft.read(part), places)
    if not is_bare(drawing):
        draft.write(part, drawing, _WHY)
        return []
    draft.unrelate(sheet, [part])
    draft.remove(part)
    return [unlink_drawing(outline)]
