"""The cover: what this is, in which language, how to fill it in, how far it is.

Comes in: the section with id ``cover`` and what was built of the others. Goes out: a
sheet with the language, purpose, five steps, the customer's box, completion, a legend,
the cover's own questions and the constants by which the template is known again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter

from rs_excel.domain.questions import Question, Section
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
from rs_excel.template.texts_sheet import LANGUAGE_KEY, Shown
from rs_excel.template.wording import Wording

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
    _write_wide(pen, pen.texts.own("saq.cover.privacy"))
    pen.next_row(_GAP)
    completion_row = pen.row
    pen.row += rows_needed(len(built) + 1)
    _write_legend(pen)
    own = _write_questions(pen, maker, section)
    write_scopes(pen, maker.catalogue)
    pen.row = completion_row
    # Choosing a language is asked of everybody and counted nowhere.
    questions = sum(q.key != LANGUAGE_KEY for q in maker.catalogue.single)
    overall = write_completion(pen, [own, *built], questions)
    write_band_completion(pen, overall)
    pen.validations.attach(pen.sheet)
    page.protect(pen.sheet)
    page.show(pen.sheet, freeze="A2", colour=pen.accent.strong)
    page.set_up_print(pen.sheet, _LAST, heads=None)
    maker.set_footer(pen.sheet)


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
    pen.put(NUMBER_COLUMN, pen.texts.own("saq.cover.title"), title)
    pen.next_row(52)
    strip = Look(
        size=9, colour=fill, fill=pen.accent.pale, down="center", wrap=False, indent=1
    )
    pen.put_wide(NUMBER_COLUMN, _LAST, _strip(maker), strip)
    pen.next_row(20)
    language = maker.catalogue.by_key.get(LANGUAGE_KEY)
    if language is not None:
        _write_language(pen, language)
    pen.next_row(_GAP)
    _write_wide(pen, pen.texts.own("saq.cover.purpose"))


def _strip(maker: Maker) -> Shown:
    catalogue = maker.catalogue

    def compose(wording: Wording) -> str:
        version = wording.own("saq.cover.version", version=catalogue.version)
        title = wording.say("pack.title", catalogue.title)
        return f"{title} · {version} · {wording.own('saq.cover.compatible')}"

    return maker.texts.of("saq.cover.strip", compose)


def _write_language(pen: SheetPen, question: Question) -> None:
    """The drop-down that switches all texts, found by its key as any answer is."""
    place = STANDARD.answer
    pen.markers({layout.KEY_COLUMN: layout.KEY, place: layout.ANSWER})
    pen.key(question.key)
    names = (wording.own("saq.cover.language") for wording in pen.texts.wordings)
    pen.put_wide(NUMBER_COLUMN, TEXT_COLUMN, " · ".join(dict.fromkeys(names)), _LABEL)
    pen.put(place, pen.texts.first.name, replace(_BUYERS, bold=True))
    told = pen.texts.pack(f"question.{question.key}.help", question.help)
    pen.put_wide(place + 1, _LAST, told, palette.BODY)
    pen.name(question.key, place)
    cell = f"{get_column_letter(place)}{pen.row}"
    pen.validations.add_list(pen.texts.names, cell)
    width = pen.columns.width(place + 1, _LAST)
    pen.next_row(pen.height([(told, width, 10.0)], least=26))
    pen.end_block()


def _write_wide(pen: SheetPen, text: Shown) -> None:
    pen.put_wide(NUMBER_COLUMN, _LAST, text, palette.BODY)
    width = pen.columns.width(NUMBER_COLUMN, _LAST)
    pen.next_row(pen.height([(text, width, 10.0)], least=20))


def _write_steps(pen: SheetPen) -> None:
    """Five numbered steps on the left, the customer's own box on the right."""
    box, own = pen.columns.help, pen.texts.own
    pen.put(NUMBER_COLUMN, own("saq.cover.steps"), HEADING)
    pen.put(box, own("saq.cover.customer"), HEADING)
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
    for number, key in enumerate(cover_texts.STEPS, 1):
        pen.put(NUMBER_COLUMN, number, badge)
        pen.put_wide(TEXT_COLUMN, pen.columns.comment, own(key), _STEP)
        if label := labels[number - 1]:
            pen.put(box, own(label), _LABEL)
            pen.put_wide(box + 1, _LAST, None, _BUYERS)
        width = pen.columns.width(TEXT_COLUMN, pen.columns.comment)
        pen.next_row(pen.height([(own(key), width, 10.0)], least=30))
    pen.next_row(_GAP)


def _write_legend(pen: SheetPen) -> None:
    own = pen.texts.own
    pen.put(NUMBER_COLUMN, own("saq.cover.signs"), HEADING)
    pen.next_row(26)
    width = pen.columns.width(STANDARD.answer, _LAST)
    for status, key, fill, colour in cover_texts.LEGEND:
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
        pen.put_wide(NUMBER_COLUMN, TEXT_COLUMN, status.shown(pen.texts), look)
        pen.put_wide(STANDARD.answer, _LAST, own(key), palette.SMALL)
        pen.next_row(pen.height([(own(key), width, 9.0)], least=18))
    pen.next_row(4 * _GAP)  # on paper the questions start a new page


def _write_questions(pen: SheetPen, maker: Maker, section: Section) -> BuiltSection:
    """The cover's own questions, after the constants in the same block."""
    own = pen.texts.own
    pen.put(NUMBER_COLUMN, own("saq.cover.return"), HEADING)
    pen.next_row(26)
    if section.intro:
        _write_wide(pen, pen.texts.pack(f"section.{section.id}.intro", section.intro))
    write_headers(pen)
    values = (maker.catalogue.template, maker.catalogue.version)
    labels = ("saq.cover.template", "saq.cover.template_version")
    for key, label, value in zip(CONSTANTS, labels, values, strict=True):
        pen.key(key)
        pen.put(NUMBER_COLUMN, None, palette.NUMBER)
        pen.put(TEXT_COLUMN, own(label), palette.QUESTION)
        pen.put(STANDARD.answer, value, palette.QUESTION)
        pen.next_row(18)
    questions = questions_of(maker.catalogue, section)
    if not questions:  # a pack may leave the cover to the template
        pen.end_block()
        return BuiltSection(section, pen.sheet.title, None)
    statuses = write_questions(pen, questions, "C")
    return BuiltSection(section, pen.sheet.title, statuses)
