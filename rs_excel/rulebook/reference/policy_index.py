"""The index of policies: days, verification and traffic lights, side by side.

Comes in: the shelf. Goes out: one page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rs_excel.domain.vocabulary import CountedIn, FindingType, Severity
from rs_excel.rulebook.calendar_words import calendar_in_words
from rs_excel.rulebook.policy import Policy, Timeframe
from rs_excel.rulebook.reference.markdown import counted, table, words
from rs_excel.rulebook.reference.places import POLICIES, START, LinksFrom
from rs_excel.rulebook.reference.shelf import Page, Shelf

_NAMES = {
    **{severity.value: severity.label for severity in Severity},
    **{
        kind.value: kind.label
        for kind in FindingType
        if kind is not FindingType.NON_CONFORMANCE  # which has a severity
    },
}


def policy_pages(shelf: Shelf) -> Iterator[Page]:
    """The page."""
    yield POLICIES, _lines(shelf)


def time_in_words(time: Timeframe) -> str:
    """``close in 30 days; follow-up``; what must be contained sooner comes first."""
    if time.close_days == 0:
        return "nothing to close"
    contain = "" if time.contain_days is None else f"contain in {time.contain_days}, "
    kind = "working day" if time.counted is CountedIn.WORKING else "day"
    close = f"close in {counted(time.close_days, kind)}"
    told = f"{contain}{close}; {time.verification.label.lower()}"
    if time.effect_days is None:
        return told
    return f"{told}; effect checked {counted(time.effect_days, 'day')} later"


def _lines(shelf: Shelf) -> Iterator[str]:
    policies = [shelf.pack.policies[name] for name in sorted(shelf.pack.policies)]
    yield "# Policies"
    yield ""
    yield (
        "A buyer's own choices. What a rule itself says about days goes before these "
        "where the policy lets it, and what a policy says about one rule before both. "
        f"{LinksFrom(POLICIES).to('All pages', START)}"
    )
    yield ""
    rows = [(_NAMES[name], *(_time(name, p) for p in policies)) for name in _NAMES]
    rows += [(what, *(tell(p) for p in policies)) for what, tell in _CHOICES.items()]
    yield from table(("", *(words(p.title) for p in policies)), rows)


def _time(name: str, policy: Policy) -> str:
    time = policy.timeframes.get(name)
    return time_in_words(time) if time else ""


def _counts(when: Mapping[Severity, int]) -> str:
    return " or ".join(f"{n} {severity.label.lower()}" for severity, n in when.items())


_CHOICES: Mapping[str, Callable[[Policy], str]] = {
    "Days count from": lambda policy: policy.clock_starts.replace("_", " "),
    "Working days": lambda policy: calendar_in_words(policy.working_calendar),
    "A rule may give more time": lambda p: "yes" if p.rules_may_ease else "no",
    "Red from": lambda policy: _counts(policy.red_when),
    "Amber from": lambda policy: _counts(policy.amber_when),
    "Green needs": lambda policy: f"{policy.least_assessed_share:.0%} assessed",
    "Laws reported": lambda policy: words(", ".join(policy.regimes)) or "none",
}
"""What else a policy decides, each as a line across all policies."""
