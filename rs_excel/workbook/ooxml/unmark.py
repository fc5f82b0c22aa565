"""Taking marks off: the original back byte for byte, or only our marks gone.

Comes in: a checked copy, perhaps edited since, perhaps saved by another program. Goes
out: the original file where nobody touched the copy; otherwise the copy as it is now
without what we put there. What people wrote in our sheets is never thrown away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rs_excel.errors import WorkbookError, note, problem
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.draft import Draft
from rs_excel.workbook.ooxml.ledger import LedgerRow, peoples_words
from rs_excel.workbook.ooxml.original import kept_original, restored
from rs_excel.workbook.ooxml.own_sheets import (
    Ours,
    find_ours,
    has_our_sheets,
    take_sheets_out,
)
from rs_excel.workbook.ooxml.package import Package, SheetPart
from rs_excel.workbook.ooxml.take_off import take_marks_off

ACTIONS = "corrective_actions"  # id of the sheet people fill
FINGERPRINT = "Fingerprint"  # title of its column that tells findings apart


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmarkResult:
    """The workbook without our marks.

    ``exact``: it is the original file, byte for byte. ``kept``: titles of our sheets
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
    kept = _written_in(ours)
    data = None if kept else _original(package.archive)
    if data is not None:
        says = note("OUT-021").says
        return UnmarkResult(data=data, exact=True, kept=(), says=says)
    titles = tuple(ours.sheets[id_].name for id_ in kept)
    said = [note("OUT-022").says]
    if titles:
        said.append(note("OUT-023", kept=", ".join(titles)).says)
    data = _taken_off(package, ours, keep=kept)
    return UnmarkResult(data=data, exact=False, kept=titles, says=" ".join(said))


def strip_marks(archive: Archive) -> Archive:
    """The archive without our marks and sheets, to be checked again.

    Words people wrote in our sheets go with them: read ``their_words`` first.
    """
    package = Package(archive)
    if not is_marked(package):
        return archive
    data = _original(archive)
    if data is None:
        data = _taken_off(package, find_ours(package), keep=())
    return Archive.of(data, archive.name)


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
    by_row: dict[int, dict[int, str]] = {}
    for place, text in sorted(ours.texts.of(sheet.part).items()):
        by_row.setdefault(place.row, {})[place.column] = text.strip()
    words: dict[str, Mapping[str, str]] = {}
    header: dict[int, str] = {}
    for cells in by_row.values():
        if FINGERPRINT in cells.values():
            header = cells
            continue
        row = {
            header[column]: text for column, text in cells.items() if column in header
        }
        if row.get(FINGERPRINT):
            words.setdefault(row[FINGERPRINT], row)
    return words


def _original(archive: Archive) -> bytes | None:
    """The original file, if the copy is as we wrote it."""
    record = kept_original(archive)
    return restored(archive, record) if record is not None else None


def _written_in(ours: Ours) -> tuple[str, ...]:
    """Ids of our sheets in which people wrote."""
    written = []
    for row in ours.ledger.sheets():
        sheet = ours.sheets.get(row.key)
        if sheet is not None and _words_in(ours, sheet, row):
            written.append(row.key)
    return tuple(written)


def _words_in(ours: Ours, sheet: SheetPart, row: LedgerRow) -> dict[Place, str]:
    return peoples_words(row, ours.texts.of(sheet.part)) if row.words_cell else {}


def _taken_off(package: Package, ours: Ours, *, keep: Collection[str]) -> bytes:
    draft = Draft(package)
    rows = ours.ledger.marks()
    for title, sheet in ours.marked.items():
        take_marks_off(draft, ours, sheet, rows[title])
    gone = {id_: sheet for id_, sheet in ours.sheets.items() if id_ not in keep}
    take_sheets_out(draft, gone)
    part = package.styles_part
    if part is not None and ours.styles.changed:
        draft.write(part, ours.styles.to_bytes(), "former fills and formats")
    return draft.packed()
