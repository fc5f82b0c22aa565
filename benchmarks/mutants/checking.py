"""The mutation check: which mutants of a rule its cases catch, and which live on.

Comes in: rules and their pack. Goes out: per rule the number of mutants and of those
caught, the mutants that are the same rule written otherwise, and the survivors, each
with the case that would catch it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from benchmarks.mutants.rules import Mutant, mutants
from benchmarks.mutants.telling_apart import Witness, told_apart
from benchmarks.mutants.trying import around, is_caught, trials
from rs_excel.rulebook.model import Rule, RulePack

NO_SEVERITY = "only a non-conformance has a severity, so counting types adds nothing"
OF_THAT_TYPE = "the rules it counts raise no other type"
IN_ONE_PILLAR = "the rules it counts stand in one pillar"
ONE_IS_ENOUGH = "one finding is one, whatever it is counted by"
ALIKE = "no answers on, beside or between its limits tell the two apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What became of one rule's mutants."""

    rule: Rule
    mutants: int
    equivalent: tuple[tuple[Mutant, str], ...]  # with the reason
    survivors: tuple[tuple[Mutant, Witness | None], ...]  # with what would catch it

    @property
    def counted(self) -> int:
        """Mutants that some answers tell from the rule."""
        return self.mutants - len(self.equivalent)

    @property
    def caught(self) -> int:
        """Mutants that fail a case."""
        return self.counted - len(self.survivors)


def try_rules(rules: Iterable[Rule], pack: RulePack) -> Iterator[Tried]:
    """Every mutant of these rules, tried on the cases that the rule itself holds to."""
    return (_try(rule, pack) for rule in rules)


def share(tried: Iterable[Tried]) -> float:
    """Caught among those that can be told apart, from 0 to 1."""
    tried = tuple(tried)
    counted = sum(one.counted for one in tried)
    return sum(one.caught for one in tried) / counted if counted else 1.0


def _try(rule: Rule, pack: RulePack) -> Tried:
    small = around(rule, pack)
    tried = tuple(trial for trial in trials(rule, small) if not trial.catches(rule))
    made = tuple(mutants(rule, pack))
    alive = [m for m in made if not is_caught(m.rule, small, tried)]
    if rule.escalation is None:
        witnesses = told_apart(rule, alive, small, tried) if alive else {}
        same = {mutant: ALIKE for mutant, seen in witnesses.items() if seen is None}
    else:
        witnesses = dict.fromkeys(alive)
        reasons = {mutant: _why_alike(mutant, rule, pack) for mutant in alive}
        same = {mutant: reason for mutant, reason in reasons.items() if reason}
    return Tried(
        rule=rule,
        mutants=len(made),
        equivalent=tuple(same.items()),
        survivors=tuple((m, witnesses[m]) for m in alive if m not in same),
    )


def _why_alike(mutant: Mutant, rule: Rule, pack: RulePack) -> str:
    """Why another way of counting comes to the same; empty where it may not."""
    ours, theirs = rule.escalation, mutant.rule.escalation
    if ours is None or theirs is None:
        return ""
    if replace(theirs, types=ours.types) == ours:
        kinds = {pack.by_id[name].finding.type for name in ours.rules}
        if ours.severities:
            return NO_SEVERITY
        return OF_THAT_TYPE if kinds and kinds <= theirs.types else ""
    if replace(theirs, per_pillar=ours.per_pillar) == ours:
        pillars = {pack.by_id[name].pillar for name in ours.rules}
        return IN_ONE_PILLAR if len(pillars) == 1 else ""
    if ours.at_least <= 1 and replace(theirs, once_per=ours.once_per) == ours:
        return ONE_IS_ENOUGH
    return ""
