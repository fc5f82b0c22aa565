"""The blank questionnaire: everything asked is there, once, and open to answer."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Catalogue, Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.errors import OutputError
from rs_excel.template.build import build_template
from rs_excel.template.key_cells import KeyCells, find_cells, sheet_of
from rs_excel.template.section_sheet import CONSTANTS
from rs_excel.template.stored_results import store_results

from .catalogues import PLACEHOLDERS, small_catalogue

SUPPLIED = Path(__file__).parents[2] / "workbooks" / "saq" / "saq.xlsx"
TYPES = {
    QuestionKind.YES_NO: {"list"},
    QuestionKind.CHOICE: {"list"},
    QuestionKind.CHOICES: {"textLength"},
    QuestionKind.TEXT: {"textLength"},
    QuestionKind.DATE: {"date"},
    QuestionKind.NUMBER: {"whole", "decimal"},
    QuestionKind.PERCENT: {"decimal"},
    QuestionKind.MONEY: {"decimal"},
}


@pytest.fixture(scope="session")
def cells(blank_book: Workbook) -> KeyCells:
    return find_cells(blank_book)


def validations_of(cell: Cell) -> list[DataValidation]:
    sheet = sheet_of(cell)
    known = sheet.data_validations.dataValidation
    return [found for found in known if cell.coordinate in found.sqref]


def one_validation(cell: Cell) -> DataValidation:
    (found,) = validations_of(cell)
    return found


def test_every_question_has_exactly_one_answer_cell(
    catalogue: Catalogue, cells: KeyCells, blank_book: Workbook
) -> None:
    asked = {question.key for question in catalogue.questions}
    assert cells.answers.keys() == asked | set(CONSTANTS)
    keys = [
        sheet.cell(row, 1).value
        for sheet in blank_book.worksheets
        for row in range(1, sheet.max_row + 1)
    ]
    single = [key for key in keys if isinstance(key, str) and key in asked]
    assert len(single) == len(set(single))


def test_every_table_offers_the_rows_and_columns_of_the_pack(
    catalogue: Catalogue, cells: KeyCells
) -> None:
    for table in catalogue.tables:
        rows = cells.tables[table.key]
        assert len(rows) == table.rows
        names = {column.key.removeprefix(f"{table.key}.") for column in table.columns}
        assert all(row.keys() == names for row in rows)


def test_every_answer_is_validated_as_its_kind_asks(
    catalogue: Catalogue, cells: KeyCells
) -> None:
    for question in catalogue.questions:
        found = one_validation(cells.answers[question.key].answer)
        assert found.type in TYPES[question.kind], question.key
        assert found.prompt
        assert found.error
    for table in catalogue.tables:
        for column in table.columns:
            name = column.key.removeprefix(f"{table.key}.")
            for row in cells.tables[table.key]:
                assert one_validation(row[name]).type in TYPES[column.kind]


def test_numbers_are_held_to_the_range_of_the_question(
    catalogue: Catalogue, cells: KeyCells
) -> None:
    ranged = [
        question
        for question in catalogue.questions
        if question.minimum is not None and question.maximum is not None
    ]
    assert ranged
    for question in ranged:
        found = one_validation(cells.answers[question.key].answer)
        assert found.operator == "between"
        assert float(str(found.formula1)) == question.minimum
        assert float(str(found.formula2)) == question.maximum


def listed(path: Path, found: DataValidation) -> list[object]:
    """What a drop-down offers, as stored."""
    sheet, span = str(found.formula1).split("!")
    values = load_workbook(path, data_only=True)[sheet][span.replace("$", "")]
    return [row[0].value for row in values]


def test_not_applicable_is_offered_only_where_the_question_allows_it(
    catalogue: Catalogue, cells: KeyCells, blank: Path
) -> None:
    offered: dict[bool, set[bool]] = {True: set(), False: set()}
    places = {}
    for question in catalogue.questions:
        if question.kind is QuestionKind.YES_NO:
            found = one_validation(cells.answers[question.key].answer)
            places[str(found.formula1), question.na_allowed] = found
    for (_, allowed), found in places.items():
        options = listed(blank, found)
        assert options[:3] == ["Yes", "No", "Don't know"]
        offered[allowed].add("Not applicable" in options)
    assert offered == {True: {True}, False: {False}}


def test_a_list_is_offered_with_the_labels_of_the_pack(
    catalogue: Catalogue, cells: KeyCells, blank: Path
) -> None:
    country = catalogue.by_key["site.country"]
    found = one_validation(cells.answers["site.country"].answer)
    labels = [choice.label for choice in country.choices]
    assert listed(blank, found) == [*labels, "Don't know"]


def test_several_choices_are_named_in_the_prompt(cells: KeyCells) -> None:
    found = one_validation(cells.answers["en.eudr_commodity"].answer)
    assert found.prompt is not None
    assert "semicolons" in found.prompt
    assert "Cocoa" in found.prompt


def test_prompts_stay_within_what_excel_accepts(blank_book: Workbook) -> None:
    for sheet in blank_book.worksheets:
        for found in sheet.data_validations.dataValidation:
            assert len(found.prompt or "") <= 255
            assert len(found.error or "") <= 255
            assert len(found.promptTitle or "") <= 32
            assert len(found.errorTitle or "") <= 32


def open_cells(cells: KeyCells) -> set[tuple[str, str]]:
    found = set()
    for key, one in cells.answers.items():
        if key in CONSTANTS:
            continue
        for cell in (one.answer, one.comment, one.evidence):
            if cell is not None:
                found.add((sheet_of(cell).title, cell.coordinate))
    for rows in cells.tables.values():
        for row in rows:
            found |= {(sheet_of(c).title, c.coordinate) for c in row.values()}
    return found


def unlocked(sheet: Worksheet) -> set[tuple[str, str]]:
    return {
        (sheet.title, cell.coordinate)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and not cell.protection.locked
    }


def test_answers_are_open_and_everything_else_is_locked(
    cells: KeyCells, blank_book: Workbook
) -> None:
    expected = open_cells(cells)
    for sheet in blank_book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        ours = {place for place in expected if place[0] == sheet.title}
        if sheet.title == "Cover":  # the customer's own box is open as well
            assert len(unlocked(sheet) - ours) == 4
            ours |= unlocked(sheet) - ours
        assert unlocked(sheet) == ours


def test_columns_and_rows_may_be_made_larger(blank_book: Workbook) -> None:
    for sheet in blank_book.worksheets:
        if sheet.sheet_state == "visible":
            assert not sheet.protection.formatColumns
            assert not sheet.protection.formatRows


def test_each_question_has_a_name_that_points_at_its_answer(
    cells: KeyCells, catalogue: Catalogue, blank_book: Workbook
) -> None:
    for question in catalogue.questions:
        cell = cells.answers[question.key].answer
        ((sheet, place),) = blank_book.defined_names[question.key].destinations
        assert (sheet, place.replace("$", "")) == (
            sheet_of(cell).title,
            cell.coordinate,
        )


def test_questions_are_numbered_by_pillar(
    cells: KeyCells, blank_book: Workbook, catalogue: Catalogue
) -> None:
    safety = [q for q in catalogue.questions if q.section == "health_and_safety"]
    numbers = []
    for question in safety:
        cell = cells.answers[question.key].answer
        numbers.append(sheet_of(cell).cell(cell.row, 2).value)
    assert numbers == [f"HS {n}" for n in range(1, len(safety) + 1)]


def test_template_says_what_it_is(cells: KeyCells, catalogue: Catalogue) -> None:
    assert cells.answers["meta.template_id"].answer.value == catalogue.template
    assert cells.answers["meta.template_version"].answer.value == catalogue.version


def test_package_has_no_macros_and_no_outside_links(blank: Path) -> None:
    with zipfile.ZipFile(blank) as package:
        names = package.namelist()
        assert not [n for n in names if "vba" in n.lower() or "external" in n.lower()]
        links = [n for n in names if n.endswith(".rels")]
        assert b'TargetMode="External"' not in b"".join(map(package.read, links))


def test_sheets_are_ready_to_print_and_to_scroll(blank_book: Workbook) -> None:
    for sheet in blank_book.worksheets:
        if sheet.sheet_state == "hidden":
            continue
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.freeze_panes
        assert "$B$1" in str(sheet.print_area)  # the key column stays at home
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.right.text == "Page &P of &N"
    assert blank_book["Health & safety"].print_title_rows == "$2:$2"


def test_only_the_texts_are_hidden(blank_book: Workbook) -> None:
    hidden = [s.title for s in blank_book.worksheets if s.sheet_state != "visible"]
    assert hidden == ["_rs_texts"]
    assert blank_book.sheetnames[0] == "Cover"


def test_building_twice_gives_identical_bytes(blank: Path, tmp_path: Path) -> None:
    small = small_catalogue()
    build_template(small, PLACEHOLDERS, tmp_path / "one.xlsx")
    build_template(small, PLACEHOLDERS, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


RESULT = re.compile(rb'( t="(?:str|b)")?(><f>[^<]*</f><v>)[^<]*</v>')


def without_results(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {
            name: RESULT.sub(rb"\g<2></v>", package.read(name))
            for name in package.namelist()
        }


def test_supplied_template_is_the_one_the_pack_builds(blank: Path) -> None:
    """Apart from the stored results, which a program that computes adds."""
    assert without_results(SUPPLIED) == without_results(blank)


def test_supplied_template_shows_its_status_to_viewers_that_do_not_compute() -> None:
    formulas, values = load_workbook(SUPPLIED), load_workbook(SUPPLIED, data_only=True)
    assert values["Cover"]["I1"].value == "0% complete"
    for sheet in formulas.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            # Totals of grids show nothing as long as nothing is counted.
            if cell.data_type == "f" and not str(cell.value).startswith("=IF(COUNT("):
                shown = values[sheet.title][cell.coordinate].value
                assert shown is not None, f"{sheet.title}!{cell.coordinate}"


@pytest.mark.office
def test_results_are_stored_and_nothing_else_changes(
    small_blank: Path, tmp_path: Path
) -> None:
    path = tmp_path / "with_results.xlsx"
    path.write_bytes(small_blank.read_bytes())
    store_results(path)
    assert without_results(path) == without_results(small_blank)
    before = load_workbook(small_blank, data_only=True)["Cover"]["I1"].value
    after = load_workbook(path, data_only=True)["Cover"]["I1"].value
    assert (before, after) == (None, "0% complete")


def test_rows_are_high_enough_for_a_long_question(
    blank_book: Workbook, cells: KeyCells, catalogue: Catalogue
) -> None:
    longest: Question = max(catalogue.questions, key=lambda q: len(q.text))
    cell = cells.answers[longest.key].answer
    height = sheet_of(cell).row_dimensions[cell.row].height
    assert height is not None
    assert height >= len(longest.text) / 50 * 12


def test_days_must_lie_in_living_memory(cells: KeyCells) -> None:
    found = one_validation(cells.answers["hs.last_drill"].answer)
    zero = date(1899, 12, 30)
    assert int(str(found.formula1)) == (date(1990, 1, 1) - zero).days
    assert found.errorStyle == "warning"  # so that "Don't know" can be kept


def test_no_file_is_left_where_none_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(OutputError) as caught:
        build_template(small_catalogue(), PLACEHOLDERS, tmp_path / "taken" / "saq.xlsx")
    assert caught.value.problems[0].code == "TPL-010"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
