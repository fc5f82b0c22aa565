"""Flagged verdicts become findings: words, cells, corrective action, due date.

Comes in: verdicts, the pack, the buyer's policy, the submission. Goes out: findings,
gravest first, numbered; consequences are folded under the finding they follow from.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rs_excel.domain.facts import SiteProfile, Submission, TableRow
from rs_excel.domain.findings import (
    NOTHING_AGREED,
    AgreedPlan,
    CorrectiveActionPlan,
    Finding,
    Verdict,
)
from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import AnswerState, Outcome, Severity
from rs_excel.engine.clock import Clocks
from rs_excel.engine.plans import Plan, plan_for
from rs_excel.engine.reference import look_into
from rs_excel.engine.weigh import Look, Weighing, missing_inputs, weigh
from rs_excel.engine.wording import Wording, question_text
from rs_excel.rulebook.model import Agreed, Rule, RulePack
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.timeframes import timeframe_for


def raise_findings(
    verdicts: Iterable[Verdict], pack: RulePack, policy: Policy, submission: Submission
) -> tuple[Finding, ...]:
    """One finding per flagged verdict, less those folded under another."""
    plan, words = plan_for(submission, pack), Wording(submission, pack)
    raising = _Raising(pack, policy, submission, plan, words)
    flagged = Outcome.FLAGGED
    raised = [raising.finding(v) for v in verdicts if v.outcome is flagged]
    ordered = sorted(raised, key=lambda finding: finding.worst_first)
    return tuple(_numbered(ordered, _causes(ordered, pack)))


def fingerprint(profile: SiteProfile, pack_id: str, rule_id: str, row: str) -> str:
    """Same trouble at the same site, same sixteen characters, whatever the wording."""
    text = "\n".join((profile.key, pack_id, rule_id, row))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Raising:
    pack: RulePack
    policy: Policy
    submission: Submission
    plan: Plan
    words: Wording

    def finding(self, verdict: Verdict) -> Finding:
        rule = self.pack.by_id[verdict.rule_id]
        row = self._row(rule, verdict.row)
        row_key = verdict.row or (verdict.scope.value if verdict.scope else "")
        says = self.words.fill(rule.finding.says, row)
        if verdict.raised_by:
            counted = ", ".join(verdict.raised_by)
            # Translators: findings that an escalation counts, by their ids
            told = self.pack.tongue.say(
                "raised.counted", "Counted: {findings}.", findings=counted
            )
            says = f"{says} {told}"
        says = f"{says}{self._could_be_graver(rule, row)}"
        return Finding(
            fingerprint=fingerprint(
                self.submission.profile, self.pack.id, rule.id, row_key
            ),
            number="",
            rule_id=rule.id,
            row=verdict.row,
            pillar=verdict.scope or rule.pillar,
            type=rule.finding.type,
            severity=verdict.severity,
            title=rule.title,
            says=says,
            why=rule.why,
            basis=rule.basis,
            cells=self._cells(verdict.because, row),
            action=self._action(rule, verdict.severity, row),
            verify=rule.verify or rule.id in self.plan.unverified,
            raised_on=self.submission.assessed_on,
        )

    def _could_be_graver(self, rule: Rule, row: TableRow | None) -> str:
        """A ladder climbs on answers: where one is missing, the grade is a floor."""
        terms = self.plan.terms
        look = look_into(self.submission, row)
        for step in rule.finding.ladder:
            weighed = weigh(step.when, look, terms)
            if weighed.truth is True:
                break
            unknown = self._unknown(weighed, look) if weighed.truth is None else ""
            if unknown:
                grave = self.pack.tongue.label(step.severity).lower()
                # Translators: {reason} says what is not known
                told = self.pack.tongue.say(
                    "raised.graver",
                    "It may be {severity}: {reason}.",
                    severity=grave,
                    reason=unknown,
                )
                return f" {told}"
        return ""

    def _unknown(self, weighed: Weighing, look: Look) -> str:
        """What a condition lacks; empty where none of it concerns the site."""
        behind = missing_inputs(weighed.questions, look)
        open_ = [key for key in behind if not look(key).out_of_scope]
        asked = [
            question_text(key, self.pack).rstrip("?. ")
            for key in open_
            if look(key).state is not AnswerState.ANSWERED
        ]
        if asked:
            named = "”, “".join(asked)
            # Translators: {questions} is one question or several: A”, “B
            return self.pack.tongue.say(
                "raised.unanswered", "not answered is “{questions}”", questions=named
            )
        if not open_:
            return ""
        # Translators: the reason why a finding may be graver
        return self.pack.tongue.say(
            "raised.no_limit", "the limit that holds in this country is not known"
        )

    def _row(self, rule: Rule, name: str | None) -> TableRow | None:
        rows = self.submission.tables.get(rule.for_each or "", ())
        return next((row for row in rows if row.name == name), None)

    def _cells(self, keys: Sequence[str], row: TableRow | None) -> tuple[CellRef, ...]:
        cells = (c for key in keys for c in self.submission.fact(key, row).cells)
        return tuple(dict.fromkeys(cells))

    def _action(
        self,
        rule: Rule,
        severity: Severity | None,
        row: TableRow | None,
    ) -> CorrectiveActionPlan:
        time = timeframe_for(rule, severity, self.policy)
        kind = (severity or rule.finding.type).value
        clocks = Clocks(self.policy, self.submission)
        clock = clocks.clock(kind, time.close_days)
        if rule.action.agreed is not None:
            clock = clocks.or_sooner(clock, rule.action.agreed, row)
        return CorrectiveActionPlan(
            says=self.words.fill(rule.action.says, row),
            preventive=self.words.fill(rule.action.preventive, row),
            timeframe_days=clock.days,
            clock_starts_on=clock.starts_on,
            due_on=clock.due_on,
            contain_within_days=time.contain_days,
            verification=time.verification,
            evidence=rule.action.evidence,
            count=clock.count,
            agreed=self._agreed(rule.action.agreed, row),
        )

    def _agreed(self, agreed: Agreed | None, row: TableRow | None) -> AgreedPlan:
        """Words of the workbook, as they stand there."""
        if agreed is None:
            return NOTHING_AGREED
        keys = (agreed.root_cause, agreed.action, agreed.responsible)
        facts = (self.submission.fact(key, row) if key else None for key in keys)
        return AgreedPlan(*((fact.text or "") if fact else "" for fact in facts))


def _causes(findings: Sequence[Finding], pack: RulePack) -> Mapping[str, Finding]:
    """By fingerprint, the finding on the same cell that one merely follows from."""
    causes: dict[str, Finding] = {}
    for finding in findings:
        cause = _cause(finding, findings, pack)
        # Rules that name each other must not both disappear.
        if cause is not None and _root(cause, causes) is not finding:
            causes[finding.fingerprint] = cause
    return causes


def _root(finding: Finding, causes: Mapping[str, Finding]) -> Finding:
    while finding.fingerprint in causes:
        finding = causes[finding.fingerprint]
    return finding


def _cause(
    finding: Finding, findings: Sequence[Finding], pack: RulePack
) -> Finding | None:
    """The first finding it follows from; a graver one never goes under a lesser."""
    names = pack.by_id[finding.rule_id].follows_from
    for other in (f for f in findings if f.rule_id in names):
        as_grave = other.worst_first[:2] <= finding.worst_first[:2]
        if as_grave and not set(other.cells).isdisjoint(finding.cells):
            return other
    return None


def _numbered(
    findings: Sequence[Finding], causes: Mapping[str, Finding]
) -> Iterator[Finding]:
    """``HS-2026-001``: pillar, year, place; consequences go under what they follow."""
    under: dict[str, list[str]] = {}
    for finding in findings:
        if finding.fingerprint in causes:
            root = _root(finding, causes).fingerprint
            under.setdefault(root, []).append(f"{finding.rule_id} {finding.title}")
    counted: Counter[str] = Counter()
    for finding in findings:
        if finding.fingerprint in causes:
            continue
        code = finding.pillar.code
        counted[code] += 1
        yield replace(
            finding,
            number=f"{code}-{finding.raised_on.year}-{counted[code]:03}",
            consequences=tuple(under.get(finding.fingerprint, ())),
        )
