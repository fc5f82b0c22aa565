"""What stands beside each traffic light: evidence, range, what to ask next.

Comes in: what was decided about one submission. Goes out: a ``Confidence`` a pillar.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rs_excel.domain.confidence import Confidence, Evidence
from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.findings import Finding, Verdict
from rs_excel.domain.questions import Catalogue
from rs_excel.domain.vocabulary import AnswerState, Pillar, Trouble
from rs_excel.engine.asking import ask_next
from rs_excel.engine.lights import Outlook, light_ranges
from rs_excel.engine.open_matters import OpenMatter, open_matters
from rs_excel.engine.plans import plan_for
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy

_UNSHOWN = frozenset({Trouble.YES_WITHOUT_EVIDENCE, Trouble.EVIDENCE_UNKNOWN})


def confidences(
    submission: Submission,
    verdicts: Sequence[Verdict],
    findings: Sequence[Finding],
    *,
    pack: RulePack,
    policy: Policy,
) -> Mapping[Pillar, Confidence]:
    """How sure each light is under the policy that lights it."""
    plan = plan_for(submission, pack)
    matters: dict[Pillar, list[OpenMatter]] = {pillar: [] for pillar in Pillar}
    for matter in (found := open_matters(verdicts, plan, submission)):
        matters[matter.rule.pillar].append(matter)
    outlook = Outlook(
        plan=plan,
        submission=submission,
        verdicts=verdicts,
        findings=findings,
        matters=found,
    )
    ranges = light_ranges(outlook, policy)
    evidence = _evidence(submission, pack.catalogue)
    return {
        pillar: Confidence(
            evidence=evidence[pillar],
            could_be=ranges[pillar],
            open_rules=len({matter.rule.id for matter in open_}),
            ask_next=()
            if ranges[pillar].is_one
            else ask_next(open_, policy, submission, pack),
        )
        for pillar, open_ in matters.items()
    }


def _evidence(
    submission: Submission, catalogue: Catalogue
) -> Mapping[Pillar, Evidence]:
    claims: dict[Pillar, list[Fact]] = {pillar: [] for pillar in Pillar}
    for question in catalogue.to_be_shown:
        fact = submission.facts.get(question.key)
        if fact and fact.state is AnswerState.ANSWERED and fact.text == "yes":
            claims[question.pillar].append(fact)
    return {
        pillar: Evidence(
            due=len(facts),
            given=sum(_UNSHOWN.isdisjoint(fact.troubles) for fact in facts),
        )
        for pillar, facts in claims.items()
    }
