"""The columns of the tracker, declared once: order, title, width, owner, kind.

Comes in: nothing. Goes out: the columns as data, for whoever builds the sheet, reads
it or writes to it. A column of ours is refreshed by every run; one of theirs is theirs
alone; a formula is Excel's. Keys stand in a hidden row above the titles, so that people
may rename, move and insert columns as they like.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

TOKEN = "#trk:"
"""What a column's key looks like in the hidden row: ``#trk:due_now``."""


REPLY_TOKEN = "#reply:"
"""The same in the plan that a site fills and returns."""

LOG_TOKEN = "#trk:history"
"""What stands, hidden, beside the titles of the history."""

RULES_TOKEN, SITES_TOKEN = "#fig:rules", "#fig:sites"
"""What stands, hidden, before the heads of the two lists on the sheet of figures."""

MONTHS = "Month by month"
"""The title of a table of figures that the first trackers lack."""

FURTHEST_ROW = 50_000
"""As far as choices, colours and figures reach in a tracker."""

MOST_RULES = 10
"""How many rules the first of these lists has room for."""


class Owner(StrEnum):
    """Who writes a column."""

    OURS = "ours"
    THEIRS = "theirs"
    EXCEL = "excel"  # a formula, which keeps counting without us


class ColumnKind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    STATUS = "status"
    METHOD = "method"
    YES = "yes"
    YES_NO = "yes_no"
    CAUSE = "cause"  # a list to choose from; other words are as good
    COUNT = "count"  # typed by people; kept as they typed it


@dataclass(frozen=True, slots=True)
class TrackerColumn:
    """One column; ``width`` in characters."""

    key: str
    title: str
    width: float
    owner: Owner = Owner.OURS
    kind: ColumnKind = ColumnKind.TEXT
    hidden: bool = False


_O, _T, _X = Owner.OURS, Owner.THEIRS, Owner.EXCEL
_DATE, _NUMBER = ColumnKind.DATE, ColumnKind.NUMBER

COLUMNS = (
    # What a corrective action plan report shows, in its order.
    TrackerColumn("number", "NC number", 13),
    TrackerColumn("carried", "New or carried over", 10),
    TrackerColumn("supplier", "Supplier", 18),
    TrackerColumn("site", "Site", 18),
    TrackerColumn("country", "Country", 8),
    TrackerColumn("pillar", "Pillar", 16),
    TrackerColumn("severity", "Severity", 16),
    TrackerColumn("details", "Details of non-conformance", 56),
    TrackerColumn("root_cause", "Root cause", 26, _T),
    TrackerColumn("proposed", "Corrective and preventive actions proposed", 56),
    TrackerColumn("action", "Corrective action agreed", 28, _T),
    TrackerColumn("preventive", "Preventive action agreed", 28, _T),
    TrackerColumn("due_now", "Due date", 12, _O, _DATE),
    TrackerColumn("overdue", "Days overdue", 10, _X, _NUMBER),
    TrackerColumn("contain_by", "Contain by", 12, _O, _DATE),
    TrackerColumn("contained_on", "Contained on", 12, _T, _DATE),
    TrackerColumn("verification", "Verification required", 14),
    TrackerColumn("responsible", "Responsible person", 18, _T),
    TrackerColumn("status", "Status", 20, _T, ColumnKind.STATUS),
    TrackerColumn("remark", "What is still missing", 34),
    TrackerColumn("last_seen", "Latest check", 24),
    TrackerColumn("checked_on", "Checked on", 12, _O, _DATE),
    # What people record on the way to closure.
    TrackerColumn("contained", "Containment: what was done at once", 26, _T),
    TrackerColumn("root_cause_kind", "Kind of root cause", 16, _T, ColumnKind.CAUSE),
    TrackerColumn("agreed_by", "Agreed by (site management)", 18, _T),
    TrackerColumn("cost", "Cost (estimate)", 12, _T),
    TrackerColumn("people_affected", "People affected", 10, _T, ColumnKind.COUNT),
    TrackerColumn("evidence", "Evidence (file or link)", 26, _T),
    TrackerColumn("evidence_on", "Evidence received on", 12, _T, _DATE),
    TrackerColumn("method", "Verified how", 13, _T, ColumnKind.METHOD),
    TrackerColumn("verified_by", "Verified by", 18, _T),
    TrackerColumn("verified_at", "Verified where", 16, _T),
    TrackerColumn("verified_on", "Verified on", 12, _T, _DATE),
    TrackerColumn("approved_by", "Second approver", 18, _T),
    TrackerColumn("review_on", "Effect check planned on", 12, _T, _DATE),
    TrackerColumn("effect_due", "Effect check due", 12, _O, _DATE),
    TrackerColumn("effective", "Effective", 10, _T, ColumnKind.YES_NO),
    TrackerColumn("extended_to", "Extended to", 12, _T, _DATE),
    TrackerColumn("reason", "Reason (extension, dispute, rejection …)", 30, _T),
    TrackerColumn("decided_by", "Decided by", 18, _T),
    TrackerColumn("until", "Dispute or acceptance ends", 12, _T, _DATE),
    TrackerColumn("remedy_for", "Remedy: for whom", 22, _T),
    TrackerColumn("remedy", "Remedy: what", 26, _T),
    TrackerColumn("remedy_amount", "Remedy: amount", 14, _T),
    TrackerColumn("remedy_confirmed_by", "Remedy: confirmed by", 20, _T),
    TrackerColumn("confidential", "Confidential", 11, _T, ColumnKind.YES),
    TrackerColumn("comments", "Comments", 34, _T),
    # Ours, for reference.
    TrackerColumn("basis", "Basis", 40),
    TrackerColumn("rule_id", "Rule", 9),
    TrackerColumn("also", "Also raised by", 26),
    TrackerColumn("raised_on", "Raised on", 12, _O, _DATE),
    TrackerColumn("counted", "Days allowed", 22),
    TrackerColumn("days_open", "Days open", 9, _X, _NUMBER),
    TrackerColumn("age_band", "Age", 12, _X),
    TrackerColumn("on_time", "Closed on time", 9, _X),
    TrackerColumn("repeats", "Times back", 9, _O, _NUMBER),
    TrackerColumn("extensions", "Extensions", 10, _O, _NUMBER),
    # What the next run needs to know; hidden.
    TrackerColumn("type", "Type", 16, hidden=True),
    TrackerColumn("due_on", "First due date", 12, _O, _DATE, hidden=True),
    TrackerColumn("held_status", "Status that holds", 18, hidden=True),
    TrackerColumn("rests", "Nobody has to act", 8, hidden=True),
    TrackerColumn("granted_to", "Extension granted to", 12, _O, _DATE, hidden=True),
    TrackerColumn("remedy_due", "Remedy asked for", 8, hidden=True),
    TrackerColumn("held_to", "What closing is held to", 20, hidden=True),
    TrackerColumn("site_key", "Site key", 20, hidden=True),
    TrackerColumn("fingerprint", "Fingerprint", 20, hidden=True),
)
SINCE_LATER = (
    "country",
    "contained_on",
    "contained",
    "root_cause_kind",
    "agreed_by",
    "cost",
    "people_affected",
    "verified_at",
    "effect_due",
    "effective",
    "counted",
    "on_time",
    "also",
)
"""Columns that the first trackers did not have; they are added to those."""

CAUSES = (
    "Knowledge or training",
    "Resources",
    "Management system",
    "Cost",
    "Subcontractor or agent",
    "Buying practice",
    "Law or market",
)
"""What a root cause may lie in, as people choose it."""

KEYS = tuple(column.key for column in COLUMNS)
BY_KEY = {column.key: column for column in COLUMNS}

HISTORY_WIDTHS: Mapping[str, float] = {
    "When": 12,
    "NC number": 14,
    "What": 16,
    "From": 20,
    "To": 20,
    "By": 20,
    "Why": 60,
    "Fingerprint": 20,
}
HISTORY = tuple(HISTORY_WIDTHS)
"""The columns of the history; lines are only ever added below."""
