"""Checks on a buyer's policies: graver findings must count for more.

Comes in: the policies of a pack. Goes out: what is wrong. A range of traffic lights
rests on it, and so does common sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rs_excel.domain.vocabulary import CountedIn, Severity
from rs_excel.rulebook.lint_look import LintIssue
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy


def graver_counts_for_more(pack: RulePack) -> Iterator[LintIssue]:
    """RL036: looks at each policy."""
    for policy in pack.policies.values():
        for says in _contrary(policy):
            where = f"policies/{policy.name}.yaml"
            yield LintIssue(code="RL036", rule_id=policy.name, says=says, where=where)


def calendar_counts(pack: RulePack) -> Iterator[LintIssue]:
    """RL041: looks at each policy."""
    for policy in pack.policies.values():
        times = policy.timeframes.values()
        if policy.working_calendar is None or any(
            time.counted is CountedIn.WORKING for time in times
        ):
            continue
        says = "its working calendar counts for nothing: no timeframe is `working`."
        where = f"policies/{policy.name}.yaml"
        yield LintIssue(code="RL041", rule_id=policy.name, says=says, where=where)


def _contrary(policy: Policy) -> Iterator[str]:
    for graver, milder in pairwise(Severity):
        red, amber = policy.red_when, policy.amber_when
        # What makes a pillar red has made it amber, too.
        counts = [of[graver] for of in (red, amber) if graver in of]
        for light, of, needed in (
            ("red", red, red.get(graver)),
            ("amber", amber, min(counts, default=None)),
        ):
            wanted = of.get(milder)
            if wanted is not None and (needed is None or needed > wanted):
                yield (
                    f"{wanted} {milder} make a pillar {light}, but as many {graver} do "
                    f"not; give `{graver}` a count of {wanted} or less."
                )
