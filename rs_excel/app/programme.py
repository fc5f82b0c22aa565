"""Where each supplier and site stands in a buyer's programme, and what comes next.

Comes in: returned questionnaires, audits and scorecards in any order, a tracker, the
buyer's policy. Goes out: for each site every step of the programme with the cells it
rests on, and the next step with its reason. The latest document of a kind counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rs_excel.app.check import Check, check_file
from rs_excel.app.recognise import recognised
from rs_excel.app.settings import Instruments, Terms, find_pack, terms
from rs_excel.app.sites import opened
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.conditions import questions_read
from rs_excel.domain.facts import SiteProfile
from rs_excel.domain.recognition import CriterionResult, Met
from rs_excel.engine.composing import NamedDocument, compose
from rs_excel.engine.recognising import weigh_criteria
from rs_excel.errors import Problem, RsError
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.read_by import documents_of
from rs_excel.rulebook.recognition import AUDIT_DECISION, OPEN, OVERDUE, SAME_SITE
from rs_excel.template.programme_book import ProgrammeRow, build_programme

RETURN, AUDIT, LAST = "saq", "audit", "last"
_WRONG = frozenset({Met.NOT_MET, Met.NOT_KNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStatus:
    """One site, step by step in the order of the policy."""

    profile: SiteProfile
    files: Mapping[str, str]  # by document, the name of the file that counts
    steps: tuple[CriterionResult, ...]

    @property
    def next_step(self) -> CriterionResult | None:
        """The first step that is missing or not known, else the first in part."""
        wrong = (step for step in self.steps if step.met in _WRONG)
        partly = (step for step in self.steps if step.met is Met.WITH_CONDITION)
        return next(wrong, None) or next(partly, None)

    @property
    def to_do(self) -> str:
        """What to do next, in words."""
        step = self.next_step
        if step is None:
            return "Nothing: keep it current."
        return step.condition or step.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """All sites, by supplier and site; and the files that could not be used."""

    policy: str
    as_of: date
    titles: tuple[str, ...]
    sites: tuple[SiteStatus, ...]
    problems: tuple[tuple[Path, Problem], ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """One checked document."""

    file: Path
    check: Check

    @property
    def age(self) -> tuple[date, str]:
        """Sort key: the later counts; on one day the one named last."""
        profile = self.check.report.profile
        return (profile.submitted_on or date.min, self.file.name)


def programme(
    files: Sequence[Path], tracker: Path | None, policy: str, day: date
) -> Programme:
    """Reads every file, groups them by site, weighs the steps.

    Raises what opening the tracker and loading the packs may raise; a file that cannot
    be used is told beside the others.
    """
    pack = find_pack("across")
    on = terms(pack, policy, day)
    held, problems = _checked(files, policy, day)
    rows = [row.action for row in opened(tracker).rows] if tracker else None
    sites = [_site(documents, rows, on) for documents in _by_site(held, pack).values()]
    return Programme(
        policy=on.policy.name,
        as_of=day,
        titles=tuple(step.title for step in on.policy.programme),
        sites=tuple(sorted(sites, key=_by_name)),
        problems=tuple(problems),
    )


def _by_name(site: SiteStatus) -> tuple[str, str, str]:
    profile = site.profile
    return (profile.supplier.casefold(), profile.site.casefold(), profile.key)


def _checked(
    files: Sequence[Path], policy: str, day: date
) -> tuple[list[_Held], list[tuple[Path, Problem]]]:
    chosen = Instruments(policy=policy, assessed_on=day)
    by_template = replace(chosen.terms_for("four_pillar"), instruments=chosen)
    held: list[_Held] = []
    problems: list[tuple[Path, Problem]] = []
    for file in files:
        try:
            held.append(_Held(file, check_file(file, by_template).check))
        except RsError as fault:
            problems += [(file, found) for found in fault.problems]
    return held, problems


def _by_site(held: Iterable[_Held], pack: RulePack) -> Mapping[str, dict[str, _Held]]:
    """By site and kind of document the latest."""
    kinds = {asks: name for name, asks in pack.documents.items() if name != LAST}
    found: dict[str, dict[str, _Held]] = defaultdict(dict)
    for one in held:
        report = one.check.report
        documents, kind = found[report.profile.key], kinds.get(report.pack_id)
        before = documents.get(kind) if kind else None
        if kind and (before is None or one.age > before.age):
            documents[kind] = one
    return {key: documents for key, documents in found.items() if documents}


def _site(
    documents: Mapping[str, _Held], rows: Sequence[TrackedAction] | None, on: Terms
) -> SiteStatus:
    order = [name for name in on.pack.documents if name in documents]
    given = [
        NamedDocument(
            name=name,
            file=documents[name].file.name,
            submission=documents[name].check.submission,
        )
        for name in order
    ]
    submission = compose(given, on.pack, on.assessed_on)
    said = _said(documents, rows, submission.profile.key, on)
    steps = weigh_criteria(submission, on.pack, on.policy.programme, said)
    return SiteStatus(
        profile=submission.profile,
        files={name: documents[name].file.name for name in order},
        steps=tuple(_told(step, order, said, on) for step in steps),
    )


def _said(
    documents: Mapping[str, _Held],
    rows: Sequence[TrackedAction] | None,
    site_key: str,
    on: Terms,
) -> dict[str, str | float]:
    """What the tracker says of the site, and the decision on its audit."""
    said: dict[str, str | float] = {}
    mine = [row for row in rows or () if row.site_key == site_key]
    raised = any(held.check.report.findings for held in documents.values())
    if mine or (rows is not None and not raised):
        said[OPEN] = sum(not row.status.rests for row in mine)
        said[OVERDUE] = sum(row.overdue_days(on.assessed_on) > 0 for row in mine)
    if AUDIT in documents:
        check = documents[AUDIT].check
        decided = recognised(check.submission, check.terms, {SAME_SITE: "yes"})
        said[AUDIT_DECISION] = decided.decision.value
    return said


def _told(
    step: CriterionResult, held: Sequence[str], said: Mapping[str, object], on: Terms
) -> CriterionResult:
    """With what is not here named, where a step rests on it."""
    if step.met is not Met.NOT_KNOWN:
        return step
    asked = next(one for one in on.policy.programme if one.name == step.name)
    behind = documents_of(asked.accept, on.pack)
    lacking = [name for name in behind if name not in held]
    if AUDIT_DECISION in questions_read(asked.accept) and AUDIT not in held:
        lacking.append(AUDIT)
    if OPEN not in said and questions_read(asked.accept) & {OPEN, OVERDUE}:
        return replace(step, found=_NOT_TRACKED, needed=_TRACK)
    if not lacking:
        return step
    names = " or ".join(_NAMES[name] for name in sorted(set(lacking)))
    needed = _SEND if RETURN in lacking else step.needed
    return replace(step, found=f"There is no {names}.", needed=needed)


_NOT_TRACKED = "No tracker was given, or its findings are not in it."
_TRACK = (
    "Bring the findings into the tracker (rs-excel track), and name it (--tracker)."
)
_SEND = "Send the questionnaire."
_NAMES = {
    "saq": "questionnaire",
    "audit": "audit workbook",
    "card": "scorecard workbook",
    "last": "earlier questionnaire",
}


def write_programme(found: Programme, out: Path) -> None:
    """One sheet that a buyer understands; OutputError where it cannot be written."""
    rows = [_row(site) for site in found.sites]
    about = f"Policy {found.policy}, as of {found.as_of.isoformat()}. {_NO_ADVICE}"
    build_programme(rows, found.titles, about, out)


def _row(site: SiteStatus) -> ProgrammeRow:
    profile, step = site.profile, site.next_step
    cells = ", ".join(str(cell) for cell in step.cells[:_MOST_CELLS]) if step else ""
    why = f"{step.title}: {step.found}" if step else "Every step is in place."
    return ProgrammeRow(
        names=(profile.supplier, profile.site, profile.country),
        steps=site.steps,
        to_do=site.to_do,
        why=f"{why} ({cells})" if cells else why,
    )


_MOST_CELLS = 3
_NO_ADVICE = "It rests on what sites, auditors and people said; it is not legal advice."
