"""What people write by themselves: openpyxl, a few checks with pandas, save.

Comes in: a return. Goes out: a copy with the answers that failed coloured. It looks at
three things only; a batch weighs hundreds of rules, twice, and writes three sheets.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

_RED = PatternFill("solid", fgColor="FFC7CE")
_KEY, _ANSWER, _MOST_HOURS = 0, 3, 60


def check_by_hand(file: Path, copy: Path) -> int:
    """How many answers were coloured."""
    book = load_workbook(file)
    coloured = 0
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        frame = pd.DataFrame(rows)
        if frame.shape[1] <= _ANSWER:
            continue
        keys, answers = frame[_KEY].astype("string"), frame[_ANSWER]
        asked = keys.str.contains(".", regex=False, na=False)
        numbers = pd.to_numeric(answers, errors="coerce")
        said_no = answers.astype("string").str.lower().eq("no").fillna(value=False)
        wrong = asked & (answers.isna() | said_no | (numbers > _MOST_HOURS))
        for row in frame.index[wrong]:
            sheet.cell(int(row) + 1, _ANSWER + 1).fill = _RED
            coloured += 1
    book.save(copy)
    return coloured
