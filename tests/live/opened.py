"""A checked copy as a book that is open: openpyxl holds it, and every call counts.

Stands in for a running spreadsheet where only the steps themselves are tested; the
engines test the same use cases through the real adapter.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook, load_workbook

from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.workbook_xml import NAME_OF_MARKED
from rs_excel.workbook.ports import Grid


@dataclass
class OpenedCopy:
    """What stepping asks of an open workbook; ``at`` is the active cell."""

    book: Workbook
    at: CellRef | None
    name: str = "return.xlsx"
    calls: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, path: Path) -> OpenedCopy:
        book = load_workbook(path)
        return cls(book=book, at=CellRef(book.sheetnames[0], "A1"))

    def active_cell(self) -> CellRef | None:
        self.calls["active_cell"] += 1
        return self.at

    def whole_sheet(self, title: str) -> Grid | None:
        self.calls["whole_sheet"] += 1
        if title not in self.book.sheetnames:
            return None
        return Grid.of(title, self.book[title].iter_rows(values_only=True))

    def corner_of(self, title: str, last: Place) -> Grid | None:
        self.calls["corner_of"] += 1
        if title not in self.book.sheetnames:
            return None
        sheet, (row, column) = self.book[title], last
        rows = sheet.iter_rows(max_row=row, max_col=column, values_only=True)
        return Grid.of(title, rows)

    def marked_sheet(self, number: int) -> str | None:
        self.calls["marked_sheet"] += 1
        name = self.book.defined_names.get(f"{NAME_OF_MARKED}{number}")
        return next((title for title, _ in name.destinations), None) if name else None

    def fill_of(self, cell: CellRef) -> str:
        self.calls["fill_of"] += 1
        fill = self.book[cell.sheet][cell.address].fill
        return fill.fgColor.rgb[-6:] if fill.fill_type else ""

    def note_on(self, cell: CellRef) -> str:
        self.calls["note_on"] += 1
        note = self.book[cell.sheet][cell.address].comment
        return note.text if note else ""

    def go_to(self, cell: CellRef) -> bool:
        self.calls["go_to"] += 1
        if self.book[cell.sheet].sheet_state != "visible":
            return False
        self.at = cell
        return True
