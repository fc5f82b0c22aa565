"""The cover: what this is, how to fill it in, how far it is.

Comes in: the section with id ``cover`` and what was built of the others. Goes out: a
sheet with purpose, five steps, the customer's box, completion, a legend, the cover's
own questions and the constants by which the template is known again.
"""

from __future__ import annotations

from collections.abc import Sequence

from rs_excel.domain.questions import Section
from rs_excel.domain.vocabulary import Pillar
from rs_excel.template import cover_texts, layout, page, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.completion_block import (
    rows_needed,
    write_band_completion,
    write_completion,
)
from rs_excel.template.layout import NUMBER_COLUMN, STANDARD, TEXT_COLUMN
from rs_excel.template.palette import Look
from rs_excel.template.question_block import write_headers, write_questions
from rs_excel.template.scope_block import write_scopes
from rs_excel.template.section_sheet import (
    CONSTANTS,
    BuiltSection,
    Maker,
    questions_of,
)

COVER = "cover"
HEADING = Look(
    size=12,
    bold=True,
    colour=palette.accent(Pillar.ALL_PILLARS).strong,
    down="bottom",
    wrap=False,
)
_LAST = STANDARD.review
_STEP = Look(down="center", indent=1)
_LABEL = Look(
    size=9, bold=True, colour=palette.MUTED, down="center", across="right", indent=1
)
_BUYERS = Look(framed=True, fill=palette.OPEN, open=True, down="center", indent=1)
_GAP = 7.0


def write_cover(maker: Maker, section: Section, built: Sequence[BuiltSection]) -> None:
    """Fill the cover; the other sections are finished already."""
    pen = maker.pen(section, STANDARD)
    _write_band(pen, maker)
    _write_steps(pen)
    _write_wide(pen, cover_texts.PRIVACY)
    pen.next_row(_GAP)
    completion_row = pen.row
    pen.row += rows_needed(len(built) + 1)
    _write_legend(pen)
    own = _write_questions(pen, maker, section)
    write_scopes(pen, maker.catalogue)
    pen.row = completion_row
    questions = len(maker.catalogue.single)
    overall = write_completion(pen, [own, *built], questions)
    write_band_completion(pen, overall)
    pen.validations.attach(pen.sheet)
    page.protect(pen.sheet)
    page.show(pen.sheet, freeze="A2", colour=pen.accent.strong)
    page.set_up_print(pen.sheet, _LAST, heads=None)
    page.set_footer(pen.sheet, maker.footer())


def _write_band(pen: SheetPen, maker: Maker) -> None:
    fill = pen.accent.strong
    title = Look(
        size=22,
        bold=True,
        colour="FFFFFF",
        fill=fill,
        down="center",
        wrap=False,
        indent=1,
    )
    for column in range(NUMBER_COLUMN, _LAST + 1):
        pen.put(column, None, title)
    pen.put(NUMBER_COLUMN, cover_texts.TITLE, title)
    pen.next_row(52)
    strip = Look(
        size=9, colour=fill, fill=pen.accent.pale, down="center", wrap=False, indent=1
    )
    head = f"{maker.catalogue.title} · version {maker.catalogue.version}"
    told = f"{head} · {cover_texts.COMPATIBLE}"
    pen.put_wide(NUMBER_COLUMN, _LAST, told, strip)
    pen.next_row(20)
    pen.next_row(_GAP)
    _write_wide(pen, cover_texts.PURPOSE)


def _write_wide(pen: SheetPen, text: str) -> None:
    pen.put_wide(NUMBER_COLUMN, _LAST, text, palette.BODY)
    width = pen.columns.width(NUMBER_COLUMN, _LAST)
    pen.next_row(layout.height_for([(text, width, 10.0)], least=20))


def _write_steps(pen: SheetPen) -> None:
    """Five numbered steps on the left, the customer's own box on the right."""
    box = pen.columns.help
    pen.put(NUMBER_COLUMN, "How to fill it in, in five steps", HEADING)
    pen.put(box, "From your customer", HEADING)
    pen.next_row(26)
    badge = Look(
        size=12,
        bold=True,
        colour=pen.accent.strong,
        fill=pen.accent.pale,
        across="center",
        down="center",
    )
    labels = (*cover_texts.BUYER_BOX, *[""] * 5)
    for number, step in enumerate(cover_texts.STEPS, 1):
        pen.put(NUMBER_COLUMN, number, badge)
        pen.put_wide(TEXT_COLUMN, pen.columns.comment, step, _STEP)
        if label := labels[number - 1]:
            pen.put(box, label, _LABEL)
            pen.put_wide(box + 1, _LAST, None, _BUYERS)
        width = pen.columns.width(TEXT_COLUMN, pen.columns.comment)
        pen.next_row(layout.height_for([(step, width, 10.0)], least=30))
    pen.next_row(_GAP)


def _write_legend(pen: SheetPen) -> None:
    pen.put(NUMBER_COLUMN, "What the signs mean", HEADING)
    pen.next_row(26)
    for word, meaning, fill, colour in cover_texts.LEGEND:
        look = Look(
            size=9,
            bold=True,
            framed=True,
            fill=fill,
            colour=colour,
            down="center",
            wrap=False,
            indent=1,
        )
        pen.put_wide(NUMBER_COLUMN, TEXT_COLUMN, word, look)
        pen.put_wide(STANDARD.answer, _LAST, meaning, palette.SMALL)
        pen.next_row(18)
    pen.next_row(4 * _GAP)  # on paper the questions start a new page


def _write_questions(pen: SheetPen, maker: Maker, section: Section) -> BuiltSection:
    """The cover's own questions, after the constants in the same block."""
    pen.put(NUMBER_COLUMN, "About this return", HEADING)
    pen.next_row(26)
    if section.intro:
        _write_wide(pen, section.intro)
    write_headers(pen)
    values = (maker.catalogue.template, maker.catalogue.version)
    labels = ("Questionnaire", "Version of the questionnaire")
    for key, label, value in zip(CONSTANTS, labels, values, strict=True):
        pen.key(key)
        pen.put(NUMBER_COLUMN, None, palette.NUMBER)
        pen.put(TEXT_COLUMN, label, palette.QUESTION)
        pen.put(STANDARD.answer, value, palette.QUESTION)
        pen.next_row(18)
    questions = questions_of(maker.catalogue, section)
    if not questions:  # a pack may leave the cover to the template
        pen.end_block()
        return BuiltSection(section, None)
    return BuiltSection(section, write_questions(pen, questions, "C"))
