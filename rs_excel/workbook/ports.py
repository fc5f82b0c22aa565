"""What the rest of the house needs of a workbook, whoever holds it.

Readers give values, pens leave marks. An adapter honours one or both; no caller
knows which library, file format or running program stands behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from rs_excel.domain.questions import CellRef, Note


@dataclass(frozen=True, slots=True)
class CellError:
    """``#REF!``, ``#N/A`` …: a broken formula, never a blank and never an answer."""

    code: str


@dataclass(frozen=True, slots=True)
class NoCachedValue:
    """A formula whose result nobody stored: open and save once in Excel."""

    formula: str


class Percent(float):
    """A number in a cell formatted as a percentage: 0.15, which people see as 15 %."""

    __slots__ = ()


RawValue = (
    None
    | bool
    | float
    | str
    | date
    | datetime
    | time
    | timedelta
    | CellError
    | NoCachedValue
)


TEXTS_SHEET = "_rs_texts"
"""Where our questionnaire keeps its texts in all languages. Hidden as we wrote it, it
holds no answers, and readers need not look for any."""

RowValues = Mapping[int, RawValue]
"""The filled cells of a row, by 1-based column."""

SignsByRow = Mapping[int, Mapping[int, str]]
"""Texts by row and column, both 1-based and in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The filled cells of one sheet, read in one go; rows and columns are 1-based.

    Rows come in order. Empty cells and rows are left out, so that a stray cell in the
    last row of a sheet costs what any other does.
    """

    sheet: str
    rows: Mapping[int, RowValues]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    @classmethod
    def of(
        cls,
        sheet: str,
        rows: Iterable[Iterable[RawValue]],
        *,
        hidden: bool = False,
        hidden_rows: frozenset[int] = frozenset(),
    ) -> Grid:
        """From values as they stand, the first of the first row in A1."""
        filled = (
            # Nearly every value is true; only the others have to be looked at.
            (row, {c: v for c, v in enumerate(values, 1) if v or v not in _EMPTY})
            for row, values in enumerate(rows, 1)
        )
        kept = {row: cells for row, cells in filled if cells}
        return cls(sheet=sheet, rows=kept, hidden=hidden, hidden_rows=hidden_rows)

    def at(self, row: int, column: int) -> RawValue:
        """The value in a cell; None where it is empty."""
        return self.rows.get(row, _NO_CELLS).get(column)

    def signs(self, sign: str) -> SignsByRow:
        """The texts that begin with ``sign``."""
        found: dict[int, dict[int, str]] = {}
        for row, cells in self.rows.items():
            texts = {
                column: value
                for column, value in cells.items()
                if isinstance(value, str) and value.startswith(sign)
            }
            if texts:
                found[row] = texts
        return found

    def filled(self) -> Iterator[tuple[int, int, RawValue]]:
        """(row, column, value) of every cell that holds something."""
        for row, cells in self.rows.items():
            for column, value in cells.items():
                yield row, column, value


_NO_CELLS: RowValues = {}
_EMPTY = (None, "")


class WorkbookReader(Protocol):
    """Values of a workbook, and remarks about it made while opening."""

    @property
    def name(self) -> str: ...

    def sheet_names(self) -> tuple[str, ...]: ...

    def grid(self, sheet: str, columns: Collection[int]) -> Grid:
        """The values in some columns of a sheet, and perhaps in others."""
        ...

    def signs(self, sheet: str, sign: str) -> SignsByRow:
        """The texts of a sheet that begin with ``sign``."""
        ...

    def sheets_holding(self, *texts: str) -> tuple[str, ...]:
        """Sheets with a cell that says one of ``texts``; cheap, may say too many."""
        ...

    def notes(self) -> tuple[Note, ...]: ...


class Ink(StrEnum):
    """The named looks of our own sheets and marks; palette.py says what they are."""

    PLAIN = "plain"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADER = "header"
    WRAP = "wrap"  # text, wrapped, top
    THEIRS = "theirs"  # a cell for people to fill
    DATE = "date"
    DATE_THEIRS = "date_theirs"
    NUMBER = "number"
    PERCENT = "percent"
    LINK = "link"
    LABEL = "label"
    MUTED = "muted"
    BUSINESS_CRITICAL = "business_critical"
    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"
    GOOD_EXAMPLE = "good_example"
    DATA_QUALITY = "data_quality"
    NOT_ASSESSED = "not_assessed"
    LIGHT_RED = "light_red"
    LIGHT_AMBER = "light_amber"
    LIGHT_GREEN = "light_green"
    LIGHT_GREY = "light_grey"


@dataclass(frozen=True, slots=True, kw_only=True)
class InkLook:
    """How an ink looks, in terms every adapter can render. Colours are RRGGBB."""

    fill: str | None = None
    font: str = "1F2933"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = 10.0
    border: str | None = None  # colour of a thin border all round
    wrap: bool = False
    align: str = "left"  # left | center | right
    number_format: str = "General"
    symbol: str = ""  # shown before the value, so that colour is never alone
    locked: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMark:
    """One cell to mark: its ink, the note on it, the words beside it."""

    cell: CellRef
    ink: Ink
    note: str
    review_cell: CellRef | None = None  # our own template's "Buyer's check" cell
    review: str = ""


CellContent = str | float | int | bool | date | None


class Formula(NamedTuple):
    """A formula of ours, never of a stranger's, and what it comes to today."""

    text: str
    shows: str | float


CellValue = str | float | int | date | Formula | None
"""What may be put into a cell of a sheet that people work in."""


class ReportCell(NamedTuple):
    """A cell of one of our own sheets. Text is always text, never a formula.

    A tuple, because a copy has thousands of them and they are quicker to make.
    """

    value: CellContent = None
    ink: Ink = Ink.PLAIN
    link: CellRef | None = None  # jumps there when clicked
    span: int = 1  # columns merged to the right


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """A stacked bar chart over cells of the same sheet, drawn natively by Excel."""

    title: str
    categories: str  # "A8:A12"
    series: tuple[tuple[str, str, str], ...]  # (name, values "C8:C12", colour RRGGBB)
    anchor: str  # top left cell, "H7"
    columns: int = 8  # size in cells
    rows: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class DropDown:
    """A list validation on a range of one of our own sheets."""

    cells: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InkRule:
    """Conditional format: cells of a range take an ink when the formula holds."""

    cells: str
    formula: str
    ink: Ink


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """One of our own sheets: Summary, Findings, Corrective actions."""

    id: str  # stable, e.g. "summary": how our own sheet is known again
    title: str
    rows: tuple[tuple[ReportCell, ...], ...]
    widths: tuple[float, ...]  # in characters
    heights: Mapping[int, float] = field(default_factory=dict)  # row → points
    table: str | None = None  # "A4:N30": a native, filterable table; row 4 its header
    freeze: str | None = None  # "A5": first cell that scrolls
    charts: tuple[BarChart, ...] = ()
    drop_downs: tuple[DropDown, ...] = ()
    ink_rules: tuple[InkRule, ...] = ()
    tab_colour: str = "1F4E78"
    landscape: bool = True
    repeat_rows: str | None = None  # "1:4": printed on every page
    opens_first: bool = False
    hidden: bool = False  # very hidden: only for machines
    hidden_columns: tuple[int, ...] = ()  # 1-based


class WorkbookPen(Protocol):
    """Leaves marks and sheets."""

    def mark(self, marks: Sequence[CellMark]) -> None:
        """Colour cells and attach notes, remembering what was there."""
        ...

    def put_sheet(self, sheet: ReportSheet) -> str:
        """Add one of our sheets; returns the title it got (unique in the book)."""
        ...
