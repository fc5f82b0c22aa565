"""Until when a check would come out the same: what the day decides, and what not.

Comes in: a submission, what was found in it, the pack. Goes out: the first later day on
which anything could differ. The day is used in few ways, and each is looked at:

- the pack says when its rules, limits and laws begin and end: the next such day counts;
- a test compares a day that was answered with the day of assessment, or with a span
  before or after it: the next day on which its truth changes counts;
- a derived answer counts the days since a day: the next day on which it reaches a limit
  it is tested against counts, or the very next one where a finding says the number.

Any other use of the day, in a pack of one's own, makes the next day count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from functools import lru_cache
from math import ceil, floor

from rs_excel.domain.conditions import Test
from rs_excel.domain.facts import MILLION, Fact, Submission
from rs_excel.domain.findings import Finding
from rs_excel.domain.identity import Same
from rs_excel.domain.spans import Span
from rs_excel.engine.derived import ASSESSED_ON
from rs_excel.engine.terms import Terms, terms_for
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.values import Derived

_ONE = timedelta(days=1)
_FAR = 3650  # days; nobody keeps a result longer
_NOT_RULING = frozenset({"cases", "tests_at", "law_as_of"})  # days that decide nothing


def same_until(
    submission: Submission, findings: Iterable[Finding], pack: RulePack
) -> date:
    """The first day after that of assessment on which the check may differ."""
    day = submission.assessed_on
    uses = _uses(Same(pack))
    if _says_an_age(findings, pack, uses):
        return day + _ONE
    terms = terms_for(pack, submission.profile.country, day)
    days = [day + timedelta(days=_FAR), *(d for d in uses.days if d > day)]
    for fact in _facts(submission):
        if fact.key in uses.unclear and fact.number is not None:
            return day + _ONE
        if fact.day is None and fact.key not in uses.ages:
            continue
        for test in uses.tests.get(fact.key, ()):
            days.extend(_turns(fact, test, uses, terms))
    return min(days)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uses:
    """How a pack uses the day of assessment."""

    days: tuple[date, ...]  # on which something begins or has ended
    tests: Mapping[str, tuple[Test, ...]]  # by question
    ages: Mapping[str, int]  # derived days since (1) or until (-1) an answer
    unclear: frozenset[str]  # derived in another way


@lru_cache(maxsize=4)
def _uses(same: Same[RulePack]) -> _Uses:
    pack = same.value
    ruling = (pack.rules, pack.parameters, pack.laws, pack.catalogue, pack.derived)
    days: set[date] = set()
    tests: dict[str, list[Test]] = defaultdict(list)
    for part in _parts(ruling):
        if isinstance(part, Test):
            tests[part.question].append(part)
        elif isinstance(part, date):
            days |= {part, part + _ONE}  # a last day holds until the next
    ages = {d.key: _sign(d) for d in pack.derived if ASSESSED_ON in d.of}
    unclear = {key for key, sign in ages.items() if not sign}
    resting = {d.key for d in pack.derived if ages.keys() & set(d.of)}
    while more := {d.key for d in pack.derived if resting & set(d.of)} - resting:
        resting |= more
    return _Uses(
        days=tuple(sorted(days)),
        tests={key: tuple(dict.fromkeys(of)) for key, of in tests.items()},
        ages={key: sign for key, sign in ages.items() if sign},
        unclear=frozenset(unclear | resting),
    )


def _sign(derived: Derived) -> int:
    """Whether the number grows or falls by one a day; 0 where it is none of these."""
    if derived.form != "days_between" or derived.scale != 1 or len(derived.of) != 2:
        return 0
    return 1 if derived.of[1] == ASSESSED_ON else -1


def _parts(value: object) -> Iterator[Test | date]:
    """Every test and day in some part of a pack."""
    if isinstance(value, Test | date):
        yield value
    elif isinstance(value, Mapping):
        yield from _parts(tuple(value.values()))
    elif isinstance(value, tuple | list | frozenset):
        for member in value:
            yield from _parts(member)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in _NOT_RULING:
                yield from _parts(getattr(value, field.name))


def _facts(submission: Submission) -> Iterator[Fact]:
    """Every fact, those of rows among them."""
    yield from submission.facts.values()
    for rows in submission.tables.values():
        for row in rows:
            yield from row.facts.values()


def _says_an_age(findings: Iterable[Finding], pack: RulePack, uses: _Uses) -> bool:
    """Whether words of a finding tell a number that is another one tomorrow."""
    told = [f"{{{key}}}" for key in (*uses.ages, *uses.unclear)]
    says = {pack.by_id[finding.rule_id].finding.says for finding in findings}
    return any(key in words for words in says for key in told)


def _turns(fact: Fact, test: Test, uses: _Uses, terms: Terms) -> Iterator[date]:
    """Days after the day of assessment on which a test may change its mind."""
    day = terms.assessed_on
    if fact.key in uses.ages:
        if fact.number is None:
            return
        for limit in _numbers(terms.limits(test)):
            gap = (limit - fact.number) * uses.ages[fact.key]
            for count in (ceil(gap), floor(gap) + 1):
                if 0 < count < _FAR:
                    yield day + timedelta(days=count)
        return
    answered = fact.day
    if answered is None:
        return
    for has_come in _has_come(answered, test):
        turn = _first(day, has_come)
        if turn is not None:
            yield turn


def _has_come(answered: date, test: Test) -> Iterator[Callable[[date], bool]]:
    """What is false up to some day and true from it on, and decides the test."""
    operand = test.operand
    if test.operator == "older_than":
        back = Span.parse(str(operand)).back_from
        yield lambda on: answered < back(on)
    elif test.operator == "within":
        ahead = Span.parse(str(operand)).ahead_of
        yield lambda on: answered <= ahead(on)
        yield lambda on: answered < on
    elif operand == ASSESSED_ON:
        yield lambda on: answered <= on
        yield lambda on: answered < on


def _first(day: date, has_come: Callable[[date], bool]) -> date | None:
    """The first later day on which it is true, if it was not before."""
    late = _FAR
    if has_come(day) or not has_come(day + timedelta(days=late)):
        return None
    early = 0
    while late - early > 1:
        middle = (early + late) // 2
        if has_come(day + timedelta(days=middle)):
            late = middle
        else:
            early = middle
    return day + timedelta(days=late)


def _numbers(limits: object) -> Iterator[float]:
    """All numbers among limits, which are in millionths, single or in pairs."""
    if isinstance(limits, tuple):
        for limit in limits:
            yield from _numbers(limit)
    elif isinstance(limits, int):
        yield limits / MILLION
