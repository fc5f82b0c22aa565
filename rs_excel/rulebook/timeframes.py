"""How long a site has under a policy, and how closure is verified.

Comes in: a rule, a severity and a policy. Goes out: a ``Timeframe``. What a buyer sets
for one rule goes before what the rule says, which goes before the days by severity.
"""

from __future__ import annotations

from rs_excel.domain.vocabulary import Severity
from rs_excel.rulebook.model import Policy, Rule, Timeframe


def timeframe_for(rule: Rule, severity: Severity | None, policy: Policy) -> Timeframe:
    """The days and the verification for a finding; no severity: by its type."""
    usual = policy.timeframes[(severity or rule.finding.type).value]
    action = rule.action
    own = action.timeframe_days
    close = policy.rule_days.get(rule.id, own if own is not None else usual.close_days)
    contain = action.contain_days
    return Timeframe(
        close_days=close,
        contain_days=contain if contain is not None else usual.contain_days,
        verification=action.verification or usual.verification,
    )
