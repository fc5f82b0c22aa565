"""Laws a buyer switches on, and the notice, on every output of a check."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from rs_excel.app.machine import SCHEMA
from rs_excel.cli.main import main
from tests.conftest import SAMPLES

DAY = "2026-03-02"
STRICT = ("--policy", "strict")
NOTICE = "They are not legal advice and do not replace an audit."


def checked(
    sample: str, out: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> dict[str, Any]:
    """The one JSON line of a check, held to the published schema."""
    file = SAMPLES / f"{sample}.xlsx"
    day = () if "--as-of" in more else ("--as-of", DAY)
    main(["check", str(file), *day, *more, "--format", "json", "--out", str(out)])
    line: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.validate(line, json.loads(SCHEMA.read_text(encoding="utf-8")))
    return line


def cells_of(copy: Path, sheet: str) -> list[str]:
    book = load_workbook(copy)
    rows = book[sheet].iter_rows(values_only=True)
    return [str(value) for row in rows for value in row if value is not None]


def test_regimes_come_in_the_policys_order_and_only_bind_once_they_apply(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    regimes = checked("mixed", tmp_path, capsys, *STRICT)["regimes"]
    applying = {regime["id"]: regime["applies"] for regime in regimes}
    assert applying == {
        "lksg": True,
        "csddd": False,
        "eu_forced_labour": False,
        "eudr": False,
    }
    assert [len(regime["duties"]) > 0 for regime in regimes] == [True] + [False] * 3


def test_a_law_binds_from_its_first_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for day, binds in (("2026-12-29", False), ("2026-12-30", True)):
        out = tmp_path / day
        line = checked("mixed", out, capsys, *STRICT, "--as-of", day)
        (eudr,) = (regime for regime in line["regimes"] if regime["id"] == "eudr")
        assert (eudr["applies"], bool(eudr["duties"])) == (binds, binds)


def test_a_gap_names_the_question_the_reason_and_the_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lksg = checked("mixed", tmp_path, capsys, *STRICT)["regimes"][0]
    duties = {duty["id"]: duty for duty in lksg["duties"]}
    (fee,) = duties["protected_positions"]["missing"]
    assert (fee["question"], fee["why"]) == ("fl.fee_paid_by_worker", "unanswered")
    assert duties["protected_positions"]["state"] == "gaps"
    sheet, address = fee["cells"][0].rsplit("!", 1)
    book = load_workbook(SAMPLES / "mixed.xlsx")
    assert book[sheet.strip("'")][address].value == "Don't know"
    against = duties["risk_analysis"]
    assert against["state"] == "against"
    assert {item["why"] for item in against["missing"]} >= {"answered_against"}


def test_a_policy_of_ones_own_switches_on_what_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "name: mine\nextends: standard\nregimes: [us_uflpa]\n", encoding="utf-8"
    )
    line = checked("clean", tmp_path, capsys, "--policy", str(mine))
    assert line["policy"] == "mine"
    assert [regime["id"] for regime in line["regimes"]] == ["us_uflpa"]
    copy = load_workbook(tmp_path / "clean.checked.xlsx")
    assert "Regimes" in copy.sheetnames


def test_without_regimes_there_is_no_sheet_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked("mixed", tmp_path, capsys)["regimes"] == []
    assert "Regimes" not in load_workbook(tmp_path / "mixed.checked.xlsx").sheetnames


def test_the_sheet_says_where_the_law_stands_and_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked("mixed", tmp_path, capsys, *STRICT)
    said = cells_of(tmp_path / "mixed.checked.xlsx", "Regimes")
    assert any("Applies since 2023-01-01; entry as of" in words for words in said)
    assert any(words.startswith("Applies from 2029-07-26, not yet") for words in said)
    assert any("Not answered: Has any worker paid" in words for words in said)


@pytest.mark.parametrize("terms", [(), STRICT])
def test_the_notice_is_on_every_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], terms: tuple[str, ...]
) -> None:
    assert NOTICE in checked("mixed", tmp_path, capsys, *terms)["notice"]
    sheets = ["Summary", *(["Regimes"] if terms else [])]
    for sheet in sheets:
        said = cells_of(tmp_path / "mixed.checked.xlsx", sheet)
        assert any(NOTICE in words for words in said)
    for samples in (["mixed"], ["mixed", "clean"]):
        files = [str(SAMPLES / f"{name}.xlsx") for name in samples]
        out = tmp_path / str(len(samples))
        main(["check", *files, "--as-of", DAY, *terms, "--out", str(out)])
        assert NOTICE in " ".join(capsys.readouterr().out.split())


def test_text_tells_each_regime_and_its_worst_duties(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(SAMPLES / "mixed.xlsx")
    main(["check", file, "--as-of", DAY, *STRICT, "--out", str(tmp_path)])
    said = capsys.readouterr().out
    assert "German Supply Chain Due Diligence Act (LkSG): Of 8 duties" in said
    assert "risk_analysis: 2 answered against it" in said
    assert "Applies from 2029-07-26, not yet on this day" in said


def test_a_copy_with_regimes_is_replaced_and_taken_off_like_any_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked("mixed", tmp_path / "a", capsys, *STRICT)
    copy = tmp_path / "a" / "mixed.checked.xlsx"
    terms = ["--as-of", DAY, *STRICT]
    assert main(["check", str(copy), *terms, "--out", str(tmp_path / "b")]) == 0
    again = tmp_path / "b" / "mixed.checked.xlsx"
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (copy, again)}
    assert len(digests) == 1
    restored = tmp_path / "restored.xlsx"
    assert main(["unmark", str(again), "--out", str(restored)]) == 0
    assert restored.read_bytes() == (SAMPLES / "mixed.xlsx").read_bytes()


def test_laws_and_policies_are_told_in_words(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["laws", "list"]) == 0
    assert "eudr" in capsys.readouterr().out
    assert main(["laws", "show", "csddd"]) == 0
    page = capsys.readouterr().out
    assert "employees: more than 5,000 employees, since 2029-07-26" in page
    assert "No legal advice" in page
    assert main(["laws", "show", "lkgs"]) == 2
    assert "Did you mean `lksg`?" in capsys.readouterr().err
    assert main(["policies", "list"]) == 0
    assert "lksg, csddd" in capsys.readouterr().out
    assert main(["policies", "show", "supportive"]) == 0
    assert "14 days after a finding is raised" in capsys.readouterr().out


def test_a_duty_with_gaps_never_says_that_nothing_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked("mixed", tmp_path, capsys, *STRICT)
    sheet = load_workbook(tmp_path / "mixed.checked.xlsx")["Regimes"]
    rows = [row[2:5] for row in sheet.iter_rows(values_only=True) if row[4]]
    gaps = [said for state, _, said in rows if "With gaps" in str(state)]
    assert gaps
    assert "Nothing." not in gaps
