"""What would have to be answered for a rule to come out as conforming.

Comes in: a rule's condition and the answers. Goes out: sentences, all of which are
needed; where one of several would do they stand in one sentence, joined by "or".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rs_excel.domain.conditions import Condition, GroupKind, ParameterRef, Test
from rs_excel.domain.facts import Fact
from rs_excel.domain.vocabulary import AnswerState, Trouble
from rs_excel.engine.terms import Terms
from rs_excel.engine.weigh import Look, weigh
from rs_excel.engine.wording import question_text
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.operands import OperandShape
from rs_excel.rulebook.operators import OPERATORS

_TO_DO = {
    AnswerState.BLANK: "Answer “{text}”.",
    AnswerState.PLACEHOLDER: "Put the answer itself to “{text}” in place of “{raw}”.",
    AnswerState.UNKNOWN: "Find out and answer “{text}”.",
    AnswerState.UNREADABLE: "Correct the answer to “{text}”, which reads “{raw}”.",
    AnswerState.NOT_APPLICABLE: "Answer “{text}”: it cannot be left as not applicable.",
}
_REASON = "Say beside “{text}” why it is not applicable, or answer it."


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one pack in one country on one day."""

    pack: RulePack
    terms: Terms

    def of_question(self, key: str) -> str:
        """The question as it is asked, or the name of a derived answer."""
        return question_text(key, self.pack)

    def of_test(self, test: Test, *, holds: bool = True) -> str:
        """``is above 60 hours (longest week: ETI Base Code 6.4)``, or its opposite."""
        operator = OPERATORS[test.operator]
        reads = operator.reads if holds else operator.opposite_reads
        if isinstance(test.operand, ParameterRef):
            return self._of_parameter(test, test.operand, holds=holds)
        limit = self.terms.limit(test)
        if operator.shape is OperandShape.SPAN:
            if isinstance(limit, tuple):
                return f"{reads(test.operand)} ({limit[0]} to {limit[1]})"
            return f"{reads(test.operand)} (the limit is {limit})"
        if test.operand == "assessed_on":
            return f"{reads(test.operand)} ({limit})"
        return reads(test.operand)

    def _of_parameter(self, test: Test, ref: ParameterRef, *, holds: bool) -> str:
        operator = OPERATORS[test.operator]
        reads = operator.reads if holds else operator.opposite_reads
        parameter = self.pack.parameters.get(ref.name)
        value = self.terms.parameter(ref.name)
        if parameter is None or value is None:
            place = self.terms.country or "this country"
            on = self.terms.assessed_on
            return f"{reads(ref)} (no value is known for {place} on {on})"
        verify = "; to be verified" if value.verify else ""
        return (
            f"{reads(value.value)} {parameter.unit} "
            f"({parameter.title}: {value.reference}{verify})"
        )


def to_conform(condition: Condition, look: Look, words: Words) -> tuple[str, ...]:
    """What would make a condition that flags false; every sentence is needed."""
    wanted = _needed(condition, look, words, holds=False)
    return tuple(f"{clause[0].upper()}{clause[1:]}." for clause in wanted)


def to_assess(
    missing: Sequence[str], undecided: Sequence[Test], look: Look, words: Words
) -> tuple[str, ...]:
    """What would let a rule be decided: the answers, and the values, it lacks."""
    sentences = [_to_do(look(key), words) for key in missing]
    sentences += [
        f"“{words.of_question(test.question)}” cannot be weighed: "
        f"{words.of_test(test)}."
        for test in undecided
        if words.terms.limit(test) is None
    ]
    return tuple(dict.fromkeys(filter(None, sentences)))


def _needed(
    condition: Condition, look: Look, words: Words, *, holds: bool
) -> list[str]:
    """Clauses that together make a condition hold (or not); none if it already does."""
    if weigh(condition, look, words.terms).truth is holds:
        return []
    if isinstance(condition, Test):
        asked = words.of_question(condition.question)
        return [f"“{asked}” {words.of_test(condition, holds=holds)}"]
    members_hold = holds is not (condition.kind is GroupKind.NONE)
    parts = [_needed(m, look, words, holds=members_hold) for m in condition.members]
    if holds is not (condition.kind is GroupKind.ANY):
        return list(dict.fromkeys(clause for part in parts for clause in part))
    return [", or ".join(dict.fromkeys(" and ".join(part) for part in parts))]


def _to_do(fact: Fact, words: Words) -> str:
    """What to do about one answer that is missing; nothing where it is given."""
    pattern = _TO_DO.get(fact.state, "")
    if Trouble.NA_WITHOUT_REASON in fact.troubles:
        pattern = _REASON
    return pattern.format(text=words.of_question(fact.key), raw=fact.raw)
