"""Verdicts, findings and the report of one check.

Comes in: what the engine decided. Goes out: plain data for the sheet writers, the
command line and the tracker. A number is stable for one report; the fingerprint is
stable for ever: same trouble at the same site, same fingerprint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rs_excel.domain.asked import QuestionsAsked
from rs_excel.domain.confidence import Confidence, Evidence
from rs_excel.domain.day_counts import EVERY_DAY, DayCount
from rs_excel.domain.facts import SiteProfile
from rs_excel.domain.questions import CellRef, Note
from rs_excel.domain.regimes import RegimeResult
from rs_excel.domain.vocabulary import (
    FindingType,
    Light,
    Outcome,
    Pillar,
    Severity,
    Verification,
)


class Basis(NamedTuple):
    """What a rule rests on: ``eti_base_code 3.1`` or ``smeta 6.1 section 3``."""

    source: str
    version: str = ""
    clause: str = ""

    def __str__(self) -> str:
        return " ".join(
            part for part in (self.source, self.version, self.clause) if part
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of one rule for one submission, or for one row of a table."""

    rule_id: str
    outcome: Outcome
    severity: Severity | None = None  # of a flagged non-conformance
    because: tuple[str, ...] = ()  # questions that decided
    missing: tuple[str, ...] = ()  # questions without which it could not be decided
    row: str | None = None
    scope: Pillar | None = None  # of an escalation counted per pillar
    raised_by: tuple[str, ...] = ()  # findings an escalation counted, by name


class AgreedPlan(NamedTuple):
    """What an auditor wrote down as agreed with the site; empty where nothing."""

    root_cause: str = ""
    action: str = ""
    responsible: str = ""


NOTHING_AGREED = AgreedPlan()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveActionPlan:
    """What the rule and the buyer's policy ask for."""

    says: str
    preventive: str
    timeframe_days: int
    clock_starts_on: date  # from which the days are counted, as the policy says
    due_on: date
    contain_within_days: int | None
    verification: Verification
    evidence: tuple[str, ...]
    count: DayCount = EVERY_DAY
    agreed: AgreedPlan = NOTHING_AGREED

    @property
    def counted(self) -> str:
        """``60 calendar days``: how the day due was reached."""
        return self.count.words(self.clock_starts_on, self.timeframe_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A flagged verdict, in words and with its cells."""

    fingerprint: str
    number: str
    rule_id: str
    row: str | None
    pillar: Pillar
    type: FindingType
    severity: Severity | None
    title: str
    says: str
    why: str
    basis: tuple[Basis, ...]
    cells: tuple[CellRef, ...]
    action: CorrectiveActionPlan
    verify: bool = False  # rests on a value that a person should verify
    raised_on: date
    consequences: tuple[str, ...] = ()  # what is folded under it: id and title

    @property
    def contain_by(self) -> date | None:
        """The day by which people must be safe, where the policy sets one."""
        days = self.action.contain_within_days
        return None if days is None else self.action.count.ahead(self.raised_on, days)

    @property
    def worst_first(self) -> tuple[int, int, int, str, str]:
        """Sort key: gravest, then type, pillar, rule, row."""
        grave = self.severity.rank if self.severity else len(Severity)
        return (grave, self.type.rank, self.pillar.rank, self.rule_id, self.row or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much the verdicts rest on. Shown beside every count of findings."""

    asked: int  # questions asked of this site
    answered: int  # of these, usable answers
    applicable: int  # rules that apply, or might
    assessed: int  # of these, rules that could be decided

    @property
    def assessed_share(self) -> float:
        return self.assessed / self.applicable if self.applicable else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarResult:
    """One line of the summary."""

    pillar: Pillar
    light: Light
    severities: Mapping[Severity, int]
    types: Mapping[FindingType, int]
    coverage: Coverage
    confidence: Confidence

    @property
    def findings(self) -> int:
        return sum(self.types.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAssessed:
    """A rule that could not be decided, and what it lacks."""

    rule_id: str
    title: str
    pillar: Pillar
    row: str | None
    missing: tuple[str, ...]
    questions: tuple[str, ...]  # texts of what is missing, in the same order
    cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """Everything one check has to say."""

    profile: SiteProfile
    pack_id: str
    pack_version: str
    policy: str
    assessed_on: date
    engine: str
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    not_assessed: tuple[NotAssessed, ...]
    pillars: tuple[PillarResult, ...]
    coverage: Coverage
    asked: QuestionsAsked
    notes: tuple[Note, ...]
    regimes: tuple[RegimeResult, ...] = ()  # those the policy switches on
    notice: str = ""  # what the check is not; on every output

    def evidence(self) -> Evidence:
        """Of all pillars together."""
        parts = [result.confidence.evidence for result in self.pillars]
        return Evidence(
            due=sum(part.due for part in parts), given=sum(part.given for part in parts)
        )

    def worst(self) -> Severity | None:
        """The gravest severity found, if any."""
        found = [f.severity for f in self.findings if f.severity]
        return min(found, key=lambda severity: severity.rank) if found else None


def count_by_severity(findings: Sequence[Finding]) -> dict[Severity, int]:
    """Non-conformances per severity, zeros included."""
    return {s: sum(f.severity is s for f in findings) for s in Severity}
