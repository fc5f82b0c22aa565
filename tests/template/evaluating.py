"""Lets a real LibreOffice compute formulas and workbooks for the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName

from rs_excel.template.office import Resave, resave


def computed(path: Path, folder: Path) -> Workbook:
    """The workbook as LibreOffice saves it, values only."""
    target = folder / f"{path.stem}.computed.xlsx"
    resave([Resave(source=path, target=target)])
    return load_workbook(target, data_only=True)


SAID: Mapping[str, Sequence[str]] = {
    "Yes": ("Yes", "Sí", "是"),
    "No": ("No", "No", "否"),
    "Don't know": ("Don't know", "No sabe", "不知道"),
    "Not applicable": ("Not applicable", "No aplica", "不适用"),
    "None of these": ("None of these", "Ninguno", "以上都不是"),
    "Cocoa": ("Cocoa", "Cacao", "可可"),
    "Palm oil": ("Palm oil", "Aceite de palma", "棕榈油"),
}
"""Labels in three languages, as a workbook holds them."""


def words(label: str) -> str:
    """The name of the cells that hold a label in all languages."""
    return f"said.{''.join(filter(str.isalpha, label))}"


def truths(
    cases: Sequence[tuple[str, Mapping[str, object]]],
    folder: Path,
    said: Mapping[str, Sequence[str]] = SAID,
) -> list[bool]:
    """Each formula's result, where ``{name}`` stands for the cell of that answer."""
    book = Workbook()
    sheet = book.worksheets[0]
    spoken = book.create_sheet("said")
    for row, (label, versions) in enumerate(said.items(), 1):
        for column, version in enumerate(versions, 1):
            spoken.cell(row, column, version)
        last = spoken.cell(row, len(versions)).column_letter
        place = f"said!$A${row}:${last}${row}"
        book.defined_names[words(label)] = DefinedName(words(label), attr_text=place)
    for row, (formula, answers) in enumerate(cases, 1):
        places = {}
        for column, (name, value) in enumerate(answers.items(), 2):
            cell = sheet.cell(row, column)
            cell.value = value  # type: ignore[assignment]  # any value a person types
            places[name] = f"${cell.column_letter}${row}"
        sheet.cell(row, 1, f"=IF({formula.format(**places)},1,0)")
    book.save(folder / "cases.xlsx")
    result = computed(folder / "cases.xlsx", folder).worksheets[0]
    return [result.cell(row, 1).value == 1 for row in range(1, len(cases) + 1)]
