"""Checks whether rules can come out both ways, by trying the answers there are.

Comes in: one rule at a time, or rules that look at the same questions. Goes out: rules
that nothing can flag or nothing can satisfy, ladder steps never reached, questions not
asked where the rule applies, rules that repeat or contradict each other.
"""

from __future__ import annotations

from collections.abc import Iterator

from rs_excel.domain.conditions import Condition, Group, GroupKind, Test, questions_read
from rs_excel.domain.vocabulary import FindingType
from rs_excel.rulebook.lint_look import Look
from rs_excel.rulebook.model import Rule
from rs_excel.rulebook.rule_space import RuleSpace, gate_of


def reach(look: Look) -> Iterator[tuple[str, str]]:
    """Codes and words of everything wrong with how a rule comes out."""
    rule = look.rule
    if rule.flag_when is None:
        return
    space = RuleSpace.of(look)
    unreachable = space.never(rule.applies_when, rule.flag_when)
    if unreachable is None:
        yield "RL037", "it has too many answers to try; name a part as derived answer."
    if unreachable:
        yield "RL021", "no answers can flag it; see what its conditions exclude."
    if unreachable is not False:
        return
    if space.never(rule.applies_when, unless=rule.flag_when):
        yield "RL022", "whatever is answered, it is flagged; no site could conform."
    yield from (("RL023", says) for says in _not_asked(look, space))
    yield from (("RL024", says) for says in _steps_not_reached(rule, space))


def _not_asked(look: Look, space: RuleSpace) -> Iterator[str]:
    """Questions whose gate shuts where the rule applies."""
    rule = look.rule
    if rule.flag_when is None:
        return
    context = [rule.applies_when]
    if _is_plain(rule.flag_when):
        context.append(rule.flag_when)
    read = frozenset().union(*(questions_read(c) for c in look.conditions()))
    for key in sorted(questions_read(rule.flag_when)):
        gate = gate_of(look.pack.catalogue, key)
        if gate is None or read.isdisjoint(questions_read(gate)):
            continue
        if space.never(*context, gate):
            yield (
                f"`{key}` is not asked where the rule applies: what opens the question "
                "and the rule's conditions exclude each other."
            )


def _is_plain(condition: Condition) -> bool:
    """Whether all of its tests must hold together."""
    if isinstance(condition, Test):
        return True
    plain = condition.kind is GroupKind.ALL
    return plain and all(isinstance(member, Test) for member in condition.members)


def _steps_not_reached(rule: Rule, space: RuleSpace) -> Iterator[str]:
    before: list[Condition] = []
    for place, step in enumerate(rule.finding.ladder, 1):
        if step.when is None:
            return
        others = Group(kind=GroupKind.NONE, members=tuple(before)) if before else None
        if space.never(rule.applies_when, rule.flag_when, step.when, others):
            shadowed = not space.never(rule.applies_when, rule.flag_when, step.when)
            why = "an earlier step takes all it would" if shadowed else "nothing can"
            yield f"step {place} ({step.severity}) is never reached: {why}."
        before.append(step.when)


def pairs(looks: list[Look]) -> Iterator[tuple[str, Look, str]]:
    """Rules that say the same twice, or leave no answer that satisfies both."""
    groups: dict[tuple[frozenset[str], str | None], list[Look]] = {}
    for look in looks:
        if look.rule.flag_when is not None:
            read = questions_read(look.rule.flag_when), look.rule.for_each
            groups.setdefault(read, []).append(look)
    for group in groups.values():
        for place, later in enumerate(group):
            for first in group[:place]:
                yield from _pair(first, later)


def _pair(first: Look, later: Look) -> Iterator[tuple[str, Look, str]]:
    one, other = first.rule, later.rule
    if one.id == other.id:  # told by RL002
        return
    if _shape(one.flag_when) == _shape(other.flag_when):
        if _shape(one.applies_when) == _shape(other.applies_when):
            says = f"it is flagged exactly where {one.id} is; keep one of them."
            yield "RL026", later, says
        return
    graded = {one.finding.type, other.finding.type} == {FindingType.NON_CONFORMANCE}
    if graded and one.flag_when and other.flag_when:
        space = RuleSpace.of(later, one)
        applying = one.applies_when, other.applies_when
        either = Group(kind=GroupKind.ANY, members=(one.flag_when, other.flag_when))
        if not space.never(*applying) and space.never(*applying, unless=either):
            says = f"no answer satisfies both this rule and {one.id}."
            yield "RL027", later, says


def _shape(condition: Condition | None) -> object:
    """Equal for conditions that say the same in another order."""
    if not isinstance(condition, Group):
        return condition
    return condition.kind, frozenset(_shape(member) for member in condition.members)
