"""Checks on the rules themselves, after a pack has loaded.

Comes in: a ``RulePack``. Goes out: what is wrong, each with code and place. Loading
finds what cannot be understood; lint finds what can be but should not be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.circles import circular_answers, circular_consequences
from rs_excel.rulebook.kinds import all_questions
from rs_excel.rulebook.law_use import unanswerable
from rs_excel.rulebook.lint_derived import inputs_that_cannot_be_counted
from rs_excel.rulebook.lint_look import LintIssue, Look, Placed
from rs_excel.rulebook.lint_policies import calendar_counts, graver_counts_for_more
from rs_excel.rulebook.lint_reach import pairs, reach
from rs_excel.rulebook.lint_rules import (
    RULE_CHECKS,
    choice_exists,
    operator_fits_the_question,
)
from rs_excel.rulebook.lint_template import (
    TEMPLATE_CHECKS,
    questions_agree_with_themselves,
)
from rs_excel.rulebook.lint_texts import texts_fill_in_the_same
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.parameter_use import unread_parameters


def lint(pack: RulePack) -> tuple[LintIssue, ...]:
    """Everything to mend in a pack, in file order."""
    kinds = dict(all_questions(pack))
    looks = [Look(rule, pack, kinds) for rule in pack.rules]
    found = list(_of_rules(looks))
    found.extend(_repeated_ids(pack))
    found.extend(_circles(pack))
    found.extend(_unread_parameters(pack))
    found.extend(_derived(pack, kinds))
    found.extend(_laws(pack, kinds))
    found.extend(questions_agree_with_themselves(pack))
    found.extend(graver_counts_for_more(pack))
    found.extend(calendar_counts(pack))
    found.extend(texts_fill_in_the_same(pack))
    return tuple(sorted(found, key=_reading_order))


def _reading_order(issue: LintIssue) -> tuple[str, int, str]:
    path, _, line = issue.where.rpartition(":")
    return (path, int(line) if line.isdigit() else 0, issue.code)


def _of_rules(looks: list[Look]) -> Iterator[LintIssue]:
    """What the checks tell of each rule, and of rules beside each other."""
    for look in looks:
        for check in (*RULE_CHECKS, *TEMPLATE_CHECKS):
            for says in check(look):
                yield _issue((check.__doc__ or "").strip(), look, says)
    # Answers are only tried on rules whose tests fit the questions they look at.
    sound = [look for look in looks if not any(_misfits(look))]
    for look in sound:
        for code, says in reach(look):
            yield _issue(code, look, says)
    for code, look, says in pairs(sound):
        yield _issue(code, look, says)


def _misfits(look: Look) -> Iterator[Placed]:
    yield from operator_fits_the_question(look)
    yield from choice_exists(look)


def _issue(code: str, look: Look, said: str | Placed) -> LintIssue:
    placed = said if isinstance(said, Placed) else Placed(said, look.rule.source)
    return LintIssue(
        code=code, rule_id=look.rule.id, says=placed.says, where=str(placed.at)
    )


def _repeated_ids(pack: RulePack) -> Iterator[LintIssue]:
    """RL002: looks at all rules together."""
    counted = Counter(rule.id for rule in pack.rules)
    for rule in pack.rules:
        if counted[rule.id] > 1:
            says = "the id is used by more than one rule."
            yield LintIssue(
                code="RL002", rule_id=rule.id, says=says, where=str(rule.source)
            )


def _unread_parameters(pack: RulePack) -> Iterator[LintIssue]:
    """RL030: looks at all rules and derived answers together."""
    for parameter in unread_parameters(pack):
        says = "no rule and no derived answer compares with it."
        where = str(parameter.source)
        name = f"${parameter.name}"
        yield LintIssue(code="RL030", rule_id=name, says=says, where=where)


def _derived(pack: RulePack, kinds: dict[str, QuestionKind]) -> Iterator[LintIssue]:
    """RL040: looks at derived answers."""
    for entry, says in inputs_that_cannot_be_counted(pack, kinds):
        where = str(entry.source)
        yield LintIssue(code="RL040", rule_id=entry.key, says=says, where=where)


def _laws(pack: RulePack, kinds: dict[str, QuestionKind]) -> Iterator[LintIssue]:
    """RL031: looks at the register of laws."""
    for law, says in unanswerable(pack, kinds):
        yield LintIssue(code="RL031", rule_id=law.id, says=says, where=law.where)


def _circles(pack: RulePack) -> Iterator[LintIssue]:
    """RL019 and RL020: look at all answers, and at all rules, together."""
    places = {entry.key: str(entry.source) for entry in pack.derived}
    places |= {rule.id: str(rule.source) for rule in pack.rules}
    for code, ways, words in (
        ("RL019", circular_answers(pack), "it rests on itself"),
        ("RL020", circular_consequences(pack), "it follows from itself"),
    ):
        for way in ways:
            asked = str(pack.places.get(way[0], "questions/"))
            where = next((places[key] for key in way if key in places), asked)
            says = f"{words}: {' → '.join(way)}."
            yield LintIssue(code=code, rule_id=way[0], says=says, where=where)
