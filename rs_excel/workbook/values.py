"""One raw cell value becomes an answer: what it says, or why that cannot be told.

Comes in: a value as the reader found it, the question it answers, the pack's words.
Goes out: state, value and notes. Nothing is guessed: what can be read in two ways is
unreadable, with a note that names both ways.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from rs_excel.domain.questions import AnswerValue, CellRef, Note, Question
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.errors import note
from rs_excel.workbook.choosing import Chosen, chosen, near_value
from rs_excel.workbook.date_text import day_of_serial, plausible, read_days
from rs_excel.workbook.number_text import NumberText, read_number, unit_matches
from rs_excel.workbook.ports import CellError, NoCachedValue, Percent, RawValue
from rs_excel.workbook.shown import as_text, shown
from rs_excel.workbook.spellings import Spellings, choices_by_wording, visible

_ANSWERED = AnswerState.ANSWERED


class Understood(NamedTuple):
    """What one cell said."""

    state: AnswerState
    value: AnswerValue = None
    notes: tuple[Note, ...] = ()


class Asked(NamedTuple):
    """A question, the words answers may be in, and the cell notes are about."""

    question: Question
    spellings: Spellings
    cell: CellRef | None = None

    def answered(self, value: AnswerValue, notes: tuple[Note, ...] = ()) -> Understood:
        return Understood(_ANSWERED, value, notes)

    def unreadable(self, code: str, **fields: object) -> Understood:
        return Understood(AnswerState.UNREADABLE, None, (self.note(code, **fields),))

    def note(self, code: str, **fields: object) -> Note:
        return note(code, self.cell, **fields)

    @property
    def in_unit(self) -> str:
        """`` in hours``, or nothing where the question has no unit."""
        return f" in {self.question.unit}" if self.question.unit else ""


CHOSEN = frozenset({QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.CHOICES})
"""Kinds of question that are answered by one or more of a few words."""
_BLANK = Understood(AnswerState.BLANK)
_STATE_CHOICES = {
    state.value: state for state in (AnswerState.UNKNOWN, AnswerState.NOT_APPLICABLE)
}


def understand(
    raw: RawValue,
    question: Question,
    spellings: Spellings,
    cell: CellRef | None = None,
) -> Understood:
    """State, value and notes of one cell.

    Percentages come out as 0 to 100, numbers as float, days as date, choices as their
    values, several choices as a tuple in the order they are offered.
    """
    if raw is None:
        return _BLANK
    asked = Asked(question, spellings, cell)
    if isinstance(raw, str):
        return _of_text(visible(raw), asked)
    if isinstance(raw, CellError):
        return asked.unreadable("BOOK-110", error=raw.code)
    if isinstance(raw, NoCachedValue):
        return asked.unreadable("BOOK-111", formula=shown(raw.formula))
    return _READ_VALUE[question.kind](raw, asked)


def _of_text(text: str, asked: Asked) -> Understood:
    if not text:
        return _BLANK
    if asked.question.kind in CHOSEN:
        return _choice(text, asked)
    state = asked.spellings.state_of(text)
    if state is not None:
        return Understood(state)
    return _READ_TEXT[asked.question.kind](text, asked)


def _choice(text: str, asked: Asked) -> Understood:
    """The answers offered come first, then words for a state."""
    question = asked.question
    words = (
        asked.spellings.yes_no
        if question.kind is QuestionKind.YES_NO
        else choices_by_wording(question.choices)
    )
    found = chosen(text, words, several=question.kind is QuestionKind.CHOICES)
    if not found.unknown:
        return _with_choices(found.values, asked)
    state = asked.spellings.state_of(text)
    return Understood(state) if state else _unknown_choice(found, words, asked)


def _unknown_choice(
    found: Chosen, words: Mapping[str, str], asked: Asked
) -> Understood:
    question = asked.question
    text = shown(", ".join(found.unknown))
    if len(set(found.values)) > 1 and question.kind is not QuestionKind.CHOICES:
        return asked.unreadable("BOOK-126", text=text)
    labels = {choice.value: choice.label for choice in question.choices}
    near = labels.get(near_value(found, words))
    hint = f" Did you mean `{near}`?" if near else ""
    offered = ", ".join(labels.values())
    return asked.unreadable("BOOK-114", text=text, hint=hint, choices=offered)


def _with_choices(values: tuple[str, ...], asked: Asked) -> Understood:
    state = _STATE_CHOICES.get(values[0]) if len(values) == 1 else None
    if state is not None:  # a choice offered under the name of a state
        return Understood(state)
    if asked.question.kind is not QuestionKind.CHOICES:
        return asked.answered(values[0])
    order = [choice.value for choice in asked.question.choices]
    return asked.answered(tuple(value for value in order if value in values))


def _choice_of_value(raw: RawValue, asked: Asked) -> Understood:
    if isinstance(raw, bool) and asked.question.kind is QuestionKind.YES_NO:
        return asked.answered("yes" if raw else "no")
    return _choice(as_text(raw), asked)


def _text(text: str, asked: Asked) -> Understood:
    return asked.answered(text)


def _text_of_value(raw: RawValue, asked: Asked) -> Understood:
    return asked.answered(as_text(raw))


def _number(text: str, asked: Asked) -> Understood:
    found = read_number(text)
    if found is None:
        return asked.unreadable("BOOK-115", text=shown(text), unit=asked.in_unit)
    if len(found.values) > 1:
        one, other = map(as_text, found.values)
        return asked.unreadable("BOOK-112", text=shown(text), one=one, other=other)
    if not _unit_fits(found, asked.question):
        return asked.unreadable(
            "BOOK-116", text=shown(text), typed=shown(found.unit), unit=asked.in_unit
        )
    value = found.values[0]
    if found.plain and not found.unit:
        return _plain_number(value, asked)
    read_as = asked.note("BOOK-120", text=shown(text), value=as_text(value))
    return asked.answered(value, (read_as,))


def _unit_fits(found: NumberText, question: Question) -> bool:
    if not found.unit:
        return True
    if question.kind is QuestionKind.PERCENT:
        return found.percent
    return bool(question.unit) and unit_matches(found.unit, question.unit)


def _number_of_value(raw: RawValue, asked: Asked) -> Understood:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return _wrong_kind(raw, asked, "a number")
    value = float(raw)
    if not math.isfinite(value):
        return _wrong_kind(as_text(value), asked, "a number")
    if isinstance(raw, Percent):
        percent = asked.question.kind is QuestionKind.PERCENT
        # Decimal digits as people see them: 0.07 × 100 is 7.000000000000001.
        hundredfold = round(value * 100, 9)
        if percent or unit_matches("%", asked.question.unit):
            return asked.answered(hundredfold)
        return asked.unreadable(
            "BOOK-123", shown=as_text(hundredfold), unit=asked.in_unit
        )
    return _plain_number(value, asked)


def _plain_number(value: float, asked: Asked) -> Understood:
    """As the cell says; a share typed as 0.15 may have been meant as 15 %."""
    if asked.question.kind is QuestionKind.PERCENT and 0 < value < 1:
        other = as_text(round(value * 100, 9))
        said = asked.note("BOOK-122", value=as_text(value), other=other)
        return asked.answered(value, (said,))
    return asked.answered(value)


def _date(text: str, asked: Asked) -> Understood:
    days = read_days(text)
    if not days:
        return asked.unreadable("BOOK-118", text=shown(text))
    if len(days) > 1:
        one, other = days
        return asked.unreadable("BOOK-113", text=shown(text), one=one, other=other)
    return asked.answered(days[0])


def _date_of_value(raw: RawValue, asked: Asked) -> Understood:
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return (
            asked.answered(raw)
            if plausible(raw)
            else asked.unreadable("BOOK-124", day=raw)
        )
    if isinstance(raw, float | int) and not isinstance(raw, bool):
        day = day_of_serial(raw)
        if day is not None:
            return asked.unreadable("BOOK-117", number=as_text(raw), day=day)
        return asked.unreadable("BOOK-118", text=as_text(raw))
    return _wrong_kind(raw, asked, "a date")


def _wrong_kind(raw: RawValue, asked: Asked, wanted: str) -> Understood:
    return asked.unreadable(
        "BOOK-125", held=shown(as_text(raw)), wanted=wanted, unit=asked.in_unit
    )


_READ_TEXT: Mapping[QuestionKind, Callable[[str, Asked], Understood]] = {
    QuestionKind.NUMBER: _number,
    QuestionKind.PERCENT: _number,
    QuestionKind.MONEY: _number,
    QuestionKind.DATE: _date,
    QuestionKind.TEXT: _text,
}
_READ_VALUE: Mapping[QuestionKind, Callable[[RawValue, Asked], Understood]] = {
    QuestionKind.YES_NO: _choice_of_value,
    QuestionKind.CHOICE: _choice_of_value,
    QuestionKind.CHOICES: _choice_of_value,
    QuestionKind.NUMBER: _number_of_value,
    QuestionKind.PERCENT: _number_of_value,
    QuestionKind.MONEY: _number_of_value,
    QuestionKind.DATE: _date_of_value,
    QuestionKind.TEXT: _text_of_value,
}
