"""Stores in our own workbook the results a spreadsheet program computes for it.

Comes in: a workbook of ours, whose formulas have no results. Goes out: the same file
with results in place, so that viewers which do not compute show the status column too.
LibreOffice computes a copy; nothing else of what it writes is taken over.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.template.office import Resave, resave

_FORMULA_CELL = re.compile(
    r'<c r="(?P<place>[A-Z]+\d+)"(?P<style>[^>]*)>'
    r"(?P<formula><f>[^<]*</f>)<v(?: ?/>|></v>)"
)


def store_results(path: Path) -> None:
    """Rewrite the workbook in place with the result of every formula.

    Raises OutputError when LibreOffice is missing or writes nothing.
    """
    with tempfile.TemporaryDirectory() as folder:
        computed = Path(folder) / "computed.xlsx"
        resave([Resave(source=path, target=computed)])
        sheets = load_workbook(computed, data_only=True).worksheets
        stored = Path(folder) / "stored.xlsx"
        _rewrite(path, stored, sheets)
        path.write_bytes(stored.read_bytes())


def _rewrite(path: Path, other: Path, sheets: Sequence[Worksheet]) -> None:
    # openpyxl, which wrote the workbook, numbers its sheets in their order.
    numbered = {f"xl/worksheets/sheet{n}.xml": s for n, s in enumerate(sheets, 1)}
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if computed := numbered.get(member.filename):
                content = _with_results(content.decode(), computed).encode()
            new.writestr(member, content)


def _with_results(text: str, computed: Worksheet) -> str:
    def stored(cell: re.Match[str]) -> str:
        row, column = coordinate_to_tuple(cell["place"])
        kind, result = _as_xml(computed.cell(row, column).value)
        head = f'<c r="{cell["place"]}"{cell["style"]}{kind}>'
        return f"{head}{cell['formula']}<v>{result}</v>"

    return _FORMULA_CELL.sub(stored, text)


def _as_xml(result: object) -> tuple[str, str]:
    """The type and the text of a result; an empty text comes back as None."""
    if isinstance(result, bool):
        return ' t="b"', str(int(result))
    if isinstance(result, int | float):
        return "", repr(result)
    return ' t="str"', escape(str(result or ""))
