"""What was put in against what was found.

Comes in: the key of a return and its report. Goes out: hits, misses and false alarms,
added up per pillar.

What counts: a finding of the right rule and the right grade. One that is named under
the finding it follows from has been told to the buyer and counts as found. Escalations
are left out on both sides: they say nothing of the site, only count the findings above;
on a return without faults even they are false alarms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.seeded.faults import Told
from rs_excel.domain.findings import CheckReport
from rs_excel.rulebook.model import RulePack


@dataclass(slots=True)
class Score:
    """Counts of one pillar."""

    wanted: int = 0
    found: int = 0
    told: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """Found among what was put in."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Right among what was told."""
        return self.right / self.told if self.told else 1.0


@dataclass(slots=True)
class Tally:
    """Everything counted over many returns."""

    pack: RulePack
    pillars: dict[str, Score] = field(default_factory=dict)
    misses: Counter[Told] = field(default_factory=Counter)
    alarms: Counter[Told] = field(default_factory=Counter)
    examples: dict[tuple[str, Told], str] = field(default_factory=dict)

    def add(self, name: str, key: frozenset[Told], report: CheckReport) -> None:
        """Counts one return."""
        told, under = told_in(report)
        if key:
            told = {one for one in told if not self._counts_others(one[0])}
        graded = dict(key)
        told |= {(rule, graded.get(rule, "consequence")) for rule in under}
        for one in key:
            self._of(one).wanted += 1
            self._of(one).found += one in told
        for one in told:
            self._of(one).told += 1
            self._of(one).right += one in key
        self._note("missed", self.misses, key - told, name)
        self._note("false alarm", self.alarms, told - key, name)

    def _note(
        self, what: str, counter: Counter[Told], ones: Iterable[Told], name: str
    ) -> None:
        for one in ones:
            counter[one] += 1
            self.examples.setdefault((what, one), name)

    def _of(self, told: Told) -> Score:
        pillar = self.pack.by_id[told[0]].pillar.label
        return self.pillars.setdefault(pillar, Score())

    def _counts_others(self, rule_id: str) -> bool:
        return self.pack.by_id[rule_id].escalation is not None


def told_in(report: CheckReport) -> tuple[set[Told], set[str]]:
    """What stands as a finding, and the rules named under one."""
    told = {(f.rule_id, (f.severity or f.type).value) for f in report.findings}
    under = {text.split()[0] for f in report.findings for text in f.consequences}
    return told, under - {rule for rule, _ in told}


def together(pillars: Mapping[str, Score]) -> Score:
    """All pillars in one."""
    scores = pillars.values()
    return Score(
        wanted=sum(score.wanted for score in scores),
        found=sum(score.found for score in scores),
        told=sum(score.told for score in scores),
        right=sum(score.right for score in scores),
    )
