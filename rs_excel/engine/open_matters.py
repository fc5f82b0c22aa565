"""What is still open: verdicts that a missing answer could turn or make graver.

Comes in: verdicts, the plan they were decided on, the submission. Goes out: one
``OpenMatter`` for each that could come out otherwise, with every grade it could have.
Open are verdicts not assessed, findings whose ladder lacks an answer, and verdicts
that rest on the want of an answer the site owes (``answered: no``). Findings that count
over the whole questionnaire (``meta.``) tell how it was filled in and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rs_excel.domain.conditions import Test, tests_in
from rs_excel.domain.facts import Fact, Submission, TableRow
from rs_excel.domain.findings import Verdict
from rs_excel.domain.vocabulary import AnswerState, Outcome, Severity, Trouble
from rs_excel.engine.plans import Plan, ReadyRule, Share
from rs_excel.engine.reference import look_into, weigh_rule
from rs_excel.engine.terms import KEPT, Terms
from rs_excel.engine.weigh import Look, Weigher, Weighing, missing_inputs, of_test
from rs_excel.rulebook.comparisons import Looks
from rs_excel.rulebook.meta import META_SCALARS
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.operators import OPERATORS

_ANSWERED, _REQUIRED_BLANK = AnswerState.ANSWERED, Trouble.REQUIRED_BLANK


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatter:
    """A verdict that could come out otherwise."""

    verdict: Verdict
    rule: Rule
    may_be: tuple[Severity, ...]  # grades it could have, gravest first
    may_conform: bool
    lacks: tuple[str, ...]  # questions that would decide it
    row: TableRow | None


def open_matters(
    verdicts: Iterable[Verdict], plan: Plan, submission: Submission
) -> list[OpenMatter]:
    """Everything open, in the order of the verdicts."""
    found: list[OpenMatter] = []
    prospects, rows = prospects_of(plan), _Rows(submission)
    not_assessed = Outcome.NOT_ASSESSED
    for verdict in verdicts:
        prospect = prospects.get(verdict.rule_id)
        if prospect is None and verdict.outcome is not_assessed:
            prospect = Prospect(plan.ready[verdict.rule_id])
        if prospect is not None:
            row = rows.named(verdict.row, prospect.ready.rule.for_each)
            found.extend(_open(verdict, prospect, submission, row))
    return found


@dataclass(frozen=True, slots=True)
class Prospect:
    """A rule weighed as if every answer owed might still be given.

    Its tests on how a question was answered cannot tell while the answer is owed.
    """

    ready: ReadyRule
    on_states: tuple[str, ...] = ()  # questions whose state it tests


def prospects_of(plan: Plan) -> Mapping[str, Prospect]:
    """Rules that may be open although assessed: on states, or with several grades."""
    everywhere, here = map(_prospects, plan.shares)
    return {**everywhere, **here}


@lru_cache(maxsize=KEPT)
def _prospects(share: Share) -> Mapping[str, Prospect]:
    found = {}
    for rule_id, ready in share.ready.items():
        on_states = tuple(dict.fromkeys(_on_states(ready.rule)))
        if on_states:
            as_if_given = ReadyRule.of(ready.rule, share.terms, _as_if_given)
            found[rule_id] = Prospect(as_if_given, on_states)
        elif len(ready.ladder) > 1:
            found[rule_id] = Prospect(ready)
    return found


def _on_states(rule: Rule) -> Iterator[str]:
    steps = (step.when for step in rule.finding.ladder)
    for part in (rule.applies_when, rule.flag_when, *steps):
        for test in tests_in(part) if part else ():
            if OPERATORS[test.operator].family.looks is Looks.STATE:
                yield test.question


def _as_if_given(test: Test, terms: Terms) -> Weigher:
    weighed = of_test(test, terms)
    if OPERATORS[test.operator].family.looks is not Looks.STATE:
        return weighed
    question, cannot_tell = test.question, Weighing(None, (test.question,))
    return lambda look: cannot_tell if _is_owed(look(question)) else weighed(look)


def _open(
    verdict: Verdict, prospect: Prospect, submission: Submission, row: TableRow | None
) -> Iterator[OpenMatter]:
    look = look_into(submission, row)
    missing: tuple[str, ...] | None = None
    if verdict.outcome is Outcome.NOT_ASSESSED:
        missing = verdict.missing
    elif any(_is_owed(look(question)) for question in prospect.on_states):
        weighed = weigh_rule(prospect.ready, submission, row)
        if weighed.outcome is Outcome.NOT_ASSESSED:
            missing = weighed.missing
    elif verdict.severity is None or len(prospect.ready.ladder) < 2:
        return
    may_be, climbs_on = grades(prospect.ready, look)
    if missing is not None or (verdict.severity and len(may_be) > 1):
        yield OpenMatter(
            verdict=verdict,
            rule=prospect.ready.rule,
            may_be=may_be,
            may_conform=missing is not None,
            lacks=tuple(dict.fromkeys((*_lacking(missing or (), look), *climbs_on))),
            row=row,
        )


def grades(
    ready: ReadyRule, look: Look
) -> tuple[tuple[Severity, ...], tuple[str, ...]]:
    """The grades a ladder could come to, and the answers that would tell which."""
    if len(ready.ladder) < 2:
        return tuple(severity for _, severity in ready.ladder), ()
    found: list[Severity] = []
    lacks: list[str] = []
    for holds, severity in ready.ladder:
        weighed = holds(look)
        if weighed.truth or may_turn(weighed, look):
            found.append(severity)
        if weighed.truth:
            break
        if weighed.truth is None:
            lacks.extend(_lacking(missing_inputs(weighed.questions, look), look))
    ranked = sorted(set(found), key=lambda severity: severity.rank)
    return tuple(ranked), tuple(lacks) if len(ranked) > 1 else ()


def may_turn(weighed: Weighing, look: Look) -> bool:
    """Whether it cannot tell, and something that it lacks concerns the site."""
    if weighed.truth is not None:
        return False
    behind = missing_inputs(weighed.questions, look)
    return any(not look(key).out_of_scope for key in behind)


def _lacking(keys: Iterable[str], look: Look) -> Iterator[str]:
    """Questions asked of the site that have no usable answer."""
    for key in keys:
        fact = look(key)
        if fact.state is not _ANSWERED and not fact.out_of_scope:
            yield key


def _is_owed(fact: Fact) -> bool:
    """Whether an answer is due. A blank that may be left is an answer of its kind."""
    if fact.state is _ANSWERED or fact.out_of_scope or fact.key in META_SCALARS:
        return False
    return fact.state is not AnswerState.BLANK or _REQUIRED_BLANK in fact.troubles


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows by name, each table gone through only once."""

    submission: Submission
    _by_table: dict[str, Mapping[str, TableRow]] = field(default_factory=dict)

    def named(self, name: str | None, table: str | None) -> TableRow | None:
        if name is None or table is None:
            return None
        if table not in self._by_table:
            rows = self.submission.tables.get(table, ())
            self._by_table[table] = {row.name: row for row in rows}
        return self._by_table[table].get(name)
