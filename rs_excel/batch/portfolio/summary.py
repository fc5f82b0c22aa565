"""A run in words: the text that a person pastes into a mail.

Comes in: the portfolio and the tally of its run. Goes out: plain lines: files by
status, lights, what changed, the gravest findings, who has not returned, and what to
look at first. The same run gives the same lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from rs_excel.batch.asked.matching import Answered, Match
from rs_excel.batch.portfolio import changed, not_returned, zero_tolerance
from rs_excel.batch.portfolio.comparing import Step
from rs_excel.batch.portfolio.gathering import Line, Portfolio
from rs_excel.batch.portfolio.returns import NOT_NAMED
from rs_excel.batch.tally import Tally, printable
from rs_excel.domain.vocabulary import Light, Pillar, Severity

_MOST_NAMED = 10
_LIGHTS = (Light.RED, Light.AMBER, Light.GREY, Light.GREEN)
_ACROSS = {Pillar.ALL_PILLARS: "Rules across pillars"}  # no light of all together


def summary_of(portfolio: Portfolio, tally: Tally) -> str:
    """All of it; names come from outside, what cannot be printed is shown as ``?``."""
    return "".join(f"{printable(line)}\n" for line in _lines(portfolio, tally))


def _lines(portfolio: Portfolio, tally: Tally) -> Iterator[str]:
    imprint = portfolio.imprint
    yield f"Supplier returns as of {imprint.as_of}: {imprint.terms}"
    yield from tally.counts()
    yield from _changed(portfolio)
    if len(portfolio.counted):
        yield from ("", "Sites by light:", *_lights(portfolio))
    yield from _gravest(portfolio, tally)
    yield from _awaited(portfolio)
    yield from tally.named()
    yield from ("", imprint.notice)


def _lights(portfolio: Portfolio) -> Iterator[str]:
    """A line a pillar, the gravest light first."""
    for pillar in Pillar:
        counts = portfolio.counted[pillar.value].value_counts()
        said = [f"{counts[s]} {s.value}" for s in _LIGHTS if s.value in counts]
        yield f"- {_ACROSS.get(pillar, pillar.label)}: {', '.join(said)}"


def _changed(portfolio: Portfolio) -> Iterator[str]:
    told = portfolio.changes
    if told is None:
        yield changed.FIRST_RUN
        return
    steps = Counter(moved.step for moved in told.moved)
    findings = ", ".join(f"{n} {step.value}" for step in Step if (n := steps[step]))
    yield (
        f"Since the run as of {told.before.as_of}: sites: {changed.in_words(told)}; "
        f"findings: {findings or 'as before'}"
    )


def _gravest(portfolio: Portfolio, tally: Tally) -> Iterator[str]:
    total = sum(tally.severities[s] for s in zero_tolerance.GRAVE)
    said = [_finding(line) for line in islice(portfolio.grave(), _MOST_NAMED)]
    yield from _listed(f"Gravest findings ({total})", said, total, zero_tolerance.NAME)


def _finding(line: Line) -> str:
    supplier = line["supplier"] or NOT_NAMED
    who = f"{supplier} · {line['site']}" if line["site"] else supplier
    grade = Severity(line["severity"]).label
    return f"{grade}: {line['title']} ({line['rule']}). {who}. Due {line['due_on']}"


def _awaited(portfolio: Portfolio) -> Iterator[str]:
    asked = len(portfolio.awaited)
    for answered in not_returned.STANDS:
        stand = [m for m in portfolio.awaited if m.answered is answered]
        title = f"{answered.value.capitalize()} ({len(stand)} of {asked} asked)"
        said = [_match(match) for match in stand[:_MOST_NAMED]]
        yield from _listed(title, said, len(stand), not_returned.NAME)


def _match(match: Match) -> str:
    row = match.awaited
    who = f"{row.supplier} · {row.site}" if row.site else row.supplier
    if match.answered is Answered.NOT_RETURNED:
        return who
    return f"{who}: {not_returned.what_came(match)}"


def _listed(title: str, said: Sequence[str], total: int, sheet: str) -> Iterator[str]:
    """Nothing where there is nothing to list."""
    if not said:
        return
    yield from ("", f"{title}:", *(f"- {line}" for line in said))
    if total > len(said):
        yield f"- … and {total - len(said)} more: portfolio.xlsx, sheet {sheet}"
