"""One way to every derived answer: over questions, over rows, over days in a row.

Comes in: how the pack defines one, and ways to look up answers and rows. Goes out: the
fact. Who states one document and who composes several ask here alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rs_excel.domain.facts import Fact, TableRow
from rs_excel.engine.derived import derive
from rs_excel.engine.derived_rows import derive_over_rows
from rs_excel.engine.derived_windows import derive_over_windows
from rs_excel.engine.terms import Terms
from rs_excel.engine.weigh import Look
from rs_excel.rulebook.values import OVER_ROWS, Derived

Rows = Callable[[str], Sequence[TableRow]]


def derived_answer(entry: Derived, rows: Rows, look: Look, terms: Terms) -> Fact:
    """The answer of an entry that is not worked out row by row."""
    if entry.window is not None:
        return derive_over_windows(entry, entry.window, rows(entry.table or ""))
    if entry.form in OVER_ROWS:
        return derive_over_rows(entry, rows(entry.table or ""), look, terms)
    return derive(entry, look, terms)
