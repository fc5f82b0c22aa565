"""Comparisons: the small alphabet in which an operator speaks to durable-rules.

A comparison looks at one slot of a fact. A form is a choice of alternatives, each a
list of comparisons that must all hold. The opposite of a form is worked out here, by
De Morgan, so that no operator has to spell its own negation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from typing import Literal

Sign = Literal["==", "!=", ">=", "<", "<=", ">"]
_OPPOSITE: dict[Sign, Sign] = {
    "==": "!=",
    "!=": "==",
    ">=": "<",
    "<": ">=",
    "<=": ">",
    ">": "<=",
}


class Looks(StrEnum):
    """Which value of a fact an operator looks at."""

    STATE = "state"
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    OPTIONS = "options"
    LIKE_OPERAND = "like the operand"  # text, number or day

    @classmethod
    def of(cls, limit: object) -> Looks:
        """The kind of value a limit can be compared with."""
        if isinstance(limit, tuple):
            return cls.of(limit[0])
        if isinstance(limit, date):
            return cls.DAY
        return cls.NUMBER if isinstance(limit, int) else cls.TEXT


@dataclass(frozen=True, slots=True)
class Comparison:
    """``n >= 5_000_000``. Slots: s state, a answered, t text, n number in millionths,
    d day as an ordinal, o options (then == means chosen and != means not chosen)."""

    slot: str
    sign: Sign
    value: str | int

    @classmethod
    def of(
        cls, sign: Sign, limit: str | int | date, slot: str | None = None
    ) -> Comparison:
        """The comparison with a limit; its slot is the one of the limit's kind."""
        if isinstance(limit, date):
            return cls(slot or "d", sign, limit.toordinal())
        return cls(slot or ("n" if isinstance(limit, int) else "t"), sign, limit)

    def opposite(self) -> Comparison:
        """True of exactly the facts that have this slot and where this is false."""
        return Comparison(self.slot, _OPPOSITE[self.sign], self.value)


Form = tuple[tuple[Comparison, ...], ...]


def opposite(form: Form) -> Form:
    """What holds when the form is surely false: not (a or b) is not a and not b."""
    turned = [[comparison.opposite() for comparison in part] for part in form]
    return tuple(tuple(choice) for choice in product(*turned))
