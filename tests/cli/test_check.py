"""``rs-excel check`` as people and schedulers meet it."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from rs_excel.app.machine import SCHEMA
from rs_excel.cli import check_command
from rs_excel.cli.main import main
from tests.conftest import SAMPLES

DAY = ("--as-of", "2026-03-02")


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def json_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for line in lines:
        jsonschema.validate(line, schema)
    return lines


def test_the_return_stays_as_it_is_and_a_copy_stands_beside_it(mixed: Path) -> None:
    before = sha256(mixed)
    assert main(["check", str(mixed), *DAY]) == 0
    assert sha256(mixed) == before
    names = sorted(path.name for path in mixed.parent.iterdir())
    assert names == ["mixed.checked.xlsx", "mixed.xlsx"]


def test_the_same_return_gives_the_same_copy_to_the_byte(
    mixed: Path, tmp_path: Path
) -> None:
    main(["check", str(mixed), *DAY, "--out", str(tmp_path / "a")])
    main(["check", str(mixed), *DAY, "--out", str(tmp_path / "b")])
    first, second = (tmp_path / d / "mixed.checked.xlsx" for d in "ab")
    assert sha256(first) == sha256(second)


def test_checking_the_copy_again_replaces_our_marks(
    mixed: Path, tmp_path: Path
) -> None:
    main(["check", str(mixed), *DAY, "--out", str(tmp_path / "a")])
    copy = tmp_path / "a" / "mixed.checked.xlsx"
    assert main(["check", str(copy), *DAY, "--out", str(tmp_path / "b")]) == 0
    assert sha256(tmp_path / "b" / "mixed.checked.xlsx") == sha256(copy)


def test_a_copy_is_never_written_over_the_input(mixed: Path) -> None:
    main(["check", str(mixed), *DAY])
    copy = mixed.with_name("mixed.checked.xlsx")
    before = sha256(copy)
    assert main(["check", str(copy), *DAY]) == 2
    assert sha256(copy) == before


def test_unmark_restores_the_return_byte_for_byte(mixed: Path, tmp_path: Path) -> None:
    main(["check", str(mixed), *DAY])
    copy = mixed.with_name("mixed.checked.xlsx")
    restored = tmp_path / "restored.xlsx"
    assert main(["unmark", str(copy), "--out", str(restored)]) == 0
    assert restored.read_bytes() == mixed.read_bytes()


def test_json_lines_follow_the_published_schema(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    files = [str(path) for path in sorted(SAMPLES.glob("*.xlsx"))]
    main(["check", *files, *DAY, "--format", "json", "--out", str(tmp_path)])
    lines = json_lines(capsys)
    assert [line["file"] for line in lines] == files
    (zero,) = (line for line in lines if "zero_tolerance" in line["file"])
    severities = {finding["severity"] for finding in zero["findings"]}
    assert "business_critical" in severities
    assert zero["assessed_on"] == "2026-03-02"


def test_a_file_that_cannot_be_read_is_a_line_of_its_own(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = mixed.with_name("bad.xlsx")
    bad.write_bytes(b"this is no workbook")
    assert main(["check", str(bad), str(mixed), *DAY, "--format", "json"]) == 2
    refused, checked = json_lines(capsys)
    assert refused["errors"][0]["code"].startswith("BOOK-")
    assert checked["findings"]
    assert mixed.with_name("mixed.checked.xlsx").exists()
    assert not mixed.with_name("bad.checked.xlsx").exists()


@pytest.mark.parametrize(
    ("sample", "severity", "code"),
    [
        ("clean", "minor", 0),
        ("mixed", "major", 1),
        ("zero_tolerance", "business_critical", 1),
    ],
)
def test_the_exit_code_tells_whether_the_limit_was_reached(
    sample: str, severity: str, code: int, tmp_path: Path
) -> None:
    file = str(SAMPLES / f"{sample}.xlsx")
    out = ("--out", str(tmp_path))
    assert main(["check", file, *DAY, *out, "--fail-on", severity]) == code
    assert main(["check", file, *DAY, *out]) == 0


def test_text_shows_what_where_and_until_when(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(mixed), *DAY])
    shown = capsys.readouterr()
    assert "Findings in mixed.xlsx" in shown.out
    assert "mixed.checked.xlsx" in " ".join(shown.out.split())
    assert shown.err == ""


def test_the_certificate_lists_every_part(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(mixed), *DAY, "--certificate", "--format", "json"])
    (line,) = json_lines(capsys)
    proof = line["certificate"]
    kinds = ("unchanged", "changed", "added")
    listed = {part["part"] for kind in kinds for part in proof[kind]}
    with zipfile.ZipFile(mixed) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(mixed.with_name("mixed.checked.xlsx")) as copy:
        assert listed == set(copy.namelist())
        for part in proof["unchanged"]:
            assert copy.read(part["part"]) == parts[part["part"]]
    assert all(part["why"] for kind in kinds[1:] for part in proof[kind])
    assert proof["lost"] == []
    assert {"[Content_Types].xml", "xl/styles.xml", "xl/workbook.xml"} <= {
        part["part"] for part in proof["changed"]
    }


def test_two_returns_of_one_name_do_not_overwrite_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        files.append(
            shutil.copy(SAMPLES / "clean.xlsx", tmp_path / folder / "saq.xlsx")
        )
    arguments = ["check", *map(str, files), *DAY, "--out", str(tmp_path / "out")]
    assert main(arguments) == 2
    assert "SET-002" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_misspelt_policy_gets_a_hint(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(mixed), "--policy", "standart"]) == 2
    told = capsys.readouterr().err
    assert "SET-001" in told
    assert "Did you mean `standard`?" in told


def test_the_unforeseen_costs_one_file_and_shows_no_traceback(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = check_command.check_file

    def fails_once(path: Path, *rest: Any) -> Any:
        if path.name == "odd.xlsx":
            raise RuntimeError("a bug of ours")
        return real(path, *rest)

    monkeypatch.setattr(check_command, "check_file", fails_once)
    odd = Path(shutil.copy(mixed, mixed.with_name("odd.xlsx")))
    assert main(["check", str(odd), str(mixed), *DAY, "--format", "json"]) == 2
    refused, checked = json_lines(capsys)
    assert refused["errors"][0]["code"] == "RUN-900"
    assert "a bug of ours" in refused["errors"][0]["says"]
    assert checked["findings"]


def test_an_interruption_leaves_nothing_half_written(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rs_excel.workbook.safe_write.os.replace", interrupted)
    before = sha256(mixed)
    assert main(["check", str(mixed), *DAY]) == 2
    assert [path.name for path in mixed.parent.iterdir()] == ["mixed.xlsx"]
    assert sha256(mixed) == before
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_that_is_not_ours_is_never_replaced(
    mixed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = mixed.with_name("mixed.checked.xlsx")
    theirs.write_text("my own notes", encoding="utf-8")
    assert main(["check", str(mixed), *DAY]) == 2
    assert theirs.read_text(encoding="utf-8") == "my own notes"
    assert "OUT-051" in capsys.readouterr().out


def test_a_plan_people_filled_in_is_not_lost_when_the_return_is_checked_again(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(mixed), *DAY])
    copy = mixed.with_name("mixed.checked.xlsx")
    type_root_cause(copy, "The guard went home early")
    before = sha256(copy)
    assert main(["check", str(mixed), *DAY]) == 2
    assert sha256(copy) == before
    assert "OUT-052" in capsys.readouterr().out
    again = tmp_path / "again"
    later = ("--as-of", "2026-03-20")
    assert main(["check", str(copy), *later, "--out", str(again)]) == 0
    assert root_causes(again / copy.name) == ["The guard went home early"]


def type_root_cause(copy: Path, words: str) -> None:
    book = load_workbook(copy)
    row, column = header_of(book["Corrective actions"], "Root cause")
    book["Corrective actions"].cell(row + 1, column).value = words
    book.save(copy)


def root_causes(copy: Path) -> list[str]:
    sheet = load_workbook(copy)["Corrective actions"]
    row, column = header_of(sheet, "Root cause")
    cells = (sheet.cell(r, column).value for r in range(row + 1, sheet.max_row + 1))
    return [str(value) for value in cells if value]


def header_of(sheet: Any, title: str) -> tuple[int, int]:
    (cell,) = (cell for row in sheet for cell in row if cell.value == title)
    return cell.row, cell.column


def test_the_same_return_may_be_checked_again_over_an_untouched_copy(
    mixed: Path,
) -> None:
    assert main(["check", str(mixed), *DAY]) == 0
    assert main(["check", str(mixed), "--as-of", "2026-03-20"]) == 0


def test_unmark_and_template_never_replace_a_file(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(mixed), *DAY])
    copy, precious = mixed.with_name("mixed.checked.xlsx"), tmp_path / "precious.xlsx"
    precious.write_text("precious", encoding="utf-8")
    assert main(["unmark", str(copy), "--out", str(precious)]) == 2
    assert main(["template", "build", "--out", str(precious)]) == 2
    assert capsys.readouterr().err.count("OUT-053") == 2
    assert precious.read_text(encoding="utf-8") == "precious"


def test_what_people_wrote_outside_the_plan_stays_and_is_said(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(mixed), *DAY])
    copy = mixed.with_name("mixed.checked.xlsx")
    book = load_workbook(copy)
    book["Findings"]["P7"] = "Ask the plant manager on Friday"
    book.save(copy)
    again = tmp_path / "again"
    assert main(["check", str(copy), *DAY, "--out", str(again)]) == 0
    assert "Findings (earlier)" in capsys.readouterr().err
    kept = load_workbook(again / copy.name)["Findings (earlier)"]
    assert kept["P7"].value == "Ask the plant manager on Friday"


def test_a_later_check_of_the_copy_grants_no_more_time_anywhere(
    mixed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(mixed), *DAY, "--format", "json"])
    (first,) = json_lines(capsys)
    copy = str(mixed.with_name("mixed.checked.xlsx"))
    later = ("--as-of", "2026-03-09", "--out", str(tmp_path / "later"))
    main(["check", copy, *later, "--format", "json"])
    (again,) = json_lines(capsys)
    due = {finding["fingerprint"]: finding["due_on"] for finding in first["findings"]}
    kept = [f for f in again["findings"] if f["severity"] and f["fingerprint"] in due]
    assert len(kept) > 20
    assert all(f["due_on"] == due[f["fingerprint"]] for f in kept)
