"""What comes to a tracker and what becomes of it: the words of its history.

Comes in: nothing. Goes out: what one check says of one site, a change a line of the
history, and the rows after a run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rs_excel.domain.action_moves import ActionStatus
from rs_excel.domain.actions import TrackedAction
from rs_excel.domain.vocabulary import Outcome


class ChangeKind(StrEnum):
    """What a run of the tracker did to a row."""

    RAISED = "raised"
    RESTORED = "restored"  # its row had been taken out of the tracker
    CARRIED_OVER = "carried_over"
    CLEARED = "cleared"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    NOT_ASSESSED = "not_assessed"
    NOT_SEEN = "not_seen"
    REGRADED = "regraded"
    MOVED = "moved"
    REFUSED = "refused"
    EXTENDED = "extended"
    EXPIRED = "expired"
    SAID = "said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the history."""

    kind: ChangeKind
    fingerprint: str
    number: str
    came: ActionStatus | None
    to: ActionStatus
    by: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one check of one site says."""

    site_key: str
    on: date
    submitted_on: date | None  # what the site says; None where it does not
    raised: Mapping[str, TrackedAction]  # by fingerprint: each finding as a new row
    outcomes: Mapping[str, Outcome]  # by fingerprint: every verdict, folded ones too
    replaced: Mapping[str, Sequence[str]]  # rule → the older rules it stands for
    out_of_force: Set[str] = frozenset()  # rules of the pack that did not count
    of_others: Set[str] = frozenset()  # rules of other packs, of which it says nothing
    kin: Mapping[str, Set[str]] = field(default_factory=dict)
    """By rule, the rules of other documents that raise the same matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """The tracker after a run."""

    rows: tuple[TrackedAction, ...]  # those there were, in their order, then new ones
    changes: tuple[Change, ...]
