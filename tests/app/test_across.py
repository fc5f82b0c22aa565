"""Documents about one site held against each other: by rule, by set, by command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from rs_excel.app.across import weigh_across
from rs_excel.app.cases import run_cases
from rs_excel.app.settings import find_pack, terms
from rs_excel.cli.main import main
from rs_excel.domain.facts import Submission
from rs_excel.domain.vocabulary import Outcome
from rs_excel.engine.composing import NamedDocument
from rs_excel.engine.stating import state
from rs_excel.rulebook.lint import lint
from rs_excel.supplied import workbooks_folder
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers
from tests.app import across_sets
from tests.app.across_sets import FAULTS, Said
from tests.conftest import ASSESSED_ON, SAMPLES

SETS = 300
AUDITS = workbooks_folder() / "audit" / "samples"


@cache
def _pack(name: str):  # type: ignore[no-untyped-def]
    return find_pack(name)


def _stated(pack_name: str, said: Said) -> Submission:
    """As a workbook of the pack's template would be read."""
    pack = _pack(pack_name)
    book = book_of(pack.catalogue, said)
    sheet = read_answers(book, pack.catalogue, pack.spellings, pack.placeholders)
    return state(sheet, pack, ASSESSED_ON)


@pytest.fixture(scope="module")
def flagged() -> Callable[..., set[str]]:
    """The rules flagged for documents given as what they say; None is not there."""
    on = terms(_pack("across"), "standard", ASSESSED_ON)
    held: dict[str, Submission] = {}

    def of(**documents: Said | None) -> set[str]:
        given = []
        for name, said in documents.items():
            if said is None:
                continue
            key = name + json.dumps(said, sort_keys=True)
            asks = on.pack.documents[name]
            held.setdefault(key, _stated(asks, said))
            given.append(
                NamedDocument(name=name, file=f"{name}.xlsx", submission=held[key])
            )
        return {finding.rule_id for finding in weigh_across(given, on).findings}

    return of


def test_every_rule_holds_to_its_cases_and_lint_is_silent() -> None:
    pack = _pack("across")
    results = [r for rule in pack.rules for r in run_cases(pack, rule)]
    assert {r.case.name: r.differences for r in results if not r.holds} == {}
    assert [str(issue) for issue in lint(pack)] == []
    layers = [rule.id[:2] for rule in pack.rules]
    assert layers.count("XS") >= 15
    assert layers.count("CH") >= 8


def test_every_rule_is_reached_by_a_fault() -> None:
    reached = {rule for fault in FAULTS for rule in fault.rules}
    slow = {"XS-032"}  # needs a year between audit and questionnaire: in its cases
    assert {rule.id for rule in _pack("across").rules} - slow == reached


def test_documents_that_agree_raise_nothing(flagged: Callable[..., set[str]]) -> None:
    sets = across_sets
    every = flagged(saq=sets.SAQ, audit=sets.AUDIT, last=sets.LAST, card=sets.CARD)
    assert every == set()
    assert flagged(saq=sets.SAQ, audit=sets.AUDIT) == set()


def test_faults_put_in_are_found_and_nothing_else(
    flagged: Callable[..., set[str]],
) -> None:
    """Precision and recall over generated sets; every miss is listed."""
    found = missed = wrong = 0
    told: list[tuple[int, list[str], list[str]]] = []
    for seed in range(SETS):
        made = across_sets.make(seed)
        came = flagged(saq=made.saq, audit=made.audit, last=made.last, card=made.card)
        found += len(came & made.rules)
        missed += len(made.rules - came)
        wrong += len(came - made.rules)
        if came != made.rules:
            told.append((seed, sorted(made.rules - came), sorted(came - made.rules)))
    assert found > SETS
    assert found / (found + missed) > 0.99, told
    assert found / (found + wrong) > 0.99, told


def test_without_an_audit_its_rules_do_not_apply(
    flagged: Callable[..., set[str]],
) -> None:
    faulty = {**across_sets.SAQ, "hs.alarm": "No", "hr.max_week": 40}
    assert flagged(saq=faulty, last=across_sets.LAST) == {"CH-007"}


def test_a_document_that_is_not_there_agrees_with_nothing() -> None:
    on = terms(_pack("across"), "standard", ASSESSED_ON)
    saq = _stated("four_pillar", across_sets.SAQ)
    last = _stated("four_pillar", across_sets.LAST)
    given = [
        NamedDocument(name="saq", file="saq.xlsx", submission=saq),
        NamedDocument(name="last", file="last.xlsx", submission=last),
    ]
    outcomes = {v.rule_id: v.outcome for v in weigh_across(given, on).verdicts}
    assert {rule[:2] for rule in outcomes} == {"CH"}
    assert set(outcomes.values()) == {Outcome.CONFORMS}


def test_the_command_names_the_cells_of_both_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path: path.read_bytes() for path in (*SAMPLES.glob("*.xlsx"),)}
    asked = ["across", str(SAMPLES / "mixed.xlsx"), "--as-of", ASSESSED_ON.isoformat()]
    asked += ["--audit", str(AUDITS / "findings.xlsx")]
    asked += ["--previous", str(SAMPLES / "clean.xlsx"), "--format", "json"]
    assert main(asked) == 0
    told = json.loads(capsys.readouterr().out)
    [rest] = [one for one in told["findings"] if one["rule"] == "XS-022"]
    assert "'[mixed.xlsx]Human rights & labour'!D91" in rest["cells"]
    assert any(
        cell.startswith("'[findings.xlsx]Hours sample'") for cell in rest["cells"]
    )
    assert main([*asked, "--fail-on", "major"]) == 1
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ([], "SET-006"),
        (["--previous", str(SAMPLES / "clean.xlsx")], "SET-006"),
        (["--audit", str(SAMPLES / "mixed.xlsx")], "BOOK-045"),
        (["--audit", "nowhere.xlsx"], "BOOK-010"),
    ],
    ids=["alone", "itself", "no audit", "not there"],
)
def test_what_cannot_be_held_together_is_said(
    more: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["across", str(SAMPLES / "clean.xlsx"), *more]
    assert main([*asked, "--as-of", ASSESSED_ON.isoformat()]) == 2
    assert code in capsys.readouterr().err


def test_every_bad_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "clean.xlsx", tmp_path / "return.xlsx")
    (tmp_path / "audit.xlsx").write_bytes(b"no workbook")
    asked = ["across", str(tmp_path / "return.xlsx")]
    asked += ["--audit", str(tmp_path / "audit.xlsx")]
    asked += ["--previous", str(tmp_path / "gone.xlsx")]
    assert main([*asked, "--as-of", ASSESSED_ON.isoformat()]) == 2
    said = capsys.readouterr().err
    assert "audit.xlsx" in said
    assert "gone.xlsx" in said
