"""Packs as objects: rules, parameters, derived answers, and what holds them all.

Comes in: nothing but what packs.py has parsed and checked. Goes out: frozen values.
A rule's condition is data; nothing here can run text from a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from rs_excel.domain.conditions import Condition, ParameterRef, Test, tests_in
from rs_excel.domain.findings import Basis
from rs_excel.domain.questions import Catalogue
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import (
    FindingType,
    Outcome,
    Pillar,
    RuleStatus,
    Severity,
    Verification,
)
from rs_excel.rulebook.frameworks import Framework
from rs_excel.rulebook.laws import Law
from rs_excel.rulebook.matters import Matter
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.values import NOWHERE, Derived, Parameter, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityStep:
    """One line of a ladder: the first whose condition holds decides."""

    when: Condition | None  # None on the last line: otherwise
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSpec:
    """What a flagged rule raises. The ladder is empty unless a non-conformance."""

    type: FindingType
    ladder: tuple[SeverityStep, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Where a workbook says by when the site promised to be done."""

    days: str  # a question or column: calendar days
    since: str  # a question or column: the day they are counted from
    root_cause: str = ""  # questions or columns with what was agreed besides
    action: str = ""
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """What the site should do about it, and what would prove it."""

    says: str
    preventive: str
    evidence: tuple[str, ...]
    verification: Verification | None = None  # None: as the policy says
    timeframe_days: int | None = None  # None: as the policy says
    contain_days: int | None = None  # first containment, before closure
    agreed: Agreed | None = None  # counts where it is due before what the policy gives


class Once(StrEnum):
    """What an escalation counts: findings, or the things they are about."""

    FINDING = "finding"
    RULE = "rule"
    PILLAR = "pillar"


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """Counts other findings: ``three majors in one pillar``."""

    severities: frozenset[Severity]
    types: frozenset[FindingType]
    rules: frozenset[str]
    per_pillar: bool
    at_least: int
    once_per: Once = Once.FINDING
    groups: tuple[tuple[str, frozenset[str]], ...] = ()  # name and rules, each once
    counts_escalations: bool = True

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """The group that a rule is in; of several the first."""
        pairs = [(rule, name) for name, rules in self.groups for rule in rules]
        return dict(reversed(pairs))


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFinding:
    """A finding that a case of an escalation takes as raised."""

    rule_id: str
    pillar: Pillar
    type: FindingType
    severity: Severity | None = None
    is_escalation: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """A rule's own test: answers given, outcome expected."""

    name: str
    given: Mapping[str, object]
    findings_given: tuple[GivenFinding, ...]  # escalations: findings present
    assessed_on: date
    policy: str
    expect: Outcome | FindingType
    severity: Severity | None = None
    due: date | None = None
    says: str | None = None
    cells: tuple[str, ...] | None = None  # question keys whose cells must be marked
    row: str | None = None
    rows: Mapping[str, Outcome | FindingType] = field(default_factory=dict)
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When it applies, when it is flagged, what finding results, what to do."""

    id: str
    title: str
    pillar: Pillar
    status: RuleStatus
    since: date
    until: date | None
    why: str
    basis: tuple[Basis, ...]
    applies_when: Condition | None
    flag_when: Condition | None  # None only for an escalation
    escalation: Escalation | None
    for_each: str | None  # a table key: one verdict per row
    finding: FindingSpec
    action: ActionSpec
    known_exceptions: tuple[str, ...]
    verify: bool  # rests on something a person should verify first
    replaces: tuple[str, ...]
    follows_from: tuple[str, ...]  # rules whose finding makes this one a consequence
    cases: tuple[RuleCase, ...]
    source: Source
    tests_at: Mapping[Test, Source] = field(default_factory=dict)
    """Where in its file each test of a condition stands."""


@dataclass(frozen=True, kw_only=True)
class RulePack:
    """Rules, questions, parameters and policies, versioned together."""

    id: str
    version: str
    title: str
    notice: str
    catalogue: Catalogue
    derived: tuple[Derived, ...]
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Parameter]
    policies: Mapping[str, Policy]
    laws: Mapping[str, Law] = field(default_factory=dict)  # the register, by id
    spellings: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Shared spellings by kind: {"yes_no": {"yes": ("y", "oui", …)}, …}."""
    placeholders: tuple[str, ...] = ()
    basis_labels: Mapping[str, str] = field(default_factory=dict)
    remedy_for: tuple[str, ...] = ()  # clauses whose breach harms people
    words: Mapping[str, str] = field(default_factory=dict)
    """What its workbook calls things, where other than a questionnaire does."""
    frameworks: tuple[Framework, ...] = ()
    read_by_nobody: Mapping[str, str] = field(default_factory=dict)
    """Questions that no rule reads, with the reason why they are asked."""
    places: Mapping[str, Source] = field(default_factory=dict)
    """Where each question stands."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """Over several documents: by the name each goes by, the pack it was made with."""
    matters: tuple[Matter, ...] = ()  # that several documents may raise
    texts: Path | None = None  # the folder with its words in other languages
    tongue: Tongue = ENGLISH  # the language it is told in

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def derived_by_key(self) -> Mapping[str, Derived]:
        return {d.key: d for d in self.derived}

    def asks_remedy(self, rule: Rule) -> bool:
        """Whether people were harmed: ``eti_base_code 4`` stands for 4.1 to 4.4 too."""
        clauses = [str(basis) for basis in rule.basis]
        return any(
            clause == harmed or clause.startswith(f"{harmed}.")
            for clause in clauses
            for harmed in self.remedy_for
        )

    def in_force(self, day: date) -> tuple[Rule, ...]:
        """Stable rules whose time spans the day."""
        return tuple(
            rule
            for rule in self.rules
            if rule.status is RuleStatus.STABLE
            and rule.since <= day
            and (rule.until is None or day <= rule.until)
        )


def parameter_names(*conditions: Condition | None) -> frozenset[str]:
    """The parameters that conditions refer to."""
    return frozenset(
        test.operand.name
        for condition in conditions
        if condition is not None
        for test in tests_in(condition)
        if isinstance(test.operand, ParameterRef)
    )
