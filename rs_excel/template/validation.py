"""Drop-downs and typed validation of answer cells.

Comes in: questions and their cells. Goes out: few data validations, shared by equal
questions, and the hidden sheet that holds the lists. A number or a day outside its
range is questioned, not refused: "Don't know" must stay possible everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.template.gates import NUMERIC
from rs_excel.template.layout import DONT_KNOW, NO, NOT_APPLICABLE, YES

LISTS_SHEET = "Lists"
LONGEST_TEXT = 2000
_EARLIEST, _LATEST = date(1990, 1, 1), date(2060, 12, 31)
_DAY_ZERO = date(1899, 12, 30)
_PROMPT_LIMIT, _TITLE_LIMIT = 255, 32
_ANY = "1000000000000"  # a number without limits
_COUNTED = frozenset(
    {
        "accidents",
        "buildings",
        "complaints",
        "drills",
        "exits",
        "floors",
        "kits",
        "non-conformances",
        "people",
        "shifts",
        "toilets",
    }
)
"""Units of which there are no halves."""
_KEEP = f'If the site cannot say, type "{DONT_KNOW}" and confirm.'

Kind = Literal["list", "date", "whole", "decimal", "textLength"]
Operator = Literal["between", "greaterThanOrEqual", "lessThanOrEqual"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One validation, before it knows its cells. Texts are (title, words)."""

    kind: Kind
    style: Literal["stop", "warning"]
    first: str
    prompt: tuple[str, str]
    error: tuple[str, str]
    operator: Operator | None = None
    second: str | None = None


class Lists:
    """The hidden sheet of option lists; equal lists are stored once."""

    def __init__(self, book: Workbook) -> None:
        self._sheet: Worksheet = book.create_sheet(LISTS_SHEET)
        self._sheet.sheet_state = "hidden"
        self._sheet.protection.sheet = True
        self._places: dict[tuple[str, ...], str] = {}

    def place(self, options: tuple[str, ...]) -> str:
        """The absolute reference of a list, stored if it is new."""
        if options not in self._places:
            letter = get_column_letter(len(self._places) + 1)
            for row, option in enumerate(options, 1):
                self._sheet[f"{letter}{row}"].value = option
            span = f"${letter}$1:${letter}${len(options)}"
            self._places[options] = f"{LISTS_SHEET}!{span}"
        return self._places[options]


class Validations:
    """Collects the validations of one sheet; ``attach`` writes them once."""

    def __init__(self, lists: Lists) -> None:
        self._lists = lists
        self._cells: dict[Rule, list[str]] = {}

    def add(self, question: Question, cells: str) -> None:
        """Validate ``cells`` as answers to the question."""
        self._remember(_rule(question, self._lists), cells)

    def add_text(self, cells: str, title: str, prompt: str) -> None:
        """Validate free text that belongs to an answer."""
        self._remember(_text_rule(title, prompt), cells)

    def attach(self, sheet: Worksheet) -> None:
        """Write all that was collected, in the order first met."""
        for rule, cells in self._cells.items():
            validation = DataValidation(
                type=rule.kind,
                operator=rule.operator,
                formula1=rule.first,
                formula2=rule.second,
                errorStyle=rule.style,
                promptTitle=rule.prompt[0][:_TITLE_LIMIT],
                prompt=_cut(rule.prompt[1]),
                errorTitle=rule.error[0][:_TITLE_LIMIT],
                error=_cut(rule.error[1]),
                allow_blank=True,
                showInputMessage=True,
                showErrorMessage=True,
            )
            for area in cells:
                validation.add(area)
            sheet.add_data_validation(validation)

    def _remember(self, rule: Rule, cells: str) -> None:
        self._cells.setdefault(rule, []).append(cells)


def options_of(question: Question) -> tuple[str, ...]:
    """What a drop-down offers: the labels, "Don't know", and N/A where allowed."""
    if question.kind is QuestionKind.YES_NO:
        labels: tuple[str, ...] = (YES, NO)
    else:
        labels = tuple(choice.label for choice in question.choices)
    return (*labels, DONT_KNOW, *((NOT_APPLICABLE,) if question.na_allowed else ()))


def _rule(question: Question, lists: Lists) -> Rule:
    if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
        return _list_rule(question, lists.place(options_of(question)))
    if question.kind is QuestionKind.DATE:
        return _date_rule()
    if question.kind in NUMERIC:
        return _number_rule(question)
    if question.kind is QuestionKind.CHOICES:
        labels = "; ".join(choice.label for choice in question.choices)
        prompt = f"One or more, separated by semicolons: {labels}"
        return _text_rule("Several answers possible", prompt)
    return _text_rule("Your answer in words", f"At most {LONGEST_TEXT:,} characters.")


def _list_rule(question: Question, place: str) -> Rule:
    prompt = "Choose from the list."
    if question.na_allowed:
        prompt += f' With "{NOT_APPLICABLE}", say why in the next column.'
    return Rule(
        kind="list",
        style="stop",
        first=place,
        prompt=("Choose from the list", prompt),
        error=("Not in the list", "Please choose one of the answers in the list."),
    )


def _date_rule() -> Rule:
    return Rule(
        kind="date",
        style="warning",
        operator="between",
        first=str((_EARLIEST - _DAY_ZERO).days),
        second=str((_LATEST - _DAY_ZERO).days),
        prompt=("A day", "Year-month-day, for example 2026-01-31."),
        error=("Is this a day?", f"Expected a day from 1990 to 2060. {_KEEP}"),
    )


def _number_rule(question: Question) -> Rule:
    low, high = _bounds(question)
    whole = question.unit in _COUNTED
    noun = "whole number" if whole else "number"
    unit = "%" if question.kind is QuestionKind.PERCENT else question.unit
    told = f"A {noun}{_range_words(low, high)}{f' ({unit})' if unit else ''}."
    operator: Operator = "between"
    if low is not None and high is None:
        operator = "greaterThanOrEqual"
    elif high is not None and low is None:
        operator = "lessThanOrEqual"
    limits = [limit for limit in (low, high) if limit is not None]
    limits = limits or [f"-{_ANY}", _ANY]
    return Rule(
        kind="whole" if whole else "decimal",
        style="warning",
        operator=operator,
        first=limits[0],
        second=limits[1] if operator == "between" else None,
        prompt=(f"A {noun}", f"{told} No text beside it."),
        error=("Is this the number?", f"Expected: {told[0].lower()}{told[1:]} {_KEEP}"),
    )


def _range_words(low: str | None, high: str | None) -> str:
    if low is not None and high is not None:
        return f" between {low} and {high}"
    if low is not None:
        return f" of {low} or more"
    return f" up to {high}" if high is not None else ""


def _bounds(question: Question) -> tuple[str | None, str | None]:
    low, high = question.minimum, question.maximum
    if question.kind is QuestionKind.PERCENT:
        low = 0 if low is None else low
        high = 100 if high is None else high
    return _plain(low), _plain(high)


def _plain(number: float | None) -> str | None:
    if number is None:
        return None
    return str(int(number)) if number == int(number) else repr(number)


def _text_rule(title: str, prompt: str) -> Rule:
    return Rule(
        kind="textLength",
        style="stop",
        operator="lessThanOrEqual",
        first=str(LONGEST_TEXT),
        prompt=(title, prompt),
        error=("Too long", f"Please stay within {LONGEST_TEXT:,} characters."),
    )


def _cut(text: str) -> str:
    """Excel refuses a longer message; the rest stands in the help column."""
    return text if len(text) <= _PROMPT_LIMIT else text[: _PROMPT_LIMIT - 1] + "…"
