"""What xlwings asks of a sheet: its ranges, its notes, its place in the book.

Comes in: a ``SheetDriver``. Goes out: ranges made from addresses, numbers or names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings import NoSuchObjectError

from tests.engines.driver import SheetDriver, Shown
from tests.engines.geometry import WHOLE_SHEET, Block, block_of
from tests.engines.wire import Wire, call, put, refused
from tests.engines.xl_range import NoteImpl, RangeImpl

if TYPE_CHECKING:
    from tests.engines.xl_book import BookImpl, NamesImpl

_NO_TITLE = re.compile(r"[\[\]:*?/\\]|^'|'$")


class SheetImpl:
    """One worksheet."""

    def __init__(self, book: BookImpl, driver: SheetDriver) -> None:
        self.book = book
        self.driver = driver

    @property
    def wire(self) -> Wire:
        return self.book.wire

    @property
    def api(self) -> SheetImpl:
        return self

    @property
    def names(self) -> NamesImpl:
        return self.book.names

    @property
    @call
    def name(self) -> str:
        return self.driver.title

    @name.setter
    @put
    def name(self, title: str) -> None:
        self.book.keep_structure()
        others = [known.lower() for known in self.book.driver.titles()]
        others.remove(self.driver.title.lower())
        if not 1 <= len(title) <= 31 or _NO_TITLE.search(title):
            raise refused("You typed an invalid name for a sheet.")
        if title.lower() in others:
            raise refused("That name is already taken. Try a different one.")
        self.driver.title = title

    @property
    @call
    def index(self) -> int:
        return [*self.book.driver.titles()].index(self.driver.title) + 1

    @property
    @call
    def visible(self) -> int:
        """Excel's number, as on Windows: 0 for hidden, 2 for very hidden, else -1."""
        return int(self.driver.shown)

    @visible.setter
    @put
    def visible(self, shown: bool | int) -> None:
        self.book.keep_structure()
        asked = Shown.VISIBLE if shown is True else Shown(int(shown))
        if asked is not Shown.VISIBLE:
            self._keep_one_visible()
        self.driver.shown = asked

    @call
    def activate(self) -> None:
        if self.driver.shown is not Shown.VISIBLE:
            raise refused("Activate method of Worksheet class failed")
        self.book.driver.select(self.driver, None)

    select = activate

    @call
    def delete(self) -> None:
        self.book.keep_structure()
        self._keep_one_visible()
        self.book.driver.delete_sheet(self.driver)

    def _keep_one_visible(self) -> None:
        if not self.book.sheets.others_to_see(self.driver):
            raise refused("A workbook must contain at least one visible worksheet.")

    @call
    def copy(self, before: SheetImpl | None, after: SheetImpl | None) -> None:
        """The copy is the active sheet of the book it went to, as in Excel."""
        beside = before or after
        assert beside is not None
        target = beside.book
        target.keep_structure()
        index = target.sheets.place(before, after)
        copied = target.driver.copy_in(self.book.driver, self.driver.title, index)
        if copied.shown is Shown.VISIBLE:
            target.driver.select(copied, None)

    @property
    @call
    def used_range(self) -> RangeImpl:
        return RangeImpl(self, self.driver.used())

    @property
    def cells(self) -> RangeImpl:
        return RangeImpl(self, WHOLE_SHEET)

    @property
    @call
    def notes(self) -> list[NoteImpl]:
        return [
            NoteImpl(RangeImpl(self, Block(row, column)))
            for row, column in self.driver.noted()
        ]

    def range(self, first: Any, second: Any = None) -> RangeImpl:
        """From a range, an address, a name, (row, column) or (row, column, rows,
        columns); with ``second`` all between the two."""
        block = self._block(first)
        if second is not None:
            block = block.hull(self._block(second))
        return RangeImpl(self, block)

    def _block(self, said: Any) -> Block:
        if isinstance(said, RangeImpl):
            return said.block
        if isinstance(said, tuple):
            if 0 in said[:2]:
                raise IndexError("rows and columns of Excel start at 1")
            return Block(*said)
        return block_of(said) or self._named(said)

    @call
    def _named(self, name: str) -> Block:
        references = self.book.driver.names()
        if name not in references:
            raise NoSuchObjectError(f"There is no range or name {name!r}")
        return self.book.referred(references[name]).block

    @call
    def clear(self) -> None:
        self.driver.clear(self.driver.used(), contents=True, formats=True)

    @call
    def clear_contents(self) -> None:
        self.driver.clear(self.driver.used(), contents=True, formats=False)
