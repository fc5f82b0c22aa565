"""Explain this cell: what it was understood to say, and what came of it.

Comes in: an open workbook, the cell selected in it and the terms. Goes out: which
question it answers, how the answer was understood, and for each rule that reads it
what came out and what would make it conform. Nothing is marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rs_excel.app.cell_questions import (
    COLUMNS_OF_OURS,
    Asked,
    named_in_row,
    nearest_question,
    question_of,
)
from rs_excel.app.check import Check, check
from rs_excel.app.live_explain_text import (
    CellExplained,
    RuleOnCell,
    in_full,
    in_short,
    no_answer_here,
)
from rs_excel.app.live_told import Progress, Told
from rs_excel.app.settings import Terms
from rs_excel.domain.questions import CellRef
from rs_excel.engine.explaining import explain, looked_at
from rs_excel.engine.reference import rows_of
from rs_excel.errors import WorkbookError, problem
from rs_excel.rulebook.read_by import rules_by_question
from rs_excel.workbook.addresses import place_of
from rs_excel.workbook.ports import WorkbookReader


class PointedBook(Protocol):
    """A workbook that is open, with the user somewhere in it."""

    @property
    def name(self) -> str: ...

    @property
    def reader(self) -> WorkbookReader: ...

    def active_cell(self) -> CellRef | None:
        """The cell the user is on; None on a sheet that has no cells."""
        ...


def explain_cell(book: PointedBook, terms: Terms, progress: Progress) -> Told:
    """What came of the selected cell, short enough for a message box.

    Raises WorkbookError for a workbook that holds no questionnaire, and XL-203 where
    no answer is anywhere near.
    """
    found = _explained(book, terms, progress)
    return found if isinstance(found, Told) else in_short(found)


def explain_cell_in_full(book: PointedBook, terms: Terms, progress: Progress) -> Told:
    """The same with every condition of every rule, for a terminal."""
    found = _explained(book, terms, progress)
    return found if isinstance(found, Told) else in_full(found)


def _explained(
    book: PointedBook, terms: Terms, progress: Progress
) -> CellExplained | Told:
    """The answer in the cell, or else the one in its row; Told where there is none."""
    at = book.active_cell()
    if at is None:
        raise WorkbookError(problem("XL-203", book.name))
    progress("Reading the answers and weighing the rules …")
    checked = check(book.reader, terms)
    terms = checked.terms
    asked = question_of(checked.sheet, at) or nearest_question(checked.sheet, at)
    if asked is None:  # on our own sheets, a row names the cell it is about
        grid = book.reader.grid(at.sheet, COLUMNS_OF_OURS)
        asked = named_in_row(checked.sheet, grid, at)
        if asked is None:
            raise WorkbookError(problem("XL-203", at))
    elif asked.place.row != place_of(at.address).row:
        return no_answer_here(at, asked, terms.pack)
    submission = checked.submission
    row = asked.row_in(submission)
    return CellExplained(
        at=at,
        asked=asked,
        answer=looked_at(asked.key, submission, terms.pack, row),
        rules=tuple(_rules_on(asked, checked, terms)),
        notes=tuple(note for note in checked.sheet.notes if note.cell == asked.cell),
    )


def _rules_on(asked: Asked, checked: Check, terms: Terms) -> Iterator[RuleOnCell]:
    """Every rule in force that reads the answer, or whose finding rests on it."""
    findings = checked.report.findings
    resting = {f.rule_id for f in findings if asked.cell in f.cells}
    reading = rules_by_question(terms.pack).get(asked.key, ())
    for rule in terms.pack.in_force(terms.assessed_on):
        if rule.id not in resting and rule.id not in reading:
            continue
        own = asked.row_in(checked.submission) if rule.for_each == asked.table else None
        rows = (own,) if own else rows_of(rule, checked.submission)
        explained = (explain(rule, checked.submission, terms.pack, r) for r in rows)
        came = [RuleOnCell.of(e, asked.cell, findings) for e in explained]
        yield min(came, key=lambda rule: rule.weight)
