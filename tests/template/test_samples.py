"""The filled samples: written by a real program, and still our questionnaire."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rs_excel.domain.questions import Catalogue
from rs_excel.rulebook.model import RulePack
from rs_excel.template import damage
from rs_excel.template.key_cells import find_cells
from rs_excel.template.samples import main, make_samples

WORKBOOKS = Path(__file__).parents[2] / "workbooks" / "saq"
SAMPLES = sorted((WORKBOOKS / "samples").glob("*.xlsx"))
UNHARMED = [path for path in SAMPLES if path.stem != "damaged"]


def test_there_is_a_sample_for_every_answers_file() -> None:
    answers = {path.stem for path in (WORKBOOKS / "answers").glob("*.yaml")}
    assert {path.stem for path in SAMPLES} == answers
    assert {"clean", "mixed", "zero_tolerance", "half_empty", "damaged"} < answers


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_was_saved_by_libreoffice(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        assert b"LibreOffice" in package.read("docProps/app.xml")


@pytest.mark.parametrize("path", UNHARMED, ids=lambda path: path.stem)
def test_questionnaire_survives_libreoffice(path: Path, blank_book: Workbook) -> None:
    book = load_workbook(path)
    assert book.sheetnames == blank_book.sheetnames
    assert book.defined_names.keys() == blank_book.defined_names.keys()
    for sheet in book.worksheets:
        ours = blank_book[sheet.title]
        assert sheet.protection.sheet == ours.protection.sheet
        assert sheet.freeze_panes == ours.freeze_panes
        assert sheet.sheet_state == ours.sheet_state
        assert sheet.print_title_rows == ours.print_title_rows
        rules = [len(f.rules) for f in sheet.conditional_formatting]
        assert sum(rules) == sum(len(f.rules) for f in ours.conditional_formatting)
        validated = sheet.data_validations.dataValidation
        assert len(validated) == len(ours.data_validations.dataValidation)


@pytest.mark.parametrize("path", UNHARMED, ids=lambda path: path.stem)
def test_every_formula_has_a_stored_result(path: Path) -> None:
    formulas, values = load_workbook(path), load_workbook(path, data_only=True)
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f" and "COUNT" not in str(cell.value):
                    value = values[sheet.title][cell.coordinate].value
                    assert value is not None, f"{sheet.title}!{cell.coordinate}"


def test_the_fullest_sample_fills_its_tables(catalogue: Catalogue) -> None:
    cells = find_cells(load_workbook(WORKBOOKS / "samples" / "mixed.xlsx"))
    for table in catalogue.tables:
        names = table.row_key.removeprefix(f"{table.key}.")
        filled = [row for row in cells.tables[table.key] if row[names].value]
        assert len(filled) >= 12


def test_the_spanish_sample_answers_in_spanish() -> None:
    cells = find_cells(load_workbook(WORKBOOKS / "samples" / "spanish.xlsx"))
    words = {str(one.answer.value) for one in cells.answers.values()}
    assert {"Sí", "No", "No aplica", "México"} <= words
    assert "Yes" not in words


def test_the_damaged_sample_is_damaged_as_told() -> None:
    path = WORKBOOKS / "samples" / "damaged.xlsx"
    formulas = load_workbook(path)
    keys = [
        sheet.cell(row, 1).value
        for sheet in formulas.worksheets
        for row in range(1, sheet.max_row + 1)
    ]
    assert damage.RENAMED in formulas.sheetnames
    assert keys.count(damage.REPEATED_KEY) == 2
    assert damage.DELETED_KEY not in keys
    shown = find_cells(load_workbook(path, data_only=True)).answers
    asked = find_cells(formulas).answers
    errors = {shown[key].answer.value for key in damage.ERRORS}
    assert errors == {"#DIV/0!", "#N/A", "#NAME?"}
    for key, formula in damage.FORGOTTEN.items():
        assert asked[key].answer.value == formula
        assert shown[key].answer.value is None
    assert {key: shown[key].answer.value for key in damage.WORDS} == damage.WORDS
    header = formulas[damage.RENAMED][3]
    tokens = [cell.value for cell in header if cell.value]
    assert tokens[:3] == ["#key", "#answer", "#comment"]
    assert header[4].value is None  # the column somebody put in between


@pytest.mark.office
def test_making_a_sample_again_gives_identical_bytes(
    pack: RulePack, tmp_path: Path
) -> None:
    (tmp_path / "answers").mkdir()
    source = WORKBOOKS / "answers" / "half_empty.yaml"
    (tmp_path / "answers" / source.name).write_bytes(source.read_bytes())
    first = [path.read_bytes() for path in make_samples(pack, tmp_path)]
    second = [path.read_bytes() for path in make_samples(pack, tmp_path)]
    assert first == second


def test_the_command_tells_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answers").mkdir()
    (tmp_path / "answers" / "odd.yaml").write_text("no.such_key: Yes\n")
    pack = Path(__file__).parents[2] / "rules" / "four_pillar"
    assert main(["--pack", str(pack), "--folder", str(tmp_path)]) == 2
    assert "TPL-001 · no.such_key" in capsys.readouterr().err
