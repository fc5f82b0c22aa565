"""Looks for answers on which a mutant and its rule come out differently.

Comes in: a rule, the mutants that no case caught. Goes out: for each of them the
nearest change of a case that tells the two apart, or none: then no answers do, among
all that were tried, and the mutant is the same rule written otherwise.

Tried are, starting from each case: every candidate for every question behind the rule,
then every two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

from benchmarks.mutants.candidates import Turning, Values
from benchmarks.mutants.rules import Mutant
from benchmarks.mutants.trying import Trial, retried
from rs_excel.domain.findings import Verdict
from rs_excel.rulebook.model import Rule, RuleCase, RulePack

MOST_PAIRS = 300  # tried from each case

Given = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Witness:
    """A case that would catch a mutant: an existing one with some answers changed."""

    like: RuleCase
    changed: Given
    comes_out: Mapping[str | None, Verdict]  # under the rule as it is

    def __str__(self) -> str:
        answers = ", ".join(f"{key}: {value}" for key, value in self.changed.items())
        outcomes = ", ".join(
            f"{verdict.outcome}{f' ({verdict.severity})' if verdict.severity else ''}"
            for verdict in self.comes_out.values()
        )
        return f"{self.like.name} with {answers or 'nothing changed'} → {outcomes}"


def told_apart(
    rule: Rule, survivors: Sequence[Mutant], pack: RulePack, tried: Sequence[Trial]
) -> dict[Mutant, Witness | None]:
    """The nearest witness against each survivor; ``pack`` holds what they need."""
    found: dict[Mutant, Witness | None] = dict.fromkeys(survivors)
    rules = (rule, *(mutant.rule for mutant in survivors))
    for changed in _changes(Turning.of(rules, pack, tried).candidates()):
        for trial in tried:
            left = [mutant for mutant, witness in found.items() if witness is None]
            if not left:
                return found
            for mutant, witness in _seen_by(rule, left, trial, changed, pack):
                found[mutant] = witness
    return found


def _changes(values: Values) -> Iterator[Given]:
    """Nothing, then every single answer, then every two of them."""
    yield {}
    for key, options in values.items():
        yield from ({key: option} for option in options)
    pairs = (
        {one: option, other: second}
        for one, other in combinations(values, 2)
        for option, second in product(values[one], values[other])
    )
    yield from islice(pairs, MOST_PAIRS)


def _seen_by(
    rule: Rule, left: Iterable[Mutant], trial: Trial, changed: Given, pack: RulePack
) -> Iterator[tuple[Mutant, Witness]]:
    """The mutants that come out otherwise than the rule on these answers."""
    other = retried(trial, changed, pack)
    as_is = other.verdicts(rule)
    for mutant in left:
        if _outcomes(other.verdicts(mutant.rule)) != _outcomes(as_is):
            yield mutant, Witness(trial.case, changed, as_is)


def _outcomes(verdicts: Mapping[str | None, Verdict]) -> dict[str | None, object]:
    return {row: (v.outcome, v.severity) for row, v in verdicts.items()}
