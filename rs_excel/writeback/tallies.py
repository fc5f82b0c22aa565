"""How counts are put into words for a buyer: nouns in number, shares, coverage.

Comes in: numbers of a report. Goes out: short texts, the same wherever they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from rs_excel.domain.asked import QuestionsAsked
from rs_excel.domain.findings import Coverage
from rs_excel.domain.tongue import ENGLISH, Tongue
from rs_excel.domain.vocabulary import Severity
from rs_excel.writeback.wording import ABSENT


def coverage_line(coverage: Coverage, tongue: Tongue = ENGLISH) -> str:
    """What the counts of findings rest on, as a sentence."""
    # Translators: {questions} and {rules} bring their word: “306 questions”
    return tongue.say(
        "coverage.line",
        "{answered} of {questions} answered ({share}); {assessed} of {rules} that may "
        "apply could be assessed ({assessed_share}).",
        answered=coverage.answered,
        questions=questions(coverage.asked, tongue),
        share=percent(coverage.answered, coverage.asked, tongue),
        assessed=coverage.assessed,
        rules=rules(coverage.applicable, tongue),
        assessed_share=percent(coverage.assessed, coverage.applicable, tongue),
    )


def asked_line(asked: QuestionsAsked, tongue: Tongue = ENGLISH) -> str:
    """How much of the questionnaire the site was asked, and why not all of it."""
    # Translators: {questions} brings its word: “355 questions”
    told = tongue.say(
        "coverage.asked",
        "Asked {asked} of {questions}, optional ones included.",
        asked=asked.asked,
        questions=questions(asked.of, tongue),
    )
    if not asked.left_out:
        return told
    reasons = "; ".join(f"{part.why} ({part.questions})" for part in asked.left_out)
    left = tongue.say("coverage.left_out", "Left out: {reasons}.", reasons=reasons)
    return f"{told} {left}"


def part_of(part: int, whole: int, tongue: Tongue = ENGLISH) -> str:
    """``60 of 80 (75%)``; a dash where there is nothing to have a part of."""
    if not whole:
        return ABSENT
    return tongue.say(
        "coverage.part_of",
        "{part} of {whole} ({share})",
        part=part,
        whole=whole,
        share=percent(part, whole, tongue),
    )


def percent(part: int, whole: int, tongue: Tongue = ENGLISH) -> str:
    """Rounded down: 100% means that nothing is missing."""
    return tongue.percent(part * 100 // whole) if whole else ABSENT


def findings(number: int, tongue: Tongue = ENGLISH) -> str:
    """``1 finding``, ``3 findings``."""
    return tongue.count("count.finding", number, "{n} finding", "{n} findings")


def questions(number: int, tongue: Tongue = ENGLISH) -> str:
    """``1 question``, ``3 questions``."""
    return tongue.count("count.question", number, "{n} question", "{n} questions")


def rules(number: int, tongue: Tongue = ENGLISH) -> str:
    """``1 rule``, ``3 rules``."""
    return tongue.count("count.rule", number, "{n} rule", "{n} rules")


def counted(number: int, noun: str) -> str:
    """``1 day``, ``30 days``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def severities_line(counts: Mapping[Severity, int], tongue: Tongue = ENGLISH) -> str:
    """``2 critical and 1 major``: the severities present, gravest first."""
    return tongue.listed(
        [
            # Translators: in a list such as "2 critical and 1 major"
            tongue.say(
                "severity.counted",
                "{n} {severity}",
                n=counts[s],
                severity=severity_word(s, tongue),
            )
            for s in Severity
            if counts.get(s)
        ]
    )


def severity_word(severity: Severity, tongue: Tongue = ENGLISH) -> str:
    """``business-critical``: the severity within a sentence."""
    english = severity.label.lower().replace("business c", "business-c")
    return tongue.say(f"severity_word.{severity.value}", english)
