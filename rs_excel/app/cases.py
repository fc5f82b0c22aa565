"""Runs a rule's own cases through the real line, as pack authors and tests do.

Comes in: a rule and its pack. Goes out: what differs, case by case. Values travel
from an in-memory workbook through reading, stating and both evaluators.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rs_excel.app.settings import Terms, find_policy
from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.findings import Finding, Verdict
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Outcome,
    RuleStatus,
)
from rs_excel.engine.escalation import Raised, escalate, tally
from rs_excel.engine.evaluate import escalated_verdict, evaluate
from rs_excel.engine.plans import plan_for
from rs_excel.engine.raising import raise_findings
from rs_excel.engine.reference import weigh_rule
from rs_excel.engine.stating import state
from rs_excel.rulebook.model import Rule, RuleCase, RulePack
from rs_excel.rulebook.policy_parameters import under
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers

Expected = Outcome | FindingType


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One case and what it did not hold to; empty when it holds."""

    rule_id: str
    case: RuleCase
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.differences


def run_cases(pack: RulePack, *rules: Rule) -> Iterator[CaseResult]:
    """Every case of these rules, one result each."""
    for rule in rules:
        alone = _alone(pack, rule)
        for case in rule.cases:
            differences = tuple(_differences(alone, rule, case))
            yield CaseResult(rule_id=rule.id, case=case, differences=differences)


def _alone(pack: RulePack, rule: Rule) -> RulePack:
    """The pack with this one rule in force, so that trial rules can be tried."""
    tried = replace(rule, status=RuleStatus.STABLE)
    return replace(pack, rules=(tried,))


def _differences(pack: RulePack, rule: Rule, case: RuleCase) -> Iterator[str]:
    policy = find_policy(pack, case.policy)
    pack = under(pack, policy)
    terms = Terms(pack=pack, policy=policy, assessed_on=case.assessed_on)
    submission = submission_of(pack, case)
    if rule.escalation is not None:
        counted = _counted(rule, case, submission, terms)
        seen = _Seen(rule, case, submission, counted[0], terms)
        yield from seen.differences(case.expect)
        if len(counted) > 1:
            yield f"expected one finding, came out {len(counted)}"
        return
    verdicts = {v.row: v for v in evaluate(submission, pack).verdicts}
    wanted: dict[str | None, Expected] = {case.row: case.expect}
    for row, expected in (case.rows or wanted).items():
        place = f"{row}: " if row else ""
        if row not in verdicts:
            yield f"{place}no row of that name was judged; judged: {_rows(verdicts)}"
            continue
        seen = _Seen(rule, case, submission, verdicts[row], terms)
        yield from (f"{place}{text}" for text in seen.differences(expected))


def submission_of(pack: RulePack, case: RuleCase) -> Submission:
    """The case's answers, read from a sheet; what no cell says is stated over it."""
    asked = {*pack.catalogue.by_key, *pack.catalogue.tables_by_key}
    typed = {key: value for key, value in case.given.items() if key in asked}
    book = book_of(pack.catalogue, typed)
    sheet = read_answers(book, pack.catalogue, pack.spellings, pack.placeholders)
    submission = state(sheet, pack, case.assessed_on)
    stated = {k: _stated(k, v) for k, v in case.given.items() if k not in asked}
    return replace(submission, facts={**submission.facts, **stated})


def _stated(key: str, value: object) -> Fact:
    """What the engine would have stated: a number, or a word such as ``yes``."""
    if isinstance(value, int | float):
        return Fact(key=key, state=AnswerState.ANSWERED, number=float(value))
    return Fact(key=key, state=AnswerState.ANSWERED, text=str(value))


def _counted(
    rule: Rule, case: RuleCase, submission: Submission, terms: Terms
) -> tuple[Verdict, ...]:
    """The verdicts of an escalation, counted over the findings the case gives.

    A case is about one scope: what is reached in several counts otherwise than meant.
    """
    given = [
        Raised(
            rule_id=finding.rule_id,
            row=None,
            pillar=finding.pillar,
            type=finding.type,
            severity=finding.severity,
            is_escalation=finding.is_escalation,
        )
        for finding in case.findings_given
    ]
    ready = plan_for(submission, terms.pack).ready[rule.id]
    verdict = weigh_rule(ready, submission, None)
    if verdict.outcome is not Outcome.CONFORMS:
        return (verdict,)
    severity = ready.severity(submission.fact)
    reached = escalate([rule], given, lambda _: severity, tally([rule]))
    return tuple(escalated_verdict(one) for one in reached) or (verdict,)


def _rows(verdicts: dict[str | None, Verdict]) -> str:
    return ", ".join(str(row) for row in verdicts if row) or "none"


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a case led to, ready to be compared with what it expects."""

    rule: Rule
    case: RuleCase
    submission: Submission
    verdict: Verdict
    terms: Terms

    def differences(self, expected: Expected) -> Iterator[str]:
        outcome = expected if isinstance(expected, Outcome) else Outcome.FLAGGED
        if self.verdict.outcome is not outcome:
            missing = ", ".join(self.verdict.missing) or "nothing"
            yield (
                f"expected {outcome}, came out {self.verdict.outcome}"
                f" (missing: {missing})"
            )
            return
        if isinstance(expected, FindingType) and self.rule.finding.type is not expected:
            yield f"expected {expected}, the rule raises {self.rule.finding.type}"
        if self.verdict.outcome is Outcome.FLAGGED:
            yield from self._of_finding()

    def _of_finding(self) -> Iterator[str]:
        case, finding = self.case, self._finding()
        compared: tuple[tuple[str, object, object], ...] = (
            ("severity", case.severity, finding.severity),
            ("due", case.due, finding.action.due_on),
            ("says", case.says, finding.says),
            ("cells", self._expected_cells(), set(finding.cells)),
        )
        for name, wanted, seen in compared:
            if wanted is not None and wanted != seen:
                yield f"{name}: expected {_shown(wanted)}, came out {_shown(seen)}"

    def _finding(self) -> Finding:
        terms = self.terms
        (finding,) = raise_findings(
            [self.verdict], terms.pack, terms.policy, self.submission
        )
        return finding

    def _expected_cells(self) -> set[CellRef] | None:
        if self.case.cells is None:
            return None
        rows = self.submission.tables.get(self.rule.for_each or "", ())
        row = next((r for r in rows if r.name == self.verdict.row), None)
        facts = (self.submission.fact(key, row) for key in self.case.cells)
        return {cell for fact in facts for cell in fact.cells}


def _shown(value: object) -> str:
    if isinstance(value, set):
        return ", ".join(sorted(str(cell) for cell in value)) or "none"
    return str(value)
