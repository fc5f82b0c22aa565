"""What a rule raises on its own cases, or on what is made of their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from rs_excel.app.cases import submission_of
from rs_excel.domain.findings import Finding
from rs_excel.domain.vocabulary import RuleStatus
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.raising import raise_findings
from rs_excel.engine.reference import Reference
from rs_excel.rulebook.model import Rule, RulePack

Answers = Mapping[str, object]


def case_findings(
    rule: Rule, pack: RulePack, changed: Callable[[Answers], Answers] = dict
) -> Iterator[Finding]:
    """The findings of every case, the rule alone in force."""
    alone = replace(pack, rules=(replace(rule, status=RuleStatus.STABLE),))
    for case in rule.cases:
        submission = submission_of(pack, replace(case, given=changed(case.given)))
        verdicts = evaluate(submission, alone, engine=Reference()).verdicts
        yield from raise_findings(
            verdicts, alone, pack.policies[case.policy], submission
        )
