"""A finding is stopped at once, on the first of its cells."""

from __future__ import annotations

from rs_excel.app.live_stops import Stops
from rs_excel.domain.questions import CellRef
from rs_excel.workbook.ooxml.ledger import Ledger, LedgerRow

SITE, SAFETY = "Site", "Safety"


def row(sheet: str, cell: str, *numbers: str) -> LedgerRow:
    notes = (f"◆ Major · HS-001 · {number}\nNo exit" for number in numbers)
    return LedgerRow("mark", sheet, cell, note_put="\n\n".join(notes))


FIRST, LATER = row(SAFETY, "D8", "HS-1"), row(SAFETY, "D15", "HS-1")
BOTH, OTHER = row(SAFETY, "D20", "HS-1", "HS-2"), row(SITE, "D3", "HR-1")
BARE = row(SAFETY, "D30")


def stops(*rows: LedgerRow) -> Stops:
    ours = LedgerRow("sheet", "Findings", key="findings")
    return Stops.of(Ledger([*rows, ours]))


def test_of_several_cells_the_topmost_is_the_stop_however_the_ledger_is_sorted() -> (
    None
):
    found = stops(LATER, FIRST)
    assert [found.is_one(mark) for mark in (FIRST, LATER)] == [True, False]
    assert found.count == 1
    assert found.also(FIRST) == (CellRef(SAFETY, "D15"),)


def test_a_cell_that_tells_something_new_is_a_stop_and_tells_that_first() -> None:
    found = stops(FIRST, BOTH)
    assert found.is_one(BOTH)
    assert [noted.number for noted in found.told_on(BOTH)] == ["HS-2", "HS-1"]
    assert found.also(BOTH) == ()


def test_a_mark_without_a_note_is_a_stop_of_its_own() -> None:
    assert stops(FIRST, BARE).is_one(BARE)


def test_stops_of_earlier_sheets_count_before() -> None:
    found = stops(OTHER, FIRST, LATER, BOTH)
    assert (found.before(SITE), found.before(SAFETY), found.count) == (0, 1, 3)
    assert "Findings" in found.ours
