"""The columns of the corrective action plan, declared once: title, width, owner.

Comes in: nothing. Goes out: the columns in the order of a CAPR, ours after them. A
column of theirs is written empty, read back from an earlier copy and never changed;
a column of ours is written anew by every check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.reply import STATUSES
from rs_excel.domain.tongue import Tongue

NUMBER = "NC number"
CARRIED = "New or carried over"
PILLAR = "Pillar"
DETAILS = "Details of non-conformance"
ROOT_CAUSE = "Root cause"
PROPOSED = "Corrective and preventive actions proposed"
AGREED = "Corrective and preventive actions agreed"
TIMESCALE = "Timescale"
DUE_DATE = "Due date"
VERIFICATION = "Verification method"
RESPONSIBLE = "Responsible person"
COMMENTS = "Verification evidence and comments"
STATUS = "Status"
SEVERITY = "Severity"
CONTAIN_BY = "Contain by"
BASIS = "Basis"
RULE = "Rule"
RAISED_ON = "Raised on"
FINGERPRINT = "Fingerprint"

START = ActionStatus.OPEN.label
"""What a status is before anybody has said anything."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column, known by its English title; ``width`` in characters."""

    title: str
    width: float
    theirs: bool = False
    key: str = ""  # under which its title stands in other languages

    def head(self, tongue: Tongue) -> str:
        """What stands over it. The fingerprints are hidden, and read by us alone."""
        return tongue.say(self.key, self.title) if self.key else self.title


COLUMNS = (
    Column(NUMBER, 13, key="plan.number"),
    Column(CARRIED, 11, key="plan.carried"),
    Column(PILLAR, 15, key="plan.pillar"),
    Column(DETAILS, 36, key="plan.details"),
    Column(ROOT_CAUSE, 24, theirs=True, key="plan.root_cause"),
    Column(PROPOSED, 38, key="plan.proposed"),
    Column(AGREED, 26, theirs=True, key="plan.agreed"),
    Column(TIMESCALE, 12, key="plan.timescale"),
    Column(DUE_DATE, 11, key="plan.due_date"),
    Column(VERIFICATION, 12, key="plan.verification"),
    Column(RESPONSIBLE, 16, theirs=True, key="plan.responsible"),
    Column(COMMENTS, 24, theirs=True, key="plan.comments"),
    Column(STATUS, 13, theirs=True, key="plan.status"),
    Column(SEVERITY, 18, key="plan.severity"),
    Column(CONTAIN_BY, 11, key="plan.contain_by"),
    Column(BASIS, 25, key="plan.basis"),
    Column(RULE, 8, key="plan.rule"),
    Column(RAISED_ON, 11, key="plan.raised_on"),
    Column(FINGERPRINT, 20),
)
TITLES = tuple(column.title for column in COLUMNS)
THEIRS = tuple(column.title for column in COLUMNS if column.theirs)
BY_TITLE = {column.title: column for column in COLUMNS}

EarlierRows = Mapping[str, Mapping[str, str]]
"""By fingerprint, the row of an earlier copy: column title → text."""


def choices(tongue: Tongue) -> tuple[str, ...]:
    """What a site may say of an action. Closing is the verifier's, in the tracker."""
    return tuple(tongue.label(status) for status in STATUSES)
