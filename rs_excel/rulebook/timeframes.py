"""How long a site has under a policy, and how closure is verified.

Comes in: a rule, a severity and a policy. Goes out: a ``Timeframe``. What a buyer sets
for one rule goes before what the rule says, which goes before the days by severity. A
rule that asks for less than the policy is heard only where the policy lets rules ease.
"""

from __future__ import annotations

from rs_excel.domain.vocabulary import Severity, Verification
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.policy import Policy, Timeframe


def timeframe_for(rule: Rule, severity: Severity | None, policy: Policy) -> Timeframe:
    """The days and the verification for a finding; no severity: by its type."""
    usual = policy.timeframes[(severity or rule.finding.type).value]
    action, may_ease = rule.action, policy.rules_may_ease
    close = _days(action.timeframe_days, usual.close_days, may_ease=may_ease)
    contain = action.contain_days
    if usual.contain_days is not None:
        contain = _days(contain, usual.contain_days, may_ease=may_ease)
    return Timeframe(
        close_days=policy.rule_days.get(rule.id, close),
        contain_days=contain,
        verification=_method(action.verification, usual, may_ease=may_ease),
        counted=usual.counted,
        effect_days=usual.effect_days,
    )


def _days(own: int | None, usual: int, *, may_ease: bool) -> int:
    """The rule's own days, the policy's, or the fewer of both."""
    if own is None:
        return usual
    return own if may_ease else min(own, usual)


def _method(
    own: Verification | None, usual: Timeframe, *, may_ease: bool
) -> Verification:
    lighter = own is Verification.DESKTOP and not may_ease
    return usual.verification if own is None or lighter else own
