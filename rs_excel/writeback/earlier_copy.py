"""Since when a finding stands, when the book was checked before.

Comes in: a report, and the rows of an earlier copy's Corrective actions sheet. Goes
out: the report with its clocks not set back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rs_excel.domain.findings import CheckReport, Finding
from rs_excel.writeback.capr import RAISED_ON, EarlierRows


def carried_over(report: CheckReport, earlier: EarlierRows) -> CheckReport:
    """The report with each finding's clock running since it was first raised.

    Checking again must not grant more time. Only the day raised is believed, and
    only an earlier one: due dates follow from it and the days the policy allows, so
    that nobody extends a deadline by typing over it.
    """
    return replace(report, findings=tuple(_since(f, earlier) for f in report.findings))


def _since(finding: Finding, earlier: EarlierRows) -> Finding:
    first = day_of(earlier.get(finding.fingerprint, {}).get(RAISED_ON, ""))
    if first is None or first >= finding.raised_on:
        return finding
    clock = _clock_since(first, finding)
    due = finding.action.count.ahead(clock, finding.action.timeframe_days)
    action = replace(finding.action, clock_starts_on=clock, due_on=due)
    return replace(finding, raised_on=first, action=action)


def _clock_since(first: date, finding: Finding) -> date:
    """A clock that runs from the day raised, or some days after, runs from the first.

    One that runs from the day of the return has run since the earlier return at least.
    """
    clock = finding.action.clock_starts_on
    if clock >= finding.raised_on:
        return clock - (finding.raised_on - first)
    return min(clock, first)


def day_of(said: str) -> date | None:
    """The day an earlier copy gives as text; None where it gives none."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
