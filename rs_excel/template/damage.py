"""What happens to a questionnaire on its way: the damage of the *damaged* sample.

Comes in: a filled workbook. Goes out: edits for LibreOffice as a hasty person would
make them (a sheet renamed, a column inserted, a question row deleted, another repeated,
formulas that end in errors, words in number cells), and afterwards formulas whose
results were never stored.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from rs_excel.template.key_cells import KeyCells, find_cells, sheet_of

RENAMED = "ENV (final) v2"
DELETED_KEY = "bi.gifts_reg"
REPEATED_KEY = "hs.alarm"
ERRORS = {
    "hs.accidents_12m": "=1/0",
    "hs.train_pct": "=NA()",
    "en.kwh": '=VLOOKUP("kWh";$A$1:$B$2;2;0)',
    "wf.turnover_pct": "=NOSUCHNAME+1",
}
WORDS = {
    "hs.first_aiders": "two per shift",
    "hs.kits": "approx. 2",
    "wg.lowest": "495 INR",
    "hs.last_drill": "in November",
    "fl.notice_days": "one month",
}
FORGOTTEN = {"hs.max_occupancy": "=20+20", "en.waste_t": "=38+3", "wf.mgmt": "=4+5"}
"""Formulas whose stored result is thrown away, as a generator without Excel would."""

_CELL = re.compile(r'(<c r="[A-Z]+\d+"[^>]*>)(<f[^>]*>([^<]*)</f>)<v>[^<]*</v>')


def edits(filled: Path) -> tuple[str, ...]:
    """Basic statements that damage the filled workbook, cells first, structure last."""
    cells = find_cells(load_workbook(filled))
    lines = ["For Each sheet In book.Sheets", 'sheet.unprotect("")', "Next"]
    for key, formula in {**ERRORS, **FORGOTTEN}.items():
        lines.append(f"{_place(cells, key)}.Formula = {_text(formula)}")
    for key, words in WORDS.items():
        lines.append(f"{_place(cells, key)}.String = {_text(words)}")
    deleted = cells.answers[DELETED_KEY].answer
    lines.append(f"{_sheet(deleted)}.Rows.removeByIndex({deleted.row - 1}, 1)")
    lines += _repeat(cells.answers[REPEATED_KEY].answer)
    environment = cells.answers["en.policy"].answer
    lines.append(
        f"{_sheet(environment)}.Columns.insertByIndex({environment.column}, 1)"
    )
    lines.append(f"{_sheet(environment)}.Name = {_text(RENAMED)}")
    return tuple(lines)


def forget_results(path: Path) -> int:
    """Throw the stored results of ``FORGOTTEN`` away; returns how many went."""
    wanted = {formula.removeprefix("=") for formula in FORGOTTEN.values()}
    count = 0

    def without_result(found: re.Match[str]) -> str:
        nonlocal count
        if found[3] not in wanted:
            return found[0]
        count += 1
        return found[1] + found[2]

    other = path.with_suffix(".damaged")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.startswith("xl/worksheets/sheet"):
                content = _CELL.sub(without_result, content.decode()).encode()
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    other.replace(path)
    return count


def _repeat(cell: Cell) -> list[str]:
    """A copy of the question's row below itself, answered the other way."""
    row, last = cell.row - 1, sheet_of(cell).max_column - 1
    sheet = _sheet(cell)
    return [
        f"{sheet}.Rows.insertByIndex({row + 1}, 1)",
        f"{sheet}.copyRange({sheet}.getCellByPosition(0, {row + 1}).CellAddress, "
        f"{sheet}.getCellRangeByPosition(0, {row}, {last}, {row}).RangeAddress)",
        f'{sheet}.getCellByPosition({cell.column - 1}, {row + 1}).String = "No"',
    ]


def _place(cells: KeyCells, key: str) -> str:
    cell = cells.answers[key].answer
    return f"{_sheet(cell)}.getCellByPosition({cell.column - 1}, {cell.row - 1})"


def _sheet(cell: Cell) -> str:
    return f"book.Sheets.getByName({_text(sheet_of(cell).title)})"


def _text(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
