"""Files that are gone since: out of the lists, still known, and no copy is touched."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.batch.folders import batch, everything, lines, put, record


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of three returns one is deleted and one damaged before the second run."""
    folder = tmp_path_factory.mktemp("gone")
    put("spanish", folder / "in" / "sub" / "gone.xlsx")
    put("turkish", folder / "in" / "damaged.xlsx")
    put("small_site", folder / "in" / "stays.xlsx")
    assert batch(folder / "in", folder / "out") == 0
    assert record(folder / "out")["gone"] == 0
    before = everything(folder / "out" / "copies")
    (folder / "in" / "sub" / "gone.xlsx").unlink()
    (folder / "in" / "damaged.xlsx").write_bytes(b"PK")
    assert batch(folder / "in", folder / "out", "--as-of", "2026-03-03") == 0
    after = everything(folder / "out" / "copies")
    assert after == before
    return folder / "out"


def told(out: Path) -> dict[str, dict[str, str]]:
    text = (out / "gone.csv").read_bytes().decode("utf-8-sig")
    return {row["file"]: row for row in csv.DictReader(text.splitlines())}


def test_they_leave_the_lists_and_are_named_with_their_copies(out: Path) -> None:
    assert set(lines(out)) == {"damaged.xlsx", "stays.xlsx"}
    rows = told(out)
    assert set(rows) == {"damaged.xlsx", "sub/gone.xlsx"}
    assert rows["sub/gone.xlsx"]["copy"] == "copies/sub/gone.checked.xlsx"
    assert rows["sub/gone.xlsx"]["last_seen_on"] == "2026-03-02"
    assert "no longer in the folder" in rows["sub/gone.xlsx"]["why"]
    assert "what it was before" in rows["damaged.xlsx"]["why"]


def test_the_record_of_the_run_counts_them(out: Path) -> None:
    assert record(out)["gone"] == 1


def test_what_was_found_in_them_stays_known(out: Path) -> None:
    with closing(sqlite3.connect(out / "results.sqlite")) as db:
        (found,) = db.execute(
            "SELECT count(*) FROM finding JOIN result ON result.id = finding.result"
            " WHERE file = 'sub/gone.xlsx'"
        ).fetchone()
    assert found > 0
