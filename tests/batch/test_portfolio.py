"""The portfolio of a folder of returns, read back as a person would open it."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.batch.folders import DAY, batch, lines, put, record

NOTICE = "not legal advice"
SHEETS = [
    "Overview",
    "Zero tolerance",
    "Changes",
    "Ranking of sites",
    "Heat map",
    "Coverage",
    "Questions to ask",
    "Returns",
    "Findings",
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four sites, one of them twice, and a file nobody can read."""
    folder = tmp_path_factory.mktemp("portfolio")
    for sample in ("clean", "half_empty", "spanish", "zero_tolerance"):
        put(sample, folder / "in" / f"{sample}.xlsx")
    put("clean", folder / "in" / "z.xlsx")
    (folder / "in" / "=1+1.xlsx").write_bytes(b"")
    assert batch(folder / "in", folder / "out") == 0
    return folder


@pytest.fixture(scope="module")
def book(run: Path) -> Iterator[Workbook]:
    read = load_workbook(run / "out" / "portfolio.xlsx")
    yield read
    read.close()


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows below the head that stays in sight."""
    head = int("".join(filter(str.isdigit, str(sheet.freeze_panes)))) - 1
    names, *rows = sheet.iter_rows(min_row=head, values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def test_every_sheet_says_as_of_when_what_it_counts_and_what_it_is_not(
    book: Workbook,
) -> None:
    assert book.sheetnames == SHEETS
    for sheet in book.worksheets:
        said = texts(sheet)
        assert any(DAY in text and "policy standard" in text for text in said)
        assert any(NOTICE in text for text in said)
        assert DAY in str(sheet.oddFooter.left.text)


def test_the_overview_counts_files_sites_and_what_is_grave(
    run: Path, book: Workbook
) -> None:
    sheet = book["Overview"]
    told = {
        str(sheet.cell(row + 1, cell.column).value): cell.value
        for row in range(1, 12)
        for cell in sheet[row]
        if isinstance(cell.value, int)
    }
    grave = lines(run / "out")["zero_tolerance.xlsx"]["severities"]
    assert told == {
        "files": 6,
        "suppliers": 4,
        "sites that count": 4,
        "■ business-critical findings": grave["business_critical"],
        "● sites with a red pillar": 1,
        "files to send back": 1,
    }
    assert len(sheet._charts) == 3


def test_grave_findings_come_first_and_soonest(run: Path, book: Workbook) -> None:
    rows = table(book["Zero tolerance"])
    graded = [line["severities"] for line in lines(run / "out").values()]
    counts = [counts for counts in graded if counts]
    urgent = sum(severities["business_critical"] for severities in counts)
    assert len(rows) == urgent + sum(severities["critical"] for severities in counts)
    assert [row["Severity"] for row in rows][: urgent + 1] == [
        *["■ Business critical"] * urgent,
        "▲ Critical",
    ]
    assert all(isinstance(row["Close by"], datetime) for row in rows)
    assert all(row["Contain by"] <= row["Close by"] for row in rows[:urgent])


def test_sites_are_ranked_by_what_is_gravest_then_by_what_is_unknown(
    book: Workbook,
) -> None:
    rows = table(book["Ranking of sites"])
    assert [row["Return"] for row in rows] == [
        "zero_tolerance.xlsx",
        "spanish.xlsx",  # most major
        "half_empty.xlsx",
        "clean.xlsx",
    ]
    assert [row["Rank"] for row in rows] == [1, 2, 3, 4]


def test_the_heat_map_has_a_light_and_counts_a_pillar(
    run: Path, book: Workbook
) -> None:
    first, *_ = [
        row for row in book["Heat map"].iter_rows(values_only=True) if row[0] == 1
    ]
    line = lines(run / "out")["zero_tolerance.xlsx"]
    assert first[1:3] == (line["supplier"], 1)
    assert [first[place] for place in (3, 6, 9)] == ["● Red", "● Red", "○ Green"]
    grave = line["severities"]["business_critical"] + line["severities"]["critical"]
    assert sum(first[4::3]) == grave
    assert sum(first[5::3]) == line["severities"]["major"] + line["severities"]["minor"]


def test_what_is_least_known_leads_the_coverage(run: Path, book: Workbook) -> None:
    first = table(book["Coverage"])[0]
    line = lines(run / "out")["half_empty.xlsx"]
    assert first["Supplier"] == line["supplier"]
    assert first["Rules assessed"] == line["assessed"] * 100 // line["applicable"] / 100
    assert first["Health & safety"] == "? Grey\ngreen to red"


def test_files_that_go_back_lead_the_returns_and_their_names_stay_text(
    book: Workbook,
) -> None:
    sheet = book["Returns"]
    rows = table(sheet)
    assert rows[0]["File"] == "=1+1.xlsx"
    assert rows[0]["Status"] == "unreadable"
    assert [row["Counts"] for row in rows if row["File"] == "z.xlsx"] == ["no"]
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_the_findings_are_a_table_with_typed_cells(run: Path, book: Workbook) -> None:
    sheet = book["Findings"]
    rows = table(sheet)
    (found,) = sheet.tables.values()
    assert len(rows) == sum(
        line["findings"] for line in lines(run / "out").values() if line["counts"]
    )
    assert found.ref == found.autoFilter.ref
    assert found.ref.endswith(str(sheet.max_row))
    assert [column.name for column in found.tableColumns] == list(rows[0])
    assert all(isinstance(row["Due"], datetime) for row in rows)
    assert all(isinstance(row["Days to close"], int) for row in rows)


def test_the_first_run_says_that_there_is_nothing_to_compare_with(
    book: Workbook,
) -> None:
    assert any("first finished run" in text for text in texts(book["Changes"]))


@pytest.fixture(scope="module")
def again(run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site is new, one gone, one returned something worse."""
    folder = tmp_path_factory.mktemp("again")
    shutil.copytree(run, folder, dirs_exist_ok=True)
    (folder / "in" / "spanish.xlsx").unlink()
    put("turkish", folder / "in" / "turkish.xlsx")
    assert batch(folder / "in", folder / "out") == 0
    return folder


def test_what_is_new_and_gone_is_told(again: Path) -> None:
    book = load_workbook(again / "out" / "portfolio.xlsx")
    rows = table(book["Changes"])
    assert [(row["Site is"][2:], row["Supplier"][:5]) for row in rows] == [
        ("new", "Örnek"),
        ("gone", "Ejemp"),
    ]
    since = {
        row["Return"]: row["Since the run before"] for row in table(book["Findings"])
    }
    assert since["turkish.xlsx"] == "new site"
    assert since["zero_tolerance.xlsx"] == "still there"


def test_the_same_results_leave_the_workbook_as_it_is(again: Path) -> None:
    out = again / "out" / "portfolio.xlsx"
    before = out.read_bytes()
    written = out.stat().st_mtime_ns
    assert batch(again / "in", again / "out") == 0
    assert out.stat().st_mtime_ns == written
    out.unlink()
    assert batch(again / "in", again / "out") == 0
    assert out.read_bytes() == before
    told = record(again / "out")
    assert told["portfolio"]["sha256"]
    later = ("--as-of", "2026-03-03")
    assert batch(again / "in", again / "out", *later) == 0
    said = texts(load_workbook(out)["Overview"])
    assert any("As of 2026-03-03" in text for text in said)


def test_findings_that_came_and_went_are_told_by_fingerprint(
    tmp_path: Path, run: Path
) -> None:
    shutil.copytree(run, tmp_path, dirs_exist_ok=True)
    with closing(sqlite3.connect(tmp_path / "out" / "results.sqlite")) as db:
        query = (
            "SELECT finding.rowid, finding.rule FROM finding JOIN result"
            " ON result.id = finding.result WHERE file = 'zero_tolerance.xlsx'"
            " ORDER BY finding.rowid LIMIT 1"
        )
        ((row, rule),) = db.execute(query).fetchall()
        db.execute("UPDATE finding SET fingerprint = 'other' WHERE rowid = ?", (row,))
        db.commit()
    (tmp_path / "in" / "z.xlsx").unlink()
    assert batch(tmp_path / "in", tmp_path / "out", "--policy", "strict") == 0
    book = load_workbook(tmp_path / "out" / "portfolio.xlsx")
    rows = table(book["New and cleared"])
    assert [(row["Finding is"], row["Rule"]) for row in rows] == [
        ("new", rule),
        ("cleared", rule),
    ]
    said = (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")
    assert "findings: 1 new, 1 cleared\n" in said
    assert any("policy or pack" in text for text in texts(book["Changes"]))


def test_a_folder_without_returns_still_has_a_portfolio(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    book = load_workbook(tmp_path / "out" / "portfolio.xlsx")
    assert book["Overview"]._charts == []
    said = texts(book["Overview"])
    assert any("no workbook" in text for text in said)
    assert any("nothing is known of any site" in text for text in said)
    assert not any("red pillar or a grave" in text for text in said)
    assert not book["Findings"].tables
    assert json.dumps(book.sheetnames) == json.dumps(SHEETS)
