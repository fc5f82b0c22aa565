"""A submission and a pack become verdicts, decided twice and agreed upon.

Comes in: a submission, a pack. Goes out: one verdict a rule, or one a row, in order of
rule ids and rows, and which engine decided. durable-rules decides what is flagged; the
reference sorts the rest. Where they differ nothing is returned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from rs_excel.domain.facts import Submission
from rs_excel.domain.findings import Verdict
from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine import durable_host
from rs_excel.engine.durable_evaluator import Durable
from rs_excel.engine.escalation import Escalated
from rs_excel.engine.plans import plan_for
from rs_excel.engine.reference import Decided, Reference, WeighedRules, weigh_rules
from rs_excel.errors import EngineError, problem
from rs_excel.rulebook.model import RulePack


class Engine(Protocol):
    """Something that decides what is flagged."""

    @property
    def name(self) -> str:
        """As the report prints it."""
        ...

    def decide(self, weighed: WeighedRules) -> Decided:
        """What is flagged, how gravely, and what it escalates to."""
        ...


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All verdicts, and the engine that decided them."""

    verdicts: tuple[Verdict, ...]
    engine: str


def evaluate(
    submission: Submission, pack: RulePack, *, engine: Engine | None = None
) -> Evaluation:
    """Weigh every rule in force.

    Raises EngineError when the engine fails, or disagrees with the reference.
    """
    engine = engine or usual_engine()
    weighed = weigh_rules(plan_for(submission, pack), submission)
    decided = Reference().decide(weighed)
    if not isinstance(engine, Reference):
        _must_agree(engine.decide(weighed), decided, submission)
    return Evaluation(tuple(_verdicts(weighed, decided)), engine.name)


def usual_engine() -> Engine:
    """durable-rules where it can be imported, else the reference."""
    return Durable() if durable_host.is_available() else Reference()


def _verdicts(weighed: WeighedRules, decided: Decided) -> Iterator[Verdict]:
    """Rules in order; an escalation that was reached replaces its `conforms`."""
    reached: dict[str, list[Verdict]] = {}
    for one in decided.escalated:
        reached.setdefault(one.rule_id, []).append(escalated_verdict(one))
    for (rule_id, _), verdict in weighed.verdicts.items():
        yield from reached.get(rule_id, (verdict,))


def escalated_verdict(escalated: Escalated) -> Verdict:
    """What is reported of an escalation that was reached."""
    return Verdict(
        rule_id=escalated.rule_id,
        outcome=Outcome.FLAGGED,
        severity=escalated.severity,
        scope=escalated.scope,
        raised_by=escalated.raised_by,
    )


def _must_agree(durable: Decided, reference: Decided, submission: Submission) -> None:
    """Raises EngineError with the first rule, in order, that they decide apart."""
    if durable == reference:
        return
    told, wanted = _as_said(durable), _as_said(reference)
    for place in sorted(told.keys() | wanted.keys()):
        if told.get(place) != wanted.get(place):
            raise EngineError(
                problem(
                    "RUN-002",
                    rule=place,
                    site=submission.profile.site or "this submission",
                    durable=told.get(place, "not flagged"),
                    reference=wanted.get(place, "not flagged"),
                )
            )


def _as_said(decided: Decided) -> dict[str, str]:
    """Each flag by rule and row, in words."""
    said = {
        f"{rule_id} row {row}" if row else rule_id: f"flagged {severity or ''}".strip()
        for (rule_id, row), severity in decided.flags.items()
    }
    for one in decided.escalated:
        counted = ", ".join(one.raised_by)
        said[f"{one.rule_id} {one.scope or ''}".strip()] = (
            f"escalated {one.severity or ''} for {counted}"
        )
    return said
