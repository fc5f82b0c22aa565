"""Checks on one rule as it is written: its id, its tests, its cases, its words.

Comes in: one rule at a time. Goes out: what is wrong with it, in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from rs_excel.domain.conditions import ParameterRef, depth
from rs_excel.domain.vocabulary import FindingType, Outcome, QuestionKind
from rs_excel.rulebook.comparisons import Looks
from rs_excel.rulebook.gathering import did_you_mean
from rs_excel.rulebook.lint_look import Check, Look, Placed
from rs_excel.rulebook.meta import META_TABLES
from rs_excel.rulebook.model import RuleCase
from rs_excel.rulebook.operators import OPERATORS

LONGEST_TITLE = 70
DEEPEST = 2
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")
_LAYERS = frozenset({"DC", "DT", "ES", "XS", "CH", "AI", "SC"})


def id_agrees_with_pillar(look: Look) -> Iterator[str]:
    """RL001"""
    code, pillar = look.rule.id[:2], look.rule.pillar
    if code not in _LAYERS and code != pillar.code:
        yield f"the id says {code}, the pillar is {pillar}."


def file_stands_in_its_pillar(look: Look) -> Iterator[str]:
    """RL013"""
    folder = PurePosixPath(look.rule.source.path).parent.name
    if folder != look.rule.pillar:
        yield f"the file lies in {folder}/, the pillar is {look.rule.pillar}."


def operator_fits_the_question(look: Look) -> Iterator[Placed]:
    """RL004"""
    for test in look.tests():
        kind = look.kinds[test.question]
        name = test.operator
        if kind not in OPERATORS[name].kinds:
            fitting = ", ".join(o for o, row in OPERATORS.items() if kind in row.kinds)
            says = f"`{name}` does not fit `{test.question}`, a {kind} question."
            yield look.of(test, f"{says} These do: {fitting}.")
        elif OPERATORS[name].family.looks is Looks.LIKE_OPERAND:
            for value in _members(test.operand):
                if not _comparable(value, kind):
                    says = f"`{test.question}`, a {kind} question, is never `{value}`."
                    yield look.of(test, f"{says} It is compared with {_OF_KIND[kind]}.")


_OF_KIND = {
    QuestionKind.NUMBER: "a number",
    QuestionKind.PERCENT: "a number",
    QuestionKind.MONEY: "a number",
    QuestionKind.DATE: "a day such as 2026-01-31",
    QuestionKind.TEXT: "text; put it in quotes",
}


def _comparable(value: object, kind: QuestionKind) -> bool:
    """Whether an answer of this kind can ever equal the value; choices: RL005."""
    if isinstance(value, ParameterRef) or kind not in _OF_KIND:
        return True
    wanted = {QuestionKind.DATE: date, QuestionKind.TEXT: str}.get(kind, int | float)
    return isinstance(value, wanted)


def _members(operand: object) -> tuple[object, ...]:
    return operand if isinstance(operand, tuple) else (operand,)


def choice_exists(look: Look) -> Iterator[Placed]:
    """RL005"""
    for test in look.tests():
        question = look.pack.catalogue.by_key.get(test.question)
        looks_at_state = OPERATORS[test.operator].family.looks is Looks.STATE
        if question is None or not question.choices or looks_at_state:
            continue
        known = [choice.value for choice in question.choices]
        for value in _members(test.operand):
            if value not in known:
                hint = did_you_mean(str(value), known) or f" Known: {', '.join(known)}."
                says = f"`{value}` is not a choice of `{test.question}`.{hint}"
                yield look.of(test, says)


def parameter_holds_since_the_rule(look: Look) -> Iterator[Placed]:
    """RL006"""
    for test in look.tests():
        if isinstance(test.operand, ParameterRef):
            parameter = look.pack.parameters[test.operand.name]
            if all(value.since > look.rule.since for value in parameter.values):
                first = min((value.since for value in parameter.values), default="—")
                says = f"`${parameter.name}` has no value on {look.rule.since}"
                yield look.of(
                    test, f"{says}, when the rule begins; its first: {first}."
                )


def placeholders_are_known(look: Look) -> Iterator[str]:
    """RL007"""
    rule = look.rule
    for text in (rule.finding.says, rule.action.says, rule.action.preventive):
        for name in _PLACEHOLDER.findall(text):
            if not _is_known(name, look):
                hint = did_you_mean(name, _placeholders(look))
                says = f"`{{{name}}}` is neither a question, a $parameter nor row."
                yield f"{says}{hint}"
        if text.count("{") != text.count("}"):
            yield f"a brace is left open in: {text:.60}"


def _placeholders(look: Look) -> list[str]:
    return [*look.kinds, *(f"${name}" for name in look.pack.parameters)]


def _is_known(name: str, look: Look) -> bool:
    if name == "row":
        return look.rule.for_each is not None
    if name.startswith("$"):
        return name[1:] in look.pack.parameters
    return name.removesuffix(":list") in look.kinds


def nesting_stays_readable(look: Look) -> Iterator[str]:
    """RL008"""
    if any(depth(condition) > DEEPEST for condition in look.conditions()):
        yield f"conditions nest deeper than {DEEPEST}; name a part as a derived answer."


def cases_show_both_sides(look: Look) -> Iterator[str]:
    """RL009"""
    seen = {expected for case in look.rule.cases for expected in _expected(case)}
    flagged = seen & {Outcome.FLAGGED, *FindingType}
    if not flagged:
        yield "no case shows it flagged."
    if Outcome.CONFORMS not in seen:
        yield "no case shows it conforming."
    if len(look.rule.cases) < 3:
        yield "an edge case is missing: three cases are the least."


def _expected(case: RuleCase) -> Iterator[Outcome | FindingType]:
    yield from case.rows.values() or (case.expect,)


def title_names_the_trouble(look: Look) -> Iterator[str]:
    """RL011"""
    title = look.rule.title
    if len(title) > LONGEST_TITLE:
        yield f"the title has {len(title)} characters; {LONGEST_TITLE} are the most."
    if title.endswith("."):
        yield "a title is no sentence: no full stop."


def case_answers_are_asked(look: Look) -> Iterator[Placed]:
    """RL015"""
    tables = look.pack.catalogue.tables_by_key
    for case in look.rule.cases:
        for key in case.given:
            if key not in look.kinds and key not in tables:
                hint = did_you_mean(key, [*look.kinds, *tables])
                says = (
                    f"the case {case.name} answers `{key}`, which is not asked.{hint}"
                )
                yield Placed(says, case.source)
        for key in case.cells or ():
            if key not in look.kinds:
                hint = did_you_mean(key, look.kinds)
                says = f"the case {case.name} marks `{key}`, which is not asked.{hint}"
                yield Placed(says, case.source)


def case_policies_exist(look: Look) -> Iterator[Placed]:
    """RL039"""
    policies = look.pack.policies
    for case in look.rule.cases:
        if case.policy not in policies:
            hint = did_you_mean(case.policy, policies)
            says = (
                f"the case {case.name} is under `{case.policy}`, no policy here.{hint}"
            )
            yield Placed(says, case.source)


def row_columns_belong_to_the_table(look: Look) -> Iterator[str]:
    """RL016"""
    tables = look.pack.catalogue.tables
    columns = {column.key: table.key for table in tables for column in table.columns}
    columns |= {key: table for table, keys in META_TABLES.items() for key in keys}
    columns |= {d.key: d.for_each for d in look.pack.derived if d.for_each}
    for test in look.tests():
        table = columns.get(test.question)
        if table is not None and table != look.rule.for_each:
            yield f"`{test.question}` is a column of {table}; say `for_each: {table}`."


def action_prevents(look: Look) -> Iterator[str]:
    """RL017"""
    if not look.rule.action.preventive:
        yield "no preventive action is proposed."


def promise_is_days_since_a_day(look: Look) -> Iterator[str]:
    """RL052"""
    agreed = look.rule.action.agreed
    if agreed is None:
        return
    for key, kind in ((agreed.days, QuestionKind.NUMBER), (agreed.since, _A_DAY)):
        if look.kinds[key] is not kind:
            yield f"`{key}` is a {look.kinds[key]} question; a {kind} is needed here."


_A_DAY = QuestionKind.DATE


def related_rules_exist(look: Look) -> Iterator[str]:
    """RL018"""
    for other in look.rule.follows_from:
        if other not in look.pack.by_id:
            hint = did_you_mean(other, look.pack.by_id)
            yield f"it follows from {other}, which is not in the pack.{hint}"
    counting = look.rule.escalation.rules if look.rule.escalation else ()
    for other in sorted(counting):
        if other not in look.pack.by_id:
            hint = did_you_mean(other, look.pack.by_id)
            yield f"it counts {other}, which is not in the pack.{hint}"


RULE_CHECKS: tuple[Check, ...] = (
    id_agrees_with_pillar,
    operator_fits_the_question,
    choice_exists,
    parameter_holds_since_the_rule,
    placeholders_are_known,
    nesting_stays_readable,
    cases_show_both_sides,
    title_names_the_trouble,
    file_stands_in_its_pillar,
    case_answers_are_asked,
    case_policies_exist,
    row_columns_belong_to_the_table,
    action_prevents,
    promise_is_days_since_a_day,
    related_rules_exist,
)
"""Each looks at one rule; the first word of its docstring is its code."""
