"""The shapes of operands: what may stand after an operator, and how it reads.

Comes in: an operand as the pack's author wrote it. Goes out: what is wrong with it,
or its words. ``$parameters`` stand for numbers only.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from math import isfinite

from rs_excel.domain.conditions import Operand, ParameterRef
from rs_excel.domain.spans import Span
from rs_excel.domain.vocabulary import AnswerState


class OperandShape(StrEnum):
    """What an operator takes, in the words of a message to the author."""

    VALUE = "one text, number or day"
    LIST = "a list of texts or of numbers"
    OPTION = "one of the question's choices"
    NUMBER = "a number or a $parameter"
    PAIR = "two numbers, the smaller first"
    SPAN = "a span such as 12 months"
    DAY = "a day (2026-01-31) or assessed_on"
    YES_NO = "yes or no"
    STATE = "a state: " + ", ".join(AnswerState)
    LENGTH = "a whole number, 0 or more"

    def fault_in(self, operand: Operand | ParameterRef) -> str:
        """Why the operand does not have this shape; empty when it does."""
        return "" if _fits(self, operand) else f"it takes {self.value}."

    def in_words(self, operand: Operand | ParameterRef) -> str:
        """The operand as a person would say it: ``60``, ``manual, none``."""
        if isinstance(operand, tuple):
            joint = " and " if self is OperandShape.PAIR else ", "
            return joint.join(self.in_words(member) for member in operand)
        if isinstance(operand, ParameterRef):
            return f"${operand.name}"
        if isinstance(operand, str):
            return operand.replace("assessed_on", "the day of assessment")
        if isinstance(operand, date):
            return operand.isoformat()
        return f"{operand:.6f}".rstrip("0").rstrip(".")


def _fits(shape: OperandShape, operand: Operand | ParameterRef) -> bool:
    if isinstance(operand, ParameterRef):
        return shape is OperandShape.NUMBER
    if isinstance(operand, tuple):
        return _fits_several(shape, operand)
    if isinstance(operand, str):
        return _fits_text(shape, operand)
    if isinstance(operand, date):
        return shape in (OperandShape.DAY, OperandShape.VALUE)
    if shape is OperandShape.LENGTH:
        return operand >= 0 and float(operand).is_integer()
    return shape in (OperandShape.NUMBER, OperandShape.VALUE) and isfinite(operand)


def _fits_text(shape: OperandShape, operand: str) -> bool:
    if shape is OperandShape.YES_NO:
        return operand in ("yes", "no")
    if shape is OperandShape.STATE:
        return operand in set(AnswerState)
    if shape is OperandShape.DAY:
        return operand == "assessed_on"
    if shape is OperandShape.SPAN:
        return _is_span(operand)
    return shape in (OperandShape.VALUE, OperandShape.OPTION)


def _fits_several(
    shape: OperandShape, operand: tuple[str, ...] | tuple[float, ...]
) -> bool:
    numbers = [m for m in operand if isinstance(m, int | float) and isfinite(m)]
    if shape is OperandShape.PAIR:
        return len(numbers) == len(operand) == 2 and numbers[0] <= numbers[1]
    texts = [m for m in operand if isinstance(m, str)]
    alike = len(operand) in (len(numbers), len(texts))
    return shape is OperandShape.LIST and bool(operand) and alike


def _is_span(words: str) -> bool:
    try:
        Span.parse(words)
    except ValueError:
        return False
    return True
