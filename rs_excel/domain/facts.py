"""Facts: answers restated for the engine, one typed value and a state each.

Comes in: answers, derived answers, the day of assessment. Goes out: a ``Submission``
that rules are weighed against. Numbers are compared in millionths, days as ordinals,
so that both evaluators see exactly the same integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import AnswerState, Trouble

MILLION = 1_000_000


_NOT_APPLICABLE, _NOT_ASKED = AnswerState.NOT_APPLICABLE, AnswerState.NOT_ASKED


def in_millionths(number: float) -> int:
    """The integer both evaluators compare: 60.5 becomes 60_500_000."""
    return round(number * MILLION)


class Fact(NamedTuple):
    """One answer in the engine's terms. At most one of the value fields is set.

    A tuple, because a check makes a thousand and tuples are quicker to make.
    """

    key: str
    state: AnswerState
    text: str | None = None
    number: float | None = None
    day: date | None = None
    options: tuple[str, ...] | None = None
    cells: tuple[CellRef, ...] = ()
    raw: object = None
    inputs: tuple[str, ...] = ()  # for a derived answer: the questions it rests on
    lists: tuple[str, ...] = ()  # for a count: the questions or rows counted
    troubles: tuple[Trouble, ...] = ()  # what is wrong with the answer itself

    @property
    def out_of_scope(self) -> bool:
        """Nobody had to answer: not asked, or not applicable as the rules allow."""
        if self.state is _NOT_APPLICABLE:
            return not _IMPROPER & set(self.troubles)
        return self.state is _NOT_ASKED


_IMPROPER = frozenset({Trouble.NA_NOT_ALLOWED, Trouble.NA_WITHOUT_REASON})


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One filled row: its name, its 1-based position, its facts by full column key."""

    name: str
    position: int
    facts: Mapping[str, Fact]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """The place of work assessed. Empty text where the sheet does not say."""

    supplier: str = ""
    site: str = ""
    site_ref: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    sector: str = ""
    workers: int | None = None
    submitted_on: date | None = None

    @property
    def key(self) -> str:
        """By what a site is known among others, however its name is spaced or cased."""
        known_by = (self.site_ref,) if self.site_ref else (self.supplier, self.site)
        return "/".join(" ".join(name.casefold().split()) for name in known_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What one site said, ready to be weighed."""

    profile: SiteProfile
    assessed_on: date
    facts: Mapping[str, Fact]
    tables: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)
    out_of_scope: frozenset[str] = frozenset()  # keys of scopes it is spared
    look: Callable[[str], Fact] = field(init=False, repr=False, compare=False)
    """The fact for a question; a blank one where nobody stated any."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "look", _OrBlank(self.facts).__getitem__)

    def fact(self, key: str, row: TableRow | None = None) -> Fact:
        """The fact for a question; inside a row its columns come first."""
        return (row and row.facts.get(key)) or self.look(key)


class _OrBlank(dict[str, Fact]):
    """Facts by key. A check looks them up thousands of times, so without a detour."""

    def __missing__(self, key: str) -> Fact:
        return Fact(key, AnswerState.BLANK)
