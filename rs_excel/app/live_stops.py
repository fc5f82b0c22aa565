"""Where to stop on the way through a checked workbook: once for each finding.

Comes in: the ledger. Goes out: its marks by sheet, and which of them are stops. One
finding may mark a cell in every row of a sheet; it is stopped at on the first of them,
and again only where a cell tells of another finding as well.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rs_excel.app.read_back import spoken
from rs_excel.domain.questions import CellRef
from rs_excel.workbook.addresses import place_of
from rs_excel.workbook.ooxml.ledger import Ledger, LedgerRow
from rs_excel.workbook.spellings import harmless
from rs_excel.writeback.noted import Noted, findings_noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """All marks, by the titles sheets had, and what is told first on which cell."""

    rows: Mapping[str, Sequence[LedgerRow]]  # in the order of tabs and cells
    ours: Collection[str]  # titles of our own sheets
    first_told: Mapping[CellRef, Collection[str]]  # by cell of a stop
    cells: Mapping[str, Sequence[CellRef]]  # by what is told, all cells that tell it

    @classmethod
    def of(cls, ledger: Ledger) -> Stops:
        rows = {
            title: sorted(on_sheet, key=lambda row: place_of(row.cell))
            for title, on_sheet in ledger.marks().items()
        }
        cells: dict[str, list[CellRef]] = {}
        first: dict[CellRef, list[str]] = {}
        for row in (row for on_sheet in rows.values() for row in on_sheet):
            for told in _told_on(row):
                if told not in cells:
                    first.setdefault(_cell(row), []).append(told)
                cells.setdefault(told, []).append(_cell(row))
        ours = {row.sheet for row in ledger.sheets()}
        return cls(rows=rows, ours=ours, first_told=first, cells=cells)

    @property
    def count(self) -> int:
        """How many stops there are in the workbook."""
        return len(self.first_told)

    def is_one(self, row: LedgerRow) -> bool:
        """Whether something is told on this cell first."""
        return _cell(row) in self.first_told

    def told_on(self, row: LedgerRow) -> tuple[Noted, ...]:
        """The findings of a cell, those first that are told nowhere before."""
        new = self.first_told.get(_cell(row), ())
        noted = findings_noted(harmless(row.note_put), spoken)
        return tuple(sorted(noted, key=lambda finding: finding.number not in new))

    def before(self, title: str) -> int:
        """How many stops there are on the sheets before one."""
        titles = [*self.rows]
        earlier = {*titles[: titles.index(title)]}
        return sum(cell.sheet in earlier for cell in self.first_told)

    def also(self, row: LedgerRow) -> tuple[CellRef, ...]:
        """The other cells that tell what is told on this one first."""
        told = self.first_told.get(_cell(row), ())
        others = (cell for key in told for cell in self.cells[key])
        return tuple(dict.fromkeys(cell for cell in others if cell != _cell(row)))


def _cell(row: LedgerRow) -> CellRef:
    return CellRef(row.sheet, row.cell)


def _told_on(row: LedgerRow) -> tuple[str, ...]:
    """Numbers of findings; a mark without a note that gives any tells its own."""
    numbers = tuple(noted.number for noted in findings_noted(row.note_put, spoken))
    return tuple(filter(None, numbers)) or (str(_cell(row)),)
