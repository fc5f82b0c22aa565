"""Gaps under laws: each lack has its name, each duty the state that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rs_excel.domain.facts import Fact, SiteProfile, Submission, TableRow
from rs_excel.domain.findings import Finding
from rs_excel.domain.questions import CellRef
from rs_excel.domain.regimes import DutyResult, DutyState, Lack
from rs_excel.domain.vocabulary import AnswerState, Severity, Trouble
from rs_excel.engine.regimes import regime_results
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from tests.engine.making import ON
from tests.packs import QUESTIONS, tiny_pack
from tests.rulebook.test_laws import LAW
from tests.writeback.reports import finding

CELL = CellRef("Safety", "D7")
REGISTER = """
  - key: evidence.register
    title: Evidence
    rows: 5
    row_key: evidence.register.id
    columns:
      - { key: evidence.register.id, text: Id, kind: text }
      - key: evidence.register.type
        text: Kind
        kind: choice
        choices: [{ value: register, label: Register }, { value: photo, label: Photo }]
"""


@pytest.fixture
def pack(tmp_path: Path) -> RulePack:
    files = {"laws/tiny_act.yaml": LAW, "questions": QUESTIONS + REGISTER}
    return load_pack(tiny_pack(tmp_path, **files))


def drills(state: AnswerState, number: float | None = None, *troubles: Trouble) -> Fact:
    return Fact(
        key="hs.drills_12m",
        state=state,
        number=number,
        cells=(CELL,),
        troubles=troubles,
    )


def duties(
    pack: RulePack, given: Submission, *findings: Finding
) -> tuple[DutyResult, ...]:
    """What becomes of the duties of the tiny act."""
    policy = replace(pack.policies["standard"], regimes=("tiny_act",))
    (regime,) = regime_results(given, pack, policy, findings)
    return regime.duties


def saying(fact: Fact, *documents: str, day: date = ON) -> Submission:
    """A return with one answer, and documents of these kinds on its register."""
    rows = tuple(
        TableRow(name=name, position=place, facts={f.key: f for f in (ident, kind)})
        for place, document in enumerate(documents, 1)
        for name in [f"E-0{place}"]
        for ident in [_text("evidence.register.id", name)]
        for kind in [_text("evidence.register.type", document)]
    )
    return Submission(
        profile=SiteProfile(),
        assessed_on=day,
        facts={fact.key: fact},
        tables={"evidence.register": rows},
    )


def _text(key: str, text: str) -> Fact:
    return Fact(key=key, state=AnswerState.ANSWERED, text=text)


@pytest.mark.parametrize(
    ("fact", "lack", "state"),
    [
        (drills(AnswerState.ANSWERED, 2), None, DutyState.SERVED),
        (drills(AnswerState.ANSWERED, 0), Lack.AGAINST, DutyState.AGAINST),
        (drills(AnswerState.BLANK), Lack.UNANSWERED, DutyState.GAPS),
        (drills(AnswerState.UNKNOWN), Lack.UNANSWERED, DutyState.GAPS),
        (drills(AnswerState.UNREADABLE), Lack.UNANSWERED, DutyState.GAPS),
        (drills(AnswerState.NOT_ASKED), Lack.NOT_ASKED, DutyState.NOT_ASKED),
        (drills(AnswerState.NOT_APPLICABLE), Lack.NOT_ASKED, DutyState.NOT_ASKED),
        (
            drills(AnswerState.NOT_APPLICABLE, None, Trouble.NA_WITHOUT_REASON),
            Lack.UNANSWERED,
            DutyState.GAPS,
        ),
        (
            drills(AnswerState.ANSWERED, 2, Trouble.YES_WITHOUT_EVIDENCE),
            Lack.WITHOUT_EVIDENCE,
            DutyState.GAPS,
        ),
    ],
)
def test_every_way_of_not_serving_a_duty_has_its_name(
    pack: RulePack, fact: Fact, lack: Lack | None, state: DutyState
) -> None:
    (result,) = duties(pack, saying(fact))
    assert [item.lack for item in result.missing] == ([lack] if lack else [])
    assert result.state is state
    assert all(item.cells == (CELL,) for item in result.missing)


def test_before_a_law_applies_there_is_no_duty(pack: RulePack) -> None:
    given = saying(drills(AnswerState.BLANK), day=date(2025, 12, 31))
    assert duties(pack, given) == ()


@pytest.mark.parametrize(
    ("documents", "listed", "state"),
    [
        ((), (), DutyState.GAPS),
        (("photo",), (), DutyState.GAPS),
        (("photo", "register"), ("E-02",), DutyState.SERVED),
    ],
)
def test_a_document_of_a_kind_that_serves_must_be_on_the_register(
    pack: RulePack,
    documents: tuple[str, ...],
    listed: tuple[str, ...],
    state: DutyState,
) -> None:
    law = pack.laws["tiny_act"]
    (only,) = law.duties
    wanting = replace(law, duties=(replace(only, evidence=("register",)),))
    pack = replace(pack, laws={law.id: wanting})
    given = saying(drills(AnswerState.ANSWERED, 2), *documents)
    (result,) = duties(pack, given)
    assert (result.evidence_listed, result.state) == (listed, state)
    assert result.evidence_wanted == ("Register",)


@pytest.mark.parametrize(
    ("severity", "state"),
    [(Severity.MAJOR, DutyState.GAPS), (None, DutyState.SERVED)],
)
def test_a_non_conformance_of_its_rules_stands_against_a_duty(
    pack: RulePack, severity: Severity | None, state: DutyState
) -> None:
    raised = replace(finding("HS-004"), severity=severity)
    (result,) = duties(pack, saying(drills(AnswerState.ANSWERED, 2)), raised)
    assert result.state is state
    assert result.findings == ((raised.number,) if severity else ())
