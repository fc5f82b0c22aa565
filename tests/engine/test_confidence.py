"""Beside each light: what it could still become, what it rests on, what to ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from rs_excel.domain.confidence import Confidence, Evidence, LightRange
from rs_excel.domain.facts import Fact, Submission
from rs_excel.domain.findings import CheckReport
from rs_excel.domain.questions import Question
from rs_excel.domain.vocabulary import (
    AnswerState,
    FindingType,
    Light,
    Pillar,
    QuestionKind,
    Severity,
    Trouble,
    Verification,
)
from rs_excel.engine.evaluate import evaluate
from rs_excel.engine.raising import raise_findings
from rs_excel.engine.reference import Reference
from rs_excel.engine.reporting import Checked, report
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.policy import Policy, Timeframe
from tests.engine.chance import COLUMNS, SINGLE, some_answer, some_pack, some_submission
from tests.engine.making import (
    Said,
    ask,
    escalation,
    fact,
    pack,
    question,
    rule,
    submission,
)

BLANK = AnswerState.BLANK
HS = Pillar.HEALTH_AND_SAFETY
BUSINESS_CRITICAL, CRITICAL, MAJOR, MINOR = Severity
RED, AMBER, GREEN, GREY = Light
FROM_BEST = (GREEN, AMBER, RED)


def policy(
    red: Mapping[Severity, int] | None = None,
    amber: Mapping[Severity, int] | None = None,
) -> Policy:
    names = (*Severity, *FindingType)
    frame = Timeframe(
        close_days=30, contain_days=None, verification=Verification.DESKTOP
    )
    return Policy(
        name="test",
        title="Test",
        timeframes={name.value: frame for name in names},
        red_when={BUSINESS_CRITICAL: 1, CRITICAL: 2} if red is None else red,
        amber_when={CRITICAL: 1, MAJOR: 3} if amber is None else amber,
        least_assessed_share=0.8,
    )


def checked(rules: RulePack, said: Submission, under: Policy) -> CheckReport:
    found = evaluate(said, rules, engine=Reference())
    return report(
        Checked(
            submission=said,
            verdicts=found.verdicts,
            findings=raise_findings(found.verdicts, rules, under, said),
            engine=found.engine,
            notes=(),
        ),
        rules,
        under,
    )


def safety(
    rules: RulePack, said: Submission, under: Policy | None = None
) -> Confidence:
    found = checked(rules, said, under or policy())
    (result,) = (result for result in found.pillars if result.pillar is HS)
    return result.confidence


def between(best: Light, worst: Light) -> LightRange:
    return LightRange(best=best, worst=worst)


def lights(said: Mapping[str, Said], *severities: Severity) -> LightRange:
    """The range where a No to ``q.n0``, ``q.n1`` … has these severities."""
    rules = [
        rule(f"HS-{n:03}", ask(f"q.n{n}", "is", "no"), ladder=[(None, severity)])
        for n, severity in enumerate(severities)
    ]
    return safety(pack(*rules), submission(said)).could_be


def test_with_nothing_open_the_range_is_the_light() -> None:
    assert lights({"q.n0": "no"}, CRITICAL) == between(AMBER, AMBER)
    assert lights({"q.n0": "yes"}, BUSINESS_CRITICAL) == between(GREEN, GREEN)


def test_an_open_answer_reaches_as_far_as_its_rule_is_grave() -> None:
    assert lights({"q.n0": BLANK}, BUSINESS_CRITICAL) == between(GREEN, RED)
    assert lights({"q.n0": BLANK}, CRITICAL) == between(GREEN, AMBER)
    assert lights({"q.n0": BLANK}, MAJOR) == between(GREEN, GREEN)


def test_open_answers_add_up_with_what_was_found_under_the_policys_thresholds() -> None:
    two_majors = {"q.n0": "no", "q.n1": "no", "q.n2": BLANK}
    assert lights(two_majors, MAJOR, MAJOR, MAJOR) == between(GREEN, AMBER)
    one_critical: dict[str, Said] = {"q.n0": "no", "q.n1": BLANK}
    assert lights(one_critical, CRITICAL, CRITICAL) == between(AMBER, RED)


def test_what_is_red_by_what_was_found_stays_red_whatever_is_open() -> None:
    said: dict[str, Said] = {"q.n0": "no", "q.n1": BLANK}
    assert lights(said, BUSINESS_CRITICAL, CRITICAL) == between(RED, RED)


def test_a_question_not_asked_of_the_site_leaves_nothing_open() -> None:
    said: dict[str, Said] = {"q.n0": AnswerState.NOT_ASKED}
    assert lights(said, BUSINESS_CRITICAL).is_one


def test_a_ladder_that_lacks_an_answer_keeps_its_graver_grades_open() -> None:
    graded = rule(
        "HS-001",
        ask("exit", "is", "no"),
        ladder=[(ask("dead", "above", 0.0), BUSINESS_CRITICAL), (None, MAJOR)],
    )
    lacking = safety(pack(graded), submission({"exit": "no", "dead": BLANK}))
    assert lacking.could_be == between(GREEN, RED)
    assert [asked.key for asked in lacking.ask_next] == ["dead"]
    answered = safety(pack(graded), submission({"exit": "no", "dead": 0.0}))
    assert answered.could_be == between(GREEN, GREEN)


def test_a_finding_that_an_answer_is_owed_would_go_with_the_answer() -> None:
    owed = rule("HS-001", ask("fee", "state_is", "unknown"), ladder=[(None, CRITICAL)])
    said = submission({"fee": AnswerState.UNKNOWN})
    assert safety(pack(owed), said).could_be == between(GREEN, AMBER)


def test_escalations_are_counted_anew_at_both_ends() -> None:
    rules = [
        rule(f"HS-{n:03}", ask(f"q{n}", "is", "no"), ladder=[(None, MINOR)])
        for n in range(2)
    ]
    two = escalation(2, severities=[MINOR], per_pillar=True)
    counting = rule("ES-001", escalation=two, ladder=[(None, BUSINESS_CRITICAL)])
    said = submission({"q0": "no", "q1": BLANK})
    assert safety(pack(*rules, counting), said).could_be == between(GREEN, RED)
    known = submission({"q0": "no", "q1": "no"})
    assert safety(pack(*rules, counting), known).could_be == between(RED, RED)


def test_what_an_escalation_counts_once_is_counted_once_at_both_ends() -> None:
    rules = [
        rule(f"HS-{n:03}", ask(f"q{n}", "is", "no"), ladder=[(None, MINOR)])
        for n in range(3)
    ]
    matters = escalation(2, groups={"one": ["HS-000", "HS-001"], "two": ["HS-002"]})
    counting = rule("ES-001", escalation=matters, pillar=HS, ladder=[(None, CRITICAL)])
    of_one_matter: dict[str, Said] = {"q0": "no", "q1": BLANK, "q2": "yes"}
    sure = safety(pack(*rules, counting), submission(of_one_matter))
    assert sure.could_be == between(GREEN, GREEN)
    another = submission({**of_one_matter, "q2": BLANK})
    assert safety(pack(*rules, counting), another).could_be == between(GREEN, AMBER)


def test_an_escalation_that_counts_no_escalations_counts_none_at_either_end() -> None:
    rules = pack(
        rule("HS-001", ask("q1", "is", "no"), ladder=[(None, CRITICAL)]),
        rule("HS-002", ask("q2", "is", "no"), ladder=[(None, MINOR)]),
        rule(
            "ES-001",
            escalation=escalation(1, rules=["HS-001"]),
            pillar=HS,
            ladder=[(None, CRITICAL)],
        ),
        rule(
            "ES-002",
            escalation=escalation(2, severities=[CRITICAL], counts_escalations=False),
            pillar=HS,
            ladder=[(None, BUSINESS_CRITICAL)],
        ),
    )
    few = policy(red={BUSINESS_CRITICAL: 1}, amber={CRITICAL: 1})
    said = submission({"q1": "no", "q2": BLANK})
    assert safety(rules, said, few).could_be == between(AMBER, AMBER)


def test_a_pillar_to_which_no_rule_applies_stays_grey() -> None:
    elsewhere = rule("EN-001", ask("q", "is", "no"), pillar=Pillar.ENVIRONMENT)
    assert safety(pack(elsewhere), submission({"q": "no"})).could_be == between(
        GREY, GREY
    )


def test_grey_is_what_cannot_be_said_and_its_range_says_why() -> None:
    found = checked(
        pack(rule("HS-001", ask("q", "is", "no"), ladder=[(None, CRITICAL)])),
        submission({"q": BLANK}),
        policy(),
    )
    (result,) = (result for result in found.pillars if result.pillar is HS)
    assert (result.light, result.confidence.could_be) == (GREY, between(GREEN, AMBER))


def test_the_question_that_could_carry_the_light_furthest_is_asked_first() -> None:
    rules = pack(
        rule("HS-001", ask("minor", "is", "no"), ladder=[(None, MINOR)]),
        rule("HS-002", ask("major", "is", "no"), ladder=[(None, MAJOR)]),
        rule("HS-003", ask("grave", "is", "no"), ladder=[(None, BUSINESS_CRITICAL)]),
        rule("HS-004", ask("twice", "is", "no"), ladder=[(None, CRITICAL)]),
        rule("HS-005", ask("twice", "is_not", "x"), ladder=[(None, CRITICAL)]),
        rule("HS-006", ask("once", "is", "no"), ladder=[(None, CRITICAL)]),
        questions=[question("twice", text="Twice?")],
    )
    keys = ("minor", "major", "grave", "twice", "once")
    asked = safety(rules, submission(dict.fromkeys(keys, BLANK))).ask_next
    assert [one.key for one in asked] == ["grave", "twice", "once"]
    twice = asked[1]
    assert (twice.text, twice.rules, twice.worst) == (
        "Twice?",
        ("HS-004", "HS-005"),
        CRITICAL,
    )
    assert [str(cell) for cell in twice.cells] == ["'twice'!D1"]


def test_nothing_is_asked_that_cannot_move_the_light() -> None:
    said: dict[str, Said] = {"q.n0": "no", "q.n1": BLANK}
    rules = [
        rule(f"HS-{n}", ask(f"q.n{n}", "is", "no"), ladder=[(None, BUSINESS_CRITICAL)])
        for n in range(2)
    ]
    sure = safety(pack(*rules), submission(said))
    assert (sure.could_be.is_one, sure.open_rules, sure.ask_next) == (True, 1, ())


def test_only_a_yes_that_needs_evidence_is_counted_and_only_with_it() -> None:
    def claim(key: str) -> Question:
        return question(key, QuestionKind.YES_NO, pillar=HS, evidence_needed=True)

    keys = ("shown", "bare", "unlisted", "denied", "blank")
    said = submission({**dict.fromkeys(keys, "yes"), "denied": "no", "blank": BLANK})
    troubled = {
        "bare": said.facts["bare"]._replace(troubles=(Trouble.YES_WITHOUT_EVIDENCE,)),
        "unlisted": said.facts["unlisted"]._replace(
            troubles=(Trouble.EVIDENCE_UNKNOWN,)
        ),
    }
    said = replace(said, facts={**said.facts, **troubled})
    free = question("free", QuestionKind.YES_NO, pillar=HS)
    rules = pack(questions=[free, *(claim(key) for key in keys)])
    assert safety(rules, said).evidence == Evidence(due=3, given=1)


POLICIES = (
    policy(),
    policy(red={BUSINESS_CRITICAL: 1, CRITICAL: 1, MAJOR: 5}, amber={MAJOR: 1}),
    policy(red={BUSINESS_CRITICAL: 1, CRITICAL: 3}, amber={CRITICAL: 1, MAJOR: 5}),
)


def owing(said: Submission) -> Submission:
    """As the engine states it: a blank is owed where the question is required."""

    def owed(fact_: Fact) -> Fact:
        blank = fact_.state is BLANK
        return fact_._replace(troubles=(Trouble.REQUIRED_BLANK,)) if blank else fact_

    return replace(
        said,
        facts={key: owed(fact_) for key, fact_ in said.facts.items()},
        tables={
            name: tuple(
                replace(row, facts={k: owed(f) for k, f in row.facts.items()})
                for row in rows
            )
            for name, rows in said.tables.items()
        },
    )


def one_more_answered(chance: Random, said: Submission) -> Submission | None:
    """The same submission with one lacking answer given, if any is lacking."""
    single = [key for key, fact_ in said.facts.items() if lacks(fact_)]
    rows = [
        (row, key)
        for row in said.tables["list"]
        for key, fact_ in row.facts.items()
        if lacks(fact_)
    ]
    if not single and not rows:
        return None
    place = chance.choice([*single, *rows])
    if isinstance(place, str):
        given_ = answered(chance, place, SINGLE[place])
        return replace(said, facts={**said.facts, place: given_})
    row, key = place
    facts = {**row.facts, key: answered(chance, key, COLUMNS[key])}
    table = tuple(
        replace(r, facts=facts) if r is row else r for r in said.tables["list"]
    )
    return replace(said, tables={**said.tables, "list": table})


def lacks(fact_: Fact) -> bool:
    return fact_.state is not AnswerState.ANSWERED and not fact_.out_of_scope


def answered(chance: Random, key: str, kind: QuestionKind) -> Fact:
    said: Said = BLANK
    while isinstance(said, AnswerState):
        said = some_answer(chance, kind)
    return fact(key, said)


@settings(max_examples=150)
@given(seed=st.integers(0, 10**9))
def test_the_light_lies_in_its_range_and_no_answer_ever_widens_it(seed: int) -> None:
    chance = Random(seed)
    rules, under = some_pack(chance, 14), chance.choice(POLICIES)
    said: Submission | None = owing(some_submission(chance))
    before: dict[Pillar, LightRange] = {}
    while said is not None:
        results = checked(rules, said, under).pillars
        for result in results:
            could_be = result.confidence.could_be
            assert is_within(result.light, could_be)
            wider = before.setdefault(result.pillar, could_be)
            assert reaches(wider, could_be.best), (result.pillar, wider, could_be)
            assert reaches(wider, could_be.worst), (result.pillar, wider, could_be)
            before[result.pillar] = could_be
        # A rule whose limit is not known stays open when all is answered.
        if not any(result.confidence.open_rules for result in results):
            assert all(could_be.is_one for could_be in before.values())
        said = one_more_answered(chance, said)


def is_within(light: Light, could_be: LightRange) -> bool:
    """Grey stands for: no worse than green so far."""
    return could_be.best in (GREEN, GREY) if light is GREY else reaches(could_be, light)


def reaches(could_be: LightRange, light: Light) -> bool:
    if GREY in (light, could_be.best):
        return light is GREY or light is could_be.best or could_be.best is GREY
    place = FROM_BEST.index
    return place(could_be.best) <= place(light) <= place(could_be.worst)
