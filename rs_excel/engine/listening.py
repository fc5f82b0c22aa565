"""Facts as durable-rules is told them: only what some rule listens to, and typed.

Comes in: compiled clauses and a submission. Goes out: flat facts with their address,
in sorted order. Texts that no rule names are all told as ``~``, so that neither their
length nor their content can trouble durable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rs_excel.domain.facts import Fact, Submission, in_millionths
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.compile import (
    MOST_MILLIONTHS,
    SESSION,
    Compiled,
    Slot,
    address_of_rows,
)
from rs_excel.engine.durable_host import ROW, Told
from rs_excel.engine.reference import look_into
from rs_excel.engine.weigh import Look

_OTHER_TEXT = "~"
_BEYOND = MOST_MILLIONTHS + 1
_NOBODY_HAD_TO = (AnswerState.NOT_ASKED, AnswerState.NOT_APPLICABLE)

_Property = tuple[str, str, Callable[[Fact], str | int | None]]
"""Its name, the question it belongs to, and how it is read."""


@dataclass(frozen=True, slots=True)
class Address:
    """A fact that rules listen to: one question, or each row of a table."""

    name: str
    table: str | None
    properties: tuple[_Property, ...]

    def told(self, look: Look) -> Told:
        """What there is to tell; a property without a value is left out."""
        told: Told = {"q": self.name}
        for name, question, read in self.properties:
            value = read(look(question))
            if value is not None:
                told[name] = value
        return told


def addresses(compiled: Iterable[Compiled]) -> tuple[Address, ...]:
    """Every fact listened to, sorted by name."""
    slots: dict[str, set[Slot]] = defaultdict(set)
    words: dict[str, set[str]] = defaultdict(set)
    tables: dict[str, str] = {}
    for clause in compiled:
        if clause.rule.for_each:
            tables[address_of_rows(clause.rule.for_each)] = clause.rule.for_each
        for alternative in clause.alternatives or ():
            for name, literals in alternative.items():
                slots[name].update(literal.slot for literal in literals)
                for literal in literals:
                    words[literal.slot.question].add(str(literal.value))
    slots.pop(SESSION, None)
    return tuple(
        Address(name, tables.get(name), _properties(slots[name], words))
        for name in sorted(slots)
    )


def facts_told(
    heard: Iterable[Address], submission: Submission
) -> Iterator[tuple[str, Told]]:
    """Every fact with its address, rows in the order of the sheet."""
    for address in heard:
        if address.table is None:
            yield address.name, address.told(submission.fact)
            continue
        for row in submission.tables.get(address.table, ()):
            told = address.told(look_into(submission, row))
            yield address.name, {**told, ROW: row.position}


def _properties(
    slots: Iterable[Slot], words: Mapping[str, set[str]]
) -> tuple[_Property, ...]:
    ordered = sorted(slots, key=lambda slot: slot.property)
    return tuple(
        (slot.property, slot.question, _reader(slot, frozenset(words[slot.question])))
        for slot in ordered
    )


def _reader(slot: Slot, words: frozenset[str]) -> Callable[[Fact], str | int | None]:
    if slot.name == "t":
        return lambda fact: _text(fact, words)
    if slot.name == "o":
        return lambda fact: _option(fact, slot.option)
    return {"s": _state, "a": _answered, "n": _number, "d": _day}[slot.name]


def _state(fact: Fact) -> str:
    return fact.state.value


def _answered(fact: Fact) -> str | None:
    if fact.state in _NOBODY_HAD_TO:
        return None
    return "yes" if _holds(fact) else "no"


def _number(fact: Fact) -> int | None:
    """In millionths; beyond what a rule can name, anything is as good as its edge."""
    if fact.number is None or not _holds(fact):
        return None
    return max(-_BEYOND, min(_BEYOND, in_millionths(fact.number)))


def _day(fact: Fact) -> int | None:
    return fact.day.toordinal() if fact.day is not None and _holds(fact) else None


def _text(fact: Fact, words: frozenset[str]) -> str | None:
    if fact.text is None or not _holds(fact):
        return None
    word = f"={fact.text}"
    return word if word in words else _OTHER_TEXT


def _option(fact: Fact, option: str) -> int | None:
    """Told either way, chosen or not: absence must not depend on the order of facts."""
    if fact.options is None or not _holds(fact):
        return None
    return 1 if option in fact.options else 0


def _holds(fact: Fact) -> bool:
    return fact.state is AnswerState.ANSWERED
