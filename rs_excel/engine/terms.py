"""What a rule's operands mean in one country on one day.

Comes in: tests as the pack's author wrote them. Goes out: limits to compare with;
None where a parameter has no value for that country on that day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar, cast

from rs_excel.domain.conditions import Condition, Operand, ParameterRef, Test
from rs_excel.domain.identity import Same
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.operators import OPERATORS, Limit
from rs_excel.rulebook.values import Parameter, ParameterValue

_T = TypeVar("_T")

COUNTRY = "site.country"
"""The question whose answer decides which country's limits hold."""


@dataclass(frozen=True, slots=True)
class Terms:
    """A day, a country and the parameters; remembers the limits it has worked out."""

    assessed_on: date
    country: str  # ISO 3166-1 alpha-2; empty where the sheet does not say
    parameters: Mapping[str, Parameter]
    _limits: dict[Test, tuple[Limit, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _made: dict[Same[Condition], Any] = field(
        default_factory=dict, repr=False, compare=False
    )

    def once(self, condition: Condition, make: Callable[[Condition, Terms], _T]) -> _T:
        """What ``make`` makes of a condition on these terms, the first time and ever.

        Everybody who asks about a condition has to want the same made of it.
        """
        same = Same(condition)
        try:
            return cast("_T", self._made[same])
        except KeyError:
            return cast("_T", self._made.setdefault(same, make(condition, self)))

    def limit(self, test: Test) -> Limit:
        """What the test compares with, or None where that is not known."""
        limits = self.limits(test)
        return limits[0] if len(limits) == 1 else None

    def limits(self, test: Test) -> tuple[Limit, ...]:
        """Everything the test may have to be compared with.

        One limit as a rule; several while the country is not known and the law differs
        between countries; none where no value is known.
        """
        try:
            return self._limits[test]
        except KeyError:
            return self._limits.setdefault(test, self._worked_out(test))

    def parameter(self, name: str) -> ParameterValue | None:
        """The value in force, with its reference."""
        held = self.parameters.get(name)
        return held.on(self.assessed_on, self.country) if held else None

    def _worked_out(self, test: Test) -> tuple[Limit, ...]:
        operands: Iterable[Operand] = ()
        if not isinstance(test.operand, ParameterRef):
            operands = (test.operand,)
        elif held := self.parameters.get(test.operand.name):
            possible = held.possible(self.assessed_on, self.country)
            operands = sorted({value.value for value in possible})
        limit = OPERATORS[test.operator].family.limit
        return tuple(limit(operand, self.assessed_on) for operand in operands)


KEPT = 8
"""Terms kept at a time: countries and days rarely alternate more than this."""


def terms_for(pack: RulePack, country: str, day: date) -> Terms:
    """The very same terms whenever the pack, the country and the day are the same."""
    return _terms(Same(pack), country, day)


@lru_cache(maxsize=KEPT)
def _terms(pack: Same[RulePack], country: str, day: date) -> Terms:
    return Terms(day, country, pack.value.parameters)
