"""What an action is held to until a check says otherwise, in one hidden cell.

Comes in: a row of the tracker. Goes out: its grade, its kind, the verification and the
remedy it asks for and the status that holds, as one text and back. The cells people see
say the same; somebody who types a milder grade there lowers no gate.
"""

from __future__ import annotations

from typing import NamedTuple

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.vocabulary import FindingType, Severity, Verification

_NONE, _REMEDY = "-", "remedy"


class HeldTo(NamedTuple):
    """The terms on which an action moves and closes."""

    severity: Severity | None
    type: FindingType
    verification: Verification
    remedy_due: bool
    status: ActionStatus

    @classmethod
    def of(cls, row: TrackedAction) -> HeldTo:
        """The terms of a row."""
        return cls(row.severity, row.type, row.verification, row.remedy_due, row.status)

    @classmethod
    def read(cls, text: str) -> HeldTo | None:
        """The terms a text tells; None for any other text."""
        try:
            severity, kind, verification, remedy, status = text.split(";")
            return cls(
                None if severity == _NONE else Severity(severity),
                FindingType(kind),
                Verification(verification),
                remedy == _REMEDY,
                ActionStatus(status),
            )
        except ValueError:  # not five words, or one that is none of ours
            return None

    def __str__(self) -> str:
        remedy = _REMEDY if self.remedy_due else _NONE
        severity = self.severity or _NONE
        return ";".join((severity, self.type, self.verification, remedy, self.status))
