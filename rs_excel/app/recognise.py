"""Whether an audit that another buyer ordered can be recognised, and what is left.

Comes in: an audit workbook, the buyer's policy, and what the buyer says of the site.
Goes out: the decision with its criteria, and the buyer's questions that the audit
already answers. The workbook is only read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from rs_excel.app.check import check_file
from rs_excel.app.settings import Terms
from rs_excel.domain.facts import SiteProfile, Submission
from rs_excel.domain.questions import Catalogue
from rs_excel.domain.recognition import Overlap, Recognition
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.recognising import weigh_criteria
from rs_excel.errors import SettingsError, problem
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.recognition import RISK, SAME_SITE

EDITION, PILLARS, SECTION = "au.edition", "au.pillars", "au.findings.section"
_ONLY_FOUR = frozenset({"6.1 10B4", "6.1 10C", "7.0 10B", "7.0 10C"})
"""Sections that only an audit of four pillars looks at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """One audit, weighed for one buyer."""

    file: Path
    profile: SiteProfile
    recognition: Recognition
    overlap: Overlap


def recognise_audit(
    file: Path, terms: Terms, asks: Catalogue, *, risk: str = "", site: str = ""
) -> Recognised:
    """Weighs the audit in ``file`` against the policy of ``terms``.

    ``asks`` is the buyer's questionnaire; ``risk`` is low, medium or high; ``site`` is
    the reference or the name by which the buyer knows the site. Raises what checking
    the file may raise, and SettingsError where the policy has no criteria.
    """
    if not terms.policy.recognition:
        raise SettingsError(problem("SET-005", policy=terms.policy.name))
    checked = check_file(file, terms).check
    said: dict[str, str | float] = {RISK: risk} if risk else {}
    if site:
        said[SAME_SITE] = "yes" if _is_same(site, checked.report.profile) else "no"
    return Recognised(
        file=file,
        profile=checked.report.profile,
        recognition=recognised(checked.submission, terms, said),
        overlap=overlap(checked.submission, terms.pack, asks),
    )


def recognised(
    audit: Submission, terms: Terms, said: Mapping[str, str | float]
) -> Recognition:
    """The decision of the policy of ``terms`` on an audit."""
    asks = terms.policy.recognition
    return Recognition(
        policy=terms.policy.name,
        criteria=weigh_criteria(audit, terms.pack, asks, said),
    )


def _is_same(named: str, profile: SiteProfile) -> bool:
    """Word for word but for case and spaces: a likeness is for a person to judge."""
    known = (profile.site_ref, profile.site, f"{profile.supplier} {profile.site}")
    return _plain(named) in {_plain(name) for name in known if name}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("·", " ").split())


def overlap(audit: Submission, pack: RulePack, asks: Catalogue) -> Overlap:
    """Which of a buyer's questions the audit answers, by the sections it covers.

    An audit of another protocol, or of an edition that is not said, answers only what
    stands in its workbook under the same key.
    """
    covered, own = _sections(audit, pack), pack.catalogue.by_key
    titles = {section.id: section.title for section in asks.sections}
    answered, remaining = [], []
    sheets: Counter[str] = Counter()
    for question in asks.single:
        if not covered.isdisjoint(question.clauses) or _says(audit, question.key, own):
            answered.append(question.key)
        else:
            remaining.append(question.key)
            sheets[titles[question.section]] += 1
    return Overlap(
        asked=len(asks.single),
        answered=tuple(answered),
        remaining=tuple(remaining),
        remaining_by_sheet=sheets,
    )


def _says(audit: Submission, key: str, own: Collection[str]) -> bool:
    return key in own and audit.fact(key).state is AnswerState.ANSWERED


def _sections(audit: Submission, pack: RulePack) -> frozenset[str]:
    """What the audit looked at, as questions cite it: ``smeta 7.0 10C``."""
    edition, pillars = audit.fact(EDITION).text, audit.fact(PILLARS).text
    choices = pack.catalogue.by_key[SECTION].choices
    codes = [choice.value.split(" ", 1) for choice in choices]
    left_out = () if pillars == "four" else _ONLY_FOUR
    return frozenset(
        f"smeta {of} {code}"
        for of, code in codes
        if pillars and of == edition and f"{of} {code}" not in left_out
    )
