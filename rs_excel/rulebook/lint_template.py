"""Checks that what a supplier is told and what is found against them agree.

Comes in: one rule at a time with the questions it reads. Goes out: limits no answer can
meet, units that differ, blanks and *not applicable* that are allowed and then held
against the site, choices that evade, evidence asked for without saying which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rs_excel.domain.conditions import ParameterRef, Test, tests_in
from rs_excel.domain.facts import MILLION, Fact
from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import AnswerState, FindingType, QuestionKind
from rs_excel.rulebook.comparisons import Looks
from rs_excel.rulebook.lint_look import Check, LintIssue, Look, Placed
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.operators import OPERATORS, Limit
from rs_excel.rulebook.possible_answers import bounds, numbers

_TELLS_OF_BLANKS = re.compile(r"\b(blank|empty)\b", re.IGNORECASE)
_TELLS_OF_NA = re.compile(r"\b(not applicable|n/a)\b", re.IGNORECASE)
_EVASIVE = frozenset(
    {"other", "unknown", "not_known", "partly", "partial", "mixed", "sometimes"}
)
_SAME_UNIT = {"persons": "people", "workers": "people", "%": "percent"}


def limits_can_be_met(look: Look) -> Iterator[Placed]:
    """RL025"""
    for test, question in _asked(look):
        if OPERATORS[test.operator].family.looks is not Looks.NUMBER:
            continue
        limits = _limits(look, test)
        truths = {
            OPERATORS[test.operator].truth(_number(number), limit)
            for limit in limits
            for number in numbers(question, question.kind, _ends(limit))
        }
        if len(truths) == 1:
            word = "always" if truths.pop() else "never"
            reads = OPERATORS[test.operator].reads(test.operand)
            says = f"`{test.question}` {reads} is {word} true: the template takes "
            yield look.of(test, f"{says}{_range(question)}.")


def shares_are_percentages(look: Look) -> Iterator[Placed]:
    """RL028"""
    for test in look.tests():
        if look.kinds[test.question] is not QuestionKind.PERCENT:
            continue
        for limit in _limits(look, test):
            if any(isinstance(n, int) and 0 < n < MILLION for n in _ends(limit)):
                reads = OPERATORS[test.operator].reads(test.operand)
                says = f"`{test.question}` {reads}, but percentages go from 0 to 100."
                yield look.of(test, says)


def units_agree(look: Look) -> Iterator[Placed]:
    """RL029"""
    for test, question in _asked(look):
        if isinstance(test.operand, ParameterRef):
            parameter = look.pack.parameters[test.operand.name]
            percent = question.kind is QuestionKind.PERCENT
            unit = question.unit or ("percent" if percent else "")
            if unit and parameter.unit and not _same_unit(unit, parameter.unit):
                given = f"`${parameter.name}` is given in {parameter.unit}"
                says = f"`{test.question}` is asked in {unit}, {given}."
                yield look.of(test, says)


def blanks_held_against_the_site_are_told(look: Look) -> Iterator[str]:
    """RL038"""
    for test, question in _flagging(look):
        wanting = (test.operator, test.operand) in (
            ("answered", "no"),
            ("state_is", AnswerState.BLANK.value),
        )
        told = question.required or _TELLS_OF_BLANKS.search(question.help)
        if wanting and not told:
            yield (
                f"`{test.question}` need not be answered, yet a blank is flagged; make "
                "it required, or say in its help what leaving it empty means."
            )


def not_applicable_held_against_the_site_is_told(look: Look) -> Iterator[str]:
    """RL032"""
    for test, question in _flagging(look):
        refused = (test.operator, test.operand) == ("state_is", "not_applicable")
        if refused and question.na_allowed and not _TELLS_OF_NA.search(question.help):
            yield (
                f"`{test.question}` may be answered Not applicable, which is flagged; "
                "forbid it, or say in the help what choosing it means."
            )


def evasive_choices_are_weighed(look: Look) -> Iterator[str]:
    """RL033"""
    if look.rule.finding.type is not FindingType.NON_CONFORMANCE:
        return
    named: dict[str, set[object]] = {}
    for test in look.tests():
        operand = test.operand
        members = operand if isinstance(operand, tuple) else (operand,)
        named.setdefault(test.question, set()).update(members)
    for test, question in _flagging(look):
        evasive = _EVASIVE & {choice.value for choice in question.choices}
        for value in sorted(evasive - named[test.question]):
            if test.operator in ("is", "one_of", "includes"):
                yield (
                    f"`{value}` of `{test.question}` would silently conform; name it "
                    "in the rule, on one side or the other."
                )


def questions_agree_with_themselves(pack: RulePack) -> Iterator[LintIssue]:
    """RL034 and RL035: look at every question, whether a rule reads it or not."""
    for question in pack.catalogue.by_key.values():
        if not question.evidence_needed:
            continue
        where = str(pack.places.get(question.key, "questions/"))
        if question.kind is not QuestionKind.YES_NO:
            says = "`evidence_needed` is only asked of a Yes; leave it out here."
            yield LintIssue(code="RL035", rule_id=question.key, says=says, where=where)
        elif not question.evidence:
            says = "a Yes needs evidence; say under `evidence` which documents serve."
            yield LintIssue(code="RL034", rule_id=question.key, says=says, where=where)


def _asked(look: Look) -> Iterator[tuple[Test, Question]]:
    for test in look.tests():
        question = look.pack.catalogue.by_key.get(test.question)
        if question is not None:
            yield test, question


def _flagging(look: Look) -> Iterator[tuple[Test, Question]]:
    for test in tests_in(look.rule.flag_when) if look.rule.flag_when else ():
        question = look.pack.catalogue.by_key.get(test.question)
        if question is not None:
            yield test, question


def _limits(look: Look, test: Test) -> list[Limit]:
    """What a test compares with: one limit, or every value of its parameter."""
    if isinstance(test.operand, ParameterRef):
        values = look.pack.parameters[test.operand.name].values
        return sorted({round(value.value * MILLION) for value in values})
    if OPERATORS[test.operator].family.looks is not Looks.NUMBER:
        return []
    return [OPERATORS[test.operator].family.limit(test.operand, look.rule.since)]


def _ends(limit: Limit) -> tuple[int, ...]:
    return limit if isinstance(limit, tuple) else (limit,)


def _number(number: int) -> Fact:
    return Fact("", AnswerState.ANSWERED, number=number / MILLION)


def _range(question: Question) -> str:
    low, high = bounds(question, question.kind)
    least = "anything" if low is None else f"{low / MILLION:g} and more"
    return least if high is None else f"{(low or 0) / MILLION:g} to {high / MILLION:g}"


def _same_unit(one: str, other: str) -> bool:
    """The first words agree, and so does the rest where both say more."""
    (first, *rest), (second, *more) = (_words(unit) for unit in (one, other))
    return first == second and (not rest or not more or rest == more)


def _words(unit: str) -> list[str]:
    words = unit.casefold().replace("/", " per ").split()
    return [_SAME_UNIT.get(word, word) for word in words if word not in ("a", "per")]


TEMPLATE_CHECKS: tuple[Check, ...] = (
    limits_can_be_met,
    shares_are_percentages,
    units_agree,
    blanks_held_against_the_site_are_told,
    not_applicable_held_against_the_site_is_told,
    evasive_choices_are_weighed,
)
"""Each looks at one rule; the first word of its docstring is its code."""
