"""Looks for answers under which conditions hold together, or shows there are none.

Comes in: wanted conditions and how each question can come out. Goes out: True, False,
or None where the search was given up. Questions are settled one after the other; a
branch is left as soon as it is certain how it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rs_excel.domain.conditions import Condition, Group, GroupKind, Test
from rs_excel.rulebook.possible_answers import Truths

MOST_STEPS = 20_000
"""A search that takes longer is given up: such a rule is beyond its readers, too."""

Settled = dict[str, Truths]
Goal = Callable[[Settled], bool | None]


@dataclass(slots=True)
class Search:
    """One search. ``steps`` counts what it cost."""

    possible: Mapping[str, Sequence[Truths]]  # by question
    steps: int = 0
    settled: Settled = field(default_factory=dict)

    def finds(self, goal: Goal) -> bool | None:
        """Whether some answers make the goal true; None when given up."""
        return self._finds(goal, tuple(self.possible))

    def _finds(self, goal: Goal, open_: tuple[str, ...]) -> bool | None:
        self.steps += 1
        truth = goal(self.settled)
        if truth is not None:
            return truth
        if not open_:
            return False
        if self.steps > MOST_STEPS:
            return None
        question, rest = open_[0], open_[1:]
        given_up = False
        for truths in self.possible[question]:
            self.settled[question] = truths
            found = self._finds(goal, rest)
            if found:
                return True
            given_up = given_up or found is None
        self.settled.pop(question, None)
        return None if given_up else False


def holds(condition: Condition | None, of_test: Callable[[Test], Goal]) -> Goal:
    """A condition as a goal; one that was not written always holds."""
    if condition is None:
        return lambda settled: True
    if isinstance(condition, Test):
        return of_test(condition)
    return _joint(condition, [holds(m, of_test) for m in condition.members])


def both(*goals: Goal) -> Goal:
    """All of them together."""

    def joint(settled: Settled) -> bool | None:
        truth: bool | None = True
        for goal in goals:
            one = goal(settled)
            if one is False:
                return False
            if one is None:
                truth = None
        return truth

    return joint


def fails(goal: Goal) -> Goal:
    """True where the goal is false."""

    def turned(settled: Settled) -> bool | None:
        truth = goal(settled)
        return None if truth is None else not truth

    return turned


def _joint(group: Group, members: Iterable[Goal]) -> Goal:
    if group.kind is GroupKind.ALL:
        return both(*members)
    # any of them: not all of them fail; none of them: all of them fail.
    none = both(*(fails(member) for member in members))
    return none if group.kind is GroupKind.NONE else fails(none)
