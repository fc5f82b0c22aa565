"""What is worked out once and used for every submission of a country and a day.

Comes in: a pack, a country, a day. Goes out: a ``Plan``: the rules in force, in the
order of their ids, ready to be weighed, and the terms their operands are read in.

Most rules know no limit that differs between countries. They are made ready once for
all of them: a folder of returns from everywhere would else be made ready for file by
file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from rs_excel.domain.conditions import Condition
from rs_excel.domain.facts import Submission
from rs_excel.domain.identity import Same
from rs_excel.domain.vocabulary import Severity
from rs_excel.engine.terms import KEPT, Terms, terms_for
from rs_excel.engine.weigh import Look, OfTest, Weigher, weigher
from rs_excel.rulebook.model import Rule, RulePack, parameter_names


@dataclass(frozen=True, slots=True, eq=False)
class ReadyRule:
    """A rule whose conditions lack nothing but the answers."""

    rule: Rule
    applies: Weigher
    flag: Weigher | None  # None for an escalation
    ladder: tuple[tuple[Weigher, Severity], ...]

    @classmethod
    def of(cls, rule: Rule, terms: Terms, of_one: OfTest | None = None) -> ReadyRule:
        """The rule on the terms of one country and day."""
        return cls(
            rule=rule,
            applies=weigher(rule.applies_when, terms, of_one),
            flag=None if rule.escalation else weigher(rule.flag_when, terms, of_one),
            ladder=tuple(
                (weigher(step.when, terms, of_one), step.severity)
                for step in rule.finding.ladder
            ),
        )

    def severity(self, look: Look) -> Severity | None:
        """The first step of the ladder that surely holds; the last where none does."""
        held = (severity for holds, severity in self.ladder if holds(look).truth)
        return next(held, self.ladder[-1][1] if self.ladder else None)


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """Rules of a plan, and the terms they are ready on; the same if one object."""

    ready: Mapping[str, ReadyRule]  # by rule id, in order
    terms: Terms

    @classmethod
    def of(cls, rules: Iterable[Rule], terms: Terms) -> Share:
        """Rules made ready."""
        return cls({rule.id: ReadyRule.of(rule, terms) for rule in rules}, terms)


@dataclass(frozen=True, eq=False, kw_only=True)
class Plan:
    """Rules and terms. Two plans are the same only if they are one object."""

    shares: tuple[Share, Share]  # rules alike everywhere; rules of this country
    terms: Terms

    @cached_property
    def ready(self) -> Mapping[str, ReadyRule]:
        """By rule id, in order."""
        everywhere, here = self.shares
        together = {**everywhere.ready, **here.ready}
        return {rule_id: together[rule_id] for rule_id in sorted(together)}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in force."""
        return tuple(ready.rule for ready in self.ready.values())

    @cached_property
    def weighed_rules(self) -> tuple[Rule, ...]:
        """Rules over answers."""
        return tuple(rule for rule in self.rules if rule.escalation is None)

    @cached_property
    def unverified(self) -> frozenset[str]:
        """Ids of rules with a threshold that a person should verify first."""
        names = {rule.id: parameter_names(*_conditions(rule)) for rule in self.rules}
        country, day = self.terms.country, self.terms.assessed_on
        doubtful = {
            name
            for name in frozenset[str]().union(*names.values())
            for value in self.terms.parameters[name].possible(day, country)
            if value.verify
        }
        return frozenset(id_ for id_, used in names.items() if used & doubtful)

    @cached_property
    def escalations(self) -> tuple[Rule, ...]:
        """Rules over other findings."""
        return tuple(rule for rule in self.rules if rule.escalation is not None)


def _conditions(rule: Rule) -> Iterator[Condition | None]:
    yield rule.applies_when
    yield rule.flag_when
    yield from (step.when for step in rule.finding.ladder)


def plan_for(submission: Submission, pack: RulePack) -> Plan:
    """The plan for this site's country on the day of assessment."""
    return _plan(Same(pack), submission.profile.country, submission.assessed_on)


@lru_cache(maxsize=KEPT)
def _plan(same: Same[RulePack], country: str, day: date) -> Plan:
    terms = terms_for(same.value, country, day)
    everywhere = _alike_everywhere(same, day)
    here = (r for r in _in_force(same.value, day) if r.id not in everywhere.ready)
    return Plan(shares=(everywhere, Share.of(here, terms)), terms=terms)


@lru_cache(maxsize=KEPT)
def _alike_everywhere(same: Same[RulePack], day: date) -> Share:
    """Rules without a limit that any country has a value of its own for."""
    differing = {
        name
        for name, parameter in same.value.parameters.items()
        if any(value.country for value in parameter.values)
    }
    rules = _in_force(same.value, day)
    alike = (r for r in rules if not parameter_names(*_conditions(r)) & differing)
    return Share.of(alike, terms_for(same.value, "", day))


def _in_force(pack: RulePack, day: date) -> list[Rule]:
    return sorted(pack.in_force(day), key=lambda rule: rule.id)
