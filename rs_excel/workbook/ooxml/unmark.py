"""Taking marks off: the original back byte for byte, or only our marks gone.

Comes in: a checked copy, perhaps edited since, perhaps saved by another program. Goes
out: the original file where nobody touched the copy; otherwise the copy as it is now
without what we put there. What people wrote in our sheets is never thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rs_excel.errors import WorkbookError, note, problem
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.ledger import SHEET_ID, LedgerRow, peoples_words
from rs_excel.workbook.ooxml.original import kept_original, restored
from rs_excel.workbook.ooxml.own_sheets import (
    Ours,
    earlier_titles,
    find_ours,
    has_our_sheets,
    let_go,
    take_sheets_out,
)
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.read_from import read_from
from rs_excel.workbook.ooxml.take_off import take_marks_off
from rs_excel.workbook.ooxml.written_sheet import is_as_written, rows_by_fingerprint

ACTIONS = "corrective_actions"  # id of the sheet people fill


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmarkResult:
    """The workbook without our marks.

    ``exact``: it is the workbook we put marks into, byte for byte: the original, or
    what was read of one in another format. ``kept``: titles of our sheets
    that stay because people wrote in them. ``says``: what was done, in words.
    """

    data: bytes
    exact: bool
    kept: tuple[str, ...]
    says: str


def is_marked(package: Package) -> bool:
    """Whether anything in the package is ours."""
    if kept_original(package.archive) is not None:
        return True
    return has_our_sheets(package)


def unmark(package: Package) -> UnmarkResult:
    """Take our marks off. WorkbookError (OUT-020) where there are none."""
    if not is_marked(package):
        raise WorkbookError(problem("OUT-020", package.name))
    ours = find_ours(package)
    data = _original(package.archive)
    if data is None and not ours.sheets:  # a sheet only called like one of ours
        raise WorkbookError(problem("OUT-020", package.name))
    kept = _filled_in(ours) if data is not None else _worked_on(package, ours)
    if data is not None and not kept:
        other = read_from(package.archive)
        about = note("OUT-026", ending=other) if other else note("OUT-021")
        says = about.says
        return UnmarkResult(data=data, exact=True, kept=(), says=says)
    titles = tuple(ours.sheets[id_].name for id_ in kept)
    said = [note("OUT-022").says]
    if titles:
        said.append(note("OUT-023", kept=", ".join(titles)).says)
    draft, lost = _taken_off(package, ours)
    if lost:
        said.append(note("OUT-024", lost=lost).says)
    gone = {id_: s for id_, s in ours.sheets.items() if id_ not in kept}
    take_sheets_out(draft, gone)
    return UnmarkResult(
        data=draft.packed(), exact=False, kept=titles, says=" ".join(said)
    )


def strip_marks(archive: Archive) -> Archive:
    """The archive without our marks and sheets, to be checked again.

    Words that ``their_words`` gives go with our sheets. A sheet in which people left
    anything else stays, as an ordinary sheet of theirs: see ``kept_on_recheck``.
    """
    package = Package(archive)
    if not is_marked(package):
        return archive
    data = _original(archive)
    if data is None:
        ours = find_ours(package)
        draft, _ = _taken_off(package, ours)
        stay = _added_to(package, ours)
        gone = {id_: s for id_, s in ours.sheets.items() if id_ not in stay}
        let_go(draft, stay)
        take_sheets_out(draft, gone)
        data = draft.packed()
    return Archive.of(data, archive.name)


def kept_on_recheck(package: Package) -> tuple[str, ...]:
    """Titles under which sheets of ours stay in what ``strip_marks`` gives.

    They are those in which people left what cannot be carried over. None in a copy
    nobody touched.
    """
    if not is_marked(package) or _original(package.archive) is not None:
        return ()
    stay = _added_to(package, find_ours(package))
    kept = [sheet.name for sheet in stay.values()]
    return tuple(earlier_titles(package.sheets, kept).values())


def their_words(package: Package) -> Mapping[str, Mapping[str, str]]:
    """Rows of an earlier Corrective actions sheet: fingerprint → column title → text.

    Days are ISO dates. A row is read by the header above it, so it may have been
    sorted or moved; of two rows with one fingerprint the first counts. Empty where
    there is no such sheet of ours.
    """
    ours = find_ours(package)
    sheet = ours.sheets.get(ACTIONS)
    if sheet is None or sheet.kind != "worksheet":
        return {}
    return rows_by_fingerprint(ours.texts.of(sheet.part))


def _original(archive: Archive) -> bytes | None:
    """The original file, if the copy is as we wrote it."""
    record = kept_original(archive)
    return restored(archive, record) if record is not None else None


def _filled_in(ours: Ours) -> tuple[str, ...]:
    """Ids of our sheets in which cells for people are filled."""
    rows = (row for row in ours.ledger.sheets() if row.key in ours.sheets)
    return tuple(row.key for row in rows if _words_in(ours, row))


def _words_in(ours: Ours, row: LedgerRow) -> bool:
    texts = ours.texts.of(ours.sheets[row.key].part)
    return bool(row.words_cell and peoples_words(row, texts))


def _added_to(package: Package, ours: Ours) -> dict[str, SheetPart]:
    """Our sheets by id that are not what we wrote, or of which nothing tells."""
    wrote = {row.key: row.wrote for row in ours.ledger.sheets()}
    added = {}
    for id_, sheet in ours.sheets.items():
        kinds = {relation.kind for relation in package.rels(sheet.part)}
        texts = ours.texts.of(sheet.part)
        if id_ != SHEET_ID and not is_as_written(wrote.get(id_, ""), texts, kinds):
            added[id_] = sheet
    return added


def _worked_on(package: Package, ours: Ours) -> tuple[str, ...]:
    """Ids of our sheets in which people left anything at all, in tab order."""
    found = {*_filled_in(ours), *_added_to(package, ours)}
    names = [*package.sheets]
    return tuple(sorted(found, key=lambda id_: names.index(ours.sheets[id_].name)))


def _taken_off(package: Package, ours: Ours) -> tuple[Draft, int]:
    """The package as a draft without marks, and how many of them were not found.

    Our sheets are still in it.
    """
    draft = Draft(package)
    lost = 0
    for title, rows in ours.ledger.marks().items():
        sheet = ours.marked.get(title)
        lost += take_marks_off(draft, ours, sheet, rows) if sheet else len(rows)
    part = package.styles_part
    if part is not None and ours.styles.changed:
        draft.write(part, ours.styles.to_bytes(), "former fills and formats")
    return draft, lost
