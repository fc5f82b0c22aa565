"""How sure a light is, in words: what it could still become, what to ask next.

Comes in: a pillar's result. Goes out: phrases that the Summary and the command line
share. Beside a light nothing stands where nothing is open.
"""

from __future__ import annotations

from rs_excel.domain.confidence import OpenQuestion
from rs_excel.domain.findings import PillarResult
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import Light
from rs_excel.writeback import tallies, wording

_RULES_NAMED = 4


def range_words(result: PillarResult, tongue: Tongue = ENGLISH) -> str:
    """``could be green to red``, ``whatever the open answers say``, or nothing."""
    sure = result.confidence
    best, worst = _word(sure.could_be.best, tongue), _word(sure.could_be.worst, tongue)
    if not sure.could_be.is_one:
        # Translators: below a traffic light; both are colours of it
        return tongue.say(
            "sure.range", "could be {best} to {worst}", best=best, worst=worst
        )
    if not sure.open_rules:
        return ""
    if result.light is Light.GREY:
        # Translators: below a grey light; {light} is the colour it will have
        return tongue.say(
            "sure.one", "{light} whatever the open answers say", light=best
        )
    # Translators: below a traffic light, after its colour
    return tongue.say("sure.whatever", "whatever the open answers say")


def why_ask(question: OpenQuestion, tongue: Tongue = ENGLISH) -> str:
    """Which rules wait for an answer, and how grave they could be."""
    named = ", ".join(question.rules[:_RULES_NAMED])
    rest = len(question.rules) - _RULES_NAMED
    # Translators: {rules} are ids such as HS-004; {severity} is the gravest possible
    return tongue.count(
        "sure.why",
        len(question.rules),
        "rule {rules}: up to {severity}",
        "rules {rules}: up to {severity}",
        rules=wording.and_more(named, rest, tongue),
        severity=tallies.severity_word(question.worst, tongue),
    )


def _word(light: Light, tongue: Tongue) -> str:
    """A light within a sentence."""
    return tongue.say(f"light_word.{light.value}", light.value)
