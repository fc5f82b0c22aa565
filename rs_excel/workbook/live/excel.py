"""What this adapter uses of xlwings, and nothing else: the shapes of its objects.

xlwings is untyped, and most of it is not for us: ``api`` reaches into one system's
Excel, ``fullname`` fails for books on OneDrive. What stands here works on Windows and
macOS. Rows and columns are 1-based, numbers read are floats, days are datetimes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

Rgb = tuple[int, int, int]
Held = None | bool | float | str | datetime
"""What a cell is read as; an error is its text, ``#N/A``."""


class XlNote(Protocol):
    text: str

    @property
    def location(self) -> XlRange: ...

    def delete(self) -> None: ...


class XlRows(Protocol):
    @property
    def hidden(self) -> bool | None:
        """None where some are and some are not."""
        ...


class XlRange(Protocol):
    value: Any
    color: Rgb | None
    number_format: str | None

    @property
    def row(self) -> int: ...

    @property
    def column(self) -> int: ...

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def address(self) -> str: ...

    @property
    def sheet(self) -> XlSheet: ...

    @property
    def formula(self) -> Any: ...

    @property
    def merge_area(self) -> XlRange: ...

    @property
    def note(self) -> XlNote | None: ...

    @property
    def rows(self) -> XlRows: ...

    def options(self, **options: object) -> XlRange: ...

    def add_note(self, text: str) -> XlNote: ...

    def clear_contents(self) -> None: ...

    def select(self) -> None: ...


class XlSheet(Protocol):
    name: str
    visible: bool | int

    @property
    def impl(self) -> XlSheetAsked: ...

    @property
    def used_range(self) -> XlRange: ...

    @property
    def notes(self) -> Sequence[XlNote]: ...

    def range(self, address: str) -> XlRange: ...

    def activate(self) -> None: ...

    def copy(
        self, *, before: XlSheet | None = None, after: XlSheet | None = None
    ) -> XlSheet: ...

    def delete(self) -> None: ...


class XlSheetAsked(Protocol):
    """A sheet asked without a detour, which the calls of a single click are saved by.

    What stands above it activates Excel and the workbook as well.
    """

    def activate(self) -> None: ...


class XlSheets(Protocol):
    @property
    def active(self) -> XlSheet: ...

    def __iter__(self) -> Iterator[XlSheet]: ...

    def __getitem__(self, title: str) -> XlSheet: ...


class XlBooks(Protocol):
    def __iter__(self) -> Iterator[XlBook]: ...

    def __getitem__(self, name: str) -> XlBook: ...

    def open(self, path: str, **options: object) -> XlBook: ...


class XlName(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def refers_to(self) -> str: ...

    def delete(self) -> None: ...


class XlNames(Protocol):
    def __contains__(self, name: str) -> bool: ...

    def __getitem__(self, name: str) -> XlName: ...


class XlAppAsked(Protocol):
    """Excel asked without a detour; what stands above it asks for this twice."""

    @property
    def selection(self) -> XlRange | None: ...


class XlApp(Protocol):
    screen_updating: bool
    enable_events: bool
    calculation: str

    @property
    def impl(self) -> XlAppAsked: ...

    @property
    def books(self) -> XlBooks: ...

    @property
    def selection(self) -> XlRange | None: ...

    def macro(self, name: str) -> Callable[..., object]: ...


class XlBook(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def app(self) -> XlApp: ...

    @property
    def sheets(self) -> XlSheets: ...

    @property
    def names(self) -> XlNames: ...

    def activate(self) -> None: ...

    def close(self) -> None: ...
