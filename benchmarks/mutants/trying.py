"""Tries a rule's cases on its mutants, with answers read and stated once a case.

Comes in: a rule and its pack. Goes out: for each case what it expects and the facts it
led to, ready to be weighed by thousands of mutants with the reference evaluator.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from benchmarks.mutants.conditions import shifted_parameters
from rs_excel.app.cases import Expected, run_cases, submission_of
from rs_excel.domain.conditions import Condition, questions_read
from rs_excel.domain.facts import Submission
from rs_excel.domain.findings import Verdict
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.plans import ReadyRule
from rs_excel.engine.reference import rows_of, weigh_rule
from rs_excel.engine.terms import COUNTRY, Terms
from rs_excel.rulebook.meta import META_SCALARS, META_TABLES
from rs_excel.rulebook.model import Rule, RuleCase, RulePack


@dataclass(frozen=True, slots=True)
class Trial:
    """One case: its facts, and the terms of its country and day."""

    case: RuleCase
    submission: Submission
    terms: Terms

    def catches(self, rule: Rule) -> bool:
        """Whether the case fails for this rule."""
        verdicts = self.verdicts(rule)
        case = self.case
        wanted: dict[str | None, Expected] = {case.row: case.expect}
        return any(
            row not in verdicts or self._differs(rule, verdicts[row], expected)
            for row, expected in (case.rows or wanted).items()
        )

    def verdicts(self, rule: Rule) -> dict[str | None, Verdict]:
        """What the reference makes of the facts, by row."""
        ready = ReadyRule.of(rule, self.terms)
        found = (
            weigh_rule(ready, self.submission, row)
            for row in rows_of(rule, self.submission)
        )
        return {verdict.row: verdict for verdict in found}

    def _differs(self, rule: Rule, verdict: Verdict, expected: Expected) -> bool:
        outcome = expected if isinstance(expected, Outcome) else Outcome.FLAGGED
        if verdict.outcome is not outcome:
            return True
        if outcome is not Outcome.FLAGGED:
            return False
        case, type_ = self.case, None if expected is outcome else expected
        cells = None if case.cells is None else self._cells(rule, case.cells, verdict)
        compared: tuple[tuple[object, object], ...] = (
            (type_, rule.finding.type),
            (case.severity, verdict.severity),
            (cells, self._cells(rule, verdict.because, verdict)),
        )
        return any(w is not None and w != seen for w, seen in compared)

    def _cells(self, rule: Rule, keys: Iterable[str], verdict: Verdict) -> set[CellRef]:
        rows = self.submission.tables.get(rule.for_each or "", ())
        row = next((r for r in rows if r.name == verdict.row), None)
        facts = (self.submission.fact(key, row) for key in keys)
        return {cell for fact in facts for cell in fact.cells}


def trials(rule: Rule, pack: RulePack) -> tuple[Trial, ...]:
    """Every case of a rule, its facts worked out; ``pack`` holds what it needs."""
    parameters = shifted_parameters(pack.parameters)
    kept: dict[tuple[str, object], Terms] = {}
    found = []
    for case in rule.cases:
        submission = submission_of(pack, case)
        country, day = submission.profile.country, case.assessed_on
        terms = kept.setdefault((country, day), Terms(day, country, parameters))
        found.append(Trial(case, submission, terms))
    return tuple(found)


def retried(trial: Trial, changed: Mapping[str, object], pack: RulePack) -> Trial:
    """The case with some answers changed."""
    case = replace(trial.case, given={**trial.case.given, **changed})
    submission = submission_of(pack, case)
    country, on = submission.profile.country, trial.terms
    if country != on.country:
        on = Terms(on.assessed_on, country, on.parameters)
    return Trial(case, submission, on)


def is_caught(mutant: Rule, pack: RulePack, tried: Iterable[Trial]) -> bool:
    """Whether a case fails for the mutant; ``pack`` holds what its cases need."""
    if mutant.escalation is not None:
        return not all(result.holds for result in run_cases(pack, mutant))
    return any(trial.catches(mutant) for trial in tried)


def around(rule: Rule, pack: RulePack) -> RulePack:
    """The pack with only the questions this rule and its cases have to do with.

    The whole pack where the rule looks at what all questions together come to.
    """
    keys = _reached(rule, pack)
    if keys & (META_SCALARS.keys() | META_TABLES.keys()):
        return pack
    catalogue = pack.catalogue
    tables = tuple(t for t in catalogue.tables if t.key in keys)
    questions = tuple(q for q in catalogue.questions if q.key in keys)
    matrices = tuple(
        m
        for m in catalogue.matrices
        if any(
            f"{row}.{column}" in keys for row, _ in m.rows for column, _ in m.columns
        )
    )
    asked = replace(catalogue, questions=questions, tables=tables, matrices=matrices)
    derived = tuple(d for d in pack.derived if d.key in keys)
    return replace(pack, catalogue=asked, derived=derived)


def _reached(rule: Rule, pack: RulePack) -> set[str]:
    """Keys of questions, tables and derived answers, directly or behind others."""
    table_of = {c.key: t for t in pack.catalogue.tables for c in t.columns}
    todo = [COUNTRY, *(key for case in rule.cases for key in case.given)]
    todo += [key for case in rule.cases for key in case.cells or ()]
    todo += [
        key for condition in conditions_of(rule) for key in questions_read(condition)
    ]
    todo += [rule.for_each] if rule.for_each else []
    reached: set[str] = set()
    while todo:
        key = todo.pop()
        if key in reached:
            continue
        reached.add(key)
        table = table_of.get(key) or pack.catalogue.tables_by_key.get(key)
        if table is not None:
            todo += [table.key, *(column.key for column in table.columns)]
        if key.startswith("meta.") and (made := key.rpartition(".")[0]) in META_TABLES:
            todo.append(made)
        if question := pack.catalogue.by_key.get(key):
            todo += pack.catalogue.gates_of(question)
        if derived := pack.derived_by_key.get(key):
            todo += [*derived.of, *((derived.table,) if derived.table else ())]
            todo += questions_read(derived.where) if derived.where else ()
    return reached


def conditions_of(rule: Rule) -> Iterator[Condition]:
    """Every condition of a rule, its ladder's included."""
    steps = (step.when for step in rule.finding.ladder)
    for condition in (rule.applies_when, rule.flag_when, *steps):
        if condition is not None:
            yield condition
