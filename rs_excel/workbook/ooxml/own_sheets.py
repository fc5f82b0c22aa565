"""Our own sheets in somebody's workbook: finding them again, taking them out.

Comes in: a package. Goes out: our sheets by id, found by the hidden names that follow
them through renaming and through other programs, or by the titles in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rs_excel.workbook.ooxml import original
from rs_excel.workbook.ooxml.cell_texts import CellTexts
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.find_marks import known_by_marks
from rs_excel.workbook.ooxml.ledger import (
    SHEET_ID,
    TITLE,
    TITLES,
    Ledger,
    is_ledger,
    read_ledger,
)
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.styles_xml import StyleBook
from rs_excel.workbook.ooxml.workbook_xml import (
    LONGEST_TITLE,
    NAME_OF_MARKED,
    NAME_OF_SHEET,
    SheetList,
)


@dataclass(frozen=True, slots=True)
class Ours:
    """What is ours in a package."""

    ledger: Ledger
    sheets: Mapping[str, SheetPart]  # by id, the ledger's own among them
    marked: Mapping[str, SheetPart]  # by the title a marked sheet had at the time
    texts: CellTexts
    styles: StyleBook


def has_our_sheets(package: Package) -> bool:
    """Whether any sheet is ours, by names and titles alone: nothing is parsed."""
    book = package.sheets.get(TITLE)
    ledger = book is not None and book.kind == "worksheet"
    return ledger or bool(_named_sheets(package, NAME_OF_SHEET))


def find_ours(package: Package) -> Ours:
    """Ledger and sheets of ours; both empty where there are none."""
    part = package.styles_part
    data = package.archive.read(part) if part else None
    styles = StyleBook(data, package.dialect)
    texts = CellTexts(package, styles)
    sheets = _named_sheets(package, NAME_OF_SHEET)
    named = sheets.pop(SHEET_ID, None)
    titled = [package.sheets[title] for title in TITLES if title in package.sheets]
    books = (b for b in [named, *titled] if b and b.kind == "worksheet")
    book = next((b for b in books if is_ledger(texts.of(b.part))), None)
    if book is None:
        return Ours(Ledger(), sheets, {}, texts, styles)
    sheets[SHEET_ID] = book
    ledger = read_ledger(texts.of(book.part))
    for row in ledger.sheets():
        if row.key not in sheets and row.sheet in package.sheets:
            sheets[row.key] = package.sheets[row.sheet]
    marked = _marked_sheets(package, ledger)
    taken = {*sheets.values(), *marked.values()}
    lost = {t: rows for t, rows in ledger.marks().items() if t not in marked}
    free = [s for s in package.sheets.values() if s.kind == "worksheet"]
    left = [sheet for sheet in free if sheet not in taken]
    marked |= known_by_marks(lost, left, texts, styles)
    return Ours(ledger, sheets, marked, texts, styles)


def _marked_sheets(package: Package, ledger: Ledger) -> dict[str, SheetPart]:
    """Marked sheets by the title they had: by our names, or the title itself."""
    named = _named_sheets(package, NAME_OF_MARKED)
    return {
        title: sheet
        for number, title in enumerate(ledger.marks())
        if (sheet := named.get(str(number)) or package.sheets.get(title))
        and sheet.kind == "worksheet"
    }


def take_sheets_out(draft: Draft, sheets: Mapping[str, SheetPart]) -> None:
    """Remove sheets, and every part that only they, or our record, led to."""
    workbook = draft.package.workbook_part
    before = _reachable(draft)
    tabs = SheetList(draft.tree(workbook), draft.dialect)
    for id_, sheet in sheets.items():
        tabs.remove(sheet.name, lost={NAME_OF_SHEET + id_})
    names = (name.name for name in draft.package.defined_names)
    tabs.remove_names({name for name in names if name.startswith(NAME_OF_MARKED)})
    draft.touch(workbook, "our sheets and their names no longer listed")
    gone = [sheet.part for sheet in sheets.values()]
    draft.unrelate(workbook, [*gone, original.PART])
    for part in sorted(before - _reachable(draft)):
        draft.remove(part)


def let_go(draft: Draft, sheets: Mapping[str, SheetPart]) -> None:
    """Leave sheets to the people who wrote in them: other titles, no names of ours."""
    workbook = draft.package.workbook_part
    tabs = SheetList(draft.tree(workbook), draft.dialect)
    titles = earlier_titles(
        draft.package.sheets, [sheet.name for sheet in sheets.values()]
    )
    tabs.remove_names({NAME_OF_SHEET + id_ for id_ in sheets})
    for title, new in titles.items():
        tabs.rename(title, new)
        draft.touch(workbook, "sheets people wrote in kept as theirs")


def earlier_titles(titles: Iterable[str], kept: Iterable[str]) -> dict[str, str]:
    """The titles sheets get when they become an earlier check's: old → new.

    ``titles`` are those of all sheets, ``kept`` of those that stay.
    """
    taken = {title.casefold() for title in titles}
    new_titles: dict[str, str] = {}
    for old in kept:
        suffix, number = " (earlier)", 2
        while (title := _ending(old, suffix)).casefold() in taken:
            suffix, number = f" (earlier {number})", number + 1
        taken.add(title.casefold())
        new_titles[old] = title
    return new_titles


def _ending(title: str, suffix: str) -> str:
    return f"{title[: LONGEST_TITLE - len(suffix)].rstrip()}{suffix}"


def _named_sheets(package: Package, prefix: str) -> dict[str, SheetPart]:
    """Sheets that names of ours point to, by what follows ``prefix``."""
    sheets: dict[str, SheetPart] = {}
    for name in package.defined_names:
        if name.name.startswith(prefix):
            title = name.refers_to.rpartition("!")[0]
            if title.startswith("'"):
                title = title[1:-1].replace("''", "'")
            if title in package.sheets:
                sheets[name.name.removeprefix(prefix)] = package.sheets[title]
    return sheets


def _reachable(draft: Draft) -> set[str]:
    """Every part that can be reached by relationships."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in draft.relations(waiting.pop()):
            new = not relation.external and relation.target not in found
            if new and draft.has(relation.target):
                found.add(relation.target)
                waiting.append(relation.target)
    return found
