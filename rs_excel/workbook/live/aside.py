"""Our sheets that people wrote in, put aside until the new ones stand in their place.

Comes in: titles of an earlier check's sheets. Goes out: titles they have meanwhile, and
a context in which they have them. What people wrote is at no moment in memory alone: if
Excel refuses the new sheets, the old ones get their titles back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress

from rs_excel.errors import ExcelError
from rs_excel.workbook.live.cell_work import CellWork
from rs_excel.workbook.live.faults import in_our_words
from rs_excel.workbook.ooxml.workbook_xml import free_title

_BEFORE = "_rs_before_"


def aside_title(id_: str) -> str:
    """What a sheet of ours is called while it is aside, whatever the language."""
    return f"{_BEFORE}{id_}"


def aside_titles(sheets: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """Titles now, by id → title now → title aside; one that is aside stays so."""
    return {
        title: title
        if title == aside_title(id_)
        else free_title(aside_title(id_), taken)
        for id_, title in sheets.items()
    }


@contextmanager
def put_aside(
    work: CellWork, titles: Mapping[str, str], new: Collection[str]
) -> Iterator[None]:
    """While the block takes in sheets titled ``new``. On a fault what came in goes out
    again and titles are given back, as far as Excel lets us; the fault is raised."""
    if not titles:
        yield
        return
    back = {aside: title for title, aside in titles.items() if aside != title}
    try:
        work.rename({title: aside for aside, title in back.items()})
    except BaseException:
        _given_back(work, back)
        raise
    try:
        yield
    except BaseException:
        for title in new:
            with suppress(ExcelError, KeyError), in_our_words():
                work.take_out([title], ())
        _given_back(work, back)
        raise


def _given_back(work: CellWork, back: Mapping[str, str]) -> None:
    for aside, title in back.items():
        with suppress(ExcelError, KeyError), in_our_words():
            work.rename({aside: title})
