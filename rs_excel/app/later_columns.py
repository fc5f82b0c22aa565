"""Columns that a tracker made by an earlier version lacks, added beside its last.

Comes in: the package of a tracker. Goes out: the same, or one with the columns, and a
note that says so. Where nothing of them is there they are new to it; where some are,
people have taken the others out, and they stay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.tracker_columns import (
    BY_KEY,
    MONTHS,
    RULES_TOKEN,
    SINCE_LATER,
    TOKEN,
    ColumnKind,
    TrackerColumn,
)
from rs_excel.errors import note
from rs_excel.template.tracker_choices import choice_as_text
from rs_excel.template.tracker_colours import reminders
from rs_excel.workbook.addresses import Place, column_letters
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.package import Package
from rs_excel.workbook.ooxml.reader import OoxmlReader
from rs_excel.workbook.ooxml.sheet_around import SheetAround
from rs_excel.workbook.ooxml.widen_sheet import NewColumn, Widening
from rs_excel.workbook.ports import CellValue
from rs_excel.workbook.tracker_reading import TrackerSheet, read_tracker
from rs_excel.writeback.tracker_values import formulas

_SURE = f"{TOKEN}fingerprint"
_LATER = frozenset(f"{TOKEN}{key}" for key in SINCE_LATER)
_SAME_LOOK = {
    ColumnKind.COUNT: ColumnKind.METHOD,
    ColumnKind.CAUSE: ColumnKind.METHOD,
    ColumnKind.YES_NO: ColumnKind.METHOD,
}


def with_later_columns(
    package: Package, book: OoxmlReader, on: date
) -> tuple[Package, tuple[Note, ...]]:
    """The tracker with every column there is; its own package if it has them.

    ``book`` reads the package, and is read on. Raises what ``read_tracker`` raises.
    """
    if not _lacks_all(book):
        return package, ()
    found = read_tracker(book)
    head = Place(found.head, found.columns["fingerprint"])
    widening = Widening(package, found.grid.sheet, head)
    first = widening.first_free(len(SINCE_LATER))
    cell = CellRef(found.grid.sheet, Place(found.head, first or 1).address)
    told = {"columns": ", ".join(BY_KEY[key].title for key in SINCE_LATER)}
    if first is None or _written_in(book, found.grid.sheet, first):
        return package, (note("TRK-122", cell, **told),)
    columns = {**found.columns, **_numbered(first)}
    wider = replace(found, columns=columns)
    data = widening.add(
        [_new_column(BY_KEY[key], found) for key in SINCE_LATER],
        _timely(wider, on),
        lambda around: _colour(around, wider, first),
    )
    archive = Archive.of(data, package.archive.name)
    added = note("TRK-121", cell, **told)
    return Package(archive), (added, *_older_figures(book))


def _older_figures(book: OoxmlReader) -> Iterator[Note]:
    """Charts and tables are people's to arrange: none is put among them."""
    today = book.sheets_holding(MONTHS)
    for sheet in book.sheets_holding(RULES_TOKEN):
        if sheet not in today:
            yield note("TRK-124", CellRef(sheet, "A1"), sheet=sheet)


def _lacks_all(book: OoxmlReader) -> bool:
    """Whether the one tracker in the book is from before there were these columns."""
    rows = [
        signs.values()
        for name in book.sheets_holding(_SURE)
        for signs in book.signs(name, TOKEN).values()
        if _SURE in signs.values()
    ]
    return len(rows) == 1 and _LATER.isdisjoint(rows[0])


def _written_in(book: OoxmlReader, sheet: str, first: int) -> bool:
    """Whether anything stands where the columns would go."""
    rows = book.grid(sheet, range(first, first + len(SINCE_LATER))).rows
    return any(values for values in rows.values())


def _numbered(first: int) -> dict[str, int]:
    return {key: number for number, key in enumerate(SINCE_LATER, first)}


def _new_column(column: TrackerColumn, found: TrackerSheet) -> NewColumn:
    choice, limit = choice_as_text(column)
    return NewColumn(
        sign=f"{TOKEN}{column.key}",
        title=column.title,
        width=column.width,
        hidden=column.hidden,
        like=_model(column, found.columns),
        choice=choice,
        limit=limit,
    )


def _model(column: TrackerColumn, there: Mapping[str, int]) -> int:
    """A column that people know, of the same owner and the same look."""
    kind = _SAME_LOOK.get(column.kind, column.kind)
    for key, number in there.items():
        other = BY_KEY.get(key)
        if other and (other.owner, other.kind) == (column.owner, kind):
            return number
    return there["fingerprint"]


def _timely(found: TrackerSheet, on: date) -> dict[Place, CellValue]:
    """The formula of the one new column that Excel counts, in every row."""
    number = found.columns["on_time"]
    cells = (
        (row.number, formulas(row.action, found.addresses(row.number), on))
        for row in found.rows
    )
    return {
        Place(row, number): said["on_time"] for row, said in cells if "on_time" in said
    }


def _colour(around: SheetAround, found: TrackerSheet, first: int) -> None:
    """What has passed shows as a due day that has passed; closed rows fade wholly."""
    around.stretch(first - 1, first - 1 + len(SINCE_LATER))
    wanted = ("rests", "due_now", "contain_by")
    if any(key not in found.columns for key in wanted):
        return
    letters = {key: column_letters(number) for key, number in found.columns.items()}
    for key, formula in reminders(letters.__getitem__, found.head + 1):
        around.look_alike(found.columns[key], formula, found.columns["due_now"])
