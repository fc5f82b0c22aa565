"""The table of faults, and which of them go into one site together.

Comes in: faults.yaml. Goes out: faults, each with what it changes and what a buyer must
be told; and for a seed a choice of faults that do not speak of the same answers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from rs_excel import strict_yaml

MOST_TOGETHER = 8

Told = tuple[str, str]
"""A rule id, and the severity or, where it has none, the type of its finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong at a site, as a person would tell it."""

    name: str
    pillar: str
    changes: Mapping[str, object]
    raises: frozenset[Told]

    def agrees_with(self, other: Fault) -> bool:
        """Whether both can be true of one site."""
        common = self.changes.keys() & other.changes.keys()
        return all(self.changes[key] == other.changes[key] for key in common)


@cache
def all_faults() -> tuple[Fault, ...]:
    """Every fault of the table, in its order."""
    table = strict_yaml.load(Path(__file__).with_name("faults.yaml")).data
    pillars = cast("Mapping[str, Sequence[Mapping[str, Any]]]", table)
    return tuple(_fault(name, row) for name, rows in pillars.items() for row in rows)


def chosen(seed: int) -> tuple[Fault, ...]:
    """The faults of one return; over the seeds in turn each fault is the first."""
    faults = all_faults()
    chance = random.Random(seed)
    number = chance.randint(1, MOST_TOGETHER)
    others = chance.sample(faults, len(faults))
    return tuple(_together([faults[seed % len(faults)], *others], number))


def _together(faults: Sequence[Fault], number: int) -> Iterator[Fault]:
    taken: list[Fault] = []
    for fault in faults:
        if len(taken) == number:
            return
        if fault not in taken and all(fault.agrees_with(one) for one in taken):
            taken.append(fault)
            yield fault


def _fault(pillar: str, row: Mapping[str, Any]) -> Fault:
    headcount = {k: v for k, v in row.items() if k not in ("fault", "set", "raises")}
    return Fault(
        name=row["fault"],
        pillar=pillar,
        changes={**row["set"], **headcount},
        raises=frozenset(row["raises"].items()),
    )
