"""What a return gives towards the laws a buyer has switched on, duty by duty.

Comes in: nothing but what the engine found. Goes out: plain values for sheets, text
and machines. A duty that is served by every answer is not thereby fulfilled: the duty
is the buyer's, the answers are only what the buyer asked a supplier for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rs_excel.domain.questions import CellRef


class Lack(StrEnum):
    """Why an answer does not serve a duty, gravest first."""

    AGAINST = "answered_against"
    UNANSWERED = "unanswered"
    WITHOUT_EVIDENCE = "without_evidence"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> str:
        return _LACKS[self]


_LACKS = {
    Lack.AGAINST: "Answered against it",
    Lack.UNANSWERED: "Not answered",
    Lack.WITHOUT_EVIDENCE: "No evidence cited",
    Lack.NOT_ASKED: "Not asked of this site",
}


class DutyState(StrEnum):
    """How a return stands towards one duty, worst first."""

    AGAINST = "against"  # an answer speaks against it
    GAPS = "gaps"  # answers or evidence are lacking
    NOT_ASKED = "not_asked"  # nothing that would serve it was asked of this site
    SERVED = "served"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    DutyState.AGAINST: "Answered against",
    DutyState.GAPS: "With gaps",
    DutyState.NOT_ASKED: "Not asked",
    DutyState.SERVED: "Served",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One question whose answer does not serve a duty, and why."""

    question: str
    text: str
    lack: Lack
    cells: tuple[CellRef, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyResult:
    """What a return gives towards one duty."""

    id: str
    says: str
    reference: str
    verify: bool
    state: DutyState
    asked: int  # questions that serve the duty and were asked of this site
    served: int  # of these, answers that do serve, with evidence where it is needed
    missing: tuple[Missing, ...]
    evidence_wanted: tuple[str, ...]  # kinds of document, any of which would serve
    evidence_listed: tuple[str, ...]  # ids on the return's register, of these kinds
    findings: tuple[str, ...]  # numbers of non-conformances that stand against it


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeResult:
    """One law on the day of assessment; without duties before it applies."""

    id: str
    title: str
    jurisdiction: str
    law_as_of: date
    applies: bool
    applies_from: date | None
    duties: tuple[DutyResult, ...]

    def count(self, state: DutyState) -> int:
        """Duties in that state."""
        return sum(duty.state is state for duty in self.duties)
