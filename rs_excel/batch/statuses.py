"""The one status of a file: decided here and nowhere else.

Comes in: the report of a file and the policy it was weighed under, or what is wrong
with it. Goes out: a status with every reason for it, gravest first. No figure is set
here: when a pillar is red and how much has to be assessed is the buyer's policy.

    wrong template   of none of our questionnaires, or of another than the pack's
    needs attention  a pillar is red, or a note says that answers cannot be relied on
    incomplete       fewer rules assessed than the policy's ``least_assessed_share``,
                     or rows of the questionnaire are missing
    old version      of an earlier version of the questionnaire
    checked          none of these

Where several are true, the first of this list is the status and all are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rs_excel.domain.findings import CheckReport, count_by_severity
from rs_excel.domain.vocabulary import Light, NoteLevel
from rs_excel.errors import Problem, problem
from rs_excel.rulebook.policy import Policy
from rs_excel.writeback.tallies import severities_line

_OTHER_TEMPLATE, _OLDER, _ROWS_MISSING = "BOOK-100", "BOOK-102", "BOOK-103"
_NO_ROOM_FOR_MARKS = "OUT-010"  # as many styles as Excel opens: the file's own fault
_OTHER_FORMAT = "BOOK-132"
_NONE_OF_OURS = frozenset({"BOOK-040", "BOOK-041", "BOOK-045"})


class Status(StrEnum):
    """What came of one file; in this order they are counted and shown."""

    CHECKED = "checked"
    NEEDS_ATTENTION = "needs attention"
    INCOMPLETE = "incomplete"
    OLD_VERSION = "old version"
    WRONG_TEMPLATE = "wrong template"
    DUPLICATE = "duplicate"
    UNREADABLE = "unreadable"
    FAILED = "failed"


REJECTED = frozenset({Status.WRONG_TEMPLATE, Status.UNREADABLE, Status.FAILED})
"""What goes back to whoever sent it, or is looked into here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A status and why; the first reason decided."""

    status: Status
    reasons: tuple[Problem, ...]


def judge(report: CheckReport, policy: Policy) -> Judged:
    """The status of a file that was checked."""
    reasons = list(_reasons(report, policy))
    if not reasons:
        graded = severities_line(count_by_severity(report.findings))
        found = problem("BAT-100", found=graded or "no non-conformance")
        reasons.append((Status.CHECKED, found))
    told = tuple(why for _, why in reasons)
    if any(note.code == _OTHER_FORMAT for note in report.notes):
        told = (*told, problem("BAT-109"))
    return Judged(status=reasons[0][0], reasons=told)


def judge_unchecked(problems: Sequence[Problem]) -> Judged:
    """The status of a file that could not be checked."""
    code = problems[0].code
    if code in _NONE_OF_OURS:
        status = Status.WRONG_TEMPLATE
    elif code.startswith("BOOK-") or code == _NO_ROOM_FOR_MARKS:
        status = Status.UNREADABLE
    else:
        status = Status.FAILED
    return Judged(status=status, reasons=tuple(problems))


def _reasons(report: CheckReport, policy: Policy) -> Iterator[tuple[Status, Problem]]:
    """All that are true, in the order in which they decide."""
    codes = {note.code for note in report.notes}
    if _OTHER_TEMPLATE in codes:
        yield Status.WRONG_TEMPLATE, problem("BAT-106")
    red = [p.pillar.label for p in report.pillars if p.light is Light.RED]
    if red:
        yield Status.NEEDS_ATTENTION, problem("BAT-101", pillars=", ".join(red))
    doubts = [
        note
        for note in report.notes
        if note.level is NoteLevel.PROBLEM and note.code != _ROWS_MISSING
    ]
    if doubts:
        told = problem("BAT-102", count=len(doubts), first=doubts[0].says)
        yield Status.NEEDS_ATTENTION, told
    if report.coverage.assessed_share < policy.least_assessed_share:
        yield Status.INCOMPLETE, _too_little(report, policy)
    if _ROWS_MISSING in codes:
        yield Status.INCOMPLETE, problem("BAT-104")
    if _OLDER in codes:
        yield Status.OLD_VERSION, problem("BAT-105")


def _too_little(report: CheckReport, policy: Policy) -> Problem:
    coverage = report.coverage
    return problem(
        "BAT-103",
        assessed=coverage.assessed,
        applicable=coverage.applicable,
        policy=policy.name,
        share=f"{policy.least_assessed_share:.0%}",
    )
