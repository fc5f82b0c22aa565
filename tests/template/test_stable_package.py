"""A package saved twice, in whatever order memory had it, gives the same bytes."""

from __future__ import annotations

import zipfile
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from rs_excel.template.stable_package import stabilise

SHEET = "xl/worksheets/sheet1.xml"
VALIDATIONS = (
    '<dataValidation type="list" sqref="D4"><formula1>A>B</formula1></dataValidation>',
    '<dataValidation error="more than > 2" sqref="D5"/>',
    '<dataValidation type="whole" sqref="D6"><formula1>0</formula1></dataValidation>',
)
FORMATS = (
    '<conditionalFormatting sqref="H4"><cfRule priority="2"/></conditionalFormatting>',
    '<conditionalFormatting sqref="D4"><cfRule priority="1"/></conditionalFormatting>',
)


def stabilised(folder: Path, sheet: str) -> bytes:
    path = folder / "book.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(SHEET, sheet)
    stabilise(path, datetime(2026, 1, 1))
    return path.read_bytes()


def sheet_of(validations: tuple[str, ...], formats: tuple[str, ...]) -> str:
    asked = f'<dataValidations count="3">{"".join(validations)}</dataValidations>'
    return f"<worksheet><sheetData/>{''.join(formats)}{asked}</worksheet>"


def test_order_of_validations_and_formats_does_not_matter(tmp_path: Path) -> None:
    made = {
        stabilised(tmp_path, sheet_of(validations, formats))
        for validations in permutations(VALIDATIONS)
        for formats in permutations(FORMATS)
    }
    assert len(made) == 1


def test_everything_in_the_sheet_is_kept(tmp_path: Path) -> None:
    stabilised(tmp_path, sheet_of(VALIDATIONS, FORMATS))
    with zipfile.ZipFile(tmp_path / "book.xlsx") as package:
        kept = package.read(SHEET).decode()
    assert sorted(kept) == sorted(sheet_of(VALIDATIONS, FORMATS))
    assert all(whole in kept for whole in (*VALIDATIONS, *FORMATS))


@pytest.mark.parametrize("apart", ["<drawing/>", "\n"])
def test_siblings_that_stand_apart_stay_in_their_place(
    tmp_path: Path, apart: str
) -> None:
    sheet = f"<worksheet>{FORMATS[0]}{apart}{FORMATS[1]}</worksheet>"
    stabilised(tmp_path, sheet)
    with zipfile.ZipFile(tmp_path / "book.xlsx") as package:
        assert package.read(SHEET).decode() == sheet
