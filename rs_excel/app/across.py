"""Documents about one site held against each other, and a return against the last one.

Comes in: the questionnaire, and with it an audit, the return before it, a scorecard.
Goes out: contradictions and changes as findings whose cells name their file. Every
document is checked by its own pack first; nothing is written. A tracker can be told of
all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from rs_excel.app.check import Check, CheckedFile, check_file
from rs_excel.app.seen import seen_in, told_to_tracker
from rs_excel.app.settings import Terms, find_pack, terms
from rs_excel.domain.facts import SiteProfile, Submission
from rs_excel.domain.findings import Finding, Verdict
from rs_excel.domain.tracker_changes import Seen
from rs_excel.domain.vocabulary import FindingType, Outcome
from rs_excel.engine.composing import NamedDocument, compose
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.one_matter import (
    PerhapsSame,
    SeenTwice,
    perhaps_same,
    seen_twice,
)
from rs_excel.engine.raising import raise_findings
from rs_excel.errors import Problem, RsError, SettingsError, problem
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.read_by import documents_read

RETURN, AUDIT, LAST, CARD = "saq", "audit", "last", "card"


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """The files about one site."""

    questionnaire: Path
    audit: Path | None = None
    previous: Path | None = None
    scorecard: Path | None = None

    def named(self) -> Iterator[tuple[str, Path]]:
        """Those there are, by the names the pack knows them by."""
        yield RETURN, self.questionnaire
        others = (
            (AUDIT, self.audit),
            (LAST, self.previous),
            (CARD, self.scorecard),
        )
        for name, path in others:
            if path is not None:
                yield name, path


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """What came of holding documents against each other."""

    profile: SiteProfile
    submission: Submission
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    seen_twice: tuple[SeenTwice, ...]
    perhaps_same: tuple[PerhapsSame, ...]
    counted: int  # findings of all documents, each matter once
    left_out: int  # rules that look at a document which is not here
    notice: str
    on: Terms
    checks: Mapping[str, CheckedFile] = field(default_factory=dict)  # by document

    def seen(self) -> Iterator[Seen]:
        """What a tracker has to know: each document of today, then what is between.

        A matter that two of them raise becomes one row, with both as its sources.
        """
        yield from (seen_in(one) for name, one in self.checks.items() if name != LAST)
        yield told_to_tracker(self, self.on, {})

    def count(self, outcome: Outcome) -> int:
        """Rules that came out so."""
        return sum(verdict.outcome is outcome for verdict in self.verdicts)


def across(documents: Documents, policy: str, day: date) -> Across:
    """Checks each document by itself, then all of them together.

    Raises RsError with what is wrong with any of the files, all of them collected, and
    SettingsError where there is only one document or two of them are one file.
    """
    named = dict(documents.named())
    if len({path.resolve() for path in named.values()}) < max(2, len(named)):
        raise SettingsError(problem("SET-006"))
    pack = find_pack("across")
    checks = _checked(named, pack, policy, day)
    given = [
        NamedDocument(name=name, file=named[name].name, submission=one.check.submission)
        for name, one in checks.items()
    ]
    raised = {name: _to_mend(one.check) for name, one in checks.items()}
    done = weigh_across(given, terms(pack, policy, day), raised)
    return replace(done, checks=checks)


def _to_mend(check: Check) -> tuple[Finding, ...]:
    """What a check raises but good examples, which nobody has to mend."""
    good = FindingType.GOOD_EXAMPLE
    return tuple(f for f in check.report.findings if f.type is not good)


def weigh_across(
    given: list[NamedDocument],
    on: Terms,
    raised: Mapping[str, Sequence[Finding]],
) -> Across:
    """The documents together, under the pack over them.

    ``raised``: by document what its own check raised.
    """
    submission = compose(given, on.pack, on.assessed_on)
    held = frozenset(document.name for document in given)
    rules = [r for r in on.pack.rules if documents_read(r, on.pack) <= held]
    verdicts = evaluate(submission, replace(on.pack, rules=tuple(rules))).verdicts
    today = {name: found for name, found in raised.items() if name != LAST}
    twice = seen_twice(today, on.pack.matters)
    every = sum(len(found) for found in today.values())
    return Across(
        profile=submission.profile,
        submission=submission,
        verdicts=verdicts,
        findings=raise_findings(verdicts, on.told, on.policy, submission),
        seen_twice=twice,
        perhaps_same=tuple(perhaps_same(raised.get(AUDIT, ()), raised.get(RETURN, ()))),
        counted=every - sum(matter.counted_too_often for matter in twice),
        left_out=len(on.pack.rules) - len(rules),
        notice=on.pack.notice,
        on=on,
    )


def _checked(
    named: dict[str, Path], pack: RulePack, policy: str, day: date
) -> dict[str, CheckedFile]:
    """Each by the pack of its document; a file of another kind is refused."""
    loaded: dict[str, Terms] = {}
    found: dict[str, CheckedFile] = {}
    problems: list[Problem] = []
    for name, path in named.items():
        asks = pack.documents[name]
        if asks not in loaded:
            loaded[asks] = terms(find_pack(asks), policy, day)
        try:
            found[name] = check_file(path, loaded[asks])
        except RsError as fault:
            problems += fault.problems
    if problems:
        raise RsError(*problems)
    return found
