"""From which day the days to close a finding are counted.

Comes in: the buyer's policy and the days of a submission. Goes out: a day.
"""

from __future__ import annotations

from datetime import date, timedelta

from rs_excel.domain.facts import Submission
from rs_excel.domain.vocabulary import ClockStart
from rs_excel.rulebook.policy import Policy


def clock_start(policy: Policy, submission: Submission) -> date:
    """The day raised, the day of the return, or the day a plan should be agreed."""
    raised = submission.assessed_on
    if policy.clock_starts is ClockStart.DAY_RETURNED:
        return min(submission.profile.submitted_on or raised, raised)
    if policy.clock_starts is ClockStart.PLAN_AGREED:
        return raised + timedelta(days=policy.plan_days)
    return raised
