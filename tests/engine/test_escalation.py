"""Escalations count findings, by pillar or over all, in rounds."""

from __future__ import annotations

from typing import Any

import pytest

from rs_excel.domain.facts import Submission
from rs_excel.domain.findings import Verdict
from rs_excel.domain.vocabulary import FindingType, Outcome, Pillar, Severity
from rs_excel.engine.durable_evaluator import Durable
from rs_excel.engine.evaluate import Engine, evaluate
from rs_excel.engine.reference import Reference
from rs_excel.rulebook.model import Once, Rule
from tests.engine.making import ask, escalation, pack, rule, submission

HR, HS = Pillar.HUMAN_RIGHTS, Pillar.HEALTH_AND_SAFETY
MAJOR, CRITICAL = Severity.MAJOR, Severity.CRITICAL


@pytest.fixture(params=["durable", "reference"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "reference":
        return Reference()
    pytest.importorskip("durable.engine")
    return Durable()


def flagged(rule_id: str, pillar: Pillar, **more: Any) -> Rule:
    return rule(rule_id, ask("bad", "is", "yes"), pillar=pillar, **more)


def found(
    engine: Engine, *rules: Rule, said: Submission | None = None
) -> dict[str, list[Verdict]]:
    said = said or submission({"bad": "yes", "workers": 5.0})
    verdicts = evaluate(said, pack(*rules), engine=engine).verdicts
    return {r.id: [v for v in verdicts if v.rule_id == r.id] for r in rules}


def es(
    rule_id: str, at_least: int, severity: Severity = CRITICAL, **filters: Any
) -> Rule:
    return rule(
        rule_id,
        escalation=escalation(at_least, **filters),
        ladder=[(None, severity)],
        pillar=Pillar.ALL_PILLARS,
    )


def test_findings_are_counted_pillar_by_pillar(engine: Engine) -> None:
    rules = [flagged(f"HS-00{n}", HS) for n in range(3)]
    rules += [flagged(f"HR-00{n}", HR) for n in range(2)]
    (one,) = found(engine, *rules, es("ES-001", 3, per_pillar=True))["ES-001"]
    assert (one.outcome, one.scope, one.severity) == (Outcome.FLAGGED, HS, CRITICAL)
    assert one.raised_by == ("HS-000", "HS-001", "HS-002")
    assert one.because == ()
    two = found(engine, *rules, es("ES-001", 2, per_pillar=True))["ES-001"]
    assert [verdict.scope for verdict in two] == [HR, HS]


def test_one_fewer_than_needed_conforms_once(engine: Engine) -> None:
    rules = [flagged(f"HS-00{n}", HS) for n in range(2)]
    (one,) = found(engine, *rules, es("ES-001", 3, per_pillar=True))["ES-001"]
    assert one == Verdict(rule_id="ES-001", outcome=Outcome.CONFORMS)


def test_filters_choose_what_counts(engine: Engine) -> None:
    rules = [
        flagged("A-1", HR),
        flagged("A-2", HR, ladder=[(None, Severity.MINOR)]),
        flagged("A-3", HS, kind=FindingType.OBSERVATION),
        flagged("A-4", HS, kind=FindingType.GOOD_EXAMPLE),
    ]
    wanted: list[tuple[dict[str, Any], tuple[str, ...]]] = [
        ({}, ("A-1", "A-2", "A-3", "A-4")),
        ({"severities": [MAJOR]}, ("A-1",)),
        ({"severities": [MAJOR, Severity.MINOR]}, ("A-1", "A-2")),
        (
            {"types": [FindingType.OBSERVATION, FindingType.GOOD_EXAMPLE]},
            ("A-3", "A-4"),
        ),
        ({"rules": ["A-2", "A-4", "Z-9"]}, ("A-2", "A-4")),
        ({"rules": ["A-2", "A-4"], "types": [FindingType.GOOD_EXAMPLE]}, ("A-4",)),
    ]
    for filters, counted in wanted:
        (one,) = found(engine, *rules, es("ES-001", 1, **filters))["ES-001"]
        assert one.raised_by == counted


def test_rows_count_one_by_one_and_are_named(engine: Engine) -> None:
    expired = rule("HS-009", ask("certs.old", "is", "yes"), for_each="certs")
    said = submission(
        {}, rows={"certs": [{"certs.old": w} for w in ("yes", "no", "yes")]}
    )
    (one,) = found(engine, expired, es("ES-001", 2), said=said)["ES-001"]
    assert one.raised_by == ("HS-009 (row 1)", "HS-009 (row 3)")


def test_a_rule_that_counts_once_does_so_whatever_its_rows(engine: Engine) -> None:
    expired = rule("HS-009", ask("certs.old", "is", "yes"), for_each="certs")
    said = submission(
        {"bad": "yes"}, rows={"certs": [{"certs.old": w} for w in ("yes", "yes")]}
    )
    counting = es("ES-001", 2, once_per=Once.RULE)
    assert not found(engine, expired, counting, said=said)["ES-001"][0].raised_by
    (one,) = found(engine, expired, flagged("HR-001", HR), counting, said=said)[
        "ES-001"
    ]
    assert one.raised_by == ("HR-001", "HS-009 (row 1)", "HS-009 (row 2)")


def test_pillars_are_counted_by_the_first_finding_that_passes(engine: Engine) -> None:
    minor = [(None, Severity.MINOR)]
    rules = [
        flagged("HR-001", HR, ladder=minor),
        flagged("HR-002", HR),
        flagged("HS-001", HS, ladder=minor),
    ]
    counting = es("ES-001", 2, severities=[MAJOR], once_per=Once.PILLAR)
    assert not found(engine, *rules, counting)["ES-001"][0].raised_by
    (one,) = found(engine, *rules, flagged("HS-002", HS), counting)["ES-001"]
    assert one.raised_by == ("HR-002", "HS-002")


def test_each_group_of_rules_counts_once(engine: Engine) -> None:
    groups = {"papers": ["HR-001", "HR-002"], "debt": ["HR-003"], "hours": ["HR-056"]}
    counting = es("ES-001", 2, groups=groups)
    papers = [flagged("HR-001", HR), flagged("HR-002", HR), flagged("HR-099", HR)]
    assert not found(engine, *papers, counting)["ES-001"][0].raised_by
    (one,) = found(engine, *papers, flagged("HR-003", HR), counting)["ES-001"]
    assert one.raised_by == ("HR-001", "HR-002", "HR-003")


def test_groups_are_counted_pillar_by_pillar_where_asked(engine: Engine) -> None:
    groups = {"one": ["HR-001", "HS-001"], "other": ["HR-002"]}
    counting = es("ES-001", 2, groups=groups, per_pillar=True)
    rules = [flagged("HR-001", HR), flagged("HS-001", HS), flagged("HR-002", HR)]
    (one,) = found(engine, *rules, counting)["ES-001"]
    assert (one.scope, one.raised_by) == (HR, ("HR-001", "HR-002"))


def test_an_escalation_may_be_counted_by_another(engine: Engine) -> None:
    rules = [flagged(f"HS-00{n}", HS) for n in range(3)]
    first = es("ES-002", 3, severities=[MAJOR], per_pillar=True)
    # Earlier in the order of ids, later in the order of rounds.
    second = es("ES-001", 1, Severity.BUSINESS_CRITICAL, severities=[CRITICAL])
    (one,) = found(engine, *rules, first, second)["ES-001"]
    assert one.severity is Severity.BUSINESS_CRITICAL
    assert one.raised_by == ("ES-002 (Health & safety)",)


def test_an_escalation_may_leave_out_other_escalations(engine: Engine) -> None:
    rules = [flagged(f"HS-00{n}", HS) for n in range(3)]
    first = es("ES-001", 3, severities=[MAJOR], per_pillar=True)
    second = es("ES-002", 1, severities=[CRITICAL], counts_escalations=False)
    grave = flagged("HR-001", HR, ladder=[(None, CRITICAL)])
    assert not found(engine, *rules, first, second)["ES-002"][0].raised_by
    (one,) = found(engine, *rules, first, second, grave)["ES-002"]
    assert one.raised_by == ("HR-001",)


def test_an_escalation_that_would_count_itself_fires_once(engine: Engine) -> None:
    greedy = es("ES-001", 1)
    (one,) = found(engine, flagged("HS-001", HS), greedy)["ES-001"]
    assert one.raised_by == ("HS-001",)


def test_two_escalations_that_count_each_other_come_to_an_end(engine: Engine) -> None:
    rules = [flagged("HS-001", HS), es("ES-001", 1), es("ES-002", 2)]
    verdicts = found(engine, *rules)
    assert verdicts["ES-001"][0].raised_by == ("HS-001",)
    assert verdicts["ES-002"][0].raised_by == ("ES-001", "HS-001")


def test_an_escalation_that_does_not_apply_counts_nothing(engine: Engine) -> None:
    counting = rule(
        "ES-001",
        applies_when=ask("workers", "above", 100.0),
        escalation=escalation(1),
        ladder=[(None, CRITICAL)],
    )
    for workers, outcome in [(5.0, Outcome.NOT_APPLICABLE), (200.0, Outcome.FLAGGED)]:
        said = submission({"bad": "yes", "workers": workers})
        (one,) = found(engine, flagged("HS-001", HS), counting, said=said)["ES-001"]
        assert one.outcome is outcome


def test_an_escalation_has_a_ladder_of_its_own(engine: Engine) -> None:
    counting = rule(
        "ES-001",
        escalation=escalation(1),
        ladder=[(ask("workers", "above", 3.0), CRITICAL), (None, MAJOR)],
    )
    (one,) = found(engine, flagged("HS-001", HS), counting)["ES-001"]
    assert one.severity is CRITICAL


def test_more_escalations_than_one_ruleset_bears_are_counted_alike(
    engine: Engine,
) -> None:
    rules = [flagged(f"HS-{n:03}", HS) for n in range(3)]
    many = [
        es(
            f"ES-{n:03}",
            1 + n % 4,
            per_pillar=True,
            severities=[MAJOR, CRITICAL],
            types=list(FindingType),
            rules=[r.id for r in rules],
        )
        for n in range(40)
    ]
    verdicts = found(engine, *rules, *many)
    flags = [rule_id for rule_id, v in verdicts.items() if v[0].raised_by]
    assert flags == [f"ES-{n:03}" for n in range(40) if n % 4 < 3]
