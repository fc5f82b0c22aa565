"""Facts as durable-rules is told them: only what some rule listens to, and typed.

Comes in: what a shard asks, and a submission. Goes out: one flat fact with all single
answers, and one for each row of a table. Texts that no rule names are all told as
``~``, so that neither their length nor their content can trouble durable.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rs_excel.domain.facts import Fact, Submission, in_millionths
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.compile import (
    ANSWERS,
    MOST_MILLIONTHS,
    Literal,
    Slot,
    address_of_rows,
)
from rs_excel.engine.durable_host import ROW, Told
from rs_excel.engine.reference import look_into
from rs_excel.engine.weigh import Look

_OTHER_TEXT = "~"
_BEYOND = MOST_MILLIONTHS + 1
_ANSWERED = AnswerState.ANSWERED
_NOBODY_HAD_TO = (AnswerState.NOT_ASKED, AnswerState.NOT_APPLICABLE)

_Read = Callable[[Fact], str | int | None]


@dataclass(frozen=True, slots=True)
class Listener:
    """What one shard is told of the answers, or of each row of a table."""

    address: str
    table: str | None
    properties: tuple[tuple[str, str, _Read], ...]  # name, question, how it is read

    def facts(self, submission: Submission) -> Iterator[Told]:
        """Every fact, rows in the order of the sheet."""
        if self.table is None:
            yield self._told(submission.look)
            return
        for row in submission.tables.get(self.table, ()):
            yield {**self._told(look_into(submission, row)), ROW: row.position}

    def _told(self, look: Look) -> Told:
        """What there is to tell; a property without a value is left out."""
        told: Told = {"q": self.address}
        for name, question, read in self.properties:
            value = read(look(question))
            if value is not None:
                told[name] = value
        return told


def listeners(
    heard: Mapping[str, frozenset[Literal]], tables: Iterable[str]
) -> tuple[Listener, ...]:
    """Of one shard: the answers first, then tables by name."""
    found = {ANSWERS: None, **{address_of_rows(t): t for t in sorted(tables)}}
    return tuple(
        Listener(address, table, _properties(heard[address]))
        for address, table in found.items()
        if address in heard
    )


def _properties(literals: Iterable[Literal]) -> tuple[tuple[str, str, _Read], ...]:
    words: dict[Slot, set[str]] = defaultdict(set)
    for literal in literals:
        words[literal.slot].add(str(literal.value))
    return tuple(
        (slot.property, slot.question, _reader(slot, frozenset(words[slot])))
        for slot in sorted(words, key=lambda slot: slot.property)
    )


def _reader(slot: Slot, words: frozenset[str]) -> _Read:
    if slot.name == "t":
        return _one_of(words)
    if slot.name == "o":
        return _chosen(slot.option)
    return {"s": _state, "a": _answered, "n": _number, "d": _day}[slot.name]


def _state(fact: Fact) -> str:
    return fact.state


def _answered(fact: Fact) -> str | None:
    if fact.state in _NOBODY_HAD_TO:
        return None
    return "yes" if fact.state is _ANSWERED else "no"


def _number(fact: Fact) -> int | None:
    """In millionths; beyond what a rule can name, anything is as good as its edge."""
    if fact.number is None or fact.state is not _ANSWERED:
        return None
    return max(-_BEYOND, min(_BEYOND, in_millionths(fact.number)))


def _day(fact: Fact) -> int | None:
    if fact.day is None or fact.state is not _ANSWERED:
        return None
    return fact.day.toordinal()


def _one_of(words: frozenset[str]) -> _Read:
    def read(fact: Fact) -> str | None:
        if fact.text is None or fact.state is not _ANSWERED:
            return None
        word = f"={fact.text}"
        return word if word in words else _OTHER_TEXT

    return read


def _chosen(option: str) -> _Read:
    """Told either way, chosen or not: absence must not depend on the order of facts."""

    def read(fact: Fact) -> int | None:
        if fact.options is None or fact.state is not _ANSWERED:
            return None
        return 1 if option in fact.options else 0

    return read
