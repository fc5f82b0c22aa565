"""Whether the answers a law's duties wish for can be given at all.

Comes in: a pack and the kinds of its questions. Goes out: what is wrong, with the law
and the place. Which questions and rules exist is checked when the law is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rs_excel.domain.conditions import Test, tests_in
from rs_excel.domain.vocabulary import QuestionKind
from rs_excel.rulebook.comparisons import Looks
from rs_excel.rulebook.laws import Law
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.operators import OPERATORS


def unanswerable(
    pack: RulePack, kinds: Mapping[str, QuestionKind]
) -> Iterator[tuple[Law, str]]:
    """Tests that do not fit their question, and values that cannot be chosen."""
    for law in pack.laws.values():
        for duty in law.duties:
            for condition in duty.questions.values():
                for test in tests_in(condition):
                    fault = _fault(test, kinds[test.question], pack)
                    if fault:
                        yield law, f"{duty.id}: {fault}"


def _fault(test: Test, kind: QuestionKind, pack: RulePack) -> str:
    operator = OPERATORS[test.operator]
    if kind not in operator.kinds:
        return f"`{test.operator}` does not fit `{test.question}`, a {kind} question."
    choices = {c.value for c in pack.catalogue.by_key[test.question].choices}
    if not choices or operator.family.looks is Looks.STATE:
        return ""
    wanted = test.operand if isinstance(test.operand, tuple) else (test.operand,)
    unknown = [value for value in wanted if value not in choices]
    return f"`{unknown[0]}` is not a choice of `{test.question}`." if unknown else ""
