"""Choices that a policy's criteria name, held against those there are to choose from.

Comes in: a policy and its pack. Goes out: each value that no answer can have, with the
place in the file. A misspelt choice would never be met, and nobody would see why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rs_excel.domain.conditions import Condition, tests_in
from rs_excel.domain.questions import Question
from rs_excel.rulebook.comparisons import Looks
from rs_excel.rulebook.gathering import did_you_mean
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.operators import OPERATORS
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.recognition import AUDIT_DECISION, RISK, Criterion
from rs_excel.strict_yaml import Location

_BESIDE: Mapping[str, Sequence[str]] = {
    RISK: ("low", "medium", "high"),
    AUDIT_DECISION: ("accept", "accept_with_conditions", "reject"),
}


def never_met(policy: Policy, pack: RulePack) -> Iterator[tuple[Location, str]]:
    """Where a criterion asks for a choice that is none, and what is wrong."""
    parts = {"recognition": policy.recognition, "programme": policy.programme}
    for part, criteria in parts.items():
        for criterion in criteria:
            for at, condition in _conditions(criterion):
                for says in _unknown(condition, pack.catalogue.by_key):
                    yield (part, criterion.name, *at), says


def _conditions(criterion: Criterion) -> Iterator[tuple[Location, Condition]]:
    yield ("accept",), criterion.accept
    for place, ask in enumerate(criterion.or_with):
        yield ("or_with", place, "when"), ask.when


def _unknown(condition: Condition, asked: Mapping[str, Question]) -> Iterator[str]:
    for test in tests_in(condition):
        question = asked.get(test.question)
        known = _BESIDE.get(test.question, ())
        known = known or [c.value for c in (question.choices if question else ())]
        if not known or OPERATORS[test.operator].family.looks is Looks.STATE:
            continue
        operand = test.operand if isinstance(test.operand, tuple) else (test.operand,)
        for value in operand:
            if value not in known:
                hint = did_you_mean(str(value), known) or f" Known: {', '.join(known)}."
                yield f"`{value}` is not a choice of `{test.question}`.{hint}"
