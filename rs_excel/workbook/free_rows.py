"""Where new rows go on a sheet that people work in.

Comes in: the rows that hold something, and how many are to come. Goes out: the first
of as many empty rows that follow each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from rs_excel.workbook.addresses import Block


def first_free(
    filled: Iterable[int], taken: Iterable[Block], *, below: int, rows: int
) -> int:
    """The first row of a gap below ``below`` that has room for ``rows``.

    ``filled`` are rows with values, ``taken`` ranges that must stay as they are. A
    cell far down the sheet stays where it is, and moves nothing down there.
    """
    spans = [(row, row) for row in filled if row > below]
    spans += [(block.top, block.bottom) for block in taken]
    free = below + 1
    for top, bottom in sorted(spans):
        if top - free >= rows:
            break
        free = max(free, bottom + 1)
    return free
