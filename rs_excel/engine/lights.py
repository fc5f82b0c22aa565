"""Traffic lights under a buyer's policy, and the lights that could still come.

Comes in: what was found, what is open, the policy. Goes out: a range a pillar. Best:
nothing open is flagged, and what is flagged anyway has its mildest grade. Worst: all
that is open is flagged, counted at every grade it could have. Escalations are counted
again at both ends. Where two open matters exclude each other the ends may lie a shade
too far apart; a light that could come is never left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rs_excel.domain.confidence import LightRange
from rs_excel.domain.facts import Submission
from rs_excel.domain.findings import Finding, Verdict
from rs_excel.domain.vocabulary import Light, Outcome, Pillar, Severity
from rs_excel.engine.light_ends import BEST, WORST, End, Flagged, Grades
from rs_excel.engine.open_matters import OpenMatter, grades, may_turn, prospects_of
from rs_excel.engine.plans import Plan
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.policy import Policy

_NOBODY: frozenset[Pillar] = frozenset()
_FROM_BEST = (Light.GREEN, Light.AMBER, Light.RED)
_Shown = Mapping[tuple[Pillar, Severity], int]


def colour(severities: Mapping[Severity, int], policy: Policy) -> Light:
    """Red, amber or green by what was found alone."""
    if any(severities[s] >= n for s, n in policy.red_when.items()):
        return Light.RED
    if any(severities[s] >= n for s, n in policy.amber_when.items()):
        return Light.AMBER
    return Light.GREEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is sure and what is open about one submission."""

    plan: Plan
    submission: Submission
    verdicts: Sequence[Verdict]
    findings: Sequence[Finding]
    matters: Sequence[OpenMatter]


def light_ranges(outlook: Outlook, policy: Policy) -> dict[Pillar, LightRange]:
    """The best and the worst light of each pillar; the present one lies between."""
    shown = [_present(outlook.findings)]
    if outlook.matters:
        shown.extend(_ends(outlook))
    return {
        pillar: _range([_colour_of(pillar, counted, policy) for counted in shown])
        for pillar in Pillar
    }


def _colour_of(pillar: Pillar, shown: _Shown, policy: Policy) -> Light:
    return colour({s: shown.get((pillar, s), 0) for s in Severity}, policy)


def _range(colours: Iterable[Light]) -> LightRange:
    ranked = sorted(colours, key=_FROM_BEST.index)
    return LightRange(best=ranked[0], worst=ranked[-1])


def _present(findings: Iterable[Finding]) -> _Shown:
    return Counter((f.pillar, f.severity) for f in findings if f.severity)


def _ends(outlook: Outlook) -> Iterator[_Shown]:
    flagged = list(_flagged(outlook))
    surely, perhaps = _escalations(outlook)
    for side, parts, escalations in (
        (BEST, _at_best(flagged), surely),
        (WORST, _at_worst(flagged, outlook.matters), perhaps),
    ):
        end = End(outlook.plan, side)
        end.add(parts)
        end.escalate(escalations)
        yield end.shown


class _Found(NamedTuple):
    """A flagged verdict: sure or open, with its finding or folded under another."""

    rule: Rule
    grades: Grades
    shown: bool
    may_conform: bool
    causes: frozenset[Pillar]
    """Pillars of open rules under whose finding it is folded, or would be."""

    def flagged(self, shown: bool) -> Flagged:
        return Flagged(self.rule, self.rule.pillar, self.grades, shown)


def _flagged(outlook: Outlook) -> Iterator[_Found]:
    open_ = {(m.verdict.rule_id, m.verdict.row): m for m in outlook.matters}
    pillars = {matter.rule.id: matter.rule.pillar for matter in outlook.matters}
    shown = {(finding.rule_id, finding.row) for finding in outlook.findings}
    ready, flagged = outlook.plan.ready, Outcome.FLAGGED
    for verdict in (v for v in outlook.verdicts if v.outcome is flagged):
        rule = ready[verdict.rule_id].rule
        if rule.escalation:
            continue
        place = (verdict.rule_id, verdict.row)
        matter = open_.get(place)
        if matter:
            may_be = matter.may_be
        else:
            may_be = (verdict.severity,) if verdict.severity else ()
        swallowing = _NOBODY
        if rule.follows_from:
            causes = (pillars[i] for i in rule.follows_from if i in pillars)
            swallowing = frozenset(causes)
        is_open = matter is not None and matter.may_conform
        yield _Found(rule, may_be, place in shown, is_open, swallowing)


def _at_best(found: Sequence[_Found]) -> Iterator[Flagged]:
    """What is flagged whatever comes."""
    left = _left_over(found)
    for place, one in enumerate(found):
        if not one.may_conform:
            stays = not one.causes or place in left
            yield one.flagged(one.shown and stays)


def _left_over(found: Iterable[_Found]) -> Collection[int]:
    """Places of what stays where an open finding of the same pillar may swallow some.

    It would be as grave as the gravest of them, so that one stands for all.
    """
    gravest: dict[Pillar, tuple[int, int]] = {}
    for place, one in enumerate(found):
        pillar = one.rule.pillar
        stays = one.shown and one.grades and not one.may_conform
        if stays and one.causes == {pillar}:
            rank = one.grades[-1].rank, place
            gravest[pillar] = min(gravest.get(pillar, rank), rank)
    return {place for _, place in gravest.values()}


def _at_worst(
    found: Iterable[_Found], matters: Iterable[OpenMatter]
) -> Iterator[Flagged]:
    """What could be flagged; a folded finding may come to stand by itself."""
    for one in found:
        yield one.flagged(one.shown or bool(one.causes))
    for matter in matters:
        if matter.verdict.outcome is not Outcome.FLAGGED and not matter.rule.escalation:
            yield Flagged(matter.rule, matter.rule.pillar, matter.may_be, True)


def _escalations(
    outlook: Outlook,
) -> tuple[Mapping[str, Grades], Mapping[str, Grades]]:
    """Escalations that apply surely, and perhaps, with the grades they could have."""
    surely: dict[str, Grades] = {}
    perhaps: dict[str, Grades] = {}
    look, prospects = outlook.submission.fact, prospects_of(outlook.plan)
    for rule in outlook.plan.escalations:
        prospect = prospects.get(rule.id)
        ready = prospect.ready if prospect else outlook.plan.ready[rule.id]
        applies = ready.applies(look)
        if applies.truth:
            surely[rule.id] = grades(ready, look)[0]
        if applies.truth or may_turn(applies, look):
            perhaps[rule.id] = grades(ready, look)[0]
    return surely, perhaps
