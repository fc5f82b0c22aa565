"""The index of policies: days, verification and traffic lights, side by side.

Comes in: the shelf. Goes out: one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.vocabulary import FindingType, Severity
from rs_excel.rulebook.model import Policy, Timeframe
from rs_excel.rulebook.reference.markdown import counted, table, words
from rs_excel.rulebook.reference.places import POLICIES, START, LinksFrom
from rs_excel.rulebook.reference.shelf import Page, Shelf

_NAMES = {
    **{severity.value: severity.label for severity in Severity},
    **{kind.value: kind.label for kind in FindingType},
}


def policy_pages(shelf: Shelf) -> Iterator[Page]:
    """The page."""
    yield POLICIES, _lines(shelf)


def time_in_words(time: Timeframe) -> str:
    """``close in 30 days; follow-up``; what must be contained sooner comes first."""
    if time.close_days == 0:
        return "nothing to close"
    contain = "" if time.contain_days is None else f"contain in {time.contain_days}, "
    close = f"close in {counted(time.close_days, 'day')}"
    return f"{contain}{close}; {time.verification.label.lower()}"


def _lines(shelf: Shelf) -> Iterator[str]:
    policies = [shelf.pack.policies[name] for name in sorted(shelf.pack.policies)]
    yield "# Policies"
    yield ""
    yield (
        "A buyer's own choices. What a rule itself says about days goes before these, "
        "and what a policy says about one rule before both. "
        f"{LinksFrom(POLICIES).to('All pages', START)}"
    )
    yield ""
    times = [name for name in _NAMES if name in policies[0].timeframes]
    rows = [
        (_NAMES[name], *(time_in_words(p.timeframes[name]) for p in policies))
        for name in times
    ]
    rows.append(("Red from", *(_counts(p.red_when) for p in policies)))
    rows.append(("Amber from", *(_counts(p.amber_when) for p in policies)))
    rows.append(("Green needs", *(_assessed(p) for p in policies)))
    yield from table(("", *(words(p.title) for p in policies)), rows)


def _counts(when: Mapping[Severity, int]) -> str:
    return " or ".join(f"{n} {severity.label.lower()}" for severity, n in when.items())


def _assessed(policy: Policy) -> str:
    return f"{policy.least_assessed_share:.0%} assessed"
