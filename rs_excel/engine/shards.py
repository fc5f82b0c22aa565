"""Compiled clauses shared out over rulesets that durable-rules can bear.

Comes in: clauses. Goes out: shards of rulings in durable's own form, and for each what
it asks of which fact. The limits are checked here, because beyond them durable does
not complain: it hangs or ends the process.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rs_excel.engine.compile import Compiled, Literal, address_of_rows
from rs_excel.engine.durable_host import ROW, Ruling
from rs_excel.rulebook.comparisons import Sign

MOST_RULES = 60  # one fact may match 64; with the rule that opens a session
MOST_CONDITIONS = 200  # 511 distinct ones are borne, the 512th hangs
"""No fact tells a shard more properties than that either: durable bears 250."""

SIGNAL = "#signal"
CLAUSE = "clause"

Heard = Mapping[str, frozenset[Literal]]
"""By address of a fact: what is asked of it. Nothing: it only has to be there."""

_SIGNS: Mapping[Sign, str] = {
    "!=": "$neq",
    ">=": "$gte",
    ">": "$gt",
    "<=": "$lte",
    "<": "$lt",
}


@dataclass(frozen=True, slots=True)
class Shard:
    """One ruleset, and what it listens to."""

    rulings: tuple[Ruling, ...]
    listens: Heard


@dataclass(frozen=True, slots=True)
class Piece:
    """One ruling to be placed: how many conditions it has, what it listens to."""

    ruling: Ruling
    conditions: int
    listens: Heard


def share_out(pieces: Iterable[Piece]) -> tuple[Shard, ...]:
    """Shards in the order of the pieces, each as full as it may be."""
    shards: list[list[Piece]] = []
    conditions = 0
    for piece in pieces:
        conditions += piece.conditions
        full = not shards or len(shards[-1]) >= MOST_RULES - 1
        if full or conditions > MOST_CONDITIONS:
            shards.append([])
            conditions = piece.conditions
        shards[-1].append(piece)
    return tuple(_shard(pieces) for pieces in shards)


def _shard(pieces: Sequence[Piece]) -> Shard:
    listens: dict[str, set[Literal]] = defaultdict(set)
    for piece in pieces:
        for address, literals in piece.listens.items():
            listens[address] |= literals
    heard = {address: frozenset(literals) for address, literals in listens.items()}
    return Shard(tuple(piece.ruling for piece in pieces), heard)


def pieces_of(compiled: Compiled) -> Iterator[Piece]:
    """One ruling an alternative, or one that waits for the signal."""
    says, table = compiled.clause, compiled.rule.for_each
    if compiled.alternatives is None:
        signal = {"$and": [{"q": SIGNAL}, {CLAUSE: str(says)}]}
        alias = ROW if table else "a0"
        yield Piece(Ruling(says, {alias: signal}), 2, {SIGNAL: frozenset()})
        return
    rows = address_of_rows(table) if table else None
    for alternative in compiled.alternatives:
        antecedents = {
            ROW if address == rows else f"a{number}": _antecedent(address, literals)
            for number, (address, literals) in enumerate(alternative.items())
        }
        yield Piece(
            Ruling(says, antecedents),
            sum(1 + len(literals) for literals in alternative.values()),
            {address: frozenset(asked) for address, asked in alternative.items()},
        )


def _antecedent(address: str, literals: tuple[Literal, ...]) -> object:
    """The address is tested first, always, so that no state of durable's matches."""
    if not literals:
        return {"q": address}
    return {"$and": [{"q": address}, *(_expression(literal) for literal in literals)]}


def _expression(literal: Literal) -> object:
    held = {literal.slot.property: literal.value}
    return held if literal.sign == "==" else {_SIGNS[literal.sign]: held}
