"""Derived answers: totals, shares, gaps and counts, computed from other answers.

Comes in: how the pack defines one, and ways to look up answers and rows. Goes out: a
fact that carries the cells it rests on. Where a needed answer is missing the derived
answer is blank, never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, isfinite, prod

from rs_excel.domain.facts import Fact, TableRow
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import AnswerState, QuestionKind
from rs_excel.engine.terms import Terms
from rs_excel.engine.weigh import Look
from rs_excel.rulebook.values import Derived

ASSESSED_ON = "assessed_on"

_FORMS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "sum_of": sum,
    "product_of": prod,
    "difference_of": lambda of: of[0] - of[1],
    "absolute_difference_of": lambda of: abs(of[0] - of[1]),
    "ratio_of": lambda of: of[0] / of[1],
    "max_of": max,
    "min_of": min,
    "ceil_of": lambda of: of[0],
    "days_between": lambda of: of[1] - of[0],
}


def derive(derived: Derived, look: Look, terms: Terms) -> Fact:
    """A derived answer over other answers, parameters and the day of assessment."""
    inputs = tuple(key for key in derived.of if _is_question(key))
    facts = [look(key) for key in inputs]
    if derived.form == "differs":
        return derived_fact(derived, _differs(facts), Basis(inputs, cells_of(facts)))
    values = [_value(key, look, terms) for key in derived.of]
    if derived.blank_is is not None and any(_is_answered(fact) for fact in facts):
        values = [
            derived.blank_is if _may_be_blank(key, look) else value
            for key, value in zip(derived.of, values, strict=True)
        ]
    known = [value for value in values if value is not None]
    number = _computed(derived, known) if len(known) == len(values) else None
    return derived_fact(derived, number, Basis(inputs, cells_of(facts)))


def _differs(facts: Sequence[Fact]) -> float | None:
    """1 where two answers are not the same, 0 where they are; None where one lacks.

    Case, spaces and points apart: people type a name anew each time.
    """
    if not all(_is_answered(fact) for fact in facts):
        return None
    one, other = (
        _plain(f.text) if f.text else (f.number, f.day, f.options) for f in facts
    )
    return float(one != other)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@dataclass(frozen=True, slots=True)
class Basis:
    """What a derived answer rests on."""

    inputs: tuple[str, ...]
    cells: tuple[CellRef, ...] = ()
    lists: tuple[str, ...] = ()


def derived_fact(derived: Derived, number: float | None, basis: Basis) -> Fact:
    """The fact for a number worked out, or for one that could not be."""
    known = number is not None and isfinite(number)
    is_day = known and derived.kind is QuestionKind.DATE
    return Fact(
        key=derived.key,
        state=AnswerState.ANSWERED if known else AnswerState.BLANK,
        number=number if known and not is_day else None,
        day=date.fromordinal(int(number or 1)) if is_day else None,
        cells=basis.cells,
        raw=number,
        inputs=basis.inputs,
        lists=basis.lists,
    )


def number_of(fact: Fact) -> float | None:
    """A fact as a number; days as ordinals, so that they can be told apart by days."""
    if fact.day is not None:
        return float(fact.day.toordinal())
    return fact.number


def cells_of(facts: Sequence[Fact]) -> tuple[CellRef, ...]:
    """All cells behind some facts, each once, in order."""
    return tuple(dict.fromkeys(cell for fact in facts for cell in fact.cells))


def rows_named(rows: Sequence[TableRow]) -> tuple[str, ...]:
    """What a count lists: the questions troubled, or the names of rows."""
    questions = (row.facts.get("meta.troubles.question") for row in rows)
    return tuple(
        question.text if question and question.text else row.name
        for question, row in zip(questions, rows, strict=True)
    )


def _computed(derived: Derived, values: Sequence[float]) -> float | None:
    """The form over its values; None where arithmetic has no answer."""
    try:
        number = _FORMS[derived.form](values) * derived.scale
        # Six decimals first: 0.1 * 30 is a hair above 3 and must not become 4.
        return ceil(round(number, 6)) if derived.form == "ceil_of" else number
    except (ZeroDivisionError, OverflowError, ValueError):
        return None


def _is_question(key: str) -> bool:
    return key != ASSESSED_ON and not key.startswith("$")


def _is_answered(fact: Fact) -> bool:
    return fact.state is AnswerState.ANSWERED


def _may_be_blank(key: str, look: Look) -> bool:
    """Nothing was said: not unknown, not unreadable, and so for all it rests on."""
    if not _is_question(key):
        return False
    fact = look(key)
    if fact.state is AnswerState.BLANK:
        return all(_may_be_blank(behind, look) for behind in fact.inputs)
    return fact.out_of_scope


def _value(key: str, look: Look, terms: Terms) -> float | None:
    if key == ASSESSED_ON:
        return float(terms.assessed_on.toordinal())
    if key.startswith("$"):
        held = terms.parameter(key[1:])
        return held.value if held else None
    return number_of(look(key))
