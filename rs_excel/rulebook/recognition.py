"""A buyer's criteria: for recognising an audit, and for the steps of a programme.

Comes in: nothing but what recognition_files.py has parsed. Goes out: frozen values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rs_excel.domain.conditions import Condition
from rs_excel.domain.vocabulary import QuestionKind

RISK, SAME_SITE = "buyer.risk", "buyer.same_site"
OPEN, OVERDUE = "tracker.open", "tracker.overdue"
AUDIT_DECISION = "programme.audit_decision"
SAID_BESIDE: Mapping[str, QuestionKind] = {
    RISK: QuestionKind.CHOICE,  # low, medium, high
    SAME_SITE: QuestionKind.YES_NO,  # whether the audited site is the buyer's
    OPEN: QuestionKind.NUMBER,  # corrective actions of the site
    OVERDUE: QuestionKind.NUMBER,
    AUDIT_DECISION: QuestionKind.CHOICE,  # what the same policy says of the audit
}
"""What no document says of itself, under keys that criteria may read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Where a criterion is not met, but may be: when, and under which condition."""

    when: Condition
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a buyer asks of an audit."""

    name: str
    title: str
    accept: Condition
    or_with: tuple[Ask, ...]
    needed: str
