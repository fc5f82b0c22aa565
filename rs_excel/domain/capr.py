"""The corrective action plan report of a site: its columns, and others' names for them.

Comes in: a header somebody typed. Goes out: which column it means, or that it cannot be
told. The order is that of a SMETA-compatible report; what an auditor records of the
verification has a sheet of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rs_excel.domain.actions import Handling, TrackedAction
from rs_excel.domain.questions import CellRef, Note

CAPR_TOKEN = "#capr:"
"""What a column's key looks like in the hidden row: ``#capr:root_cause``."""


@dataclass(frozen=True, slots=True)
class CaprColumn:
    """One column; ``width`` in characters; neighbours of a group share its heading."""

    key: str
    title: str
    width: float
    group: str = ""
    open: bool = False  # to be filled


_ACTIONS = "Preventive and corrective actions"
_VERIFIED = "Verification evidence and comments"

PLAN = (
    CaprColumn("number", "Number", 13),
    CaprColumn("carried", "New or carried over", 9),
    CaprColumn("details", "Details of non-conformance", 46),
    CaprColumn("root_cause", "Root cause", 22, open=True),
    CaprColumn("action", "Corrective", 23, _ACTIONS, open=True),
    CaprColumn("preventive", "Preventive", 23, _ACTIONS, open=True),
    CaprColumn("due_now", "Timescale (due on)", 11),
    CaprColumn("verification", "Verification method", 11),
    CaprColumn("responsible", "Agreed by management (responsible)", 15, open=True),
    CaprColumn("evidence", "Evidence", 16, _VERIFIED, open=True),
    CaprColumn("comments", "Comments", 18, _VERIFIED, open=True),
    CaprColumn("status", "Status", 12, open=True),
    CaprColumn("fingerprint", "Fingerprint", 20),
)
VERIFICATION = (
    CaprColumn("number", "Number", 13),
    CaprColumn("severity", "Severity", 16),
    CaprColumn("details", "Non-conformance", 44),
    CaprColumn("contain_by", "Contain by", 12),
    CaprColumn("contained", "Done at once", 22, open=True),
    CaprColumn("contained_on", "Contained on", 12, open=True),
    CaprColumn("verification", "Method required", 14),
    CaprColumn("evidence_on", "Evidence received on", 14, open=True),
    CaprColumn("method", "Verified how", 14, open=True),
    CaprColumn("verified_by", "Verified by", 24, open=True),
    CaprColumn("verified_on", "Verified on", 14, open=True),
    CaprColumn("fingerprint", "Fingerprint", 20),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaprLine:
    """One row as the report shows it."""

    row: TrackedAction
    carried: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One row of a filled report, of ours or of somebody else."""

    number: str
    fingerprint: str  # empty where the row carries none
    cell: CellRef
    said: Handling
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A filled report or reply as it was found."""

    rows: tuple[PlanRow, ...]
    texts: frozenset[str]  # what stands around the table: whose plan it may be
    notes: tuple[Note, ...]


_ALIASES: Mapping[str, tuple[str, ...]] = {
    "fingerprint": ("fingerprint",),
    "number": (
        "nc number",
        "nc no",
        "nc ref",
        "nc reference",
        "non compliance number",
        "non compliance no",
        "non conformity number",
        "non conformance number",
        "finding number",
        "number",
        "no",
        "ref",
    ),
    "details": ("details", "description", "observation", "obs"),
    "root_cause": ("root cause",),
    "action": (
        "preventative and corrective action",
        "preventative and corrective actions",
        "preventive and corrective action",
        "preventive and corrective actions",
        "corrective and preventive action",
        "corrective and preventive actions",
        "corrective and preventive actions agreed",
        "corrective and preventative actions",
        "corrective action",
        "corrective actions",
        "corrective",
    ),
    "preventive": (
        "preventive",
        "preventive action",
        "preventive actions",
        "preventative action",
        "preventative actions",
    ),
    "due_now": ("timescale", "completion date", "due", "due date", "target date"),
    "method": (
        "verification method",
        "verified how",
        "follow up desktop",
        "desktop follow up",
    ),
    "responsible": (
        "agreed by management",
        "responsible",
        "responsible person",
        "name of responsible person",
        "owner",
    ),
    "evidence": ("evidence", "evidence reference"),
    "evidence_on": ("evidence received on", "evidence received", "evidence date"),
    "comments": ("verification evidence", "comments"),
    "verified_by": ("verified by",),
    "verified_on": ("verified on", "verification date", "date of verification"),
    "status": ("status",),
    "": ("corrective and preventive actions proposed",),  # what was asked, not agreed
}
_KEY_OF = {alias: key for key, aliases in _ALIASES.items() for alias in aliases}
_WHOLE = frozenset(
    {
        "no",
        "ref",
        "number",
        "due",
        "obs",
        "owner",
        "evidence",
        "corrective",
        "preventive",
    }
)
"""Too short to begin a longer heading that means the same."""

_NAMES_A_ROW = frozenset(
    {"nc", "ncs", "non compliance", "non conformity", "non conformance"}
)
"""The number where there is no other, else the details."""

_LEAST_KNOWN = 3
_NO_WORD = re.compile(r"[^a-z0-9]+")


def columns_named(heads: Mapping[int, str]) -> dict[str, int]:
    """By key, the columns of a row of headings; nothing where it is no such row.

    Two columns that would mean the same are both left alone: which of them is meant
    cannot be told.
    """
    plain = {column: _plain(head) for column, head in heads.items()}
    found: dict[str, list[int]] = {}
    for column, head in plain.items():
        key = _key_of(head)
        if key:
            found.setdefault(key, []).append(column)
    naming = [column for column, head in plain.items() if head in _NAMES_A_ROW]
    if len(naming) == 1:
        found.setdefault("details" if "number" in found else "number", naming)
    columns = {key: at[0] for key, at in found.items() if len(at) == 1}
    known = "number" in columns and len(columns) >= _LEAST_KNOWN
    return columns if known else {}


def holds_both(head: str) -> bool:
    """Whether one column is meant for the corrective and the preventive action."""
    plain = _plain(head)
    return "corrective" in plain and "prevent" in plain


def _key_of(head: str) -> str | None:
    """The longest alias a heading is, or begins with."""
    if head in _KEY_OF:
        return _KEY_OF[head]
    begun = [
        alias
        for alias in _KEY_OF
        if alias not in _WHOLE and head.startswith(f"{alias} ")
    ]
    return _KEY_OF[max(begun, key=len)] if begun else None


def _plain(head: str) -> str:
    return _NO_WORD.sub(" ", head.casefold().replace("&", " and ")).strip()
