"""Conditions as spreadsheet formulas, for questions asked only in some cases.

Comes in: a condition and the questions it looks at. Goes out: a formula that is TRUE
only when the condition is *surely* false; where a gate is blank or not known the
question stays asked, as in the engine. An answer counts in whatever language it was
chosen. Only functions every spreadsheet program has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from rs_excel.domain.conditions import Condition, GroupKind, Test
from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.errors import PackError, problem
from rs_excel.template.layout import DONT_KNOW, NO, NOT_APPLICABLE, YES

NUMERIC = (QuestionKind.NUMBER, QuestionKind.PERCENT, QuestionKind.MONEY)
_OPPOSITE = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "=": "<>", "<>": "="}
_SIGNS = {
    "at_least": ">=",
    "at_most": "<=",
    "above": ">",
    "below": "<",
    "is": "=",
    "is_not": "<>",
}
_NEGATED = {"is_not": "is", "none_of": "one_of", "excludes": "includes"}


@dataclass(frozen=True, slots=True)
class Gate:
    """A question that others depend on, and how a formula refers to its answer."""

    question: Question
    reference: str  # a defined name, or a cell such as $D12 inside a table


Words = Callable[[str], str]
"""From a label to a reference to the cells that hold it in all languages."""


@dataclass(frozen=True, slots=True)
class Gates:
    """Everything a condition may look at, and the words of the answers."""

    by_key: Mapping[str, Gate]
    words: Words

    def beside(self, own: Mapping[str, Gate]) -> Gates:
        """The same where some questions stand elsewhere: in the row of a table."""
        return Gates({**self.by_key, **own}, self.words)

    def says(self, reference: str, label: str) -> str:
        """A formula part: TRUE where a cell says the label in any language."""
        # COUNTIF and MATCH would take "?" and "*" in an answer for patterns.
        return f"SUMPRODUCT(--({reference}={self.words(label)}))>0"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two formulas: surely true, surely false. Neither holds when one cannot tell."""

    true: str
    false: str

    def swapped(self) -> _Pair:
        """The pair of the negated test."""
        return _Pair(self.false, self.true)


def surely_false(condition: Condition, gates: Gates) -> str:
    """A formula, without the leading ``=``, over the references of the gates.

    Raises PackError when a gate is not a question of this workbook, or when its
    operator has no formula.
    """
    return _pair(condition, gates).false


def quoted(text: str) -> str:
    """A text constant of a formula."""
    return '"' + text.replace('"', '""') + '"'


def _pair(condition: Condition, gates: Gates) -> _Pair:
    if isinstance(condition, Test):
        return _of_test(condition, gates)
    pairs = [_pair(member, gates) for member in condition.members]
    all_true = _join("AND", [pair.true for pair in pairs])
    any_true = _join("OR", [pair.true for pair in pairs])
    all_false = _join("AND", [pair.false for pair in pairs])
    any_false = _join("OR", [pair.false for pair in pairs])
    if condition.kind is GroupKind.ALL:
        return _Pair(all_true, any_false)
    if condition.kind is GroupKind.ANY:
        return _Pair(any_true, all_false)
    return _Pair(all_false, any_true)


def _of_test(test: Test, gates: Gates) -> _Pair:
    gate = gates.by_key.get(test.question)
    if gate is None:
        raise PackError(problem("TPL-008", test.question, key=test.question))
    if test.operator == "answered":
        pair = _answered(gate.reference, gates)
        return pair if test.operand == "yes" else pair.swapped()
    if test.operator == "state_is" and test.operand == "blank":
        return _Pair(f'TRIM({gate.reference})=""', f'TRIM({gate.reference})<>""')
    if gate.question.kind in NUMERIC and test.operator in _SIGNS:
        return _of_number(test, gate.reference)
    plain = _NEGATED.get(test.operator, test.operator)
    pair = _of_options(replace(test, operator=plain), gate, gates)
    return pair if plain == test.operator else pair.swapped()


def _of_number(test: Test, name: str) -> _Pair:
    if not isinstance(test.operand, int | float):
        raise _refused(test)
    sign, bound = _SIGNS[test.operator], repr(test.operand)
    return _Pair(
        f"AND(ISNUMBER({name}),{name}{sign}{bound})",
        f"AND(ISNUMBER({name}),{name}{_OPPOSITE[sign]}{bound})",
    )


def _of_options(test: Test, gate: Gate, gates: Gates) -> _Pair:
    labels, kind, operator = _labels(gate.question), gate.question.kind, test.operator
    wanted = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    if any(value not in labels for value in wanted):
        raise _refused(test)
    chosen = [labels[value] for value in labels if value in wanted]
    name = gate.reference
    if kind is QuestionKind.CHOICES and operator == "includes":
        held = _join("OR", [_holds(name, gates.words(label)) for label in chosen])
        return _Pair(held, f"AND({_answered(name, gates).true},NOT({held}))")
    if kind is QuestionKind.CHOICES or operator not in ("is", "one_of"):
        raise _refused(test)
    others = [label for value, label in labels.items() if value not in wanted]
    return _Pair(
        _join("OR", [gates.says(name, label) for label in chosen]),
        _join("OR", [gates.says(name, label) for label in others]),
    )


def _labels(question: Question) -> dict[object, str]:
    if question.kind is QuestionKind.YES_NO:
        return {"yes": YES, "no": NO}
    return {choice.value: choice.label for choice in question.choices}


def _holds(name: str, words: str) -> str:
    """Options stand in one cell, separated by semicolons, with or without a space."""
    tidy = f'SUBSTITUTE(SUBSTITUTE({name},"；",";"),"; ",";")'
    found = f'SEARCH(";"&{words}&";",";"&{tidy}&";")'
    return f"SUMPRODUCT(--ISNUMBER({found}))>0"


def _answered(name: str, gates: Gates) -> _Pair:
    unknown = gates.says(name, DONT_KNOW)
    outside = gates.says(name, NOT_APPLICABLE)
    return _Pair(
        f'AND(TRIM({name})<>"",NOT({unknown}),NOT({outside}))',
        f'OR(TRIM({name})="",{unknown})',
    )


def _join(function: str, parts: list[str]) -> str:
    if not parts:
        return "TRUE" if function == "AND" else "FALSE"
    return parts[0] if len(parts) == 1 else f"{function}({','.join(parts)})"


def _refused(test: Test) -> PackError:
    told = f"{test.question}: {{ {test.operator}: {test.operand} }}"
    return PackError(problem("TPL-007", test.question, test=told))
