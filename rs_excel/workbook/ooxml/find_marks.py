"""Finding our marks again on sheets that people, or another program, changed since.

Comes in: the ledger's rows for a sheet, and what sheets look like now. Goes out: where
each mark is; for a sheet nothing points to any more, which one it is. Marks are known
by their notes, by their address, or by fill and symbol.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.ooxml.cell_texts import CellTexts
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ooxml.package import SheetPart
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.our_words import our_words

Look = tuple[str, str]  # fill and symbol


class Styles(Protocol):
    """What the styles of cells look like, by number."""

    def fill_of(self, index: int) -> str: ...

    def has_symbol(self, index: int, symbol: str) -> bool: ...


class Notes(Protocol):
    """The notes of one sheet."""

    def addresses(self) -> tuple[str, ...]: ...

    def holds(self, address: str, words: str) -> bool: ...


def found_marks(
    rows: Sequence[LedgerRow],
    numbers: Mapping[Place, int],
    styles: Styles,
    noted: Mapping[str, Place],
) -> dict[Place, LedgerRow]:
    """Where each mark is now. A copy a person made of a marked cell counts as one.

    ``numbers`` are the sheet's style numbers, ``noted`` is what ``by_note`` gave.
    """
    wearing = _wearing(rows, numbers, styles)
    found: dict[Place, LedgerRow] = {}
    missing: list[LedgerRow] = []
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


def by_note(rows: Sequence[LedgerRow], book: Notes | None) -> dict[str, Place]:
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


def shows(row: LedgerRow, style: int, styles: Styles) -> tuple[bool, bool]:
    """Whether a style has the fill, and the symbol, of a mark."""
    filled = bool(row.fill_put) and styles.fill_of(style) == row.fill_put
    signed = bool(row.symbol_put) and styles.has_symbol(style, row.symbol_put)
    return filled, signed


def known_by_marks(
    marks: Mapping[str, Sequence[LedgerRow]],
    sheets: Collection[SheetPart],
    texts: CellTexts,
    styles: StyleBook,
) -> dict[str, SheetPart]:
    """Marked sheets nothing points to any more, each as the sheet most like it.

    ``marks`` are rows by the title a sheet had. A sheet is taken once; one that shows
    nothing of ours is never taken.
    """
    likeness = {}
    for sheet in sheets if marks else ():
        numbers, said = texts.style_numbers(sheet.part), texts.of(sheet.part)
        for title, rows in marks.items():
            likeness[title, sheet] = _likeness(rows, numbers, said, styles)
    known: dict[str, SheetPart] = {}
    for (title, sheet), alike in sorted(likeness.items(), key=lambda item: -item[1]):
        if alike and title not in known and sheet not in known.values():
            known[title] = sheet
    return known


def _likeness(
    rows: Sequence[LedgerRow],
    numbers: Mapping[Place, int],
    texts: Mapping[Place, str],
    styles: StyleBook,
) -> float:
    """0 to 2: how many words of ours a sheet says, and marks it shows in place."""
    put = {place_of(row.cell): _look(row) for row in rows}.items()
    worn = _wearing(rows, numbers, styles).items()
    words = sum(bool(row.words_put) for row in rows)
    said = len(our_words(rows, texts)) / words if words else 0.0
    return said + len(put & worn) / len(put | worn)


def _look(row: LedgerRow) -> Look:
    return row.fill_put, row.symbol_put


def _wearing(
    rows: Sequence[LedgerRow], numbers: Mapping[Place, int], styles: Styles
) -> dict[Place, Look]:
    """Cells that show both a fill and a symbol of ours, in reading order."""
    looks = {_look(row): row for row in rows if row.fill_put and row.symbol_put}
    of_style: dict[int, Look | None] = {}
    wearing = {}
    for place in sorted(numbers):
        number = numbers[place]
        if number not in of_style:
            worn = (k for k, row in looks.items() if all(shows(row, number, styles)))
            of_style[number] = next(worn, None)
        look = of_style[number]
        if look is not None:
            wearing[place] = look
    return wearing
