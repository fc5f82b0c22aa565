"""The columns of the corrective action plan, declared once: title, width, owner.

Comes in: nothing. Goes out: the columns in the order of a CAPR, ours after them. A
column of theirs is written empty, read back from an earlier copy and never changed;
a column of ours is written anew by every check.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

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

STATUSES = ("Open", "In progress", "Evidence submitted")
"""What a site may say. Closing is the verifier's, in the buyer's own tracker."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``width`` in characters."""

    title: str
    width: float
    theirs: bool = False


COLUMNS = (
    Column(NUMBER, 13),
    Column(CARRIED, 11),
    Column(PILLAR, 15),
    Column(DETAILS, 36),
    Column(ROOT_CAUSE, 24, theirs=True),
    Column(PROPOSED, 38),
    Column(AGREED, 26, theirs=True),
    Column(TIMESCALE, 12),
    Column(DUE_DATE, 11),
    Column(VERIFICATION, 12),
    Column(RESPONSIBLE, 16, theirs=True),
    Column(COMMENTS, 24, theirs=True),
    Column(STATUS, 13, theirs=True),
    Column(SEVERITY, 18),
    Column(CONTAIN_BY, 11),
    Column(BASIS, 25),
    Column(RULE, 8),
    Column(RAISED_ON, 11),
    Column(FINGERPRINT, 20),
)
TITLES = tuple(column.title for column in COLUMNS)
THEIRS = tuple(column.title for column in COLUMNS if column.theirs)

EarlierRows = Mapping[str, Mapping[str, str]]
"""By fingerprint, the row of an earlier copy: column title → text."""
