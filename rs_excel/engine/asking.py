"""Which answers would say most about a light: what to ask a site next.

Comes in: the open matters of a pillar. Goes out: a few questions. A question weighs
as much of the way to red, then to amber, as the rules that wait for it could carry the
pillar; a rule that lacks several answers shares its weight among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from rs_excel.domain.confidence import OpenQuestion
from rs_excel.domain.facts import Submission, TableRow
from rs_excel.domain.vocabulary import Severity
from rs_excel.engine.open_matters import OpenMatter
from rs_excel.engine.wording import question_text
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy

MOST = 3
"""Questions named for a pillar."""

Weight = tuple[float, float, float]
"""Shares of the way to red and to amber; then the gravity of a grade as such."""


@dataclass(slots=True)
class _Waiting:
    """What waits for the answer to one question."""

    worst: Severity
    weight: Weight = (0.0, 0.0, 0.0)
    rules: dict[str, None] = field(default_factory=dict)
    rows: list[TableRow | None] = field(default_factory=list)

    def add(self, matter: OpenMatter, weight: Weight) -> None:
        parts = len(matter.lacks)
        red, amber, grave = (
            mine + its / parts for mine, its in zip(self.weight, weight, strict=True)
        )
        self.weight = (red, amber, grave)
        self.worst = min(self.worst, matter.may_be[0], key=lambda s: s.rank)
        self.rules[matter.rule.id] = None
        self.rows.append(matter.row)

    @property
    def least_first(self) -> Weight:
        """Sort key, rounded; more than the whole way to red is no more than red."""
        red, amber, grave = self.weight
        return min(round(red, 6), 1.0), min(round(amber, 6), 1.0), round(grave, 6)


def _weights(policy: Policy) -> Mapping[Severity, Weight]:
    """What one finding of each grade does to a light."""

    def share(thresholds: Mapping[Severity, int], severity: Severity) -> float:
        return 1 / max(1, thresholds[severity]) if severity in thresholds else 0.0

    found = {}
    for severity in Severity:
        red, amber = (
            share(at, severity) for at in (policy.red_when, policy.amber_when)
        )
        found[severity] = (red, max(red, amber), 0.1**severity.rank)
    return found


def ask_next(
    matters: Iterable[OpenMatter],
    policy: Policy,
    submission: Submission,
    pack: RulePack,
) -> tuple[OpenQuestion, ...]:
    """The questions of most weight; of equals, those that the first rules lack.

    One that no threshold counts is named only where escalations alone move the light.
    """
    weight_of = _weights(policy)
    waiting: dict[str, _Waiting] = {}
    for matter in (m for m in matters if m.may_be):
        worst = matter.may_be[0]
        for key in matter.lacks:
            waiting.setdefault(key, _Waiting(worst)).add(matter, weight_of[worst])
    ranked = sorted(waiting, key=lambda key: waiting[key].least_first, reverse=True)
    telling = [key for key in ranked if any(waiting[key].weight[:2])] or ranked
    return tuple(
        _open_question(k, waiting[k], submission, pack) for k in telling[:MOST]
    )


def _open_question(
    key: str, waiting: _Waiting, submission: Submission, pack: RulePack
) -> OpenQuestion:
    cells = (cell for row in waiting.rows for cell in submission.fact(key, row).cells)
    return OpenQuestion(
        key=key,
        text=question_text(key, pack),
        cells=tuple(dict.fromkeys(cells)),
        rules=tuple(waiting.rules),
        worst=waiting.worst,
    )
