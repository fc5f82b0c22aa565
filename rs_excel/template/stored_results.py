"""Stores in our own workbook the results a spreadsheet program computes for it.

Comes in: a workbook of ours, whose formulas have no results. Goes out: the same file
with results in place, so that viewers which do not compute show texts and statuses too.
Texts are known here; for the rest LibreOffice computes a copy, and nothing else of what
it writes is taken over.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.template.office import Resave, resave
from rs_excel.template.texts_sheet import CHOSEN
from rs_excel.template.texts_shown import texts_shown
from rs_excel.workbook.ports import TEXTS_SHEET

_FORMULA_CELL = re.compile(
    r'<c r="(?P<place>[A-Z]+\d+)"(?P<style>(?: s="\d+")?)(?: t="\w+")?>'
    r"(?P<formula><f>[^<]*</f>)<v(?: ?/>|>[^<]*</v>)"
)
_SHOWS_TEXT = re.compile(
    rf"<f>(?:{TEXTS_SHEET}!\$B\$(\d+)|INDEX\(\$C\$(\d+):\$[A-Z]+\$\d+,{CHOSEN}\))</f>"
)
_Result = Callable[[re.Match[str]], object]
"""From a cell with a formula to its result; None where that is not known."""


def store_results(path: Path) -> None:
    """Rewrite the workbook in place with the result of every formula.

    Raises OutputError when LibreOffice is missing or writes nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        computed = Path(folder) / "computed.xlsx"
        resave([Resave(source=path, target=computed)])
        sheets = load_workbook(computed, data_only=True).worksheets
        stored = Path(folder) / "stored.xlsx"
        _rewrite(path, stored, [_computed(sheet) for sheet in sheets])
        path.write_bytes(stored.read_bytes())


def store_texts(path: Path, book: Workbook) -> None:
    """Rewrite a workbook just saved, with the text of every cell that shows one.

    ``book`` is what was saved; one that has no texts of ours stays as it is.
    """
    shown = texts_shown(book)
    if not shown:
        return

    def text_of(cell: re.Match[str]) -> object:
        row = _SHOWS_TEXT.fullmatch(cell["formula"])
        return shown.get(int(row[1] or row[2])) if row else None

    other = path.with_suffix(".stored")
    try:
        _rewrite(path, other, [text_of] * len(book.worksheets))
        other.replace(path)
    finally:
        other.unlink(missing_ok=True)


def _rewrite(path: Path, other: Path, results: Sequence[_Result]) -> None:
    # openpyxl, which wrote the workbook, numbers its sheets in their order.
    numbered = {f"xl/worksheets/sheet{n}.xml": s for n, s in enumerate(results, 1)}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if result := numbered.get(member.filename):
                content = _with_results(content.decode(), result).encode()
            new.writestr(member, content)


def _with_results(text: str, result_of: _Result) -> str:
    def stored(cell: re.Match[str]) -> str:
        found = result_of(cell)
        if found is None:
            return cell[0]
        kind, result = _as_xml(found)
        head = f'<c r="{cell["place"]}"{cell["style"]}{kind}>'
        return f"{head}{cell['formula']}<v>{result}</v>"

    return _FORMULA_CELL.sub(stored, text)


def _computed(sheet: Worksheet) -> _Result:
    def result_of(cell: re.Match[str]) -> object:
        row, column = coordinate_to_tuple(cell["place"])
        value = sheet.cell(row, column).value
        return "" if value is None else value

    return result_of


def _as_xml(result: object) -> tuple[str, str]:
    """The type and the text of a result."""
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, int | float):
        return "", repr(result)
    return ' t="str"', escape(str(result))
