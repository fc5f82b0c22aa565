"""The report of one check: findings with the coverage they rest on.

Comes in: verdicts and findings. Goes out: a ``CheckReport`` with one traffic light a
pillar. A pillar of which too little could be assessed is grey, never green; beside
each light stands the range of lights it could have once all is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rs_excel.domain.confidence import Confidence, LightRange
from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.findings import (
    CheckReport,
    Coverage,
    Finding,
    NotAssessed,
    PillarResult,
    Verdict,
    count_by_severity,
)
from rs_excel.domain.questions import Note
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Light,
    Outcome,
    Pillar,
)
from rs_excel.engine.asked import questions_asked
from rs_excel.engine.confidence import confidences
from rs_excel.engine.lights import colour
from rs_excel.engine.regimes import regime_results
from rs_excel.engine.wording import question_text
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy

_ANSWERED, _NOT_ASKED = AnswerState.ANSWERED, AnswerState.NOT_ASKED
_NOT_APPLICABLE, _NOT_ASSESSED = Outcome.NOT_APPLICABLE, Outcome.NOT_ASSESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What the engine found out about one submission."""

    submission: Submission
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    engine: str
    notes: tuple[Note, ...]


def report(checked: Checked, pack: RulePack, policy: Policy) -> CheckReport:
    """Everything the check has to say, with counts and lights."""
    coverage = _coverages(checked, pack)
    sure = confidences(
        checked.submission,
        checked.verdicts,
        checked.findings,
        pack=pack,
        policy=policy,
    )
    return CheckReport(
        profile=checked.submission.profile,
        pack_id=pack.id,
        pack_version=pack.version,
        policy=policy.name,
        assessed_on=checked.submission.assessed_on,
        engine=checked.engine,
        verdicts=checked.verdicts,
        findings=checked.findings,
        not_assessed=_not_assessed(checked, pack),
        pillars=tuple(
            _pillar(p, checked.findings, coverage[p], sure[p], policy=policy)
            for p in Pillar
        ),
        coverage=_sum(tuple(coverage.values())),
        asked=questions_asked(checked.submission, pack.catalogue, pack.tongue),
        notes=checked.notes,
        regimes=regime_results(checked.submission, pack, policy, checked.findings),
        notice=pack.notice,
    )


def _coverages(checked: Checked, pack: RulePack) -> dict[Pillar, Coverage]:
    """Of required questions and of rules, pillar by pillar."""
    facts: dict[Pillar, list[Fact]] = {pillar: [] for pillar in Pillar}
    for question in pack.catalogue.questions:
        fact = checked.submission.facts.get(question.key)
        if question.required and fact is not None:
            facts[question.pillar].append(fact)
    outcomes: dict[Pillar, list[Outcome]] = {pillar: [] for pillar in Pillar}
    for verdict in checked.verdicts:
        outcomes[pack.by_id[verdict.rule_id].pillar].append(verdict.outcome)
    return {pillar: _coverage(facts[pillar], outcomes[pillar]) for pillar in Pillar}


def _coverage(required: Sequence[Fact], outcomes: Sequence[Outcome]) -> Coverage:
    asked = [fact for fact in required if fact.state is not _NOT_ASKED]
    applicable = [o for o in outcomes if o is not _NOT_APPLICABLE]
    return Coverage(
        asked=len(asked),
        answered=sum(_is_usable(fact) for fact in asked),
        applicable=len(applicable),
        assessed=sum(o is not _NOT_ASSESSED for o in applicable),
    )


def _is_usable(fact: Fact) -> bool:
    """Answered, or not applicable as the question allows."""
    return fact.state is _ANSWERED or fact.out_of_scope


def _sum(parts: Sequence[Coverage]) -> Coverage:
    return Coverage(
        asked=sum(part.asked for part in parts),
        answered=sum(part.answered for part in parts),
        applicable=sum(part.applicable for part in parts),
        assessed=sum(part.assessed for part in parts),
    )


def _pillar(
    pillar: Pillar,
    findings: Sequence[Finding],
    coverage: Coverage,
    sure: Confidence,
    *,
    policy: Policy,
) -> PillarResult:
    found = [f for f in findings if f.pillar is pillar]
    severities = count_by_severity(found)
    light = colour(severities, policy)
    if light is Light.GREEN and coverage.assessed_share < policy.least_assessed_share:
        light = Light.GREY
        if not coverage.applicable and sure.could_be.worst is Light.GREEN:
            nothing_to_say = LightRange(best=Light.GREY, worst=Light.GREY)
            sure = replace(sure, could_be=nothing_to_say)
    return PillarResult(
        pillar=pillar,
        light=light,
        severities=severities,
        types={kind: sum(f.type is kind for f in found) for kind in FindingType},
        coverage=coverage,
        confidence=sure,
    )


def _not_assessed(checked: Checked, pack: RulePack) -> tuple[NotAssessed, ...]:
    found = []
    for verdict in checked.verdicts:
        if verdict.outcome is not _NOT_ASSESSED:
            continue
        rule = pack.by_id[verdict.rule_id]
        rows = checked.submission.tables.get(rule.for_each or "", ())
        row = next((r for r in rows if r.name == verdict.row), None)
        cells = (
            cell
            for k in verdict.missing
            for cell in checked.submission.fact(k, row).cells
        )
        found.append(
            NotAssessed(
                rule_id=rule.id,
                title=rule.title,
                pillar=rule.pillar,
                row=verdict.row,
                missing=verdict.missing,
                questions=tuple(question_text(k, pack) for k in verdict.missing),
                cells=tuple(dict.fromkeys(cells)),
            )
        )
    return tuple(found)
