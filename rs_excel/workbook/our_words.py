"""Finding the words we wrote beside answers, on a sheet that people changed since.

Comes in: the ledger's rows for a sheet, and its texts as they are now, read from a
file or from a workbook that is open. Goes out: where each of our words is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rs_excel.workbook.addresses import Place, place_of
from rs_excel.workbook.ooxml.ledger import LedgerRow


def our_words(
    rows: Sequence[LedgerRow], texts: Mapping[Place, str]
) -> dict[str, Place]:
    """Words beside cells that still say what we wrote: marked cell → where they are.

    Words where we put them are found first, then those that moved, first in their
    column. No two marks have the same words, even where they read alike.
    """
    put = {row.cell: place_of(row.words_cell) for row in rows if row.words_put}
    said = {row.cell: row.words_put for row in rows if row.words_put}
    found = {cell: at for cell, at in put.items() if texts.get(at) == said[cell]}
    places: dict[str, list[Place]] = {}
    for place in sorted(set(texts) - set(found.values())):
        places.setdefault(texts[place], []).append(place)
    for cell in [cell for cell in put if cell not in found]:
        free = places.get(said[cell], [])
        near = [place for place in free if place.column == put[cell].column]
        if free:
            found[cell] = (near or free)[0]
            free.remove(found[cell])
    return found
