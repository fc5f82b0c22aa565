"""Drop-downs and typed validation of answer cells.

Comes in: questions and their cells. Goes out: few data validations, shared by equal
questions. A number or a day outside its range is questioned, not refused: "Don't know"
must stay possible everywhere. Lists follow the language shown; the messages cannot,
because no spreadsheet program computes them, and are in the one the workbook begins in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.template.gates import NUMERIC
from rs_excel.template.texts_sheet import Texts
from rs_excel.template.wording import Wording, options_of

LONGEST_TEXT = 2000
_MOST = f"{LONGEST_TEXT:,}".replace(",", " ")
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


class Validations:
    """Collects the validations of one sheet; ``attach`` writes them once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._rules = Rules(texts.first)
        self._cells: dict[Rule, list[str]] = {}

    def add(self, question: Question, cells: str) -> None:
        """Validate ``cells`` as answers to the question."""
        if question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE):
            self.add_list(self._texts.list_of(options_of(question)), cells, question)
        else:
            self._remember(self._rules.of(question), cells)

    def add_list(
        self, place: str, cells: str, question: Question | None = None
    ) -> None:
        """Offer what stands at ``place`` and take nothing else."""
        why = question is not None and question.na_allowed
        self._remember(self._rules.listed(place, reason_asked=why), cells)

    def add_text(self, cells: str, key: str) -> None:
        """Validate free text that belongs to an answer; ``key`` of its hint."""
        self._remember(self._rules.text(key), cells)

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


@dataclass(frozen=True, slots=True)
class Rules:
    """Makes validations whose messages are in one language."""

    wording: Wording

    def listed(self, place: str, *, reason_asked: bool) -> Rule:
        own = self.wording.own
        prompt = own("saq.hint.list")
        if reason_asked:
            prompt = f"{prompt} {own('saq.hint.list.why')}"
        return Rule(
            kind="list",
            style="stop",
            first=place,
            prompt=(own("saq.hint.list.title"), prompt),
            error=(own("saq.wrong.list.title"), own("saq.wrong.list")),
        )

    def of(self, question: Question) -> Rule:
        """A day, a number or words."""
        if question.kind is QuestionKind.DATE:
            return self._day()
        if question.kind in NUMERIC:
            return self._number(question)
        if question.kind is QuestionKind.CHOICES:
            labels = map(self.wording.label, (c.label for c in question.choices))
            return self.text("saq.hint.several", options="; ".join(labels))
        return self.text("saq.hint.text", most=_MOST)

    def text(self, key: str, **filled: object) -> Rule:
        own = self.wording.own
        return Rule(
            kind="textLength",
            style="stop",
            operator="lessThanOrEqual",
            first=str(LONGEST_TEXT),
            prompt=(own(f"{key}.title"), own(key, **filled)),
            error=(own("saq.wrong.long.title"), own("saq.wrong.long", most=_MOST)),
        )

    def _day(self) -> Rule:
        own = self.wording.own
        return Rule(
            kind="date",
            style="warning",
            operator="between",
            first=str((_EARLIEST - _DAY_ZERO).days),
            second=str((_LATEST - _DAY_ZERO).days),
            prompt=(own("saq.hint.day.title"), own("saq.hint.day")),
            error=(
                own("saq.wrong.day.title"),
                f"{own('saq.wrong.day')} {own('saq.wrong.keep')}",
            ),
        )

    def _number(self, question: Question) -> Rule:
        own, (low, high) = self.wording.own, _bounds(question)
        whole = question.unit in _COUNTED
        title = own("saq.hint.whole.title" if whole else "saq.hint.number.title")
        told = self._expected(title, low, high, self.wording.unit(question))
        expected = own("saq.wrong.number", expected=told)
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
            prompt=(title, f"{told}. {own('saq.hint.alone')}"),
            error=(
                own("saq.wrong.number.title"),
                f"{expected} {own('saq.wrong.keep')}",
            ),
        )

    def _expected(
        self, title: str, low: str | None, high: str | None, unit: str
    ) -> str:
        """``A number · 0 or more · people``: no grammar, so that all languages fit."""
        own, bounds = self.wording.own, ""
        if low is not None and high is not None:
            bounds = own("saq.hint.between", low=low, high=high)
        elif low is not None:
            bounds = own("saq.hint.least", low=low)
        elif high is not None:
            bounds = own("saq.hint.most", high=high)
        return " · ".join(part for part in (title, bounds, unit) if part)


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


def _cut(text: str) -> str:
    """Excel refuses a longer message; the rest stands in the help column."""
    return text if len(text) <= _PROMPT_LIMIT else text[: _PROMPT_LIMIT - 1] + "…"
