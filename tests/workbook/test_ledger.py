"""A ledger that strangers wrote in is read without harm."""

from __future__ import annotations

import pytest

from rs_excel.workbook.addresses import Place
from rs_excel.workbook.ooxml.ledger import HEADERS, LedgerRow, read_ledger


def texts(*rows: LedgerRow) -> dict[Place, str]:
    lines = (HEADERS, *rows)
    return {
        Place(row, column): text
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text
    }


GOOD = LedgerRow("mark", "Site", "D8", words_cell="I8", words_put="◆ Major")


@pytest.mark.parametrize(
    "cell", ["", "D", "8", "D0", "A1:B2", "../x", "=cmd", "ZZZ1", "A9999999", "D8 D9"]
)
def test_a_mark_on_no_cell_counts_for_nothing(cell: str) -> None:
    found = read_ledger(texts(GOOD, GOOD._replace(cell=cell)))
    assert found.rows == [GOOD]


@pytest.mark.parametrize("beside", ["nowhere", "ZZZ1"])
def test_words_that_stand_nowhere_are_left_out(beside: str) -> None:
    [row] = read_ledger(texts(GOOD._replace(words_cell=beside))).rows
    assert row == GOOD._replace(words_cell="", words_put="")


def test_ranges_for_people_on_our_sheets_stay_and_odd_ones_go() -> None:
    ours = LedgerRow(
        "sheet", "Plan", key="corrective_actions", words_cell="E6:E9 G6:G9"
    )
    odd = ours._replace(words_cell="E6:E9 elsewhere", words_put="{}")
    assert read_ledger(texts(ours, odd)).rows == [ours, ours._replace(words_cell="")]
