"""A workbook as a small text table inside a test.

    book_from('''
        sheet: Safety
        | #key          | #answer    | #comment |
        | hs.last_drill | 2025-11-02 |          |
    ''')

Cells are typed as a spreadsheet would: numbers, ISO days, TRUE and FALSE, ``15%`` in
a percentage format, ``#REF!``, ``{A1+B1}`` for a formula without a result. Quotes keep
text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from rs_excel.workbook.memory_book import MemoryBook
from rs_excel.workbook.ports import CellError, Grid, NoCachedValue, Percent, RawValue


def book_from(
    table: str,
    *,
    hidden: tuple[str, ...] = (),
    hidden_rows: Mapping[str, frozenset[int]] | None = None,
) -> MemoryBook:
    """A reader over the sheets of a text table; ``hidden`` names hidden sheets."""
    sheets: dict[str, list[list[RawValue]]] = {}
    rows: list[list[RawValue]] = []
    for line in map(str.strip, table.strip().splitlines()):
        if line.startswith("sheet:"):
            rows = sheets.setdefault(line.removeprefix("sheet:").strip(), [])
        elif line.startswith("|"):
            rows.append([typed(cell) for cell in line.strip("|").split("|")])
        else:
            rows.append([])
    return MemoryBook(
        {
            name: Grid.of(
                name,
                cells,
                hidden=name in hidden,
                hidden_rows=(hidden_rows or {}).get(name, frozenset()),
            )
            for name, cells in sheets.items()
        }
    )


def typed(cell: str) -> RawValue:
    """One cell of the table as a reader would give it."""
    text = cell.strip()
    for pattern, make in _KINDS:
        if re.fullmatch(pattern, text):
            return make(text)
    return text.strip('"') or None


_KINDS: tuple[tuple[str, Callable[[str], RawValue]], ...] = (
    (r"#(REF!|N/A|DIV/0!|VALUE!|NAME\?)", CellError),
    (r"TRUE|FALSE", lambda text: text == "TRUE"),
    (r"-?\d+(\.\d+)?%", lambda text: Percent(float(text[:-1]) / 100)),
    (r"-?\d+(\.\d+)?", float),
    (r"\d{4}-\d{2}-\d{2}", date.fromisoformat),
    (r"\{.*\}", lambda text: NoCachedValue(text[1:-1])),
)
