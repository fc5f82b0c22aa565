"""Taking our marks off a sheet that people, or another program, changed since.

Comes in: the sheet as it is now and the ledger's rows for it. Goes out: the sheet
without our fills, symbols, notes and words; whatever else is there now stays. Marks
are found again by their notes, by their address, or by fill and symbol together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ooxml.note_shapes import is_bare, without_boxes
from rs_excel.workbook.ooxml.notes_xml import NoteBook
from rs_excel.workbook.ooxml.own_sheets import Ours
from rs_excel.workbook.ooxml.package import SheetPart
from rs_excel.workbook.ooxml.sheet_outline import Outline, read_outline
from rs_excel.workbook.ooxml.sheet_xml import CellEdit, Cells
from rs_excel.workbook.ooxml.splices import Splice, unlink_drawing
from rs_excel.workbook.ooxml.styles_xml import StyleBook

_WHY = "our marks taken off"


def take_marks_off(
    draft: Draft, ours: Ours, sheet: SheetPart, rows: Sequence[LedgerRow]
) -> None:
    """Take the marks of ``rows`` off ``sheet``, which may have another title now."""
    outline = read_outline(draft.read(sheet.part))
    part = draft.package.related(sheet.part, "comments")
    book = NoteBook(draft.read(part), draft.dialect) if part else None
    numbers = ours.texts.style_numbers(sheet.part)
    edits = {
        place.address: CellEdit(_restyling(ours.styles, row))
        for place, row in _found(rows, numbers, ours.styles, book).items()
        if place in numbers
    }
    for address in _our_words(rows, ours.texts.of(sheet.part)):
        present = edits.get(address, CellEdit(_as_it_is))
        edits[address] = CellEdit(present.restyle, words="")
    splices: list[Splice] = []
    if part is not None and book is not None:
        emptied = _cut_notes(book, rows)
        _write_notes(draft, sheet.part, part, book)
        splices = _take_boxes_off(draft, sheet.part, outline, emptied)
    data = Cells(outline, [*edits], draft.dialect).edited(edits, splices)
    if data != draft.read(sheet.part):
        draft.write(sheet.part, data, _WHY)


def _restyling(styles: StyleBook, row: LedgerRow) -> Callable[[int], int]:
    """Give back what was there; a fill or format people chose since is theirs."""

    def restyle(style: int) -> int:
        filled = row.fill_put and styles.fill_of(style) == row.fill_put
        signed = row.symbol_put and styles.has_symbol(style, row.symbol_put)
        if not filled and not signed:
            return style
        fill = row.fill_before if filled else None
        return styles.restored(style, fill, row.format_before if signed else None)

    return restyle


def _as_it_is(style: int) -> int:
    return style


def _found(
    rows: Sequence[LedgerRow],
    numbers: Mapping[Place, int],
    styles: StyleBook,
    book: NoteBook | None,
) -> dict[Place, LedgerRow]:
    """Where each mark is now. A copy a person made of a marked cell counts as one."""
    wearing = _wearing(rows, numbers, styles)
    found: dict[Place, LedgerRow] = {}
    missing: list[LedgerRow] = []
    noted = _by_note(rows, book)
    for row in rows:
        place = noted.get(row.cell) or place_of(row.cell)
        if row.cell in noted or wearing.get(place) == _look(row):
            found[place] = row
        else:
            missing.append(row)
    for row in missing:
        free = (p for p, look in wearing.items() if look == _look(row))
        place = next((p for p in free if p not in found), place_of(row.cell))
        found.setdefault(place, row)
    by_look = {_look(row): row for row in rows}
    copies = {p: by_look[look] for p, look in wearing.items() if p not in found}
    return {**found, **copies}


def _look(row: LedgerRow) -> tuple[str, str]:
    return row.fill_put, row.symbol_put


def _wearing(
    rows: Sequence[LedgerRow], numbers: Mapping[Place, int], styles: StyleBook
) -> dict[Place, tuple[str, str]]:
    """Cells that show both a fill and a symbol of ours, in reading order."""
    looks = {_look(row) for row in rows if row.fill_put and row.symbol_put}
    of_style: dict[int, tuple[str, str] | None] = {}
    wearing = {}
    for place in sorted(numbers):
        number = numbers[place]
        if number not in of_style:
            fill = styles.fill_of(number)
            worn = (
                k for k in looks if k[0] == fill and styles.has_symbol(number, k[1])
            )
            of_style[number] = next(worn, None)
        look = of_style[number]
        if look is not None:
            wearing[place] = look
    return wearing


def _by_note(rows: Sequence[LedgerRow], book: NoteBook | None) -> dict[str, Place]:
    """Where notes moved to: the cell a mark was put on → the cell its note is on."""
    if book is None:
        return {}
    left = list(book.addresses())
    moved: dict[str, Place] = {}
    for row in rows:
        near = sorted(left, key=lambda address: address != row.cell)
        for address in near if row.note_put else ():
            if book.holds(address, row.note_put):
                moved[row.cell] = place_of(address)
                left.remove(address)
                break
    return moved


def _our_words(rows: Sequence[LedgerRow], texts: Mapping[Place, str]) -> list[str]:
    """Addresses of the words beside cells that still say exactly what we wrote."""
    found: list[str] = []
    for row in rows:
        if not row.words_put:
            continue
        put = place_of(row.words_cell)
        same = [
            p for p in texts if texts[p] == row.words_put and p.column == put.column
        ]
        if same:
            found.append((put if put in same else same[0]).address)
    return found


def _cut_notes(book: NoteBook, rows: Sequence[LedgerRow]) -> set[Place]:
    """Cut our words out of notes; returns the cells whose note is gone."""
    emptied = set()
    for place, words in [
        (place, row.note_put)
        for cell, place in _by_note(rows, book).items()
        for row in rows
        if row.cell == cell
    ]:
        if book.cut(place.address, words):
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
