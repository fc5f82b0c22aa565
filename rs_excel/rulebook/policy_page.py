"""A policy in words: what a buyer asks, at a glance.

Comes in: a policy. Goes out: plain text for a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.vocabulary import ClockStart, CountedIn, Severity
from rs_excel.rulebook.calendar_words import calendar_lines
from rs_excel.rulebook.policy import Policy, Timeframe

_CLOCKS = {
    ClockStart.DAY_RAISED: "the day a finding is raised",
    ClockStart.DAY_RETURNED: "the day the questionnaire was returned",
}
_EASE = {
    True: "count, shorter or longer than these",
    False: "count only where they are shorter",
}


def policy_page(policy: Policy) -> str:
    """Times, clock, lights and regimes of one policy."""
    return "\n".join(_lines(policy))


def _lines(policy: Policy) -> Iterator[str]:
    yield f"{policy.name}: {policy.title}"
    yield ""
    yield f"Days are counted from {clock(policy)}."
    for name, time in policy.timeframes.items():
        yield f"  {name.replace('_', ' '):<18} {_time(time)}"
    yield f"Timeframes of a rule's own {_EASE[policy.rules_may_ease]}."
    for rule, days in policy.rule_days.items():
        yield f"  {rule}: {days} days, whatever its severity"
    if policy.working_calendar is not None:
        yield "Working days leave out weekends and holidays:"
        yield from (f"  {line}" for line in calendar_lines(policy.working_calendar))
    yield f"Extensions of one corrective action: at most {policy.most_extensions}."
    yield f"A pillar is red from {_counts(policy.red_when)};"
    yield f"  amber from {_counts(policy.amber_when)};"
    share = f"{policy.least_assessed_share:.0%}"
    yield f"  green only if at least {share} of its rules could be assessed."
    yield f"Regimes reported: {', '.join(policy.regimes) or 'none'}"
    if policy.recognition:
        yield "Audits ordered by others are recognised by:"
        yield from (f"  {one.title}: {one.needed}" for one in policy.recognition)
    if policy.programme:
        yield "Steps of the programme:"
        yield from (f"  {one.title}: {one.needed}" for one in policy.programme)


def clock(policy: Policy) -> str:
    """From which day on, in words."""
    if policy.clock_starts is ClockStart.PLAN_AGREED:
        return f"the agreed plan, {policy.plan_days} days after a finding is raised"
    return _CLOCKS[policy.clock_starts]


def _time(time: Timeframe) -> str:
    contain = ""
    if time.contain_days is not None:
        contain = f"contain within {time.contain_days}, "
    kind = "working days" if time.counted is CountedIn.WORKING else "days"
    verified = time.verification.label.lower()
    close = f"close within {time.close_days} {kind}, verified by {verified}"
    again = f", looked at again {time.effect_days} days later"
    return f"{contain}{close}{again if time.effect_days is not None else ''}"


def _counts(when: Mapping[Severity, int]) -> str:
    counts = [f"{n} {severity.label.lower()}" for severity, n in when.items()]
    return " or ".join(counts) or "nothing"
