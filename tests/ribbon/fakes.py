"""An Excel made of a few lines, for what happens around a command.

It knows windows, status bars and the names of open books; what is in a book is tested
on the engines under ``tests/engines``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from rs_excel.ribbon import window


class ComError(Exception):
    """What pywin32 raises: a number, and at times Excel's own sentence."""

    def __init__(self, hresult: int, sentence: str = "") -> None:
        super().__init__(hresult, sentence)
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", sentence, None, 0, hresult)


ComError.__module__ = "pywintypes"
REJECTED, GONE = -2147418111, -2147023174


@dataclass
class FakeBook:
    name: str


@dataclass
class FakeBooks:
    """Open books; the active one first. ``shown`` is how many have a window."""

    books: list[FakeBook]
    shown: int = 1

    def __len__(self) -> int:
        return len(self.books)

    def __iter__(self) -> Any:
        return iter(self.books)

    def __getitem__(self, name: str) -> FakeBook:
        return next(book for book in self.books if book.name == name)

    @property
    def active(self) -> Any:
        if not self.shown or not self.books:
            raise AttributeError("'NoneType' object has no attribute 'Name'")
        return self.books[0]


@dataclass
class FakeExcel:
    """One running Excel. ``bar`` is all that its status bar ever said."""

    hwnd: int = 7
    pid: int = 70
    names: tuple[str, ...] = ("return.xlsx",)
    shown: int = 1
    bar: list[object] = field(default_factory=list)
    fails: Exception | None = None  # raised by every later call to the status bar

    @property
    def books(self) -> FakeBooks:
        return FakeBooks([FakeBook(name) for name in self.names], self.shown)

    @property
    def status_bar(self) -> object:
        return self.bar[-1] if self.bar else False

    @status_bar.setter
    def status_bar(self, text: object) -> None:
        if self.fails is not None:
            raise self.fails
        self.bar.append(text)


def open_in(monkeypatch: pytest.MonkeyPatch, *excels: FakeExcel) -> None:
    """Lets xlwings find these, and no other."""
    engines = SimpleNamespace(active="one")
    xlwings = SimpleNamespace(engines=engines, apps=list(excels))
    monkeypatch.setattr(window, "open_xlwings", lambda: xlwings)
