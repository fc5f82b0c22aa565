"""How one verdict came about, condition by condition.

Comes in: a rule, a submission, the pack and, for a rule over rows, the row. Goes out:
a tree that says of each condition what was asked, what stands in which cell, how it
was understood, how it weighed, and what would make the rule conform.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rs_excel.domain.conditions import Condition, GroupKind, Test, tests_in
from rs_excel.domain.facts import Fact, Submission, TableRow
from rs_excel.domain.findings import Verdict
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import AnswerState, Outcome, Severity
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.plans import ReadyRule, plan_for
from rs_excel.engine.reference import look_into, weigh_rule
from rs_excel.engine.remedies import Words, to_assess, to_conform
from rs_excel.engine.weigh import Look, weigh
from rs_excel.engine.wording import day_text, decimals, number_text
from rs_excel.rulebook.model import Rule, RulePack

_TRUTHS = {True: "true", False: "false", None: "cannot tell"}
_GROUPS = {
    GroupKind.ALL: "all of these",
    GroupKind.ANY: "any of these",
    GroupKind.NONE: "none of these",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """One answer that was looked at, and the answers behind a derived one."""

    question: str
    text: str
    state: AnswerState
    raw: object
    understood: str  # empty unless answered
    cells: tuple[CellRef, ...]
    inputs: tuple[Looked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One condition: a test with its answer, or a group with its members."""

    says: str  # "is above 60 hours (…)", or "any of these"
    truth: str  # "true", "false", "cannot tell"
    answer: Looked | None
    members: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the ladder of severities, as far as it has a condition."""

    severity: Severity
    when: Weighed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A rule on one submission, or on one row of it."""

    rule_id: str
    title: str
    row: str | None
    verdicts: tuple[Verdict, ...]  # one; of an escalation one a scope
    applies_when: Weighed | None
    flag_when: Weighed | None  # None for an escalation: see raised_by of its verdicts
    ladder: tuple[Step, ...]
    would_conform: tuple[str, ...]

    @property
    def outcome(self) -> Outcome:
        """What came of the rule; flagged if any scope of it is."""
        return self.verdicts[0].outcome


def explain(
    rule: Rule, submission: Submission, pack: RulePack, row: TableRow | None = None
) -> Explanation:
    """Everything behind a verdict. Raises EngineError as ``evaluate`` does."""
    words = Words(pack, plan_for(submission, pack).terms)
    explaining = _Explaining(words, look_into(submission, row))
    verdicts = _verdicts(rule, submission, pack, row)
    return Explanation(
        rule_id=rule.id,
        title=rule.title,
        row=row.name if row else None,
        verdicts=verdicts,
        applies_when=explaining.maybe(rule.applies_when),
        flag_when=explaining.maybe(rule.flag_when),
        ladder=tuple(
            Step(severity=step.severity, when=explaining.maybe(step.when))
            for step in rule.finding.ladder
        ),
        would_conform=explaining.would_conform(rule, verdicts),
    )


def looked_at(
    key: str, submission: Submission, pack: RulePack, row: TableRow | None = None
) -> Looked:
    """How one answer was understood, whatever rules read it."""
    words = Words(pack, plan_for(submission, pack).terms)
    return _Explaining(words, look_into(submission, row)).looked(key)


def _verdicts(
    rule: Rule, submission: Submission, pack: RulePack, row: TableRow | None
) -> tuple[Verdict, ...]:
    """The rule's own; an escalation is counted with all rules in force."""
    counted: tuple[Verdict, ...] = ()
    if rule.escalation is not None:
        verdicts = evaluate(submission, pack).verdicts
        counted = tuple(v for v in verdicts if v.rule_id == rule.id)
    terms = plan_for(submission, pack).terms
    return counted or (weigh_rule(ReadyRule.of(rule, terms), submission, row),)


@dataclass(frozen=True, slots=True)
class _Explaining:
    words: Words
    look: Look

    def maybe(self, condition: Condition | None) -> Weighed | None:
        return None if condition is None else self.weighed(condition)

    def weighed(self, condition: Condition) -> Weighed:
        truth = _TRUTHS[weigh(condition, self.look, self.words.terms).truth]
        if isinstance(condition, Test):
            return Weighed(
                says=self.words.of_test(condition),
                truth=truth,
                answer=self.looked(condition.question),
                members=(),
            )
        return Weighed(
            says=_GROUPS[condition.kind],
            truth=truth,
            answer=None,
            members=tuple(self.weighed(member) for member in condition.members),
        )

    def looked(self, key: str) -> Looked:
        fact = self.look(key)
        return Looked(
            question=key,
            text=self.words.of_question(key),
            state=fact.state,
            raw=fact.raw,
            understood=self._understood(fact),
            cells=fact.cells,
            inputs=tuple(self.looked(behind) for behind in fact.inputs),
        )

    def would_conform(
        self, rule: Rule, verdicts: tuple[Verdict, ...]
    ) -> tuple[str, ...]:
        verdict = verdicts[0]
        if verdict.outcome is Outcome.NOT_ASSESSED:
            tests = [t for c in _conditions(rule) for t in tests_in(c)]
            return to_assess(verdict.missing, tests, self.look, self.words)
        if verdict.outcome is not Outcome.FLAGGED:
            return ()
        if rule.escalation is not None:
            fewer = f"Fewer than {rule.escalation.at_least} of these findings remain"
            return tuple(f"{fewer}: {', '.join(v.raised_by)}." for v in verdicts)
        if rule.flag_when is None:
            return ()
        return to_conform(rule.flag_when, self.look, self.words)

    def _understood(self, fact: Fact) -> str:
        if fact.state is not AnswerState.ANSWERED:
            return ""
        if fact.number is not None:
            return number_text(fact.number, decimals(fact.key, self.words.pack))
        if fact.day is not None:
            return day_text(fact.day)
        chosen = fact.options if fact.options is not None else (fact.text or "",)
        question = self.words.pack.catalogue.by_key.get(fact.key)
        labels = {c.value: c.label for c in question.choices} if question else {}
        return ", ".join(labels.get(value, value) for value in chosen)


def _conditions(rule: Rule) -> Iterator[Condition]:
    for condition in (rule.applies_when, rule.flag_when):
        if condition is not None:
            yield condition
