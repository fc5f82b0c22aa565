"""What differs between the engines: how a workbook is reached.

A ``Program`` opens workbooks, a ``BookDriver`` holds one, a ``SheetDriver`` one of its
sheets. Rows and columns are 1-based; colours are (red, green, blue).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from tests.engines.geometry import Block
from tests.engines.wire import ComError


class ErrorText(str):
    """``#N/A``, ``#REF!`` …: the error of a cell, told from the text ``#N/A``."""

    __slots__ = ()


class Kept(str):
    """Text that stays text, whatever it looks like."""

    __slots__ = ()


class FormulaText(str):
    """A formula in Excel's English, with the equals sign."""

    __slots__ = ()


Value = None | bool | float | str | datetime
Rows = Sequence[Sequence[Value]]
Colour = tuple[int, int, int]
Own: TypeAlias = Any
"""A driver of the same program; engines are never mixed."""


class Shown(IntEnum):
    """Excel's own numbers."""

    VISIBLE = -1
    HIDDEN = 0
    VERY_HIDDEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What a sheet forbids; nothing where it is not protected."""

    contents: bool = False  # values of locked cells
    formats: bool = False
    notes: bool = False


class SheetDriver(Protocol):
    title: str
    shown: Shown

    def protection(self) -> Protection: ...

    def has_locked(self, block: Block) -> bool: ...

    def used(self) -> Block: ...

    def values(self, block: Block) -> list[list[Value]]: ...

    def put_values(self, block: Block, rows: Rows) -> None:
        """Texts are put as text; a FormulaText as formula."""
        ...

    def formulas(self, block: Block) -> list[list[str]]: ...

    def clear(self, block: Block, *, contents: bool, formats: bool) -> None: ...

    def fill(self, block: Block) -> Colour | None: ...

    def put_fill(self, block: Block, colour: Colour | None) -> None: ...

    def number_format(self, block: Block) -> str | None:
        """None where the cells differ."""
        ...

    def put_number_format(self, block: Block, code: str) -> None: ...

    def note(self, row: int, column: int) -> str | None: ...

    def put_note(self, row: int, column: int, text: str) -> None: ...

    def drop_note(self, row: int, column: int) -> None: ...

    def noted(self) -> list[tuple[int, int]]:
        """Rows and columns of the cells with a note."""
        ...

    def merged(self, row: int, column: int) -> Block:
        """The merged rectangle a cell is part of, or the cell itself."""
        ...

    def rows_hidden(self, block: Block) -> bool | None:
        """None where some are and some are not."""
        ...

    def hide_rows(self, block: Block, hidden: bool) -> None: ...


class BookDriver(Protocol):
    path: Path | None
    """None until it was saved once."""

    @property
    def structure_protected(self) -> bool: ...

    def titles(self) -> Sequence[str]:
        """Of the sheets, in the order of their tabs."""
        ...

    def sheet(self, title: str) -> SheetDriver:
        """The sheet that has just this title."""
        ...

    def add_sheet(self, title: str, index: int) -> SheetDriver:
        """``index`` counts from zero."""
        ...

    def delete_sheet(self, sheet: Own) -> None: ...

    def copy_in(self, source: Own, title: str, index: int) -> SheetDriver:
        """A sheet of this or another book of the same program, under a free title."""
        ...

    def names(self) -> Mapping[str, str]:
        """Defined names of the book, and what they refer to, as ``'Sheet'!$A$1``."""
        ...

    def put_name(self, name: str, refers_to: str) -> None: ...

    def drop_name(self, name: str) -> None: ...

    def selection(self) -> tuple[SheetDriver, Block]:
        """The active sheet, and what is selected on it."""
        ...

    def select(self, sheet: Own, block: Block | None) -> None:
        """Makes a sheet active and, unless None, selects cells on it."""
        ...

    def redraws(self, redraws: bool) -> None: ...

    def recalculates(self, recalculates: bool) -> None: ...

    def calculate(self) -> None: ...

    def save(self, path: Path) -> None: ...

    def close(self) -> None: ...


class Program(Protocol):
    name: str

    def explained(self, fault: Exception) -> ComError | None:
        """A fault of this program as Excel would raise it; None for any other."""
        ...

    def new(self, title: str) -> BookDriver: ...

    def open(self, path: Path, *, read_only: bool) -> BookDriver: ...

    def load_addin(self, path: Path) -> Any:
        """A workbook with macros, opened out of sight; what ``run`` takes."""
        ...

    def run(self, addin: Any, macro: str, arguments: Sequence[Any]) -> Any:
        """Runs ``Module.Procedure``; LookupError when there is none."""
        ...

    def unload(self, addin: Any) -> None: ...
