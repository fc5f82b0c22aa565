"""What came of one file among many, small enough to keep a hundred thousand of.

Comes in: a report and where its copy lies, or what is wrong. Goes out: plain values
that a process can send, a database keep and a line of JSON tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rs_excel.app.machine import as_json
from rs_excel.batch.said import Said
from rs_excel.batch.statuses import Judged, Status
from rs_excel.domain.findings import (
    CheckReport,
    Finding,
    PillarResult,
    Verdict,
    count_by_severity,
)
from rs_excel.domain.vocabulary import Outcome as VerdictOutcome
from rs_excel.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One file: its line in ``files.jsonl``, findings and notes as ``check`` says them.

    ``sha256`` is empty for what could not be read; ``lasts`` is False for what may come
    out differently the next time although the file is the same. One that was checked
    is the same on every day before ``same_until``.
    """

    file: str
    sha256: str
    status: Status
    line: dict[str, Any]
    findings: Sequence[dict[str, Any]] = ()
    notes: Sequence[dict[str, Any]] = ()
    verdicts: dict[str, dict[str, int]] = field(default_factory=dict)  # by rule
    said: Said = field(default_factory=Said)
    lasts: bool = True
    checked_on: date = date.min  # what was not checked hangs on no day
    same_until: date = date.max
    raised_on: Sequence[date] = ()  # of the findings, in their order


def checked(
    file: str, sha256: str, report: CheckReport, judged: Judged, copy: str
) -> Outcome:
    """A file that was checked; ``copy`` is where its copy lies below the results."""
    told = as_json(file, report)
    counts = count_by_severity(report.findings)
    coverage = report.coverage
    evidence = report.evidence()
    about = {
        "supplier": report.profile.supplier,
        "site": report.profile.site,
        "country": report.profile.country,
        "assessed_on": report.assessed_on.isoformat(),
        "severities": {severity.value: n for severity, n in counts.items()},
        "findings": len(report.findings),
        "lights": {p.pillar.value: p.light.value for p in report.pillars},
        "could_be": {p.pillar.value: _could_be(p) for p in report.pillars},
        "evidence": {"due": evidence.due, "given": evidence.given},
        "answered": coverage.answered,
        "asked": coverage.asked,
        "assessed": coverage.assessed,
        "applicable": coverage.applicable,
        "verdicts": _counted(report.verdicts),
        "copy": copy,
    }
    return Outcome(
        file=file,
        sha256=sha256,
        status=judged.status,
        line=_line(file, sha256, judged, about),
        findings=[*map(_finding, told["findings"], report.findings)],
        notes=told["notes"],
        checked_on=report.assessed_on,
        raised_on=tuple(finding.raised_on for finding in report.findings),
        verdicts=_verdicts(report),
    )


def unchecked(file: str, sha256: str, judged: Judged) -> Outcome:
    """A file without a report, and why."""
    return Outcome(
        file=file,
        sha256=sha256,
        status=judged.status,
        line=_line(file, sha256, judged, {}),
        lasts=judged.status not in _PASSING,
    )


def _line(
    file: str, sha256: str, judged: Judged, about: dict[str, Any]
) -> dict[str, Any]:
    """The same fields in the same order for every file; None where nothing is known."""
    known = dict.fromkeys(_KNOWN_OF_CHECKED) | about
    return {
        "file": file,
        "status": judged.status.value,
        "reason": _told(judged.reasons, "says"),
        "action": _told(judged.reasons, "do"),
        "codes": [reason.code for reason in judged.reasons],
        **known,
        "sha256": sha256 or None,
    }


_PASSING = frozenset({Status.FAILED, Status.DUPLICATE})  # hang on more than the file
_KNOWN_OF_CHECKED = (
    "supplier",
    "site",
    "country",
    "assessed_on",
    "severities",
    "findings",
    "lights",
    "could_be",
    "evidence",
    "answered",
    "asked",
    "assessed",
    "applicable",
    "verdicts",
    "copy",
)


def _told(reasons: Sequence[Problem], part: str) -> str:
    """Each sentence once, in the order of the reasons."""
    return " ".join(dict.fromkeys(getattr(reason, part) for reason in reasons))


def _finding(told: dict[str, Any], finding: Finding) -> dict[str, Any]:
    """As ``check`` says it, and by which day people must be safe."""
    first = finding.contain_by
    return {**told, "contain_by": first.isoformat() if first else None}


def _could_be(result: PillarResult) -> list[str]:
    """The light at its best and at its worst, whatever the open answers say."""
    could = result.confidence.could_be
    return [could.best.value, could.worst.value]


def _verdicts(report: CheckReport) -> dict[str, dict[str, int]]:
    """By rule, the outcomes that came about; rules over tables count by row."""
    counts: dict[str, Counter[str]] = {}
    for verdict in report.verdicts:
        counts.setdefault(verdict.rule_id, Counter())[verdict.outcome.value] += 1
    return {rule: dict(sorted(counts[rule].items())) for rule in sorted(counts)}


def _counted(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """Every outcome in the order of the vocabulary, also those that never came."""
    counts = Counter(verdict.outcome for verdict in verdicts)
    return {outcome.value: counts[outcome] for outcome in VerdictOutcome}
