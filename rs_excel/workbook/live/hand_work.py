"""Work on cells done from here, through xlwings, where no macro may run.

Comes in: what to look at and what to change. Goes out: the same as with macros, with a
call for every cell or run of cells. Cells of one column that change alike go together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from rs_excel.domain.questions import CellRef
from rs_excel.errors import ExcelError
from rs_excel.workbook.addresses import Place, column_letters, place_of
from rs_excel.workbook.live.cell_work import (
    NO_FILL,
    Seen,
    SheetFacts,
    Stroke,
    TakenIn,
)
from rs_excel.workbook.live.excel import Rgb, XlBook, XlNote, XlRange, XlSheet
from rs_excel.workbook.live.faults import in_our_words, unless_refused
from rs_excel.workbook.ooxml.cell_values import serial_of

_VERY_HIDDEN = 2
_THREADED = "tc="  # author of what Excel keeps of a threaded comment


class HandWork:
    """Honours ``CellWork``; what only a macro could tell is not told."""

    def __init__(self, book: XlBook) -> None:
        self._book = book

    def structure_is_protected(self) -> bool:
        """Tried out: the first sheet gets the title that it has."""
        first = next(iter(self._book.sheets))
        title = first.name
        try:
            with in_our_words():
                first.name = title
        except ExcelError as error:
            if error.problems[0].code != "XL-033":
                raise
            return True
        return False

    def counts_from_1904(self, days: Mapping[CellRef, date]) -> bool:
        """A day that was typed has its number for a formula."""
        for cell, day in days.items():
            number = str(self._at(cell).formula).partition(".")[0]
            if number.isdecimal():
                return serial_of(day, counts_from_1904=True) == int(number)
        return False

    def is_read_only(self) -> bool:
        return False

    def is_shared(self) -> bool:
        return False

    def holding(self, texts: Collection[str], titles: Sequence[str]) -> Collection[str]:
        return titles

    def sheets(self) -> Sequence[SheetFacts]:
        return [
            SheetFacts(title=sheet.name, hidden=sheet.visible in (False, _VERY_HIDDEN))
            for sheet in self._book.sheets
        ]

    def hidden_rows(self, sheet: SheetFacts, last: int) -> frozenset[int]:
        """Halves what is mixed; older versions of xlwings cannot tell."""
        here = self._book.sheets[sheet.title]
        try:
            return frozenset(_hidden(here, 1, last))
        except AttributeError:
            return frozenset()

    def formats(self, title: str, places: Collection[Place]) -> Mapping[Place, str]:
        here = self._book.sheets[title]
        in_columns = sorted(places, key=lambda place: (place.column, place.row))
        found: dict[Place, str] = {}
        for _, column in groupby(in_columns, key=lambda place: place.column):
            found.update(_formats(here, list(column)))
        return found

    def named(self, names: Collection[str]) -> Mapping[str, str]:
        here = self._book.names
        return {name: title_in(here[name].refers_to) for name in names if name in here}

    def closed(self, cells: Mapping[str, CellRef]) -> frozenset[str]:
        """Tried out on a cell of each, which gets the format that it has."""
        return frozenset(
            title
            for title, cell in cells.items()
            if not _may_be_changed(self._at(cell))
        )

    def look(self, cells: Iterable[CellRef]) -> Mapping[CellRef, Seen]:
        return {cell: _seen(cell.sheet, self._at(cell)) for cell in cells}

    def marked(
        self, fills: Mapping[str, Collection[str]], cells: Collection[CellRef]
    ) -> Sequence[Seen]:
        """Fills are not searched for: that would take a call for every cell."""
        noted = {
            CellRef(title, _address(note.location))
            for title in fills
            for note in self._book.sheets[title].notes
        }
        return [*self.look(sorted(noted.union(cells))).values()]

    def liftable(self, titles: Collection[str]) -> frozenset[str]:
        return frozenset()  # only a macro can open a sheet

    def paint(self, strokes: Sequence[Stroke], *, lift: bool) -> None:
        for title, run in _runs(strokes, _fill):
            fill = run[0].fill
            if fill is not None:
                self._range(title, run).color = None if fill == NO_FILL else _rgb(fill)
        for title, run in _runs(strokes, _number_format):
            if run[0].number_format is not None:
                with unless_refused():
                    self._range(title, run).number_format = run[0].number_format
        for stroke in strokes:
            if stroke.note is not None:
                _put_note(self._at(stroke.cell), stroke.note)
            if stroke.words == "":
                self._at(stroke.cell).merge_area.clear_contents()
            elif stroke.words is not None:
                self._at(stroke.cell).value = f"'{stroke.words}"

    def take_in(self, source: str, sheets: Sequence[TakenIn]) -> None:
        ours = self._book.app.books[source].sheets
        *_, last = self._book.sheets
        first, *others = sheets
        ledger = ours[first.title].copy(after=last)
        for sheet in others:
            ours[sheet.title].copy(before=ledger)
        if first.very_hidden:
            ledger.visible = _VERY_HIDDEN

    def point(self, names: Mapping[str, str]) -> None:
        """A name given from here would be seen by everyone: none is given."""

    def take_out(self, titles: Sequence[str], names: Sequence[str]) -> None:
        for name in names:
            self._book.names[name].delete()
        for title in titles:
            sheet = self._book.sheets[title]
            sheet.visible = True
            sheet.delete()

    def rename(self, titles: Mapping[str, str]) -> None:
        for title, new in titles.items():
            self._book.sheets[title].name = new

    def _at(self, cell: CellRef) -> XlRange:
        return self._book.sheets[cell.sheet].range(cell.address)

    def _range(self, title: str, run: Sequence[Stroke]) -> XlRange:
        first, last = run[0].cell.address, run[-1].cell.address
        return self._book.sheets[title].range(f"{first}:{last}")


def _hidden(sheet: XlSheet, first: int, last: int) -> Iterator[int]:
    hidden = sheet.range(f"{first}:{last}").rows.hidden
    if hidden:
        yield from range(first, last + 1)
    elif hidden is None and first < last:
        middle = (first + last) // 2
        yield from _hidden(sheet, first, middle)
        yield from _hidden(sheet, middle + 1, last)


def _formats(sheet: XlSheet, column: Sequence[Place]) -> dict[Place, str]:
    """Formats of places of one column, top to bottom."""
    code = sheet.range(f"{column[0].address}:{column[-1].address}").number_format
    if code is not None:
        return dict.fromkeys(column, code)
    if len(column) == 1:
        return {}
    middle = len(column) // 2
    return _formats(sheet, column[:middle]) | _formats(sheet, column[middle:])


def _seen(title: str, asked: XlRange) -> Seen:
    at = Place(asked.merge_area.row, asked.merge_area.column)
    cell = asked.sheet.range(at.address)
    fill, note = cell.color, cell.note
    threaded = note is not None and _is_threaded(note)
    return Seen(
        cell=CellRef(title, at.address),
        fill="{:02X}{:02X}{:02X}".format(*fill) if fill else NO_FILL,
        number_format=cell.number_format or "General",
        filled=bool(cell.formula),
        note=None if note is None or threaded else note.text,
        threaded=threaded,
    )


def title_in(refers_to: str) -> str:
    """The title in what a name refers to: ``='Site''s own'!$A$1``."""
    title = refers_to.lstrip("=").rpartition("!")[0].lstrip("$")
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _may_be_changed(cell: XlRange) -> bool:
    code = cell.number_format
    try:
        with in_our_words():
            cell.number_format = code
    except ExcelError as error:
        if error.problems[0].code != "XL-033":
            raise
        return False
    return True


def _is_threaded(note: XlNote) -> bool:
    return str(getattr(note, "author", "")).startswith(_THREADED)


def _put_note(cell: XlRange, words: str) -> None:
    note = cell.note
    if note is None:
        if words:
            cell.add_note(words)
    elif words:
        note.text = words
    else:
        note.delete()


def _runs(
    strokes: Sequence[Stroke], change: Callable[[Stroke], str | None]
) -> Iterator[tuple[str, list[Stroke]]]:
    """By sheet, strokes one right below the other that change the same."""
    run: list[Stroke] = []
    for stroke in sorted(strokes, key=_down_the_columns):
        if run and not _goes_on(run[-1], stroke, change):
            yield run[0].cell.sheet, run
            run = []
        run.append(stroke)
    if run:
        yield run[0].cell.sheet, run


def _fill(stroke: Stroke) -> str | None:
    return stroke.fill


def _number_format(stroke: Stroke) -> str | None:
    return stroke.number_format


def _down_the_columns(stroke: Stroke) -> tuple[str, int, int]:
    row, column = place_of(stroke.cell.address)
    return stroke.cell.sheet, column, row


def _goes_on(
    last: Stroke, stroke: Stroke, change: Callable[[Stroke], str | None]
) -> bool:
    sheet, column, row = _down_the_columns(last)
    below = _down_the_columns(stroke) == (sheet, column, row + 1)
    return below and change(last) == change(stroke)


def _rgb(fill: str) -> Rgb:
    return int(fill[:2], 16), int(fill[2:4], 16), int(fill[4:], 16)


def _address(cell: XlRange) -> str:
    return f"{column_letters(cell.column)}{cell.row}"
