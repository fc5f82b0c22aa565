"""Rows of questions: number, text, answer, explanation, evidence, help, status.

Comes in: the questions of one section. Goes out: one row each on a sheet, with a key,
a validation, a defined name, and a status formula that knows when it is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    StatusRange,
    Told,
    colour_by_status,
    status_formula,
)

LEAST_HEIGHT = 25.0


def write_headers(pen: SheetPen) -> None:
    """Column titles, and the marker row below them."""
    c = pen.columns
    titles = {
        NUMBER_COLUMN: "No.",
        TEXT_COLUMN: "Question",
        c.answer: "Your answer",
        c.comment: "Explanation, or reason for “Not applicable”",
        c.evidence: "Evidence ids",
        c.help: "Help and evidence asked for",
        c.status: "Status",
        c.review: "Buyer's check",
    }
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
            pen.heading(pen.columns.review, topic)
        _write_question(pen, question, f"{code} {number}")
    last = pen.row - 1
    pen.end_block()
    colour_by_status(pen.sheet, first, last, pen.columns)
    letter = get_column_letter(pen.columns.status)
    comments = get_column_letter(pen.columns.comment)
    pen.validations.add_text(
        f"{comments}{first}:{comments}{last}",
        "Explanation",
        "Anything your customer should know, or why the question does not apply.",
    )
    evidence = get_column_letter(pen.columns.evidence)
    pen.validations.add_text(
        f"{evidence}{first}:{evidence}{last}",
        "Evidence ids",
        "Ids from the evidence register, for example E-01; E-04.",
    )
    sheet = pen.absolute(pen.columns.status, first).rsplit("!", 1)[0]
    return StatusRange(f"{sheet}!${letter}${first}:${letter}${last}")


def help_text(question: Question) -> str:
    """Help, options and evidence asked for, one line each."""
    lines = [question.help] if question.help else []
    if question.kind is QuestionKind.CHOICES:
        labels = "; ".join(choice.label for choice in question.choices)
        lines.append(f"Options, separated by semicolons: {labels}.")
    if question.evidence:
        lines.append(f"Evidence: {', '.join(question.evidence)}.")
    return "\n".join(lines)


def asked_text(question: Question) -> str:
    """The question as printed: with its unit, and a star where it is required."""
    unit = "%" if question.kind is QuestionKind.PERCENT else question.unit
    told = f"{question.text} [{unit}]" if unit else question.text
    return (
        f"{told}\u00a0*" if question.required else told
    )  # the star stays with its word


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
    text, help_ = asked_text(question), help_text(question)
    pen.key(question.key)
    pen.put(NUMBER_COLUMN, number, palette.NUMBER)
    pen.put_wide(TEXT_COLUMN, c.text_end, text, palette.QUESTION)
    pen.put(c.answer, None, answer_look(question))
    pen.put_wide(c.comment, c.comment_end, None, palette.REMARK)
    pen.put(c.evidence, None, palette.REMARK)
    pen.put(c.help, help_ or None, palette.HELP)
    silent = pen.placeholders.typed_in(answer, question)
    status = status_formula(question, pen.row, c, Told(gate=gate, nothing=silent))
    pen.put(c.status, status, palette.STATUS)
    pen.put(c.review, None, palette.REVIEW)
    pen.name(question.key, c.answer)
    pen.validations.add(question, answer)
    texts = [
        (text, c.width(TEXT_COLUMN, c.text_end), 10.0),
        (help_, c.width(c.help), 8.5),
    ]
    pen.next_row(layout.height_for(texts, least=LEAST_HEIGHT))
