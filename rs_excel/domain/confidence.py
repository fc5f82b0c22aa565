"""How sure a traffic light is: what it rests on, and what it could still become.

Comes in: what the engine worked out from open answers. Goes out: plain data that
stands beside each light. What an audit has seen will stand here too, once audits are
read; until then nothing claims that anybody looked.
"""

from __future__ import annotations

from dataclasses import dataclass

from rs_excel.domain.questions import CellRef
from rs_excel.domain.vocabulary import Light, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Answers that claim what a document should show, and those that name one."""

    due: int
    given: int  # of these, answers citing evidence that the register lists


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRange:
    """The lights a pillar could have if every open answer went well, or badly.

    Grey only where no rule applies at all: with all answers in, nothing is unsaid.
    """

    best: Light
    worst: Light

    @property
    def is_one(self) -> bool:
        """Whether the light is the same whatever the open answers say."""
        return self.best is self.worst


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question whose answer would say much about a light."""

    key: str
    text: str
    cells: tuple[CellRef, ...]
    rules: tuple[str, ...]  # rules that wait for it
    worst: Severity  # the gravest they could raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """What stands beside a light. ``ask_next``: the most telling question first."""

    evidence: Evidence
    could_be: LightRange
    open_rules: int  # rules whose outcome or grade still waits for an answer
    ask_next: tuple[OpenQuestion, ...] = ()
