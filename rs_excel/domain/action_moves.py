"""The life of a corrective action: its statuses, and the moves people may make.

Comes in: nothing. Goes out: one table of moves and, for each, what has to be on record
before it holds. A check never closes anything; it may only reopen.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class ActionStatus(StrEnum):
    """Where a corrective action stands. Overdue is computed, never a status."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    EVIDENCE_SUBMITTED = "evidence_submitted"
    EFFECTIVENESS_CHECK = "effectiveness_check"
    VERIFIED_CLOSED = "verified_closed"
    REOPENED = "reopened"
    DISPUTED = "disputed"
    RISK_ACCEPTED = "risk_accepted"
    SUPERSEDED = "superseded"
    CLOSED_EXIT = "closed_exit"

    @property
    def label(self) -> str:
        """What people choose in the sheet."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())

    @property
    def rests(self) -> bool:
        """Whether nobody is expected to act: closed for good, or for now."""
        return self in _AT_REST


_LABELS = {
    ActionStatus.VERIFIED_CLOSED: "Closed (verified)",
    ActionStatus.CLOSED_EXIT: "Closed (supplier exit)",
}
_AT_REST = frozenset(
    {
        ActionStatus.VERIFIED_CLOSED,
        ActionStatus.RISK_ACCEPTED,
        ActionStatus.SUPERSEDED,
        ActionStatus.CLOSED_EXIT,
    }
)


class Need(StrEnum):
    """What a move asks for; the label completes "still missing: …"."""

    RESPONSIBLE = "responsible"
    ACTION = "action"
    PREVENTIVE = "preventive"
    ROOT_CAUSE = "root_cause"
    EVIDENCE = "evidence"
    EVIDENCE_DAY = "evidence_day"
    METHOD = "method"
    VERIFIER = "verifier"
    OTHER_VERIFIER = "other_verifier"
    SECOND_APPROVER = "second_approver"
    VERIFIED_DAY = "verified_day"
    DAYS_IN_ORDER = "days_in_order"
    REVIEW_DAY = "review_day"
    REMEDY = "remedy"
    REASON = "reason"
    DECIDED_BY = "decided_by"
    UNTIL = "until"

    @property
    def label(self) -> str:
        return _NEEDS[self]


_NEEDS = {
    Need.RESPONSIBLE: "who is responsible",
    Need.ACTION: "the corrective action agreed",
    Need.PREVENTIVE: "the preventive action agreed",
    Need.ROOT_CAUSE: "the root cause",
    Need.EVIDENCE: "a reference to the evidence",
    Need.EVIDENCE_DAY: "the day the evidence came in",
    Need.METHOD: "a verification method at least as strong as the one required",
    Need.VERIFIER: "who verified",
    Need.OTHER_VERIFIER: "a verifier who is not the person responsible",
    Need.SECOND_APPROVER: "a second approver, neither the verifier nor responsible",
    Need.VERIFIED_DAY: "the day of verification",
    Need.DAYS_IN_ORDER: "days in order: raised, evidence, verified, none in the future",
    Need.REVIEW_DAY: "the day on which its effect will be checked",
    Need.REMEDY: "the remedy: for whom, what, and who of the workers confirmed it",
    Need.REASON: "the reason",
    Need.DECIDED_BY: "who decided",
    Need.UNTIL: "the day until which this holds",
}

_S = ActionStatus
_CLOSING = (
    Need.ROOT_CAUSE,
    Need.ACTION,
    Need.PREVENTIVE,
    Need.EVIDENCE,
    Need.EVIDENCE_DAY,
    Need.METHOD,
    Need.VERIFIER,
    Need.OTHER_VERIFIER,
    Need.SECOND_APPROVER,
    Need.VERIFIED_DAY,
    Need.DAYS_IN_ORDER,
    Need.REMEDY,
)
_SETTING_ASIDE = (Need.REASON, Need.DECIDED_BY, Need.UNTIL)
_WORKED_ON = (_S.OPEN, _S.IN_PROGRESS, _S.REOPENED)
_UNDER_WAY = (*_WORKED_ON, _S.EVIDENCE_SUBMITTED, _S.EFFECTIVENESS_CHECK, _S.DISPUTED)


def _moves() -> dict[tuple[ActionStatus, ActionStatus], tuple[Need, ...]]:
    started = (Need.RESPONSIBLE, Need.ACTION)
    handed_in = (Need.RESPONSIBLE, Need.ACTION, Need.EVIDENCE, Need.EVIDENCE_DAY)
    table = {
        (_S.EVIDENCE_SUBMITTED, _S.IN_PROGRESS): (Need.REASON,),  # rejected
        (_S.EVIDENCE_SUBMITTED, _S.EFFECTIVENESS_CHECK): (
            Need.EVIDENCE,
            Need.VERIFIER,
            Need.OTHER_VERIFIER,
            Need.REVIEW_DAY,
        ),
        (_S.EVIDENCE_SUBMITTED, _S.VERIFIED_CLOSED): _CLOSING,
        (_S.EFFECTIVENESS_CHECK, _S.VERIFIED_CLOSED): _CLOSING,
        (_S.EFFECTIVENESS_CHECK, _S.REOPENED): (Need.REASON,),
        (_S.VERIFIED_CLOSED, _S.REOPENED): (Need.REASON,),
        (_S.RISK_ACCEPTED, _S.REOPENED): (Need.REASON,),
        (_S.DISPUTED, _S.OPEN): (Need.REASON,),
        (_S.DISPUTED, _S.IN_PROGRESS): started,
    }
    table |= {(came, _S.IN_PROGRESS): started for came in (_S.OPEN, _S.REOPENED)}
    table |= {(came, _S.EVIDENCE_SUBMITTED): handed_in for came in _WORKED_ON}
    # Everything recorded in one go is as good as step by step.
    at_once = {(came, _S.VERIFIED_CLOSED): _CLOSING for came in _WORKED_ON}
    table |= {move: (Need.RESPONSIBLE, *needs) for move, needs in at_once.items()}
    table |= {(came, _S.DISPUTED): _SETTING_ASIDE for came in _WORKED_ON}
    table |= {(came, _S.RISK_ACCEPTED): _SETTING_ASIDE for came in _UNDER_WAY}
    leaving = (Need.REASON, Need.DECIDED_BY)
    table |= {(came, _S.SUPERSEDED): leaving for came in _UNDER_WAY}
    table |= {(came, _S.CLOSED_EXIT): leaving for came in _UNDER_WAY}
    return table


MOVES: Mapping[tuple[ActionStatus, ActionStatus], tuple[Need, ...]] = _moves()
"""(from, to) → what has to be on record. A pair that is not here is not allowed."""


def moves_from(status: ActionStatus) -> tuple[ActionStatus, ...]:
    """Where an action may go from here."""
    return tuple(to for came, to in MOVES if came is status)
