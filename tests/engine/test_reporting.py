"""The report: what it rests on, what it lacks, and how numbers are printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.findings import CheckReport, Coverage
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Pillar,
    QuestionKind,
    Trouble,
)
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.raising import raise_findings
from rs_excel.engine.reporting import Checked, report
from rs_excel.engine.wording import Wording, number_text
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.rulebook.policy import Policy
from rs_excel.rulebook.values import Derived
from tests.engine.making import (
    any_of,
    ask,
    escalation,
    fact,
    pack,
    question,
    rule,
    submission,
)
from tests.packs import tiny_pack

NA = AnswerState.NOT_APPLICABLE


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    return load_pack(tiny_pack(tmp_path)).policies["standard"]


def reported(rules: RulePack, said: Submission, policy: Policy) -> CheckReport:
    found = evaluate(said, rules)
    checked = Checked(
        submission=said,
        verdicts=found.verdicts,
        findings=raise_findings(found.verdicts, rules, policy, said),
        engine=found.engine,
        notes=(),
    )
    return report(checked, rules, policy)


def with_facts(said: Submission, *facts: Fact) -> Submission:
    return replace(said, facts={**said.facts, **{f.key: f for f in facts}})


def test_only_a_proper_not_applicable_counts_as_answered(policy: Policy) -> None:
    questions = [question(key) for key in ("said", "proper", "bare", "not_allowed")]
    said = with_facts(
        submission({"said": 1.0}),
        Fact(key="proper", state=NA),
        Fact(key="bare", state=NA, troubles=(Trouble.NA_WITHOUT_REASON,)),
        Fact(key="not_allowed", state=NA, troubles=(Trouble.NA_NOT_ALLOWED,)),
    )
    found = reported(pack(questions=questions), said, policy).coverage
    assert found == Coverage(asked=4, answered=2, applicable=0, assessed=0)


def test_questions_not_asked_and_not_required_are_not_counted(policy: Policy) -> None:
    questions = [
        question("asked"),
        question("not_asked"),
        question("extra", required=False),
        question("safety", pillar=Pillar.HEALTH_AND_SAFETY),
    ]
    said = submission(
        {
            "asked": AnswerState.BLANK,
            "not_asked": AnswerState.NOT_ASKED,
            "extra": 1.0,
            "safety": 1.0,
        }
    )
    found = reported(pack(questions=questions), said, policy)
    shares = {p.pillar: (p.coverage.asked, p.coverage.answered) for p in found.pillars}
    assert shares[Pillar.HUMAN_RIGHTS] == (1, 0)
    assert shares[Pillar.HEALTH_AND_SAFETY] == (1, 1)


def test_what_is_missing_is_named_as_it_was_asked(policy: Policy) -> None:
    rules = pack(
        rule("HS-004", any_of(ask("drills", "below", 1.0), ask("gone", "is", "x"))),
        questions=[question("drills", text="How many drills were held?")],
    )
    (lacking,) = reported(rules, submission({}), policy).not_assessed
    assert lacking.missing == ("drills", "gone")
    assert lacking.questions == ("How many drills were held?", "gone")


def test_an_escalation_says_which_rows_it_counted(policy: Policy) -> None:
    rows = {"certs": [{"certs.old": "yes"}]}
    expired = rule("EN-001", ask("certs.old", "is", "yes"), for_each="certs")
    counting = rule("ES-001", escalation=escalation(1), kind=FindingType.OBSERVATION)
    found = reported(pack(expired, counting), submission({}, rows=rows), policy)
    says = {finding.rule_id: finding.says for finding in found.findings}
    assert says["ES-001"].endswith("Counted: EN-001 (row 1).")


@pytest.mark.parametrize(
    ("number", "most", "printed"),
    [
        (65.081, 1, "65.1"),
        (65.0, 1, "65"),
        (12500.456, 2, "12,500.46"),
        (10.0, 2, "10"),
        (0.0, 2, "0"),
        (0.004, 2, "0.004"),
        (-0.02, 1, "-0.02"),
    ],
)
def test_numbers_are_rounded_but_never_to_nothing(
    number: float, most: int, printed: str
) -> None:
    assert number_text(number, most) == printed


def test_percentages_have_one_decimal_and_others_two() -> None:
    share = Derived(key="share", text="Share", kind=QuestionKind.PERCENT, form="max_of")
    rules = pack(
        questions=[question("hours"), question("part", QuestionKind.PERCENT)],
        derived=[share],
    )
    keys = ("hours", "part", "share", "meta.completeness")
    said = with_facts(submission({}), *(fact(key, 65.081) for key in keys))
    filled = Wording(said, rules).fill(
        "{hours}; {part}; {share}; {meta.completeness}; {absent}"
    )
    assert filled == "65.08; 65.1; 65.1; 65.1; —"
