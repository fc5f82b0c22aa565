"""Documents about one site held against each other: by rule, by set, by command."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.app.across import weigh_across
from rs_excel.app.cases import run_cases
from rs_excel.app.check import check_file
from rs_excel.app.settings import Instruments, find_pack, terms
from rs_excel.app.sites import opened
from rs_excel.cli.main import main
from rs_excel.domain.facts import Submission
from rs_excel.domain.one_matter import sources_in
from rs_excel.domain.vocabulary import FindingType, Outcome
from rs_excel.engine.composing import NamedDocument
from rs_excel.engine.stating import state
from rs_excel.errors import PackError
from rs_excel.rulebook.lint import lint
from rs_excel.rulebook.model import RulePack
from rs_excel.rulebook.packs import load_pack
from rs_excel.supplied import packs_folder, workbooks_folder
from rs_excel.workbook.memory_book import book_of
from rs_excel.workbook.reading import read_answers
from tests.app import across_sets
from tests.app.across_sets import FAULTS, Said
from tests.conftest import ASSESSED_ON, SAMPLES

SETS = 300
AUDITS = workbooks_folder() / "audit" / "samples"


@cache
def _pack(name: str) -> RulePack:
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
        return {finding.rule_id for finding in weigh_across(given, on, {}).findings}

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
    outcomes = {v.rule_id: v.outcome for v in weigh_across(given, on, {}).verdicts}
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


def test_one_matter_in_two_documents_counts_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    audit = AUDITS / "findings.xlsx"
    asked = ["across", str(SAMPLES / "mixed.xlsx"), "--audit", str(audit)]
    on = ["--as-of", ASSESSED_ON.isoformat(), "--format", "json"]
    assert main([*asked, *on]) == 0
    told = json.loads(capsys.readouterr().out)
    by_matter = {one["matter"]: one["sources"] for one in told["seen_twice"]}
    weeks = by_matter["Working weeks are too long"]
    assert [(s["document"], s["rule"]) for s in weeks] == [
        ("saq", "HR-056"),
        ("audit", "HR-920"),
    ]
    assert all(source["cells"] for source in weeks)
    [exit_] = [one for one in told["perhaps_same"] if one["rule"] == "HS-903"]
    assert exit_["row"] == "NC-1"
    assert {other["rule"][:2] for other in exit_["others"]} <= {"HS", "DT", "DC", "ES"}
    every = 0
    for file in (SAMPLES / "mixed.xlsx", audit):
        chosen = Instruments(policy="standard", assessed_on=ASSESSED_ON)
        on_template = replace(chosen.terms_for("four_pillar"), instruments=chosen)
        found = check_file(file, on_template).check.report.findings
        every += sum(f.type is not FindingType.GOOD_EXAMPLE for f in found)
    assert told["findings_of_documents"] == every - len(by_matter)


def _audit_of(reference: str, target: Path) -> Path:
    """The sample with findings, as if it were of another site."""
    book = load_workbook(AUDITS / "findings.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "ZS-SAMPLE-1":
                    cell.value = reference
    book.save(target)
    return target


def test_one_matter_is_one_row_of_a_tracker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracker, audit = tmp_path / "t.xlsx", _audit_of("ZS0000002", tmp_path / "a.xlsx")
    asked = ["across", str(SAMPLES / "mixed.xlsx"), "--audit", str(audit)]
    asked += ["--as-of", ASSESSED_ON.isoformat(), "--tracker", str(tracker)]
    assert main(asked) == 0
    rows = {row.action.rule_id: row.action for row in opened(tracker).rows}
    assert {row.site_key for row in rows.values()} == {"zs0000002"}
    assert "HR-920" not in rows
    (source,) = sources_in(rows["HR-056"].also)
    assert source.rule_id == "HR-920"
    assert {"HS-903", "XS-022"} <= rows.keys()
    written = tracker.read_bytes()
    assert main(asked) == 0
    on = ["--as-of", ASSESSED_ON.isoformat(), "--tracker", str(tracker)]
    assert main(["track", str(audit), *on]) == 0
    assert main(["track", str(SAMPLES / "mixed.xlsx"), *on]) == 0
    assert "Nothing has changed." in capsys.readouterr().out
    assert tracker.read_bytes() == written


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


def test_a_matter_of_a_rule_that_is_not_there_is_refused(tmp_path: Path) -> None:
    packs = tmp_path / "rules"
    shutil.copytree(packs_folder(), packs)
    text = "- title: Nothing at all\n  rules: { saq: [HR-056], audit: [HR-999] }\n"
    (packs / "across" / "matters.yaml").write_text(text)
    with pytest.raises(PackError) as refused:
        load_pack(packs / "across")
    [fault] = refused.value.problems
    assert fault.where == "matters.yaml:2"
    assert "`HR-999` is no rule of the document `audit`" in fault.says


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
