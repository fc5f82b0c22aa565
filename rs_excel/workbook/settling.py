"""One answer per question, also where its key stands on several rows.

Comes in: everything read for one key. Goes out: the answer that holds, and a note.
Rows that agree are one answer; rows that differ are no answer, because nobody can
know which of them the site means.
"""

from __future__ import annotations

from collections.abc import Sequence

from rs_excel.domain.questions import Answer, Note
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.errors import note
from rs_excel.workbook.cell_reading import Read


def settle(reads: Sequence[Read]) -> Read:
    """The one answer of a question and every note on it."""
    if len(reads) == 1:
        return reads[0]
    filled = [read for read in reads if read.filled]
    first = (filled or reads)[0].answer
    cells = ", ".join(str(read.answer.cell) for read in reads)
    notes = [n for read in reads for n in read.notes]
    if len(filled) == 1:
        notes.append(_note("BOOK-107", first, cells))
    elif all(_same(read.answer, first) for read in filled):
        notes.append(_note("BOOK-105", first, cells))
    else:
        notes.append(_note("BOOK-106", first, cells))
        first = first._replace(state=AnswerState.UNREADABLE, value=None)
    return Read(_with_words(first, reads), tuple(notes))


def _note(code: str, answer: Answer, cells: str) -> Note:
    return note(code, answer.cell, key=answer.question, cells=cells, used=answer.cell)


def _same(one: Answer, other: Answer) -> bool:
    return (one.state, one.value) == (other.state, other.value)


def _with_words(answer: Answer, reads: Sequence[Read]) -> Answer:
    """Comment and evidence may stand beside any of the rows."""
    comments = dict.fromkeys(r.answer.comment for r in reads if r.answer.comment)
    evidence = dict.fromkeys(e for read in reads for e in read.answer.evidence)
    return answer._replace(comment="\n".join(comments), evidence=tuple(evidence))
