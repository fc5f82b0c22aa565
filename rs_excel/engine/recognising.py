"""Weighs documents against a buyer's criteria: an audit, or the steps of a programme.

Comes in: what they say, as a submission, and the criteria of a policy. Goes out: each
criterion with the answers and cells it turned on. An answer that is missing leaves a
criterion not known; only the policy can say under which condition that is enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.questions import CellRef
from rs_excel.domain.recognition import CriterionResult, Met
from rs_excel.domain.vocabulary import AnswerState
from rs_excel.engine.plans import plan_for
from rs_excel.engine.reference import look_into
from rs_excel.engine.terms import Terms
from rs_excel.engine.weigh import Look, weigh
from rs_excel.engine.wording import Wording, question_text
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.recognition import (
    AUDIT_DECISION,
    OPEN,
    OVERDUE,
    RISK,
    SAME_SITE,
    Criterion,
)

_LABELS = {
    RISK: "Risk of the site",
    SAME_SITE: "The site the buyer means",
    OPEN: "Open corrective actions",
    OVERDUE: "Overdue corrective actions",
    AUDIT_DECISION: "Audit",
}


def weigh_criteria(
    submission: Submission,
    pack: RulePack,
    criteria: Iterable[Criterion],
    said: Mapping[str, str | float],
) -> tuple[CriterionResult, ...]:
    """``said``: what stands in no document, by the keys of ``SAID_BESIDE``."""
    facts = {key: _said(key, value) for key, value in said.items()}
    asked = replace(submission, facts={**submission.facts, **facts})
    weighing = _Weighing(
        pack=pack,
        look=look_into(asked, None),
        terms=plan_for(submission, pack).terms,
        words=Wording(asked, pack),
    )
    return tuple(weighing.result(one) for one in criteria)


def _said(key: str, value: str | float) -> Fact:
    if isinstance(value, str):
        return Fact(key=key, state=AnswerState.ANSWERED, text=value)
    return Fact(key=key, state=AnswerState.ANSWERED, number=float(value))


@dataclass(frozen=True, slots=True)
class _Weighing:
    """One audit, ready to be looked at."""

    pack: RulePack
    look: Look
    terms: Terms
    words: Wording

    def result(self, criterion: Criterion) -> CriterionResult:
        weighed = weigh(criterion.accept, self.look, self.terms)
        met, condition = Met.NOT_MET, ""
        if weighed.truth is True:
            met = Met.MET
        elif weighed.truth is None:
            met = Met.NOT_KNOWN
        questions = weighed.questions
        if met is not Met.MET:
            for ask in criterion.or_with:
                asked = weigh(ask.when, self.look, self.terms)
                if asked.truth is True:
                    met, questions = Met.WITH_CONDITION, asked.questions
                    condition = self.words.fill(ask.condition)
                    break
        return CriterionResult(
            name=criterion.name,
            title=criterion.title,
            met=met,
            found="; ".join(self._found(key) for key in questions),
            cells=self._cells(questions),
            needed=criterion.needed,
            condition=condition,
        )

    def _found(self, key: str) -> str:
        """``Days since the audit ended: 40``; a dash where nothing is said.

        A count that cannot be told names the rows that leave it open.
        """
        name = _LABELS.get(key) or question_text(key, self.pack)
        fact = self.look(key)
        is_open = fact.state is not AnswerState.ANSWERED and fact.lists
        rows = f" ({', '.join(fact.lists)})" if is_open else ""
        return f"{name.rstrip('?. ')}: {self.words.fill(f'{{{key}}}')}{rows}"

    def _cells(self, keys: tuple[str, ...]) -> tuple[CellRef, ...]:
        cells = (cell for key in keys for cell in self.look(key).cells)
        return tuple(dict.fromkeys(cells))
