"""The gaps of a return under the laws that the buyer's policy switches on.

Comes in: a submission, the pack, the policy, the findings. Goes out: one result a
regime, in the policy's order: for each duty that binds on the day of assessment, which
questions are unanswered, answered against it, without evidence, or not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rs_excel.domain.conditions import Condition
from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.findings import Finding
from rs_excel.domain.regimes import (
    DutyResult,
    DutyState,
    Lack,
    Missing,
    RegimeResult,
)
from rs_excel.domain.vocabulary import AnswerState, Trouble
from rs_excel.engine.plans import plan_for
from rs_excel.engine.reference import look_into
from rs_excel.engine.troubles import REGISTER, REGISTER_ID
from rs_excel.engine.weigh import weigh
from rs_excel.engine.wording import question_text
from rs_excel.rulebook.laws import Duty, Law
from rs_excel.rulebook.meta import EVIDENCE_KIND
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy

_WITHOUT_EVIDENCE = {Trouble.YES_WITHOUT_EVIDENCE, Trouble.EVIDENCE_UNKNOWN}
_RANKS = {lack: rank for rank, lack in enumerate(Lack)}


def regime_results(
    submission: Submission, pack: RulePack, policy: Policy, findings: Sequence[Finding]
) -> tuple[RegimeResult, ...]:
    """How a return stands towards each regime of the policy."""
    looking = _Looking(submission, pack, tuple(findings))
    return tuple(looking.regime(pack.laws[name]) for name in policy.regimes)


@dataclass(frozen=True)
class _Looking:
    submission: Submission
    pack: RulePack
    findings: tuple[Finding, ...]

    def regime(self, law: Law) -> RegimeResult:
        day = self.submission.assessed_on
        return RegimeResult(
            id=law.id,
            title=law.title,
            jurisdiction=law.jurisdiction,
            law_as_of=law.law_as_of,
            applies=law.applies_on(day),
            applies_from=law.applies_from,
            duties=tuple(self._duty(duty) for duty in law.duties_on(day)),
        )

    def _duty(self, duty: Duty) -> DutyResult:
        missing = sorted(self._missing(duty), key=lambda item: _RANKS[item.lack])
        served = len(duty.questions) - len(missing)
        asked = len(duty.questions) - sum(m.lack is Lack.NOT_ASKED for m in missing)
        listed = tuple(ident for ident, kind in self._register if kind in duty.evidence)
        found = tuple(f.number for f in self._against if f.rule_id in duty.rules)
        whole = served == asked and not found and (listed or not duty.evidence)
        return DutyResult(
            id=duty.id,
            says=duty.says,
            reference=duty.reference,
            verify=duty.verify,
            state=_state(missing, asked=asked, whole=bool(whole)),
            asked=asked,
            served=served,
            missing=tuple(missing),
            evidence_wanted=tuple(self._kinds.get(k, k) for k in duty.evidence),
            evidence_listed=listed,
            findings=found,
        )

    def _missing(self, duty: Duty) -> Iterator[Missing]:
        for key, condition in duty.questions.items():
            fact = self.submission.fact(key)
            lack = self._lack(fact, condition)
            if lack is not None:
                yield Missing(
                    question=key,
                    text=question_text(key, self.pack),
                    lack=lack,
                    cells=fact.cells,
                )

    def _lack(self, fact: Fact, condition: Condition) -> Lack | None:
        """Why an answer does not serve; None where it does."""
        if fact.out_of_scope:
            return Lack.NOT_ASKED
        if fact.state is not AnswerState.ANSWERED:
            return Lack.UNANSWERED
        terms = plan_for(self.submission, self.pack).terms
        truth = weigh(condition, look_into(self.submission, None), terms).truth
        if truth is not True:
            return Lack.AGAINST if truth is False else Lack.UNANSWERED
        return Lack.WITHOUT_EVIDENCE if _WITHOUT_EVIDENCE & set(fact.troubles) else None

    @cached_property
    def _against(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is not None)

    @cached_property
    def _register(self) -> tuple[tuple[str, str], ...]:
        """Ids and kinds of the documents that the return lists."""
        rows = self.submission.tables.get(REGISTER, ())
        pairs = (
            (row.facts.get(REGISTER_ID), row.facts.get(EVIDENCE_KIND)) for row in rows
        )
        return tuple(
            (ident.text, kind.text)
            for ident, kind in pairs
            if ident and kind and ident.text and kind.text
        )

    @cached_property
    def _kinds(self) -> dict[str, str]:
        question = self.pack.catalogue.by_key.get(EVIDENCE_KIND)
        choices = question.choices if question else ()
        return {choice.value: choice.label for choice in choices}


def _state(missing: Sequence[Missing], *, asked: int, whole: bool) -> DutyState:
    if any(item.lack is Lack.AGAINST for item in missing):
        return DutyState.AGAINST
    if not asked:
        return DutyState.NOT_ASKED
    return DutyState.SERVED if whole else DutyState.GAPS
