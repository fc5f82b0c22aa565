"""A sheet under construction, and what every block on it shares.

Comes in: a worksheet, its column plan and the pillar's accent. Goes out: cells with a
look, marker rows that readers find, defined names of answer cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Scope
from rs_excel.template import palette
from rs_excel.template.gates import Gates
from rs_excel.template.layout import (
    END,
    KEY_COLUMN,
    NUMBER_COLUMN,
    Columns,
    height_for,
)
from rs_excel.template.palette import Accent, Look, dress
from rs_excel.template.status import Placeholders
from rs_excel.template.texts_sheet import Shown, Texts
from rs_excel.template.validation import Validations

Value = str | int | Shown | None
MARKER_HEIGHT = 8.0
HEADER_HEIGHT = 27.0


@dataclass(slots=True, kw_only=True)
class SheetPen:
    """Writes one sheet from the top down; ``row`` is the next free row."""

    sheet: Worksheet
    columns: Columns
    accent: Accent
    validations: Validations
    texts: Texts
    gates: Gates
    scopes: Mapping[str, Scope]
    placeholders: Placeholders
    row: int = 1

    def put(
        self, column: int, value: Value, look: Look, *, row: int | None = None
    ) -> None:
        """One cell of the current row, or of another."""
        held = value.formula if isinstance(value, Shown) else value
        dress(self.sheet.cell(row or self.row, column, held), look)

    def put_wide(self, first: int, last: int, value: Value, look: Look) -> None:
        """One value across several columns of the current row."""
        for column in range(first, last + 1):
            self.put(column, value if column == first else None, look)
        self._merge(self.row, first, last)

    def heading(self, last: int, title: Shown) -> None:
        """The line that opens a topic, a grid or a table."""
        look = Look(
            size=11,
            bold=True,
            colour=self.accent.strong,
            fill=self.accent.pale,
            down="center",
            indent=1,
        )
        self.key(None)
        self.put_wide(NUMBER_COLUMN, last, title, look)
        self.next_row(22)

    def merge_above(self, first: int, last: int) -> None:
        """Join columns of the row just written, if they are several."""
        self._merge(self.row - 1, first, last)

    def _merge(self, row: int, first: int, last: int) -> None:
        if last > first:
            self.sheet.merge_cells(
                start_row=row, end_row=row, start_column=first, end_column=last
            )

    def markers(self, tokens: Mapping[int, str]) -> None:
        """A row of role tokens, by which readers find the columns."""
        last = max(self.columns.review, *tokens)
        for column in range(1, last + 1):
            token = tokens.get(column)
            self.put(column, token, palette.KEY)
        self.next_row(MARKER_HEIGHT)

    def header(self, titles: Mapping[int, Shown], last: int) -> None:
        """A row of column titles in the accent's colour."""
        look = Look(
            size=9,
            bold=True,
            colour="FFFFFF",
            fill=self.accent.strong,
            down="center",
            indent=1,
        )
        for column in range(2, last + 1):
            self.put(column, titles.get(column), look)
        asked = [(title, self.columns.width(n), 9.0) for n, title in titles.items()]
        self.next_row(self.height(asked, least=HEADER_HEIGHT))

    def key(self, key: str | int | None) -> None:
        """The key cell of the current row: small, grey, never to be edited."""
        self.put(KEY_COLUMN, key, palette.KEY)

    def end_block(self) -> None:
        """A thin row that says where a block ends."""
        self.key(END)
        self.next_row(MARKER_HEIGHT)

    def next_row(self, height: float | None = None) -> None:
        """Set the height of the current row and go on to the next."""
        if height is not None:
            self.sheet.row_dimensions[self.row].height = round(height, 1)
        self.row += 1

    def height(
        self, texts: Iterable[tuple[Shown, float, float]], *, least: float
    ) -> float:
        """Points a row needs for (text, width, font size), in any of its languages."""
        versions = (
            (version, width, size)
            for text, width, size in texts
            for version in text.versions
        )
        return height_for(versions, least=least)

    def name(self, name: str, column: int) -> None:
        """Give the cell of the current row a name that formulas use."""
        place = self.absolute(column, self.row)
        book = self.sheet.parent
        assert book is not None
        book.defined_names[name] = DefinedName(name, attr_text=place)

    def absolute(self, column: int, row: int) -> str:
        """``'Sheet'!$D$12``."""
        title = quote_sheetname(self.sheet.title)
        return f"{title}!${get_column_letter(column)}${row}"
