"""A workbook that is open in Excel, as the rest of the house sees it.

Comes in: a book of xlwings, from whoever found it. Goes out: what use cases ask of it,
and errors of the catalogue where Excel will not. Where its file lies is never asked
for: that is a web address for books on OneDrive, and nobody's business here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from rs_excel.domain.questions import CellRef
from rs_excel.errors import ExcelError
from rs_excel.workbook.addresses import Place, column_letters
from rs_excel.workbook.live.blocks import read_block
from rs_excel.workbook.live.cell_work import CellWork
from rs_excel.workbook.live.excel import XlBook, XlSheet
from rs_excel.workbook.live.faults import REFUSED, in_our_words
from rs_excel.workbook.live.hand_work import HandWork, title_in
from rs_excel.workbook.live.macro_work import MacroWork
from rs_excel.workbook.live.reader import LiveReader
from rs_excel.workbook.live.session import quiet
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_MARKED
from rs_excel.workbook.ports import Grid

_VISIBLE = -1  # Excel's own number


class LiveBook:
    """An open workbook. Lives for one command; what it read once it does not ask."""

    def __init__(self, book: XlBook) -> None:
        self.book = book
        self._sheets: dict[str, XlSheet | None] = {}
        self._shown = ""  # the title of the active sheet, once it was asked for

    @cached_property
    @in_our_words()
    def name(self) -> str:
        return self.book.name

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Excel keeps still, and is afterwards as the user left it."""
        with in_our_words(), quiet(self.book):
            yield

    @cached_property
    @in_our_words()
    def work(self) -> CellWork:
        """The add-in's macros where they are at hand, else what can be done without."""
        macros = MacroWork(self.name, self.book.app.macro)
        try:
            with in_our_words():
                macros.sheets()
        except ExcelError as error:
            if error.problems[0].code != REFUSED:
                raise
            return HandWork(self.book)
        return macros

    @cached_property
    def reader(self) -> LiveReader:
        return LiveReader(self.book, self.name, self.work)

    @in_our_words()
    def active_cell(self) -> CellRef | None:
        """The first cell selected; None on a sheet without cells."""
        # The property of the app itself would ask Excel twice.
        selected = self.book.app.impl.selection
        if selected is None:
            return None
        self._shown = selected.sheet.name
        address = f"{column_letters(selected.column)}{selected.row}"
        return CellRef(self._shown, address)

    @in_our_words()
    def open_books(self) -> tuple[str, ...]:
        """The names of all workbooks open in this Excel, this one among them."""
        return tuple(book.name for book in self.book.app.books)

    def whole_sheet(self, title: str) -> Grid | None:
        """All values of a sheet, hidden ones too; None where there is none."""
        with in_our_words():
            sheet = self._sheet(title)
            if sheet is None:
                return None
            block = read_block(sheet.used_range, title)
        return Grid(sheet=title, rows=block.by_row())

    def corner_of(self, title: str, last: Place) -> Grid | None:
        """The values from A1 to a cell in one call, where the whole takes two."""
        with in_our_words():
            sheet = self._sheet(title)
            if sheet is None:
                return None
            block = read_block(sheet.range(f"A1:{last.address}"), title)
        return Grid(sheet=title, rows=block.by_row())

    def marked_sheet(self, number: int) -> str | None:
        """The title a marked sheet has now, by its number in the ledger."""
        try:
            with in_our_words():
                said = self.book.names[f"{NAME_OF_MARKED}{number}"].refers_to
        except (ExcelError, KeyError):
            return None
        return title_in(said)

    @in_our_words()
    def fill_of(self, cell: CellRef) -> str:
        """RRGGBB; empty where there is none."""
        fill = self.book.sheets[cell.sheet].range(cell.address).color
        return "{:02X}{:02X}{:02X}".format(*fill) if fill else ""

    @in_our_words()
    def note_on(self, cell: CellRef) -> str:
        """The words of the note; empty where there is none."""
        note = self.book.sheets[cell.sheet].range(cell.address).note
        return note.text if note is not None else ""

    @in_our_words()
    def go_to(self, cell: CellRef) -> bool:
        """Show the sheet and select the cell; False where the sheet is hidden."""
        sheet = self._sheet(cell.sheet) or self.book.sheets[cell.sheet]
        if cell.sheet != self._shown:
            try:
                with in_our_words():
                    # Excel and the workbook in it are active: they were clicked in.
                    sheet.impl.activate()
            except ExcelError:
                if sheet.visible in (True, _VISIBLE):
                    raise
                return False
            self._shown = cell.sheet
        sheet.range(cell.address).select()
        return True

    def _sheet(self, title: str) -> XlSheet | None:
        if title not in self._sheets:
            try:
                with in_our_words():
                    self._sheets[title] = self.book.sheets[title]
            except (ExcelError, KeyError) as error:
                if isinstance(error, ExcelError) and error.problems[0].code != REFUSED:
                    raise
                self._sheets[title] = None
        return self._sheets[title]
