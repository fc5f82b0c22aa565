"""Findings and verdict counts, for people with pandas and for people with Excel."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rs_excel.app.check import check_file
from rs_excel.app.machine import as_json
from rs_excel.app.settings import Terms
from rs_excel.batch.lists import as_csv
from rs_excel.domain.findings import CheckReport
from tests.batch.folders import batch, lines, put
from tests.conftest import SAMPLES


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    put("spanish", folder / "in" / "b.xlsx")
    put("zero_tolerance", folder / "in" / "a.xlsx")
    put("spanish", folder / "in" / "b again.xlsx")
    put("damaged", folder / "in" / "c.xlsx")
    (folder / "in" / "broken.xlsx").write_bytes(b"PK")
    assert batch(folder / "in", folder / "out") == 0
    return folder / "out"


@pytest.fixture(scope="module")
def reports(standard: Terms) -> dict[str, CheckReport]:
    """By file that counts, in the order of the lists."""
    counts = {
        "a.xlsx": "zero_tolerance",
        "b again.xlsx": "spanish",
        "c.xlsx": "damaged",
    }
    return {
        file: check_file(SAMPLES / f"{sample}.xlsx", standard).check.report
        for file, sample in counts.items()
    }


def table(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_finding_once_in_the_words_of_check(
    out: Path, reports: dict[str, CheckReport]
) -> None:
    told = json_lines(out / "findings.jsonl")
    expected = [
        finding
        for file, report in reports.items()
        for finding in as_json(file, report)["findings"]
    ]
    of_batch = {"file", "supplier", "site", "country", "contain_by"}
    assert len(expected) > 50
    assert [
        {name: value for name, value in line.items() if name not in of_batch}
        for line in told
    ] == expected
    counts = Counter(line["file"] for line in told)
    assert counts == {file: len(report.findings) for file, report in reports.items()}


def test_the_table_says_the_same_for_a_spreadsheet(out: Path) -> None:
    rows, told = table(out / "findings.csv"), json_lines(out / "findings.jsonl")
    for row, line in zip(rows, told, strict=True):
        assert row["fingerprint"] == line["fingerprint"]
        assert row["severity"] == (line["severity"] or "")
        assert row["cells"] == "; ".join(line["cells"])
        assert row["supplier"] == line["supplier"]


def test_verdicts_are_counted_by_file_and_by_rule(
    out: Path, reports: dict[str, CheckReport]
) -> None:
    for file, report in reports.items():
        counted = Counter(verdict.outcome.value for verdict in report.verdicts)
        assert Counter(lines(out)[file]["verdicts"]) == counted
    by_rule = {row.pop("rule"): row for row in table(out / "verdicts.csv")}
    verdicts = [v for report in reports.values() for v in report.verdicts]
    assert by_rule.keys() == {verdict.rule_id for verdict in verdicts}
    total = Counter((v.rule_id, v.outcome.value) for v in verdicts)
    told = {
        (rule, outcome): int(count)
        for rule, row in by_rule.items()
        for outcome, count in row.items()
    }
    assert {place: count for place, count in told.items() if count} == total


def test_nothing_in_a_table_becomes_a_formula() -> None:
    hostile = ["=1+1", "+1", "-1", "@A1", "\t=1", "plain", 3, None, 'a,"b\nc']
    data = b"".join(as_csv(["told"], [[value] for value in hostile]))
    cells = [row[0] for row in csv.reader(data.decode("utf-8-sig").splitlines(True))]
    assert cells[1:6] == ["'=1+1", "'+1", "'-1", "'@A1", "'\t=1"]
    assert cells[6:] == ["plain", "3", "", 'a,"b\nc']


def test_notes_say_what_the_check_says(
    out: Path, reports: dict[str, CheckReport]
) -> None:
    told = json_lines(out / "notes.jsonl")
    expected = [
        (file, note["code"], note["says"], note["cell"])
        for file, report in reports.items()
        for note in as_json(file, report)["notes"]
    ]
    assert [(n["file"], n["code"], n["says"], n["cell"]) for n in told] == expected
    assert [row["code"] for row in table(out / "notes.csv")] == [n[1] for n in expected]
    assert len(pd.read_parquet(out / "notes.parquet")) == len(expected) > 0


def test_pandas_reads_findings_with_days_and_lists(out: Path) -> None:
    told = json_lines(out / "findings.jsonl")
    frame = pd.read_parquet(out / "findings.parquet")
    assert pd.api.types.is_datetime64_any_dtype(frame["due_on"])
    assert frame["due_on"].dt.date.astype(str).tolist() == [f["due_on"] for f in told]
    assert [list(cells) for cells in frame["cells"]] == [f["cells"] for f in told]
    assert frame["timeframe_days"].tolist() == [f["timeframe_days"] for f in told]
    severities = frame["severity"].astype(object).where(frame["severity"].notna(), None)
    assert severities.tolist() == [f["severity"] for f in told]
    assert set(told[0]) == set(frame.columns)
    first = frame["contain_by"].dt.date.astype(str).where(frame["contain_by"].notna())
    assert first.dropna().tolist() == [f["contain_by"] for f in told if f["contain_by"]]


def test_pandas_counts_verdicts_as_the_table_does(out: Path) -> None:
    frame = pd.read_parquet(out / "verdicts.parquet")
    total = frame.groupby(["rule", "outcome"], observed=True)["count"].sum().to_dict()
    told = {
        (row["rule"], outcome): int(row[outcome])
        for row in table(out / "verdicts.csv")
        for outcome in row.keys() - {"rule"}
    }
    assert total == {place: count for place, count in told.items() if count}
    assert set(frame["file"]) == {"a.xlsx", "b again.xlsx", "c.xlsx"}


def test_the_same_rows_are_the_same_bytes(out: Path, tmp_path: Path) -> None:
    put("spanish", tmp_path / "in" / "b again.xlsx")
    put("zero_tolerance", tmp_path / "in" / "a.xlsx")
    put("damaged", tmp_path / "in" / "c.xlsx")
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    for name in ("findings", "notes", "verdicts"):
        again = (tmp_path / "out" / f"{name}.parquet").read_bytes()
        assert again == (out / f"{name}.parquet").read_bytes()
