"""The table of scopes on the cover: what is asked of whom, and of this site.

Comes in: the scopes of the catalogue. Goes out: one row each with the number of its
questions and the named cell by which they know whether they are asked.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rs_excel.domain.questions import Catalogue, Scope
from rs_excel.template import palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.layout import NUMBER_COLUMN, STANDARD, TEXT_COLUMN
from rs_excel.template.palette import Look
from rs_excel.template.scopes import cell_name, scope_formula
from rs_excel.template.status import NOT_ASKED
from rs_excel.template.texts_sheet import Shown, Texts
from rs_excel.template.wording import Wording

_QUESTIONS, _STANDS, _WHO, _LAST = 4, 5, 6, STANDARD.review
_CELL = Look(framed=True, down="center", size=9, indent=1)


def write_scopes(pen: SheetPen, catalogue: Catalogue) -> None:
    """The whole block; nothing where the catalogue asks everybody everything."""
    if not catalogue.scopes:
        return
    pen.next_row(10)
    heading = Look(
        size=12, bold=True, colour=pen.accent.strong, down="bottom", wrap=False
    )
    own = pen.texts.own
    pen.put(NUMBER_COLUMN, own("saq.topics.head"), heading)
    pen.next_row(26)
    intro, width = own("saq.topics.intro"), pen.columns.width(NUMBER_COLUMN, _LAST)
    pen.put_wide(NUMBER_COLUMN, _LAST, intro, palette.BODY)
    pen.next_row(pen.height([(intro, width, 10.0)], least=20))
    titles = {
        TEXT_COLUMN: own("saq.topics.topic"),
        _QUESTIONS: own("saq.topics.questions"),
        _STANDS: own("saq.topics.site"),
        _WHO: own("saq.topics.asked_of"),
    }
    pen.header(titles, _LAST)
    first = pen.row
    numbers = Counter(key for question in catalogue.single for key in question.scopes)
    for scope in catalogue.scopes:
        _write_scope(pen, scope, numbers[scope.key])
    rule = palette.when(
        NOT_ASKED.stands_in(f"$E{first}"),
        fill=palette.NOT_ASKED,
        colour=palette.MUTED,
    )
    pen.sheet.conditional_formatting.add(f"C{first}:I{pen.row - 1}", rule)


def _write_scope(pen: SheetPen, scope: Scope, questions: int) -> None:
    pen.put(NUMBER_COLUMN, None, replace(_CELL, fill=pen.accent.pale))
    title = pen.texts.pack(f"scope.{scope.key}.title", scope.title)
    pen.put(TEXT_COLUMN, title, replace(_CELL, bold=True))
    pen.put(_QUESTIONS, questions, replace(_CELL, across="center", indent=0))
    pen.put(_STANDS, scope_formula(scope, pen.gates, pen.texts), _CELL)
    pen.name(cell_name(scope.key), _STANDS)
    told = _told(pen.texts, scope)
    pen.put_wide(_WHO, _LAST, told, _CELL)
    widths = pen.columns.width(TEXT_COLUMN), pen.columns.width(_WHO, _LAST)
    sized = [(title, widths[0], 9.0), (told, widths[1], 9.0)]
    pen.next_row(pen.height(sized, least=18))


def _told(texts: Texts, scope: Scope) -> Shown:
    """Whom it is asked of, and the source that says so where there is one."""
    key = f"scope.{scope.key}"

    def compose(wording: Wording) -> str:
        asked_of = wording.say(f"{key}.asked_of", scope.asked_of)
        if not scope.rests_on:
            return asked_of
        return f"{asked_of}. {wording.say(f'{key}.rests_on', scope.rests_on)}."

    return texts.of(f"{key}.asked_of", compose)
