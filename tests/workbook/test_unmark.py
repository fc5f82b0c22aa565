"""Marks come off without a trace, or leave behind only what people did since."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from rs_excel.domain.questions import CellRef
from rs_excel.errors import WorkbookError
from rs_excel.workbook.ooxml import original
from rs_excel.workbook.ooxml.archive import Archive
from rs_excel.workbook.ooxml.unmark import (
    is_marked,
    kept_on_recheck,
    strip_marks,
    their_words,
    unmark,
)
from rs_excel.workbook.ports import Ink
from tests.workbook.books import (
    NOTE,
    SHEET,
    actions,
    annotated,
    cell,
    edited,
    fill_of,
    mark,
    package,
    parts,
    questionnaire,
    saved,
    summary,
    values,
    with_part,
    zipped,
)

MARKS = [
    mark("D2", Ink.CRITICAL, review="Critical: hold a drill"),
    mark("D4"),
    mark("D5", note="Another note"),
]


def checked(data: bytes | None = None) -> bytes:
    return annotated(data or questionnaire(), MARKS, [summary(), actions()])


def test_an_untouched_copy_becomes_the_original_byte_for_byte() -> None:
    data = questionnaire()
    result = unmark(package(checked(data)))
    assert result.exact
    assert result.data == data
    assert result.kept == ()
    assert "byte for byte" in result.says


def test_a_book_without_our_marks_is_said_plainly() -> None:
    assert not is_marked(package(questionnaire()))
    with pytest.raises(WorkbookError, match="OUT-020"):
        unmark(package(questionnaire()))


def test_a_book_without_our_marks_is_checked_as_it_is() -> None:
    archive = Archive.of(questionnaire(), "saq.xlsx")
    assert strip_marks(archive) is archive


def test_checking_a_checked_copy_again_gives_the_same_bytes() -> None:
    copy = checked()
    stripped = strip_marks(Archive.of(copy, "saq.xlsx"))
    assert checked(stripped.data) == copy


@pytest.mark.parametrize("sheet", [SHEET, "Other"])
def test_an_edit_stays_and_our_marks_go(sheet: str) -> None:
    copy = edited(checked(), (sheet, "D3", "edited"))
    result = unmark(package(copy))
    assert not result.exact
    assert "edited or saved since" in result.says
    assert cell(result.data, "D3", sheet).value == "edited"
    assert load_workbook(io.BytesIO(result.data)).sheetnames == [SHEET, "Other"]
    assert not is_marked(package(result.data))


def test_fills_formats_notes_and_words_are_what_they_were() -> None:
    data = questionnaire()
    result = unmark(package(edited(checked(data), ("Other", "B2", "edited")))).data
    for address in ("D2", "D4", "D5"):
        before, after = cell(data, address), cell(result, address)
        assert fill_of(result, address) == fill_of(data, address)
        assert after.number_format == before.number_format
        assert after.value == before.value
        assert after.comment is None
    assert cell(result, "I2").value is None
    assert not [n for n in parts(result) if "comment" in n or n.endswith(".vml")]


def test_parts_of_our_sheets_go_with_them() -> None:
    result = parts(unmark(package(edited(checked(), ("Other", "B2", "x")))).data)
    kinds = ("table", "chart", "drawing", "rs_excel")
    assert not [name for name in result if any(kind in name for kind in kinds)]
    assert b"_rs." not in result["xl/workbook.xml"]
    assert b"Print_Titles" not in result["xl/workbook.xml"]
    declared = result["[Content_Types].xml"].decode()
    names = {f"/{name}" for name in result}
    listed = declared.split('PartName="')[1:]
    assert {name.partition('"')[0] for name in listed} <= names


def test_only_one_changed_part_is_enough_to_keep_all_edits() -> None:
    copy = with_part(
        checked(),
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace(b"<v>12</v>", b"<v>13</v>"),
    )
    result = unmark(package(copy))
    assert not result.exact
    assert cell(result.data, "D3").value == 13


def test_a_part_somebody_added_is_not_lost() -> None:
    members = parts(checked())
    members["docProps/custom.txt"] = b"theirs"
    result = unmark(package(zipped(members)))
    assert not result.exact
    assert parts(result.data)["docProps/custom.txt"] == b"theirs"


def test_marks_are_found_again_after_rows_were_inserted() -> None:
    book = load_workbook(io.BytesIO(checked()))
    book[SHEET].move_range("A4:I11", rows=2)  # with styles and notes
    result = unmark(package(saved(book))).data
    assert cell(result, "D6").number_format == "dd/mm/yyyy"
    assert cell(result, "D7").number_format == "0%"
    assert fill_of(result, "D6") == fill_of(result, "D7") == "FFFDF0"
    assert cell(result, "D6").comment is None


def test_a_mark_without_note_is_found_by_fill_and_symbol() -> None:
    data = questionnaire()
    book = load_workbook(io.BytesIO(annotated(data, [mark("D3", note="")])))
    sheet = book[SHEET]
    sheet["D30"]._style = copy(sheet["D3"]._style)
    sheet["D3"].fill = PatternFill()
    sheet["D3"].number_format = "General"
    result = unmark(package(saved(book))).data
    assert fill_of(result, "D30") == "FFFDF0"
    assert cell(result, "D30").number_format == "General"


def test_a_copy_a_person_made_of_a_marked_cell_loses_the_mark_too() -> None:
    book = load_workbook(io.BytesIO(checked()))
    sheet = book[SHEET]
    sheet["D40"]._style = copy(sheet["D4"]._style)
    result = unmark(package(saved(book))).data
    assert fill_of(result, "D40") == fill_of(result, "D4") == "FFFDF0"


def test_a_fill_a_person_chose_since_stays() -> None:
    book = load_workbook(io.BytesIO(checked()))
    book[SHEET]["D4"].fill = PatternFill("solid", fgColor="FF00FF00")
    result = unmark(package(saved(book))).data
    assert fill_of(result, "D4") == "00FF00"
    assert cell(result, "D4").number_format == "dd/mm/yyyy"
    assert fill_of(result, "D2") == "FFFDF0"


def test_words_a_person_changed_beside_an_answer_stay() -> None:
    copy = edited(checked(), (SHEET, "I2", "Critical: hold a drill - agreed"))
    result = unmark(package(copy)).data
    assert cell(result, "I2").value == "Critical: hold a drill - agreed"


def test_words_a_person_added_to_a_note_stay() -> None:
    book = load_workbook(io.BytesIO(checked()))
    book[SHEET]["D4"].comment = Comment(f"{NOTE}\nDone on Monday, Ana", "Ana")
    result = unmark(package(saved(book))).data
    note = cell(result, "D4").comment
    assert note is not None
    assert note.text.strip() == "Done on Monday, Ana"
    assert cell(result, "D5").comment is None


def test_a_note_people_had_before_is_theirs_alone_again() -> None:
    book = load_workbook(io.BytesIO(questionnaire()))
    book[SHEET]["D4"].comment = Comment("Ask Ravi", "Ana")
    copy = edited(checked(saved(book)), ("Other", "B2", "edited"))
    note = cell(unmark(package(copy)).data, "D4").comment
    assert note is not None
    assert (note.text, note.author) == ("Ask Ravi", "Ana")


def test_renamed_sheets_are_still_known() -> None:
    book = load_workbook(io.BytesIO(checked()))
    book["Summary"].title = "Overview"
    book[SHEET].title = "Safety"
    for name, found in book.defined_names.items():
        renamed = found.value.replace(SHEET, "Safety").replace("Summary", "Overview")
        book.defined_names[name].value = renamed
    result = unmark(package(saved(book))).data
    assert load_workbook(io.BytesIO(result)).sheetnames == ["Safety", "Other"]
    assert fill_of(result, "D2", "Safety") == "FFFDF0"


def test_a_sheet_in_which_people_wrote_is_kept_and_named() -> None:
    copy = edited(checked(), ("Corrective actions", "C3", "We will train all staff"))
    result = unmark(package(copy))
    assert result.kept == ("Corrective actions",)
    assert "Corrective actions" in result.says
    names = load_workbook(io.BytesIO(result.data)).sheetnames
    assert names == [SHEET, "Other", "Corrective actions"]
    assert cell(result.data, "C3", "Corrective actions").value == (
        "We will train all staff"
    )
    assert fill_of(result.data, "D2") == "FFFDF0"


def test_words_below_inserted_rows_count_as_well() -> None:
    copy = edited(checked(), ("Corrective actions", "C9", "One more"))
    assert unmark(package(copy)).kept == ("Corrective actions",)


def test_a_word_we_also_use_is_still_people_s_when_they_write_it() -> None:
    copy = edited(checked(), ("Corrective actions", "D9", "2026-03-02"))
    assert unmark(package(copy)).kept == ("Corrective actions",)


def test_a_status_nobody_changed_is_not_people_s_word() -> None:
    copy = edited(checked(), ("Corrective actions", "D3", "Open"))
    assert unmark(package(copy)).kept == ()


def test_words_carried_over_from_an_earlier_copy_are_never_thrown_away() -> None:
    carried = actions(comment="Trained in May")
    copy = annotated(questionnaire(), MARKS, [summary(), carried])
    result = unmark(package(copy))
    assert result.kept == ("Corrective actions",)
    assert cell(result.data, "C2", "Corrective actions").value == "Trained in May"


def test_a_copy_checked_again_gives_up_its_sheet_once_the_words_are_read() -> None:
    copy = edited(checked(), ("Corrective actions", "C3", "We will train all staff"))
    assert their_words(package(copy))["fp3"]["Comments"] == "We will train all staff"
    stripped = strip_marks(Archive.of(copy, "saq.xlsx"))
    assert not is_marked(package(stripped.data))
    assert set(values(stripped.data)) == {SHEET, "Other"}


def test_people_s_words_are_read_by_fingerprint_however_rows_were_moved() -> None:
    book = load_workbook(io.BytesIO(checked()))
    sheet = book["Corrective actions"]
    sheet["C2"], sheet["D2"] = date(2026, 5, 4), "In progress"
    sheet["C2"].number_format = "dd/mm/yyyy"
    sheet["C3"] = 12
    sheet.move_range("A2:E2", rows=30)
    sheet.move_range("A4:E4", rows=-2)
    sheet.move_range("A6:E7", rows=40)
    sheet.move_range("A32:E32", rows=-28)
    words = their_words(package(saved(book)))
    assert words["fp2"]["Comments"] == "2026-05-04"
    assert words["fp2"]["Status"] == "In progress"
    assert words["fp3"]["Comments"] == "12"
    assert words["fp4"] == {
        "NC number": "HS-4",
        "Details": "=1+1 is no formula",
        "Status": "Open",
        "Fingerprint": "fp4",
    }


def test_a_book_that_is_no_copy_of_ours_holds_no_words() -> None:
    assert their_words(package(questionnaire())) == {}


def test_a_sheet_of_the_same_title_that_is_not_ours_is_left_alone() -> None:
    book = load_workbook(io.BytesIO(questionnaire()))
    book.create_sheet("Corrective actions")["A1"] = "Fingerprint"
    assert their_words(package(saved(book))) == {}
    copy = annotated(saved(book), MARKS, [replace(actions(), title="Summary")])
    result = unmark(package(edited(copy, ("Other", "B2", "x")))).data
    assert "Corrective actions" in values(result)


@pytest.mark.parametrize(
    "junk", [b"", b"RSO1", b"RSO1\xff\xff\xff\xff{", b"RSO1\x02\x00\x00\x00{}", b"PK"]
)
def test_a_damaged_record_costs_exactness_and_nothing_else(junk: bytes) -> None:
    copy = with_part(checked(), original.PART, lambda _: junk)
    result = unmark(package(copy))
    assert not result.exact
    assert fill_of(result.data, "D2") == "FFFDF0"
    assert zipfile.ZipFile(io.BytesIO(result.data)).testzip() is None


def test_a_copy_that_lost_its_ledger_keeps_our_sheets_to_be_safe() -> None:
    book = load_workbook(io.BytesIO(checked()))
    del book["_rs_marks"]
    result = unmark(package(saved(book)))
    assert result.kept == ("Summary", "Corrective actions")
    assert unmark(package(result.data)).kept == result.kept


PLAN = "Corrective actions"
EARLIER = "Corrective actions (earlier)"


def _own_row(book: Workbook) -> None:
    book[PLAN].insert_rows(3)
    book[PLAN]["B3"] = "Seen on our visit"


def _text_below(book: Workbook) -> None:
    book[PLAN]["C30"] = "Called on Monday"


def _extra_column(book: Workbook) -> None:
    book[PLAN]["H2"] = "Ana"


def _note(book: Workbook) -> None:
    book[PLAN]["C2"].comment = Comment("Ask Ravi", "Ana")


def _our_text_changed(book: Workbook) -> None:
    book[PLAN]["B2"] = "No, agreed otherwise"


def _our_date_changed(book: Workbook) -> None:
    book[PLAN]["D7"] = date(2026, 9, 1)


def _formula(book: Workbook) -> None:
    book[PLAN]["G3"] = "=SUM(A1:A2)"


def _second_row_of_one_fingerprint(book: Workbook) -> None:
    book[PLAN]["C12"], book[PLAN]["E12"] = "Step two", "fp2"


def _picture(book: Workbook) -> None:
    plan = next(sheet for sheet in book.worksheets if sheet.title == PLAN)
    plan.add_chart(BarChart(), "H20")


@pytest.mark.parametrize(
    "write",
    [
        _own_row,
        _text_below,
        _extra_column,
        _note,
        _our_text_changed,
        _our_date_changed,
        _formula,
        _second_row_of_one_fingerprint,
        _picture,
    ],
)
def test_nothing_people_left_on_our_sheets_is_lost(
    write: Callable[[Workbook], None],
) -> None:
    book = load_workbook(io.BytesIO(checked()))
    write(book)
    copy = saved(book)
    assert unmark(package(copy)).kept == (PLAN,)
    assert kept_on_recheck(package(copy)) == (EARLIER,)
    stripped = strip_marks(Archive.of(copy, "saq.xlsx"))
    assert list(package(stripped.data).sheets) == [SHEET, "Other", EARLIER]
    assert not is_marked(package(stripped.data))
    said = values(copy)[PLAN]
    assert values(stripped.data)[EARLIER] == said
    again = checked(stripped.data)
    assert checked(strip_marks(Archive.of(again, "saq.xlsx")).data) == again
    assert unmark(package(again)).data == stripped.data


def test_a_second_earlier_sheet_gets_a_title_of_its_own() -> None:
    copy = edited(checked(), (PLAN, "H2", "first"))
    again = checked(strip_marks(Archive.of(copy, "saq.xlsx")).data)
    stripped = strip_marks(Archive.of(edited(again, (PLAN, "H2", "2nd")), "saq.xlsx"))
    assert list(package(stripped.data).sheets)[2:] == [
        EARLIER,
        "Corrective actions (earlier 2)",
    ]


def test_names_inside_an_earlier_sheet_follow_its_title() -> None:
    copy = edited(checked(), ("Summary", "J40", "note in summary"))
    stripped = package(strip_marks(Archive.of(copy, "saq.xlsx")).data)
    local = [name.refers_to for name in stripped.defined_names if name.sheet]
    assert local == ["'Summary (earlier)'!$1:$3"]


def test_sorting_the_plan_and_filling_its_cells_leaves_no_earlier_sheet() -> None:
    book = load_workbook(io.BytesIO(checked()))
    sheet = book[PLAN]
    sheet["C2"] = "Trained"
    sheet.move_range("A2:E2", rows=30)
    sheet.move_range("A3:E4", rows=-1)
    sheet.move_range("A32:E32", rows=-28)
    assert kept_on_recheck(package(saved(book))) == ()


def test_an_untouched_copy_leaves_no_earlier_sheet() -> None:
    assert kept_on_recheck(package(checked())) == ()
    assert kept_on_recheck(package(questionnaire())) == ()


@pytest.mark.parametrize("inserted", [1, 2, 3, 7])
def test_words_that_read_alike_all_go_after_rows_were_inserted(inserted: int) -> None:
    marks = [mark(f"D{row}", review="Major: no drill") for row in (2, 4, 5)]
    copy = annotated(questionnaire(), marks, [summary()])
    book = load_workbook(io.BytesIO(copy))
    book[SHEET].insert_rows(2, inserted)
    result = unmark(package(saved(book)))
    said = [text for row in values(result.data)[SHEET] for text in row]
    assert "Major: no drill" not in said
    assert "not found" not in result.says


def test_a_word_a_person_copied_elsewhere_stays() -> None:
    copy = edited(checked(), (SHEET, "H2", "Critical: hold a drill"))
    result = unmark(package(copy)).data
    assert cell(result, "H2").value == "Critical: hold a drill"
    assert cell(result, "I2").value is None


def test_sheets_are_known_by_their_marks_when_our_names_are_broken() -> None:
    elsewhere = replace(MARKS[1], cell=CellRef("Other", "B2"))
    copy = annotated(questionnaire(), [*MARKS, elsewhere], [summary(), actions()])
    book = load_workbook(io.BytesIO(copy))
    book[SHEET].title, book["Other"].title = "One", "Two"
    result = unmark(package(saved(book)))
    assert "not found" not in result.says
    assert cell(result.data, "I2", "One").value is None
    assert cell(result.data, "D4", "One").comment is None
    assert fill_of(result.data, "D2", "One") == "FFFDF0"
    before, after = cell(questionnaire(), "B2", "Other"), cell(result.data, "B2", "Two")
    assert after.number_format == before.number_format
    assert after.comment is None


def test_marks_that_are_not_found_again_are_counted() -> None:
    book = load_workbook(io.BytesIO(checked()))
    del book[SHEET]
    assert "not found again: 3." in unmark(package(saved(book))).says
    book = load_workbook(io.BytesIO(checked()))
    gone = book[SHEET]["D4"]
    gone.fill, gone.number_format, gone.comment = PatternFill(), "General", None
    assert "not found again: 1." in unmark(package(saved(book))).says
