"""From which day the days to close a finding are counted, and how many there are.

Comes in: the buyer's policy and the days of a submission. Goes out: a clock. What the
site has promised in the workbook counts where it is due before what the policy gives:
a promise can shorten the time people are at risk, never lengthen it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from rs_excel.domain.day_counts import EVERY_DAY, DayCount
from rs_excel.domain.facts import Submission, TableRow
from rs_excel.domain.vocabulary import ClockStart
from rs_excel.rulebook.model import Agreed
from rs_excel.rulebook.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """So many days from a day on, and how they are counted."""

    starts_on: date
    days: int
    count: DayCount

    @property
    def due_on(self) -> date:
        """The last of the days."""
        return self.count.ahead(self.starts_on, self.days)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What gives the days: the policy, and what one submission says."""

    policy: Policy
    submission: Submission

    def clock(self, kind: str, close_days: int) -> Clock:
        """What the policy gives; ``kind`` is a severity or finding type."""
        return Clock(
            starts_on=clock_start(self.policy, self.submission),
            days=close_days,
            count=self.policy.day_count(kind, self.submission.profile.country),
        )

    def or_sooner(self, given: Clock, agreed: Agreed, row: TableRow | None) -> Clock:
        """What was agreed with the site where it is due before what is given.

        Where one of days and day is not answered nothing was: half a promise is none.
        """
        days = self.submission.fact(agreed.days, row).number
        since = self.submission.fact(agreed.since, row).day
        if days is None or since is None:
            return given
        promised = Clock(starts_on=since, days=round(days), count=EVERY_DAY)
        return promised if promised.due_on < given.due_on else given


def clock_start(policy: Policy, submission: Submission) -> date:
    """The day raised, the day of the return, or the day a plan should be agreed."""
    raised = submission.assessed_on
    if policy.clock_starts is ClockStart.DAY_RETURNED:
        return min(submission.profile.submitted_on or raised, raised)
    if policy.clock_starts is ClockStart.PLAN_AGREED:
        return raised + timedelta(days=policy.plan_days)
    return raised
