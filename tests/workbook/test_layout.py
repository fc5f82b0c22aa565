"""Blocks are found by role tokens, wherever people have put them."""

from __future__ import annotations

from rs_excel.workbook.layout import Block, find_blocks
from tests.sheets import book_from


def blocks_of(table: str) -> tuple[Block, ...]:
    return find_blocks(book_from(table)).blocks


def test_a_marker_row_names_its_columns_and_the_rows_below_belong_to_it() -> None:
    (block,) = blocks_of(
        """
        sheet: Safety
        | Health and safety |          |         |
        | #key              | Question | #answer | #review |
        | hs.alarm          | Alarm?   | Yes     |
        | hs.last_drill     | Drill?   |         |
        | #end              |
        | A closing remark  |
        """
    )
    assert (block.sheet, block.marker, block.key_column) == ("Safety", 2, 1)
    assert dict(block.columns) == {"answer": 3, "review": 4}
    assert dict(block.answers) == {"": 3}
    assert block.rows == (3, 4)


def test_columns_may_be_moved_and_inserted() -> None:
    (block,) = blocks_of(
        """
        sheet: Renamed by the supplier
        |
        | Mine | #Answer | Also mine | #key     | #comment |
        |      | Yes     |           | hs.alarm | since 2019 |
        """
    )
    assert block.key_column == 4
    assert dict(block.columns) == {"answer": 2, "comment": 5}
    assert block.rows == (3,)


def test_a_sheet_holds_questions_a_matrix_and_a_table() -> None:
    questions, matrix, table = blocks_of(
        """
        sheet: Workforce
        | #key     |  | #answer |
        | wf.total |  | 12      |
        | #key     |  | #answer.male | #answer.female |
        | wf.perm  |  | 5            | 7              |
        | #end     |
        | #table:hs.certs | | #col:type | #col:expiry |
        | 1        |  | Boiler  | 2026-01-01 |
        |          |  | Lift    |            |
        | #end     |
        """
    )
    assert questions.rows == (2,)
    assert dict(matrix.answers) == {"male": 3, "female": 4}
    assert matrix.rows == (4,)
    assert table.table == "hs.certs"
    assert dict(table.table_columns) == {"hs.certs.type": 3, "hs.certs.expiry": 4}
    assert table.rows == (7, 8)


def test_rows_moved_above_their_marker_or_below_the_end_are_still_found() -> None:
    (block,) = blocks_of(
        """
        sheet: Sorted
        | hs.alarm      | Yes |
        | #end          |
        | #key          | #answer |
        | hs.drills_12m | 2 |
        | #end          |
        | Some words    | that are no key |
        | hs.last_drill | 2025-11-02 |
        """
    )
    assert block.rows == (1, 4, 7)


def test_a_question_row_that_strayed_into_a_table_goes_home() -> None:
    questions, table = blocks_of(
        """
        sheet: Mixed
        | #key            | #answer   |
        | hs.alarm        | Yes       |
        | #table:hs.certs | #col:type |
        | 1               | Boiler    |
        | hs.last_drill   | 2025-11-02 |
        | 2               | Lift      |
        """
    )
    assert questions.rows == (2, 5)
    assert table.rows == (4, 6)


def test_a_table_alone_on_a_sheet_is_found() -> None:
    (table,) = blocks_of(
        """
        sheet: Evidence
        | #table:evidence.register | #col:id |
        | 1                        | E-01    |
        | #end                     |
        """
    )
    assert table.table == "evidence.register"


def test_the_token_alone_as_in_instructions_is_no_marker() -> None:
    assert (
        blocks_of(
            """
            sheet: How to
            | The column marked | #key | must not be changed |
            """
        )
        == ()
    )


def test_of_a_column_copied_with_its_token_the_first_counts() -> None:
    (block,) = blocks_of(
        """
        sheet: Safety
        | #key     | #answer | #answer |
        | hs.alarm | Yes     | No      |
        """
    )
    assert dict(block.columns) == {"answer": 2}


def test_sheets_without_tokens_stay_unread() -> None:
    book = book_from(
        """
        sheet: Safety
        | #key     | #answer |
        | hs.alarm | Yes     |
        sheet: Look-ups
        | Afghanistan | AF |
        """
    )
    assert tuple(find_blocks(book).grids) == ("Safety",)


def test_rows_below_a_table_are_remembered_but_a_question_moved_there_is_read() -> None:
    questions, table = blocks_of(
        """
        sheet: Safety
        | #key            | #answer   |              |
        | hs.alarm        | Yes       |              |
        | #end            |           |              |
        | #table:hs.certs | #col:type | #col:expiry  |
        | 1               | Boiler    | 2027-01-01   |
        | #end            | Lift      | 2024-01-01   |
        |                 | Forklift  | 2024-01-01   |
        | hs.last_drill   | tomorrow  |              |
        """
    )
    assert (table.rows, table.below) == ((5,), (6, 7))
    assert questions.rows == (2, 8)
