"""The reference evaluator: every rule weighed against one submission.

Comes in: a plan and a submission. Goes out: a verdict per rule and row, with the
questions that decided or are missing, and from these what is flagged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rs_excel.domain.facts import Submission, TableRow
from rs_excel.domain.findings import Verdict
from rs_excel.domain.vocabulary import Outcome, Severity
from rs_excel.engine.escalation import Escalated, Raised, escalate, tally
from rs_excel.engine.plans import Plan, ReadyRule
from rs_excel.engine.rows import row_look
from rs_excel.engine.weigh import Look, Weighing, missing_inputs
from rs_excel.rulebook.model import Rule

Place = tuple[str, int]
"""A rule id and the position of a row; 0 where the rule does not look at rows."""

_FLAGGED = Outcome.FLAGGED
_CONFORMS = Outcome.CONFORMS
_NOT_APPLICABLE = Outcome.NOT_APPLICABLE
_NOT_ASSESSED = Outcome.NOT_ASSESSED
_NOT_COUNTED_YET = Weighing(False, ())


@dataclass(frozen=True, slots=True)
class WeighedRules:
    """The reference's verdicts. An escalation that applies conforms until counted."""

    plan: Plan
    submission: Submission
    verdicts: Mapping[Place, Verdict]


@dataclass(frozen=True, slots=True)
class Decided:
    """What one evaluator flags, with severities, and what that escalates to."""

    flags: Mapping[Place, Severity | None]
    escalated: tuple[Escalated, ...]


class Reference:
    """Decides by weighing alone."""

    name = "reference evaluator (durable-rules is not available here)"

    def decide(self, weighed: WeighedRules) -> Decided:
        """What is flagged, read from the verdicts."""
        flags = {
            place: verdict.severity
            for place, verdict in weighed.verdicts.items()
            if verdict.outcome is _FLAGGED
        }
        rules = applying(weighed)
        return Decided(
            flags,
            escalate(
                rules,
                raised(weighed, flags),
                lambda rule: weighed_severity(rule, weighed),
                tally(rules),
            ),
        )


def weigh_rules(plan: Plan, submission: Submission) -> WeighedRules:
    """Every rule in force, in order of ids; rows in order of the sheet."""
    verdicts = {
        (rule_id, row.position if row else 0): weigh_rule(ready, submission, row)
        for rule_id, ready in plan.ready.items()
        for row in rows_of(ready.rule, submission)
    }
    return WeighedRules(plan, submission, verdicts)


def rows_of(rule: Rule, submission: Submission) -> Iterator[TableRow | None]:
    """The rows a rule looks at; one None where there is no row to look at."""
    rows = submission.tables.get(rule.for_each, ()) if rule.for_each else ()
    yield from rows or (None,)


def look_into(submission: Submission, row: TableRow | None) -> Look:
    """Finds facts in the row first, then in the submission."""
    return row_look(row.facts, submission.look) if row else submission.look


def weighed_severity(rule: Rule, weighed: WeighedRules) -> Severity | None:
    """The severity of a rule that does not look at rows."""
    return weighed.plan.ready[rule.id].severity(weighed.submission.look)


def applying(weighed: WeighedRules) -> tuple[Rule, ...]:
    """The escalations that apply to this submission."""
    return tuple(
        rule
        for rule in weighed.plan.escalations
        if weighed.verdicts[rule.id, 0].outcome is _CONFORMS
    )


def raised(
    weighed: WeighedRules, flags: Mapping[Place, Severity | None]
) -> list[Raised]:
    """What is flagged, as escalations count it; in the order of verdicts."""
    ready = weighed.plan.ready
    return [
        Raised(
            rule_id=verdict.rule_id,
            row=verdict.row,
            pillar=ready[verdict.rule_id].rule.pillar,
            type=ready[verdict.rule_id].rule.finding.type,
            severity=flags[place],
        )
        for place, verdict in weighed.verdicts.items()
        if place in flags
    ]


def weigh_rule(
    ready: ReadyRule, submission: Submission, row: TableRow | None
) -> Verdict:
    """The verdict of one rule, on one row where it looks at rows."""
    rule = ready.rule
    if rule.for_each and row is None:
        return _verdict(rule.id, _NOT_APPLICABLE, None, (), None)
    look = look_into(submission, row)
    outcome, questions = _outcome(ready, look)
    severity = ready.severity(look) if outcome is _FLAGGED else None
    return _verdict(rule.id, outcome, severity, questions, row.name if row else None)


@lru_cache(maxsize=4096)
def _verdict(
    rule_id: str,
    outcome: Outcome,
    severity: Severity | None,
    questions: tuple[str, ...],
    row: str | None,
) -> Verdict:
    """One value for all sites it holds of: most verdicts come again and again."""
    lacking = outcome is _NOT_ASSESSED
    return Verdict(
        rule_id=rule_id,
        outcome=outcome,
        severity=severity,
        because=() if lacking else questions,
        missing=questions if lacking else (),
        row=row,
    )


def _outcome(ready: ReadyRule, look: Look) -> tuple[Outcome, tuple[str, ...]]:
    """One of four outcomes, and the questions behind it."""
    applies = ready.applies(look)
    if applies.truth is False:
        return _NOT_APPLICABLE, applies.questions
    flag = ready.flag(look) if ready.flag else _NOT_COUNTED_YET
    if applies.truth and flag.truth is not None:
        return _FLAGGED if flag.truth else _CONFORMS, flag.questions
    open_ = [
        q for part in (applies, flag) if part.truth is None for q in part.questions
    ]
    missing = missing_inputs(open_, look)
    if all(look(question).out_of_scope for question in missing):
        return _NOT_APPLICABLE, missing
    return _NOT_ASSESSED, missing
