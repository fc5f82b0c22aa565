"""Conditions turned into what durable-rules can match: alternatives of antecedents.

Comes in: a share of a plan. Goes out: clauses, one for what flags a rule and one for
each step of its ladder; each a choice of alternatives, each alternative an antecedent
over the answers, over a row, or over both. What durable cannot say, or not within its
limits, is left to be signalled: the reference works it out and tells durable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rs_excel.domain.conditions import Condition, Group, GroupKind, Test
from rs_excel.engine.plans import Share
from rs_excel.engine.terms import Terms
from rs_excel.rulebook.comparisons import Comparison, Sign, opposite
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.operators import OPERATORS

MOST_ALTERNATIVES = 32
MOST_LITERALS = 150  # of one alternative, so that it fits a shard
MOST_MILLIONTHS = 9_000_000_000_000_000_000  # 64 bits, with room to lie beyond
MOST_BYTES = 60_000  # of one text; from 65,536 on durable takes texts for each other

ANSWERS = "#answers"
"""Address of the fact that tells all single answers: no table is called so."""


class Clause(NamedTuple):
    """What a compiled rule says when it fires: flagged, or a step of its ladder."""

    rule_id: str
    step: int | None = None  # None: flagged; of an escalation: it applies

    def __str__(self) -> str:
        return self.rule_id if self.step is None else f"{self.rule_id}/{self.step}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One property of a fact told to durable: which value of which question."""

    name: str  # as in Comparison
    question: str
    option: str = ""

    @property
    def property(self) -> str:
        """``n@hs.drills_12m``; ``o=cocoa@bi.commodities`` for an option."""
        name = f"{self.name}={self.option}" if self.option else self.name
        return f"{name}@{self.question}"


@dataclass(frozen=True, slots=True)
class Literal:
    """What must hold of one slot. Texts are told as ``=yes``, options as 1 or 0."""

    slot: Slot
    sign: Sign
    value: str | int


Alternative = Mapping[str, tuple[Literal, ...]]
"""By address of a fact: what must hold of it. Nothing: it only has to be there."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """One clause. Without ``alternatives`` (None) it has to be signalled."""

    clause: Clause
    rule: Rule
    condition: Condition
    alternatives: tuple[Alternative, ...] | None


class _BeyondDurableError(Exception):
    """Durable cannot say this, or not within its limits."""


def compile_share(share: Share) -> tuple[Compiled, ...]:
    """Every clause of every rule, in order."""
    rules = (ready.rule for ready in share.ready.values())
    return tuple(
        Compiled(clause, rule, condition, _native(rule, condition, share.terms))
        for rule in rules
        for clause, condition in _clauses(rule)
    )


def address_of_rows(table: str) -> str:
    """Where the rows of a table are told: no question is called so."""
    return f"{table}[]"


def _clauses(rule: Rule) -> Iterator[tuple[Clause, Condition]]:
    parts = tuple(c for c in (rule.applies_when, rule.flag_when) if c is not None)
    yield Clause(rule.id), Group(kind=GroupKind.ALL, members=parts)
    for number, step in enumerate(rule.finding.ladder):
        if step.when is not None:
            yield Clause(rule.id, number), step.when


def _native(
    rule: Rule, condition: Condition, terms: Terms
) -> tuple[Alternative, ...] | None:
    """The alternatives, or None where the clause has to be signalled."""
    try:
        choices = _choices(condition, terms, holds=True)
        return tuple(_alternative(rule, choice) for choice in choices)
    except _BeyondDurableError:
        return None


_Choice = tuple[tuple[str, Comparison], ...]


def _choices(condition: Condition, terms: Terms, *, holds: bool) -> list[_Choice]:
    """Every way in which a condition is surely true (or, if not ``holds``, false).

    `none` is pushed down to the tests, whose comparisons know their opposite; what
    cannot tell is neither surely true nor surely false and drops out.
    """
    if isinstance(condition, Test):
        return _choices_of_test(condition, terms, holds=holds)
    members_hold = holds is not (condition.kind is GroupKind.NONE)
    members = [_choices(m, terms, holds=members_hold) for m in condition.members]
    if holds is (condition.kind is GroupKind.ANY):
        return _distinct(choice for member in members for choice in member)
    joint: list[_Choice] = [()]
    for member in members:
        joint = _distinct((*left, *right) for left in joint for right in member)
    return joint


def _choices_of_test(test: Test, terms: Terms, *, holds: bool) -> list[_Choice]:
    comparisons = OPERATORS[test.operator].comparisons
    if comparisons is None:
        raise _BeyondDurableError
    joint: list[_Choice] = [()] if terms.limits(test) else []
    for limit in terms.limits(test):  # several: it must hold under each of them
        form = comparisons(limit) if holds else opposite(comparisons(limit))
        parts = [tuple((test.question, c) for c in part) for part in form]
        joint = _distinct((*left, *right) for left in joint for right in parts)
    return joint


def _distinct(choices: Iterable[_Choice]) -> list[_Choice]:
    """Each choice once, whatever its order, with each comparison once."""
    found: dict[frozenset[tuple[str, Comparison]], _Choice] = {}
    for choice in choices:
        once = tuple(dict.fromkeys(choice))
        found.setdefault(frozenset(once), once)
        _within(len(found), MOST_ALTERNATIVES)
    return list(found.values())


def _alternative(rule: Rule, choice: _Choice) -> Alternative:
    """At most two antecedents: the row looked at, and all single answers together.

    One fact cannot fill two antecedents, so what is asked of one fact is one of them.
    """
    _within(len(choice), MOST_LITERALS)
    table = rule.for_each
    home = address_of_rows(table) if table else ANSWERS
    by_address: dict[str, list[Literal]] = {home: []}
    for question, comparison in choice:
        in_row = table is not None and question.startswith(f"{table}.")
        address = home if in_row else ANSWERS
        by_address.setdefault(address, []).append(_literal(question, comparison))
    return {address: tuple(literals) for address, literals in by_address.items()}


def _literal(question: str, comparison: Comparison) -> Literal:
    name, sign, value = comparison.slot, comparison.sign, comparison.value
    if isinstance(value, int):
        _within(abs(value), MOST_MILLIONTHS)
    else:
        _within(_bytes_in(value), MOST_BYTES)
    if name == "o":
        slot = Slot(name, question, str(value))
        return Literal(slot, "==", 1 if sign == "==" else 0)
    return Literal(Slot(name, question), sign, f"={value}" if name == "t" else value)


def _bytes_in(text: str) -> int:
    try:
        return len(text.encode())
    except UnicodeEncodeError:  # half a character, which durable cannot be told
        raise _BeyondDurableError from None


def _within(size: int, most: int) -> None:
    if size > most:
        raise _BeyondDurableError
