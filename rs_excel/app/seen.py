"""What one check says, in the words of the tracker.

Comes in: a checked workbook and the terms it was checked on. Goes out: each finding as
the row it would be, and the outcome of every verdict by its fingerprint, so that what
is folded under another finding is not taken for gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from rs_excel.app.check import Check, Words
from rs_excel.app.settings import Terms
from rs_excel.app.supplied_packs import rules_of_others, same_matter
from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.facts import SiteProfile
from rs_excel.domain.findings import AgreedPlan, Finding, Verdict
from rs_excel.domain.row_meets_check import FLAGGED
from rs_excel.domain.tracker_changes import Seen
from rs_excel.domain.vocabulary import FindingType, Outcome
from rs_excel.engine.raising import fingerprint
from rs_excel.writeback import capr, wording

_TRACKED = frozenset(
    {
        FindingType.NON_CONFORMANCE,
        FindingType.OBSERVATION,
        FindingType.DATA_QUALITY,
    }
)


class CheckedBook(Protocol):
    """A checked workbook, on disk or open, and what people wrote in its plan."""

    @property
    def check(self) -> Check: ...

    @property
    def words(self) -> Words: ...


def seen_in(checked: CheckedBook) -> Seen:
    """What a tracker has to know of one check."""
    report = checked.check.report
    return told_to_tracker(report, checked.check.terms, checked.words)


class Reported(Protocol):
    """What came of rules over one site, be it of one document or of several."""

    @property
    def profile(self) -> SiteProfile: ...

    @property
    def findings(self) -> tuple[Finding, ...]: ...

    @property
    def verdicts(self) -> tuple[Verdict, ...]: ...


def told_to_tracker(report: Reported, terms: Terms, words: Words) -> Seen:
    """The same of any report under ``terms``."""
    pack, on = terms.pack, terms.assessed_on
    raised = [f for f in report.findings if f.type in _TRACKED]
    return Seen(
        site_key=report.profile.key,
        on=on,
        submitted_on=report.profile.submitted_on,
        raised={
            f.fingerprint: _row(f, report.profile, terms, words.get(f.fingerprint, {}))
            for f in raised
        },
        outcomes=_outcomes(report, pack.id),
        replaced={rule.id: rule.replaces for rule in pack.rules if rule.replaces},
        out_of_force={rule.id for rule in pack.rules}
        - {rule.id for rule in pack.in_force(on)},
        of_others=rules_of_others(pack.id) - pack.by_id.keys(),
        kin=same_matter(pack.id),
    )


def _outcomes(report: Reported, pack: str) -> dict[str, Outcome]:
    profile = report.profile
    outcomes: dict[str, Outcome] = {}
    for verdict in report.verdicts:
        row = verdict.row or (verdict.scope.value if verdict.scope else "")
        key = fingerprint(profile, pack, verdict.rule_id, row)
        outcomes[key] = verdict.outcome
    return outcomes


def _row(
    finding: Finding, profile: SiteProfile, terms: Terms, said: Mapping[str, str]
) -> TrackedAction:
    plan = finding.action
    return TrackedAction(
        fingerprint=finding.fingerprint,
        site_key=profile.key,
        number=finding.number,
        supplier=profile.supplier,
        site=profile.site,
        country=profile.country,
        rule_id=finding.rule_id,
        pillar=finding.pillar,
        type=finding.type,
        severity=finding.severity,
        details=f"{wording.title_of(finding)}. {finding.says}",
        proposed=wording.steps(finding, terms.told.tongue),
        basis=wording.basis_text(finding, terms.told.basis_labels, terms.told.tongue),
        verification=plan.verification,
        remedy_due=terms.pack.asks_remedy(terms.pack.by_id[finding.rule_id]),
        raised_on=finding.raised_on,
        due_on=plan.due_on,
        due_now=plan.due_on,
        contain_by=finding.contain_by,
        counted=plan.counted,
        status=ActionStatus.OPEN,
        last_seen=FLAGGED,
        checked_on=terms.assessed_on,
        handling=_said(said, plan.agreed),
    )


def _said(said: Mapping[str, str], agreed: AgreedPlan) -> Handling:
    """What the site wrote in the plan of the checked copy it sent back.

    Where it wrote nothing, what the auditor wrote down as agreed with it.
    """
    return Handling(
        status=ActionStatus.OPEN,
        root_cause=said.get(capr.ROOT_CAUSE) or agreed.root_cause,
        action=said.get(capr.AGREED) or agreed.action,
        responsible=said.get(capr.RESPONSIBLE) or agreed.responsible,
        comments=said.get(capr.COMMENTS, ""),
    )
