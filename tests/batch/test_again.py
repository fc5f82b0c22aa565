"""The same folder every morning: only what is new is checked, and nothing is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rs_excel.app.settings import Terms
from rs_excel.batch import workers
from rs_excel.batch.crews import Processes
from rs_excel.batch.going import Wanted
from rs_excel.batch.run import run_batch
from rs_excel.batch.sources import Folder
from rs_excel.batch.statuses import Status
from tests.batch.folders import DAY, batch, everything, lines, put, record, statuses


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put("clean", tmp_path / "in" / "a.xlsx")
    put("spanish", tmp_path / "in" / "b.xlsx")
    (tmp_path / "in" / "c.xlsx").write_bytes(b"")
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    return tmp_path


def counted(out: Path) -> tuple[int, int]:
    """Files that were checked, and files whose result was taken over."""
    told = record(out)
    return told["checked_anew"], told["taken_over"]


def test_unchanged_files_are_not_checked_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begun(*_: object) -> None:
        raise AssertionError("there was nothing to do")

    out = folder / "out"
    assert counted(out) == (3, 0)
    lists = (out / "files.jsonl").read_bytes(), everything(out / "copies")
    monkeypatch.setattr(workers, "_Worker", begun)
    assert batch(folder / "in", out) == 0
    assert counted(out) == (0, 3)
    assert ((out / "files.jsonl").read_bytes(), everything(out / "copies")) == lists


def test_lists_are_left_alone_where_nothing_changed(folder: Path) -> None:
    out = folder / "out"

    def written() -> dict[str, int]:
        lists = (p for p in out.iterdir() if p.suffix in (".jsonl", ".csv", ".parquet"))
        return {path.name: path.stat().st_mtime_ns for path in lists}

    first = written()
    assert batch(folder / "in", out) == 0
    assert written() == first
    before = everything(out)
    (out / "findings.csv").unlink()
    (out / "files.jsonl").write_text("mine", encoding="utf-8")
    assert batch(folder / "in", out) == 0
    again = everything(out)
    for differs in ("run.json", "results.sqlite"):  # these tell when it was
        del before[differs], again[differs]
    assert again == before


def test_what_is_new_changed_renamed_or_gone_is_noticed(folder: Path) -> None:
    put("zero_tolerance", folder / "in" / "b.xlsx")
    (folder / "in" / "a.xlsx").rename(folder / "in" / "d.xlsx")
    assert batch(folder / "in", folder / "out") == 0
    assert counted(folder / "out") == (2, 1)
    assert statuses(folder / "out") == {
        "b.xlsx": "needs attention",
        "c.xlsx": "unreadable",
        "d.xlsx": "checked",
    }


def test_another_policy_is_another_check(folder: Path) -> None:
    assert batch(folder / "in", folder / "out", "--policy", "strict") == 0
    assert counted(folder / "out") == (3, 0)
    assert batch(folder / "in", folder / "out") == 0
    assert counted(folder / "out") == (0, 3)  # what was known before is still known


def test_on_another_day_only_what_the_day_changes_is_checked_again(
    folder: Path,
) -> None:
    """A finding of b.xlsx says how many days something is old; the others say none."""
    before = lines(folder / "out")
    assert batch(folder / "in", folder / "out", "--as-of", "2026-03-03") == 0
    assert counted(folder / "out") == (1, 2)
    after = lines(folder / "out")
    days = {file: line["assessed_on"] for file, line in after.items()}
    assert days == {"a.xlsx": DAY, "b.xlsx": "2026-03-03", "c.xlsx": None}
    assert after["a.xlsx"] == before["a.xlsx"]


def test_checking_the_same_file_again_grants_no_more_time(folder: Path) -> None:
    def due() -> dict[str, str]:
        text = (folder / "out" / "findings.jsonl").read_text(encoding="utf-8")
        found = [json.loads(line) for line in text.splitlines()]
        return {f["fingerprint"]: f["due_on"] for f in found}

    before = due()
    (folder / "in" / "b.xlsx").rename(folder / "in" / "renamed.xlsx")
    assert batch(folder / "in", folder / "out", "--as-of", "2026-04-01") == 0
    after = due()
    stood = before.keys() & after.keys()
    assert len(stood) > 1
    assert {same: after[same] for same in stood} == {s: before[s] for s in stood}


def test_an_earlier_day_is_never_answered_by_a_later_one(folder: Path) -> None:
    assert batch(folder / "in", folder / "out", "--as-of", "2026-03-01") == 0
    assert counted(folder / "out") == (2, 1)  # what was never checked has no day


def test_a_copy_that_was_taken_away_is_made_again(folder: Path) -> None:
    copy = folder / "out" / "copies" / "a.checked.xlsx"
    before = copy.read_bytes()
    copy.unlink()
    assert batch(folder / "in", folder / "out") == 0
    assert counted(folder / "out") == (1, 2)
    assert copy.read_bytes() == before


def test_a_duplicate_counts_once_the_first_is_gone(folder: Path) -> None:
    put("clean", folder / "in" / "z.xlsx")
    assert batch(folder / "in", folder / "out") == 0
    assert statuses(folder / "out")["z.xlsx"] == "duplicate"
    (folder / "in" / "a.xlsx").unlink()
    assert batch(folder / "in", folder / "out") == 0
    assert statuses(folder / "out")["z.xlsx"] == "checked"


class Impatient:
    """Presses Ctrl-C after so many files."""

    def __init__(self, after: int) -> None:
        self.left = after

    def begins(self, files: int) -> None:
        assert files > self.left

    def came_to(self, file: str, status: Status) -> None:
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt


def test_a_run_that_was_interrupted_goes_on_where_it_was(
    tmp_path: Path, standard: Terms
) -> None:
    for name in "abcd":
        put("clean", tmp_path / "in" / f"{name}.xlsx")
        with (tmp_path / "in" / f"{name}.xlsx").open("ab") as file:
            file.write(name.encode())  # four contents
    wanted = Wanted(
        returns=Folder(tmp_path / "in"),
        out=tmp_path / "out",
        terms=standard,
        pack="four_pillar",
        policy="standard",
        crew=Processes(1),
    )
    with pytest.raises(KeyboardInterrupt):
        run_batch(wanted, Impatient(2))
    assert record(tmp_path / "out")["state"] == "interrupted"
    assert not (tmp_path / "out" / "files.jsonl").exists()
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    assert record(tmp_path / "out")["state"] == "finished"
    assert counted(tmp_path / "out") == (2, 2)
    assert len(lines(tmp_path / "out")) == 4


def test_two_runs_do_not_write_into_one_folder(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "out" / "results.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        capsys.readouterr()
        assert batch(folder / "in", folder / "out") == 2
    assert capsys.readouterr().err.startswith("BAT-004")


def test_the_record_says_what_was_run_with_which_versions(folder: Path) -> None:
    told = record(folder / "out")
    assert told["state"] == "finished"
    assert told["as_of"] == DAY
    assert told["pack"]["id"] == "four_pillar"
    assert len(told["pack"]["sha256"]) == 64
    assert told["rs_excel"]
    assert told["files"] == 3


def test_the_database_can_be_asked(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "out" / "results.sqlite")) as db:
        found = db.execute(
            "SELECT result.file, count(*) FROM finding JOIN result"
            " ON result.id = finding.result GROUP BY result.file"
        ).fetchall()
    assert found == [("b.xlsx", lines(folder / "out")["b.xlsx"]["findings"])]


def test_results_of_an_earlier_shape_are_kept_aside_and_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "out"
    for _ in range(2):  # what was kept the first time stays
        with closing(sqlite3.connect(out / "results.sqlite")) as db:
            db.execute("DROP TABLE question")
            db.execute("PRAGMA user_version = 1")
        capsys.readouterr()
        assert batch(folder / "in", out) == 0
        assert counted(out) == (3, 0)
        assert record(out)["kept_aside"] in capsys.readouterr().err
    assert batch(folder / "in", out) == 0
    assert counted(out) == (0, 3)
    assert "kept_aside" not in record(out)
    for name in ("results.sqlite.shape-1", "results.sqlite.shape-1.1"):
        with closing(sqlite3.connect(out / name)) as db:
            assert db.execute("SELECT count(*) FROM result").fetchone() == (3,)
