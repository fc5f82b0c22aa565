"""Both engines side by side: which decided, the same verdicts, nothing left behind."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rs_excel.domain.conditions import ParameterRef
from rs_excel.engine import durable_host
from rs_excel.engine.durable_evaluator import Durable, _ready
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.plans import KEPT, plan_for
from rs_excel.engine.reference import Reference
from tests.engine.chance import cases
from tests.engine.making import ask, pack, parameter, rule, submission

ROOT = Path(__file__).parents[2]
SEED = {"packs": 3, "rules": 30, "submissions": 8}

WITHOUT_DURABLE = """
import json, sys
sys.modules["durable_rules_engine"] = None  # as on Windows, or from Python 3.13 on
from rs_excel.engine.evaluate import evaluate
from tests.engine.chance import cases
found = [evaluate(said, rules) for rules, said in cases(7, **json.loads(sys.argv[1]))]
assert not any(name.startswith("durable.") for name in sys.modules)
print(json.dumps([found[0].engine, [repr(f.verdicts) for f in found]]))
"""


def test_without_durable_the_reference_gives_identical_verdicts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DURABLE, json.dumps(SEED)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    engine, verdicts = json.loads(done.stdout)
    assert engine == "reference evaluator (durable-rules is not available here)"
    ours = [evaluate(said, rules) for rules, said in cases(7, **SEED)]
    assert verdicts == [repr(found.verdicts) for found in ours]
    if durable_host.is_available():
        assert ours[0].engine == "durable-rules 2.0.28"


def test_importing_the_engine_imports_no_durable_rules() -> None:
    program = (
        "import sys, rs_excel.engine.evaluate, rs_excel.engine.explaining;"
        "print([m for m in sys.modules if m.startswith('durable')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.strip() == "[]"


def test_the_same_submission_gives_the_same_verdicts_in_the_same_order() -> None:
    for rules, said in cases(11, packs=2, rules=20, submissions=3):
        first = evaluate(said, rules)
        assert evaluate(said, rules) == first
        assert [v.rule_id for v in first.verdicts] == sorted(
            v.rule_id for v in first.verdicts
        )


def test_the_order_of_rules_and_answers_does_not_matter() -> None:
    for rules, said in cases(12, packs=2, rules=20, submissions=3):
        turned = pack(*reversed(rules.rules), parameters=rules.parameters.values())
        facts = dict(reversed(list(said.facts.items())))
        again = type(said)(
            profile=said.profile,
            assessed_on=said.assessed_on,
            facts=facts,
            tables=said.tables,
        )
        assert evaluate(again, turned) == evaluate(said, rules)


def test_a_plan_is_made_once_for_a_pack_a_country_and_a_day() -> None:
    flag = rule("HS-004", ask("drills", "below", 1.0))
    one, twin = pack(flag), pack(flag)
    here, there = submission({}, country="BD"), submission({}, country="VN")
    assert plan_for(here, one) is plan_for(submission({}, country="BD"), one)
    assert plan_for(here, one) is not plan_for(there, one)
    assert plan_for(here, one) is not plan_for(here, twin)


def test_what_no_country_decides_is_made_ready_once_for_all_of_them() -> None:
    begun = date(2020, 1, 1)
    ages = parameter("age", ("BD", begun, 14.0), ("VN", begun, 15.0))
    alike = rule("HS-004", ask("drills", "below", 1.0))
    differing = rule("HR-001", ask("drills", "below", ParameterRef("age")))
    rules = pack(alike, differing, parameters=[ages])
    plans = [plan_for(submission({}, country=c), rules) for c in ("BD", "VN", "")]
    assert len({id(plan.ready["HS-004"]) for plan in plans}) == 1
    assert len({id(plan.ready["HR-001"]) for plan in plans}) == 3


def resident() -> int:
    """Megabytes this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 // 1_000_000


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux")
def test_memory_does_not_grow_with_submissions_or_countries() -> None:
    rules, said = next(cases(13, packs=1, rules=80, submissions=1))

    def evaluated(times: int, countries: int) -> int:
        for n in range(times):
            country = "BD" if countries == 1 else f"C{n % countries}"
            profile = type(said.profile)(country=country)
            evaluate(
                type(said)(
                    profile=profile,
                    assessed_on=said.assessed_on,
                    facts=said.facts,
                    tables=said.tables,
                ),
                rules,
            )
        gc.collect()
        return resident()

    warm = evaluated(100, 1)
    assert evaluated(1_000, 1) - warm <= 3
    many = evaluated(2 * KEPT, 2 * KEPT)
    assert evaluated(6 * KEPT, 2 * KEPT) - many <= 5


@pytest.mark.skipif(not durable_host.is_available(), reason="needs durable-rules")
def test_no_session_outlives_its_submission() -> None:
    rules, said = next(cases(14, packs=1, rules=20, submissions=1))
    for _ in range(20):
        evaluate(said, rules, engine=Durable())
    for share in plan_for(said, rules).shares:
        for ruleset in _ready(share).rulebase._rulesets:
            for sid in range(1, 21):
                with pytest.raises(Exception, match="error code: 309"):
                    durable_host._c_side().delete_state(ruleset.handle, str(sid))


def test_an_engine_may_be_chosen() -> None:
    rules = pack(rule("HS-004", ask("drills", "below", 1.0)))
    found = evaluate(submission({"drills": 0.0}), rules, engine=Reference())
    assert found.engine.startswith("reference evaluator")
