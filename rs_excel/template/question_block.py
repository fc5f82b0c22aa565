"""Rows of questions: number, text, answer, explanation, evidence, help, status.

Comes in: the questions of one section. Goes out: one row each on a sheet, with a key,
a validation, a defined name, and a status formula that knows when it is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from openpyxl.utils import get_column_letter

from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.template import layout, palette
from rs_excel.template.blocks import SheetPen
from rs_excel.template.gates import NUMERIC
from rs_excel.template.layout import NUMBER_COLUMN, TEXT_COLUMN
from rs_excel.template.palette import Look
from rs_excel.template.scopes import not_asked
from rs_excel.template.status import (
    StatusPen,
    StatusRange,
    Told,
    colour_by_status,
)
from rs_excel.template.texts_sheet import Shown, Texts
from rs_excel.template.wording import asked_text, help_text

LEAST_HEIGHT = 25.0


def write_headers(pen: SheetPen) -> None:
    """Column titles, and the marker row below them."""
    c = pen.columns
    names = {
        NUMBER_COLUMN: "number",
        TEXT_COLUMN: "question",
        c.answer: "answer",
        c.comment: "explanation",
        c.evidence: "evidence",
        c.help: "help",
        c.status: "status",
        c.review: "buyer",
    }
    titles = {n: pen.texts.own(f"saq.column.{name}") for n, name in names.items()}
    pen.header(titles, c.review)
    pen.merge_above(TEXT_COLUMN, c.text_end)
    pen.merge_above(c.comment, c.comment_end)
    pen.markers(
        {
            layout.KEY_COLUMN: layout.KEY,
            c.answer: layout.ANSWER,
            c.comment: layout.COMMENT,
            c.evidence: layout.EVIDENCE,
            c.status: layout.STATUS,
            c.review: layout.REVIEW,
        }
    )


def write_questions(
    pen: SheetPen, questions: Sequence[Question], code: str
) -> StatusRange:
    """One row a question, headings between topics. Returns where the statuses stand."""
    first = pen.row
    topic = ""
    for number, question in enumerate(questions, 1):
        if question.topic != topic:
            topic = question.topic
            pen.heading(pen.columns.review, pen.texts.pack(f"topic.{topic}", topic))
        _write_question(pen, question, f"{code} {number}")
    last = pen.row - 1
    pen.end_block()
    colour_by_status(pen.sheet, first, last, pen.columns)
    letter = get_column_letter(pen.columns.status)
    comments = get_column_letter(pen.columns.comment)
    pen.validations.add_text(
        f"{comments}{first}:{comments}{last}", "saq.hint.explanation"
    )
    evidence = get_column_letter(pen.columns.evidence)
    pen.validations.add_text(f"{evidence}{first}:{evidence}{last}", "saq.hint.evidence")
    sheet = pen.absolute(pen.columns.status, first).rsplit("!", 1)[0]
    return StatusRange(f"{sheet}!${letter}${first}:${letter}${last}")


def answer_look(question: Question) -> Look:
    """Days read year first; numbers stand right, everything else left."""
    number_format, across = "General", "left"
    if question.kind is QuestionKind.DATE:
        number_format = "yyyy\\-mm\\-dd"
    elif question.kind is QuestionKind.MONEY:
        number_format, across = "#,##0.00", "right"
    elif question.kind in NUMERIC:
        number_format, across = "[>=10000]#,##0;General", "right"
    return replace(palette.ANSWER, across=across, number_format=number_format)


def _write_question(pen: SheetPen, question: Question, number: str) -> None:
    c = pen.columns
    answer = f"{get_column_letter(c.answer)}{pen.row}"
    gate = not_asked(question, pen.gates, pen.scopes, answer)
    text = pen.texts.of(f"question.{question.key}", partial(asked_text, question))
    help_ = _help(pen.texts, question)
    pen.key(question.key)
    pen.put(NUMBER_COLUMN, number, palette.NUMBER)
    pen.put_wide(TEXT_COLUMN, c.text_end, text, palette.QUESTION)
    pen.put(c.answer, None, answer_look(question))
    pen.put_wide(c.comment, c.comment_end, None, palette.REMARK)
    pen.put(c.evidence, None, palette.REMARK)
    pen.put(c.help, help_, palette.HELP)
    silent = pen.placeholders.typed_in(answer, question)
    status = StatusPen(c, pen.gates, pen.texts)
    told = Told(gate=gate, nothing=silent)
    pen.put(c.status, status.formula(question, pen.row, told), palette.STATUS)
    pen.put(c.review, None, palette.REVIEW)
    pen.name(question.key, c.answer)
    pen.validations.add(question, answer)
    texts = [(text, c.width(TEXT_COLUMN, c.text_end), 10.0)]
    if help_ is not None:
        texts.append((help_, c.width(c.help), 8.5))
    pen.next_row(pen.height(texts, least=LEAST_HEIGHT))


def _help(texts: Texts, question: Question) -> Shown | None:
    compose = partial(help_text, question)
    if not compose(texts.first):
        return None
    return texts.of(f"question.{question.key}.help", compose)
