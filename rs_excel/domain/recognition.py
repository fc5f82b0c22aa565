"""What came of one audit that a buyer is asked to recognise.

Comes in: what the engine decided. Goes out: plain data for the command line. Nothing
here is a verdict on the site: it says whether this audit saves it another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rs_excel.domain.questions import CellRef


class Met(StrEnum):
    """How an audit stands to one criterion."""

    MET = "met"
    WITH_CONDITION = "with_condition"
    NOT_MET = "not_met"
    NOT_KNOWN = "not_known"  # an answer it turns on is missing


STANDS = {
    Met.MET: "✓ in place",
    Met.WITH_CONDITION: "◐ in part",
    Met.NOT_MET: "✗ missing",
    Met.NOT_KNOWN: "? not known",
}
"""How a step of a programme is shown: never by a colour alone."""


class Decision(StrEnum):
    """What the buyer's policy says about one audit."""

    ACCEPT = "accept"
    ACCEPT_WITH_CONDITIONS = "accept_with_conditions"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One criterion of the policy, with what it was decided on."""

    name: str
    title: str
    met: Met
    found: str  # the answers that decided, or are missing, in words
    cells: tuple[CellRef, ...]
    needed: str  # what meets it
    condition: str = ""  # under which it is accepted all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much of a buyer's questionnaire one audit answers.

    By section, not answer by answer: the audit looked at the matter of the question.
    """

    asked: int
    answered: tuple[str, ...]  # keys of questions
    remaining: tuple[str, ...]
    remaining_by_sheet: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The decision under one policy, and everything it rests on."""

    policy: str
    criteria: tuple[CriterionResult, ...]

    @property
    def decision(self) -> Decision:
        """What is not known is never accepted."""
        seen = {criterion.met for criterion in self.criteria}
        if not seen or seen & {Met.NOT_MET, Met.NOT_KNOWN}:
            return Decision.REJECT
        if Met.WITH_CONDITION in seen:
            return Decision.ACCEPT_WITH_CONDITIONS
        return Decision.ACCEPT

    @property
    def conditions(self) -> tuple[str, ...]:
        """What has to be done for the audit to be accepted; empty where it is not."""
        if self.decision is Decision.REJECT:
            return ()
        return tuple(c.condition for c in self.criteria if c.condition)
