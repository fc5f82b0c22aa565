"""durable-rules and the reference decide alike, on whatever chance comes up with."""

from __future__ import annotations

from collections import Counter

import pytest

from rs_excel.domain.vocabulary import AnswerState, Outcome, Severity
from rs_excel.engine import durable_host
from rs_excel.engine.compile import compile_share
from rs_excel.engine.durable_evaluator import Durable
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.plans import plan_for
from rs_excel.engine.reference import Decided, Reference, WeighedRules, weigh_rules
from rs_excel.errors import EngineError
from tests.engine.chance import cases
from tests.engine.making import ask, pack, rule, submission

pytestmark = pytest.mark.skipif(
    not durable_host.is_available(), reason="durable-rules cannot be imported here"
)


def test_both_evaluators_decide_alike_on_sixty_thousand_pairs() -> None:
    seen: Counter[str] = Counter()
    pairs = 0
    for rules, said in cases(20260115, packs=70, rules=26, submissions=30):
        weighed = weigh_rules(plan_for(said, rules), said)
        durable = Durable().decide(weighed)
        assert durable == Reference().decide(weighed)
        shares = weighed.plan.shares
        clauses = [clause for share in shares for clause in compile_share(share)]
        seen["signalled"] += sum(c.alternatives is None for c in clauses)
        pairs += len(rules.rules)
        seen.update(v.outcome for v in weighed.verdicts.values())
        seen.update(f"severity {s}" for s in durable.flags.values())
        seen["rows flagged"] += sum(position > 0 for _, position in durable.flags)
        seen["escalated"] += len(durable.escalated)
        seen["chained"] += sum(
            any(name.startswith("ES-") for name in e.raised_by)
            for e in durable.escalated
        )
    assert pairs >= 60_000
    for wanted in (
        *Outcome,
        *(f"severity {severity}" for severity in (*Severity, None)),
        "rows flagged",
        "escalated",
        "chained",
        "signalled",
    ):
        assert seen[wanted] >= 100, wanted


class Contrary:
    """An engine that flags nothing."""

    name = "contrary"

    def decide(self, weighed: WeighedRules) -> Decided:
        return Decided({}, ())


def test_a_disagreement_is_an_error_that_names_rule_and_site() -> None:
    rules = pack(rule("HS-004", ask("drills", "below", 1.0)))
    with pytest.raises(EngineError) as caught:
        evaluate(submission({"drills": 0.0}), rules, engine=Contrary())
    (problem,) = caught.value.problems
    assert problem.code == "RUN-002"
    assert "HS-004 for Test site" in problem.says
    assert "durable-rules says not flagged" in problem.says
    assert "the reference says flagged major" in problem.says


def test_the_engine_that_decided_is_named() -> None:
    rules = pack(rule("HS-004", ask("drills", "below", 1.0)))
    found = evaluate(submission({"drills": AnswerState.BLANK}), rules)
    assert found.engine == "durable-rules 2.0.28"
