"""Lets a real LibreOffice compute formulas and workbooks for the tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

from rs_excel.template.office import Resave, resave


def computed(path: Path, folder: Path) -> Workbook:
    """The workbook as LibreOffice saves it, values only."""
    target = folder / f"{path.stem}.computed.xlsx"
    resave([Resave(source=path, target=target)])
    return load_workbook(target, data_only=True)


def truths(
    cases: Sequence[tuple[str, Mapping[str, object]]], folder: Path
) -> list[bool]:
    """Each formula's result, where ``{name}`` stands for the cell of that answer."""
    book = Workbook()
    sheet = book.worksheets[0]
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
