"""Derived answers over the rows of a table: counts, shares, largest, smallest, sums.

Comes in: how the pack defines one, the rows, a way to look up other answers. Goes
out: a fact that carries the cells of the rows it counted and lists their names; where
it cannot be told, those of the rows that leave it open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rs_excel.domain.conditions import questions_read
from rs_excel.domain.facts import Fact, TableRow
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.derived import (
    Basis,
    cells_of,
    derived_fact,
    number_of,
    rows_named,
)
from rs_excel.engine.rows import row_look
from rs_excel.engine.terms import Terms
from rs_excel.engine.weigh import Look, weigher_of
from rs_excel.rulebook.values import Derived


def derive_over_rows(
    derived: Derived, rows: Sequence[TableRow], look: Look, terms: Terms
) -> Fact:
    """A derived answer over rows. Blank where a row that matters cannot tell."""
    if derived.form == "repeated_in":
        repeated = _repeated(derived.of[0], rows)
        return derived_fact(derived, len(repeated), _basis(derived, repeated))
    weighed = weigher_of(derived.where, terms)
    truths = [weighed(row_look(row.facts, look)).truth for row in rows]
    # `blank_is` says that rows which cannot tell are left out.
    undecided = None in truths and derived.blank_is is None
    chosen = [row for row, truth in zip(rows, truths, strict=True) if truth]
    if derived.form in ("count_where", "share_where"):
        whole = len(rows) if derived.form == "share_where" else 1
        share = 100.0 if derived.form == "share_where" else 1.0
        number = None if undecided or not whole else share * len(chosen) / whole
        if undecided:  # the rows to look at are those that cannot tell
            pairs = zip(rows, truths, strict=True)
            chosen = [row for row, truth in pairs if truth is None]
        return derived_fact(derived, number, _basis(derived, chosen))
    return _over_column(derived, chosen, undecided)


def _repeated(column: str, rows: Sequence[TableRow]) -> list[TableRow]:
    """Rows whose text in the column another row has as well, case and spaces apart."""
    said = [" ".join((row.facts[column].text or "").casefold().split()) for row in rows]
    counted = Counter(said)
    pairs = zip(rows, said, strict=True)
    return [row for row, text in pairs if text and counted[text] > 1]


def _over_column(derived: Derived, rows: Sequence[TableRow], undecided: bool) -> Fact:
    column = derived.of[0]
    values = [_value(derived, row.facts.get(column)) for row in rows]
    known = [value for value in values if value is not None]
    if undecided or len(known) < len(values) or not (known or derived.form == "sum_in"):
        return derived_fact(derived, None, _basis(derived, rows))
    if derived.form == "sum_in":
        number = sum(known)
    else:
        number = max(known) if derived.form == "max_in" else min(known)
        pairs = zip(rows, values, strict=True)
        rows = [row for row, value in pairs if value == number]
    return derived_fact(derived, number * derived.scale, _basis(derived, rows))


def _value(derived: Derived, fact: Fact | None) -> float | None:
    if fact is not None and fact.state is AnswerState.ANSWERED:
        return number_of(fact)
    return derived.blank_is


def _basis(derived: Derived, rows: Sequence[TableRow]) -> Basis:
    """The columns looked at; the cells of the rows chosen, and their names."""
    read = questions_read(derived.where) if derived.where else frozenset()
    inputs = tuple(dict.fromkeys((*derived.of, *sorted(read))))
    cells: list[CellRef] = []
    for row in rows:
        looked_at = [row.facts[key] for key in inputs if key in row.facts]
        cells.extend(cells_of(looked_at) or cells_of(tuple(row.facts.values()))[:1])
    return Basis(inputs, tuple(dict.fromkeys(cells)), rows_named(rows))
