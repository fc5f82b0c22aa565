"""How sure a light is, in words: what it could still become, what to ask next.

Comes in: a pillar's result. Goes out: phrases that the Summary and the command line
share. Beside a light nothing stands where nothing is open.
"""

from __future__ import annotations

from rs_excel.domain.confidence import OpenQuestion
from rs_excel.domain.findings import PillarResult
from rs_excel.domain.vocabulary import Light
from rs_excel.writeback import wording

_RULES_NAMED = 4


def range_words(result: PillarResult) -> str:
    """``could be green to red``, ``whatever the open answers say``, or nothing."""
    sure = result.confidence
    best, worst = sure.could_be.best, sure.could_be.worst
    if not sure.could_be.is_one:
        return f"could be {best.value} to {worst.value}"
    if not sure.open_rules:
        return ""
    if result.light is Light.GREY:
        return f"{best.value} whatever the open answers say"
    return "whatever the open answers say"


def why_ask(question: OpenQuestion) -> str:
    """Which rules wait for an answer, and how grave they could be."""
    named = ", ".join(question.rules[:_RULES_NAMED])
    rest = len(question.rules) - _RULES_NAMED
    rules = f"{named} and {rest} more" if rest > 0 else named
    noun = "rule" if len(question.rules) == 1 else "rules"
    return f"{noun} {rules}: up to {wording.severity_word(question.worst)}"
