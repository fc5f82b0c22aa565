"""The pen for a workbook that is open in Excel: marks and sheets as in a checked file.

Comes in: marks and sheets, one by one, which are only kept. Goes out, when it is told
to finish: our sheets behind the last one, and the marks on the cells. Whatever can fail
for reasons of ours has been done before Excel is asked to change anything.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.live.aside import put_aside
from rs_excel.workbook.live.book import LiveBook
from rs_excel.workbook.live.cell_work import TakenIn
from rs_excel.workbook.live.marking import Plan, cells_of, planned
from rs_excel.workbook.live.own_book import OwnBook
from rs_excel.workbook.ooxml.ledger import SHEET_ID, Ledger, LedgerRow
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_MARKED, NAME_OF_SHEET
from rs_excel.workbook.ports import CellMark, Ink, InkLook, ReportSheet

_MAC_FOLDER = "Library/Containers/com.microsoft.Excel/Data"  # Excel asks for no other


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """What an earlier check left and this one puts something else for."""

    titles: Sequence[str]  # of our sheets
    names: Sequence[str]  # hidden ones of ours
    aside: Mapping[str, str] = field(default_factory=dict)
    """Of those sheets the ones that go last, by the titles they have until then."""


class LivePen:
    """Honours ``WorkbookPen``. ``keys`` are the question keys of answer cells."""

    def __init__(
        self,
        live: LiveBook,
        looks: Mapping[Ink, InkLook],
        keys: Mapping[CellRef, str],
        *,
        leaves: Collection[str] = (),
        closed: Collection[str] = (),
    ) -> None:
        """``leaves``: titles of sheets that will be gone; ``closed``: sheets on which
        nothing may be marked."""
        self._live = live
        self._looks = looks
        self._keys = keys
        self._closed = closed
        titles = live.reader.sheet_names()
        self._order = [*titles]
        self._own = OwnBook(
            looks,
            [title for title in titles if title not in leaves],
            counts_from_1904=live.work.counts_from_1904(live.reader.some_days()),
        )
        self._marks: list[CellMark] = []
        self._sheets: list[LedgerRow] = []

    def mark(self, marks: Sequence[CellMark]) -> None:
        """Marks to be made, but on sheets that are closed."""
        open_ = [mark for mark in marks if mark.cell.sheet not in self._closed]
        self._marks += sorted(open_, key=lambda m: self._order.index(m.cell.sheet))

    def put_sheet(self, sheet: ReportSheet) -> str:
        """A sheet to be added; returns the title it will have."""
        row = self._own.put(sheet)
        self._sheets.append(row)
        return row.sheet

    def finish(
        self, keep: Sequence[LedgerRow] = (), *, instead_of: Replaced, lift: bool
    ) -> None:
        """Adds the sheets and makes the marks. ``keep``: rows of the ledger that still
        hold; ``instead_of``: what has to go, and goes only when the new sheets stand
        ready; ``lift``: protection without a password is lifted and set again."""
        work = self._live.work
        plan = self._plan()
        ledger = Ledger([*self._in_tab_order([*keep, *plan.rows]), *self._sheets])
        ledger.rows += [row for row in keep if row.what == "sheet"]
        own = self._own.put(ledger.as_sheet())
        taken = [TakenIn(row.sheet) for row in self._sheets]
        with self._opened(self._own.finished()) as source:
            self._exchange(
                source, [TakenIn(own.sheet, very_hidden=True), *taken], instead_of
            )
        work.point(_names(ledger, own.sheet))
        work.paint(plan.strokes, lift=lift)

    def _exchange(self, source: str, new: Sequence[TakenIn], old: Replaced) -> None:
        """What people wrote in is deleted only when the new sheets are in."""
        work, at_once = self._live.work, [t for t in old.titles if t not in old.aside]
        work.take_out(at_once, () if old.aside else old.names)
        with put_aside(work, old.aside, [sheet.title for sheet in new]):
            work.take_in(source, new)
        if old.aside:
            work.take_out([*old.aside.values()], old.names)

    def _plan(self) -> Plan:
        seen = self._live.work.look(cells_of(self._marks))
        return planned(self._marks, seen, self._looks, self._keys)

    def _in_tab_order(self, rows: Sequence[LedgerRow]) -> list[LedgerRow]:
        places = {title: place for place, title in enumerate(self._order)}
        marks = [row for row in rows if row.what == "mark"]
        return sorted(marks, key=lambda row: places.get(row.sheet, len(places)))

    @contextmanager
    def _opened(self, data: bytes) -> Iterator[str]:
        """A workbook of ours, open in the same Excel; closed and deleted afterwards."""
        with TemporaryDirectory(prefix="rs_excel-", dir=_folder()) as folder:
            path = Path(folder) / f"{Path(folder).name}.xlsx"
            path.write_bytes(data)
            app = self._live.book.app
            book = app.books.open(
                str(path), read_only=True, update_links=False, add_to_mru=False
            )
            try:
                yield path.name
            finally:
                book.close()


def _folder() -> Path | None:
    """Where Excel opens files without asking; None for the system's own choice."""
    own = Path.home() / _MAC_FOLDER
    return own if sys.platform == "darwin" and own.is_dir() else None


def _names(ledger: Ledger, own_title: str) -> dict[str, str]:
    """Hidden names by which sheets are known again: name → title."""
    names = {NAME_OF_SHEET + row.key: row.sheet for row in ledger.sheets()}
    names[NAME_OF_SHEET + SHEET_ID] = own_title
    marked = enumerate(ledger.marks())
    return names | {f"{NAME_OF_MARKED}{number}": title for number, title in marked}
