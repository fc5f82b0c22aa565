"""The table of scopes on the cover: what is asked of whom, and of this site.

Comes in: the scopes of the catalogue. Goes out: one row each with the number of its
questions and the named cell by which they know whether they are asked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rs_excel.domain.questions import Catalogue, Scope
from rs_excel.template import layout, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.gates import quoted
from rs_excel.template.layout import NUMBER_COLUMN, STANDARD, TEXT_COLUMN
from rs_excel.template.palette import Look
from rs_excel.template.scopes import cell_name, scope_formula
from rs_excel.template.status import NOT_ASKED

_QUESTIONS, _STANDS, _WHO, _LAST = 4, 5, 6, STANDARD.review
_CELL = Look(framed=True, down="center", size=9, indent=1)
_INTRO = (
    "Most questions are for everybody. These are asked only of the sites named; the "
    "questionnaire works it out from your answers. As long as an answer is missing, "
    "they are asked."
)


def write_scopes(pen: SheetPen, catalogue: Catalogue) -> None:
    """The whole block; nothing where the catalogue asks everybody everything."""
    if not catalogue.scopes:
        return
    pen.next_row(10)
    heading = Look(
        size=12, bold=True, colour=pen.accent.strong, down="bottom", wrap=False
    )
    pen.put(NUMBER_COLUMN, "Which topics you are asked about, and why", heading)
    pen.next_row(26)
    pen.put_wide(NUMBER_COLUMN, _LAST, _INTRO, palette.BODY)
    pen.next_row(20)
    titles = {
        TEXT_COLUMN: "Topic",
        _QUESTIONS: "Questions",
        _STANDS: "This site",
        _WHO: "Asked of",
    }
    pen.header(titles, _LAST)
    first = pen.row
    numbers = Counter(key for question in catalogue.single for key in question.scopes)
    for scope in catalogue.scopes:
        _write_scope(pen, scope, numbers[scope.key])
    rule = palette.when(
        f"$E{first}={quoted(NOT_ASKED)}", fill=palette.NOT_ASKED, colour=palette.MUTED
    )
    pen.sheet.conditional_formatting.add(f"C{first}:I{pen.row - 1}", rule)


def _write_scope(pen: SheetPen, scope: Scope, questions: int) -> None:
    pen.put(NUMBER_COLUMN, None, replace(_CELL, fill=pen.accent.pale))
    pen.put(TEXT_COLUMN, scope.title, replace(_CELL, bold=True))
    pen.put(_QUESTIONS, questions, replace(_CELL, across="center", indent=0))
    pen.put(_STANDS, scope_formula(scope, pen.gates), _CELL)
    pen.name(cell_name(scope.key), _STANDS)
    told = f"{scope.asked_of}. {scope.rests_on}." if scope.rests_on else scope.asked_of
    pen.put_wide(_WHO, _LAST, told, _CELL)
    width = pen.columns.width(_WHO, _LAST)
    pen.next_row(layout.height_for([(told, width, 9.0)], least=18))
