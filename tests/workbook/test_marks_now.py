"""Marks are found again by key, by the words beside them, or where they were put."""

from __future__ import annotations

from rs_excel.workbook.addresses import place_of
from rs_excel.workbook.marks_now import MarkNow, is_marked_sheet, marks_now
from rs_excel.workbook.ooxml.ledger import LedgerRow
from rs_excel.workbook.ports import Grid
from tests.sheets import book_from

QUESTIONS = """
    sheet: Safety
    | #key          |   | #answer    | #review     |
    | hs.committee  |   | Yes        | ◆ Committee |
    | hs.last_drill |   | 2024-12-14 | ● Drill     |
    | hs.drills_12m |   | 1          |             |
    | #end          |   |            |             |
"""
MATRIX = """
    sheet: Workforce
    | #key    | #answer.male | #answer.female | #review |
    | wf.perm | 10           | 12             | ◇ Sum   |
"""
TABLE = """
    sheet: Safety
    | #table:hs.certs | #col:type | #col:expires | #review   |
    | 1               | Lift      | 2025-01-01   |           |
    | 2               | Boiler    | 2024-01-01   | ▲ Expired |
    | 3               | Crane     | 2026-01-01   |           |
"""


def grid(table: str) -> Grid:
    [found] = book_from(table).grids.values()
    return found


def row(cell: str, key: str = "", words: str = "", beside: str = "") -> LedgerRow:
    return LedgerRow(
        "mark", "Safety", cell, key, words_put=words, words_cell=beside if words else ""
    )


def addresses(mark: MarkNow) -> list[str]:
    return [place.address for place in mark.places]


DRILL = row("C3", "hs.last_drill", "● Drill", "D3")
COUNT = row("C4", "hs.drills_12m")
BOILER = row("C3", words="▲ Expired", beside="D3")


def test_a_mark_nobody_moved_is_vouched_for_by_the_words_beside_it() -> None:
    [mark] = marks_now([DRILL], grid(QUESTIONS))
    assert (addresses(mark), mark.vouched) == (["C3"], True)


def test_a_mark_without_words_is_for_the_caller_to_look_at() -> None:
    [mark] = marks_now([COUNT], grid(QUESTIONS))
    assert (addresses(mark), mark.vouched) == (["C4"], False)


def test_marks_follow_the_keys_of_sorted_and_inserted_rows() -> None:
    sorted_since = """
        sheet: Safety
        | #key          |   | #answer    | #review     |
        | hs.drills_12m |   | 1          |             |
        |               |   |            |             |
        | hs.last_drill |   | 2024-12-14 | ● Drill     |
    """
    marks = marks_now([DRILL, COUNT], grid(sorted_since))
    assert [(mark.row, addresses(mark)) for mark in marks] == [
        (COUNT, ["C2"]),
        (DRILL, ["C4"]),
    ]


def test_a_mark_follows_its_answer_into_another_column() -> None:
    wider = QUESTIONS.replace("|   |", "|   |  |")
    [mark] = marks_now([DRILL], grid(wider))
    assert (addresses(mark), mark.vouched) == (["D3"], True)


def test_a_mark_whose_row_was_deleted_is_nowhere() -> None:
    rows = [line for line in QUESTIONS.splitlines() if "hs.last_drill" not in line]
    marks = marks_now([DRILL, COUNT], grid("\n".join(rows)))
    found = {mark.row: addresses(mark) for mark in marks}
    assert found == {DRILL: [], COUNT: ["C3"]}
    assert marks[1].reading_order == place_of("C3")


def test_cells_of_a_grid_are_told_apart_by_their_columns() -> None:
    rows = [row("B2", "wf.perm.male"), row("C2", "wf.perm.female")]
    marks = marks_now(rows, grid(MATRIX))
    assert [addresses(mark) for mark in marks] == [["B2"], ["C2"]]


def test_of_rows_copied_with_their_key_the_nearest_counts() -> None:
    copied = QUESTIONS.replace(
        "    | #end ", "    | hs.last_drill |   | 2024-12-14 |  |\n    | #end "
    )
    [mark] = marks_now([DRILL], grid(copied))
    assert addresses(mark) == ["C3"]


def test_a_row_of_a_table_is_known_by_the_words_beside_it() -> None:
    by_name = TABLE.replace("| 1 ", "| 9 ", 1).splitlines()
    by_name[3], by_name[4] = by_name[4], by_name[3]
    [mark] = marks_now([BOILER], grid("\n".join(by_name)))
    assert (addresses(mark), mark.vouched) == (["C2"], True)


def test_where_words_moved_sideways_both_cells_may_be_it() -> None:
    wider = TABLE.replace("#review", "#col:remark | #review").replace(
        "▲ Expired", " | ▲ Expired"
    )
    [mark] = marks_now([BOILER], grid(wider))
    assert (addresses(mark), mark.vouched) == (["D3", "C3"], False)


def test_a_row_without_words_does_not_pass_for_one_that_has_them() -> None:
    other = row("C2")
    moved_up = [line for line in TABLE.splitlines() if "Lift" not in line]
    marks = {m.row: m for m in marks_now([other, BOILER], grid("\n".join(moved_up)))}
    assert addresses(marks[BOILER]) == ["C2"]
    assert addresses(marks[other]) == []


def test_a_renamed_sheet_is_known_by_its_keys_or_by_our_words() -> None:
    assert is_marked_sheet([COUNT], grid(QUESTIONS))
    assert is_marked_sheet([BOILER], grid(TABLE))
    assert not is_marked_sheet([DRILL, BOILER], grid(MATRIX))
