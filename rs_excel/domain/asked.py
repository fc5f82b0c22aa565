"""How much of the questionnaire a site was asked, and why not all of it.

Comes in: what the engine counted. Goes out: plain data for the report. Cells of grids
and columns of tables are not counted: they are asked together or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Questions a site was spared for one reason, each counted once."""

    scope: str  # key of the scope; empty for follow-ups and newer questions
    why: str  # in a few words: "no accommodation"
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsAsked:
    """``asked`` of ``of`` questions; the rest is left out for these reasons."""

    asked: int
    of: int
    left_out: tuple[LeftOut, ...] = ()
