"""What xlwings asks of a book: its sheets, its names, saving and closing.

Comes in: a ``BookDriver``. What Excel refuses (a title twice, a sheet taken out of a
protected structure, the last visible sheet deleted) is refused here, in its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.engines.driver import BookDriver, SheetDriver, Shown
from tests.engines.geometry import block_of
from tests.engines.wire import Wire, call, put, refused
from tests.engines.xl_range import RangeImpl
from tests.engines.xl_sheet import SheetImpl

if TYPE_CHECKING:
    from tests.engines.xl_app import AppImpl

_REFERENCE = re.compile(
    r"=?\$?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^!']+))!(?P<at>.+)"
)


class BookImpl:
    """One open workbook."""

    def __init__(self, app: AppImpl, driver: BookDriver, *, unsaved: str) -> None:
        self.app = app
        self.driver = driver
        self._unsaved = unsaved

    @property
    def wire(self) -> Wire:
        return self.app.wire

    @property
    def api(self) -> BookImpl:
        return self

    def title(self) -> str:
        return self.driver.path.name if self.driver.path else self._unsaved

    @property
    @call
    def name(self) -> str:
        return self.title()

    @property
    @call
    def fullname(self) -> str:
        return str(self.driver.path or self._unsaved)

    @property
    def sheets(self) -> SheetsImpl:
        return SheetsImpl(self)

    @property
    def names(self) -> NamesImpl:
        return NamesImpl(self)

    def selected(self) -> RangeImpl:
        sheet, block = self.driver.selection()
        return RangeImpl(SheetImpl(self, sheet), block)

    @call
    def activate(self) -> None:
        self.app.front.remove(self)
        self.app.front.insert(0, self)

    @call
    def save(self, path: str | None = None, password: str | None = None) -> None:
        target = (
            Path(path) if path else self.driver.path or Path(f"{self._unsaved}.xlsx")
        )
        self.driver.save(target.resolve())

    @call
    def close(self) -> None:
        self.driver.close()
        self.app.opened.remove(self)
        self.app.front.remove(self)

    def keep_structure(self) -> None:
        """Raises where the structure is protected."""
        if self.driver.structure_protected:
            raise refused("Workbook is protected and cannot be changed.")

    def referred(self, refers_to: str) -> RangeImpl:
        """The cells of ``='Sheet'!$A$1``."""
        match = _REFERENCE.fullmatch(refers_to)
        block = block_of(match["at"]) if match else None
        if match is None or block is None:
            raise refused("The name refers to no cells.")
        title = (match["quoted"] or match["plain"]).replace("''", "'")
        return RangeImpl(self.sheets.titled(title), block)


class SheetsImpl:
    """The sheets of a book, hidden ones among them."""

    def __init__(self, book: BookImpl) -> None:
        self.book = book

    @property
    def wire(self) -> Wire:
        return self.book.wire

    @property
    def api(self) -> SheetsImpl:
        return self

    @property
    @call
    def active(self) -> SheetImpl:
        return SheetImpl(self.book, self.book.driver.selection()[0])

    @call
    def __call__(self, name_or_index: str | int) -> SheetImpl:
        if isinstance(name_or_index, str):
            return self.titled(name_or_index)
        titles = self.book.driver.titles()
        if not 1 <= name_or_index <= len(titles):
            raise refused("Subscript out of range")
        return self._held(titles[name_or_index - 1])

    def titled(self, title: str) -> SheetImpl:
        for known in self.book.driver.titles():
            if known.lower() == title.lower():
                return self._held(known)
        raise refused("Subscript out of range")

    def _held(self, title: str) -> SheetImpl:
        return SheetImpl(self.book, self.book.driver.sheet(title))

    @call
    def __len__(self) -> int:
        return len(self.book.driver.titles())

    def __iter__(self) -> Iterator[SheetImpl]:
        return iter(self._all())

    @call
    def _all(self) -> list[SheetImpl]:
        return [self._held(title) for title in self.book.driver.titles()]

    @call
    def add(
        self,
        before: SheetImpl | None = None,
        after: SheetImpl | None = None,
        name: str | None = None,
    ) -> SheetImpl:
        """The new sheet is the active one, as in Excel."""
        self.book.keep_structure()
        title = name or self._free_title()
        index = self.place(before, after)
        sheet = SheetImpl(self.book, self.book.driver.add_sheet(title, index))
        self.book.driver.select(sheet.driver, None)
        return sheet

    def place(self, before: SheetImpl | None, after: SheetImpl | None) -> int:
        """Counted from zero; in front of the active sheet if unsaid."""
        titles = self.book.driver.titles()
        if after is not None:
            return titles.index(after.driver.title) + 1
        beside = before.driver if before else self.book.driver.selection()[0]
        return titles.index(beside.title)

    def _free_title(self) -> str:
        taken = {title.lower() for title in self.book.driver.titles()}
        number = 1
        while f"sheet{number}" in taken:
            number += 1
        return f"Sheet{number}"

    def others_to_see(self, hidden: SheetDriver) -> bool:
        """Whether a sheet could go, and one to look at would be left."""
        driver, gone = self.book.driver, hidden.title
        others = (driver.sheet(title) for title in driver.titles() if title != gone)
        return any(sheet.shown is Shown.VISIBLE for sheet in others)


class NamesImpl:
    """The names defined for the whole book."""

    def __init__(self, book: BookImpl) -> None:
        self.book = book

    @property
    def wire(self) -> Wire:
        return self.book.wire

    @property
    def api(self) -> NamesImpl:
        return self

    @call
    def snapshot(self) -> list[tuple[str, NameImpl]]:
        return [(name, NameImpl(self.book, name)) for name in self.book.driver.names()]

    @call
    def contains(self, name: str) -> bool:
        return name in self.book.driver.names()

    @call
    def __len__(self) -> int:
        return len(self.book.driver.names())

    @call
    def __call__(self, name: str) -> NameImpl:
        if name not in self.book.driver.names():
            raise refused("That name is not valid.")
        return NameImpl(self.book, name)

    @call
    def add(self, name: str, refers_to: str) -> NameImpl:
        self.book.driver.put_name(name, refers_to.lstrip("="))
        return NameImpl(self.book, name)


class NameImpl:
    """A defined name."""

    def __init__(self, book: BookImpl, name: str) -> None:
        self.book = book
        self._name = name

    @property
    def wire(self) -> Wire:
        return self.book.wire

    @property
    def api(self) -> Any:
        return self

    @property
    @call
    def name(self) -> str:
        return self._name

    @property
    @call
    def refers_to(self) -> str:
        return f"={self.book.driver.names()[self._name]}"

    @refers_to.setter
    @put
    def refers_to(self, reference: str) -> None:
        self.book.driver.put_name(self._name, reference.lstrip("="))

    @property
    @call
    def refers_to_range(self) -> RangeImpl:
        return self.book.referred(self.book.driver.names()[self._name])

    @call
    def delete(self) -> None:
        self.book.driver.drop_name(self._name)
