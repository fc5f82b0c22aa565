"""Parameters that are the policy's to set: within how many days a grade is closed.

Comes in: a pack and the policy it is used under. Goes out: the pack with the policy's
days for its parameters ``policy_close_days_<severity>``, so that a rule may hold what
an auditor agreed against what this buyer allows. A pack without such parameters, or
whose values are the policy's already, is the very same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import ceil

from rs_excel.domain.vocabulary import CountedIn, Severity
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy, Timeframe
from rs_excel.rulebook.values import Parameter, ParameterValue

_NAME = "policy_close_days_"
_EVER = date(2000, 1, 1)


def under(pack: RulePack, policy: Policy) -> RulePack:
    """The pack as the policy has it."""
    set_anew = {
        name: _by(policy, parameter, days)
        for severity in Severity
        if (parameter := pack.parameters.get(name := f"{_NAME}{severity.value}"))
        and [value.value for value in parameter.values]
        != [days := _calendar_days(policy.timeframes[severity.value])]
    }
    if not set_anew:
        return pack
    return replace(pack, parameters={**pack.parameters, **set_anew})


def _calendar_days(time: Timeframe) -> int:
    """What an auditor writes are calendar days: five working days are a week."""
    if time.counted is CountedIn.CALENDAR:
        return time.close_days
    return ceil(time.close_days * 7 / 5)


def _by(policy: Policy, parameter: Parameter, days: float) -> Parameter:
    value = ParameterValue(
        country=None,
        since=_EVER,
        value=days,
        reference=f"Policy {policy.name}",
        verify=False,
    )
    return replace(parameter, values=(value,))
