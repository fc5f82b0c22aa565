"""Rows of tables: their names, and looking into one.

Comes in: names and facts in the order of the sheet. Goes out: rows whose names are
unique in their table, so that a finding about a row can be found again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rs_excel.domain.facts import Fact, TableRow
from rs_excel.engine.weigh import Look


def named_rows(
    rows: Iterable[tuple[str, Mapping[str, Fact]]],
) -> tuple[TableRow, ...]:
    """Rows numbered from 1; the second ``Boiler`` of a table is ``Boiler (2)``."""
    seen: Counter[str] = Counter()
    named = []
    for position, (name, facts) in enumerate(rows, 1):
        seen[name] += 1
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        named.append(TableRow(name=unique, position=position, facts=facts))
    return tuple(named)


def row_look(facts: Mapping[str, Fact], look: Look) -> Look:
    """Looks into a row's facts first, then outside the row."""
    return lambda key: facts.get(key) or look(key)
