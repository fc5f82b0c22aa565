"""A folder of real returns through the command: statuses, copies, lists, exit codes."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rs_excel.app.settings import Terms
from rs_excel.batch.one_file import CheckOne, Job, sha256_of
from rs_excel.batch.statuses import Status
from rs_excel.cli.main import main
from tests.batch.folders import DAY, batch, everything, lines, put, record, statuses
from tests.conftest import SAMPLES
from tests.workbook.raw_books import book, compound_file, parts, zipped

LONG = "ط" * 120 + ".xlsx"  # 245 bytes; with ".checked" too long for a disk


@pytest.fixture(scope="module")
def mailbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns as they come, good and bad; checked once, with OUT among them."""
    folder = tmp_path_factory.mktemp("mailbox")
    put("clean", folder / "clean.xlsx")
    put("zero_tolerance", folder / "2026" / "مصنع" / "return.xlsx")
    put("half_empty", folder / "2026" / LONG)
    put("clean", folder / "zz_clean_again.xlsx")
    bad = {
        "bomb.xlsx": zipped({**parts(), "xl/media/a.png": bytes(5 << 20)}),
        "cut.xlsx": (SAMPLES / "clean.xlsx").read_bytes()[:5000],
        "empty.xlsx": b"",
        "empty_too.xlsx": b"",
        "encrypted.xlsx": compound_file("EncryptedPackage"),
        "old.xls": compound_file("Workbook"),
        "other.xlsx": book('<row r="1"><c r="A1"><v>1</v></c></row>'),
        "page.xls": b"<html><body>Please log in</body></html>",
        "binary.xlsb": zipped({"[Content_Types].xml": "<Types/>", "xl/a.bin": b"x"}),
        "sheet.ods": zipped(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
        ),
    }
    for name, data in bad.items():
        (folder / "bad" / name).parent.mkdir(exist_ok=True)
        (folder / "bad" / name).write_bytes(data)
    before = everything(folder)
    outside = sorted(folder.parent.rglob("*"))
    assert batch(folder, folder / "OUT") == 0
    assert everything(folder, but=folder / "OUT") == before
    ours = folder / "OUT"
    left = [p for p in folder.parent.rglob("*") if p != ours and ours not in p.parents]
    assert sorted(left) == outside
    return folder


def test_each_file_has_one_status(mailbox: Path) -> None:
    unreadable = ("binary.xlsb", "bomb.xlsx", "cut.xlsx", "empty.xlsx")
    assert statuses(mailbox / "OUT") == {
        "2026/مصنع/return.xlsx": "needs attention",
        f"2026/{LONG}": "incomplete",
        **{f"bad/{name}": "unreadable" for name in unreadable},
        "bad/empty_too.xlsx": "unreadable",
        "bad/encrypted.xlsx": "unreadable",
        "bad/old.xls": "unreadable",
        "bad/other.xlsx": "wrong template",
        "bad/page.xls": "unreadable",
        "bad/sheet.ods": "unreadable",
        "clean.xlsx": "checked",
        "zz_clean_again.xlsx": "duplicate",
    }
    assert [*lines(mailbox / "OUT")] == sorted(lines(mailbox / "OUT"))


def test_every_line_says_why_and_what_to_do(mailbox: Path) -> None:
    told = lines(mailbox / "OUT")
    assert all(line["reason"] and line["action"] for line in told.values())
    assert "password" in told["bad/encrypted.xlsx"]["reason"]
    assert "container" in told["bad/old.xls"]["reason"]
    assert "as Excel Workbook (.xlsx)" in told["bad/sheet.ods"]["action"]
    assert "as Excel Workbook (.xlsx)" in told["bad/binary.xlsb"]["action"]
    assert "clean.xlsx" in told["zz_clean_again.xlsx"]["reason"]
    grave = told["2026/مصنع/return.xlsx"]
    assert grave["supplier"].startswith("Contoh Electronics")
    assert grave["severities"]["business_critical"] > 0
    assert grave["sha256"] == sha256_of(SAMPLES / "zero_tolerance.xlsx")


def test_copies_stand_in_a_mirrored_tree_as_check_writes_them(
    mailbox: Path, tmp_path: Path
) -> None:
    copies = everything(mailbox / "OUT" / "copies")
    told = [line["copy"] for line in lines(mailbox / "OUT").values() if line["copy"]]
    assert sorted(copies) == sorted(name.removeprefix("copies/") for name in told)
    assert len(copies) == 3
    assert "2026/مصنع/return.checked.xlsx" in copies
    alone = put("clean", tmp_path / "clean.xlsx")
    assert main(["check", str(alone), "--as-of", DAY]) == 0
    assert everything(tmp_path)["clean.checked.xlsx"] == copies["clean.checked.xlsx"]


def test_the_rejected_list_opens_in_excel_and_holds_no_formula(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "=cmd.xlsx").write_bytes(b"")
    (folder / "@a,b.xls").write_bytes(b"\x89PNG")
    assert batch(folder, tmp_path / "out") == 0
    data = (tmp_path / "out" / "rejected.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [row["file"] for row in rows] == ["'=cmd.xlsx", "'@a,b.xls"]
    assert [row["status"] for row in rows] == ["unreadable", "unreadable"]
    assert "picture" in rows[1]["reason"]


def test_the_result_is_the_same_whatever_the_number_of_processes(
    mailbox: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    shutil.copytree(mailbox, folder, ignore=shutil.ignore_patterns("OUT"))
    assert batch(folder, tmp_path / "out", "--workers", "3") == 0
    many, one = everything(tmp_path / "out"), everything(mailbox / "OUT")
    for differs in ("run.json", "results.sqlite"):  # these tell when it was
        del many[differs], one[differs]
    assert many == one


def test_the_summary_can_be_pasted_into_a_mail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "in"
    put("zero_tolerance", folder / "grave.xlsx")
    (folder / "b\u202eslx.xlsx").write_bytes(b"")
    assert batch(folder, tmp_path / "out") == 0
    told = capsys.readouterr()
    assert told.err == ""  # progress is for terminals
    said = (tmp_path / "out" / "summary.txt").read_text(encoding="utf-8")
    assert told.out.startswith(said)
    assert "2 workbooks: 1 needs attention, 1 unreadable" in told.out
    assert "- grave.xlsx (Contoh Electronics" in told.out
    assert "b?slx.xlsx: unreadable. The file is empty." in told.out
    assert "not legal advice" in told.out
    assert "\x1b" not in told.out
    assert "\u202e" not in told.out


@pytest.mark.parametrize(
    ("sample", "fail_on", "code"),
    [
        ("zero_tolerance", "business_critical", 1),
        ("spanish", "business_critical", 0),
        ("clean", "minor", 0),
    ],
)
def test_the_exit_code_is_for_schedulers(
    tmp_path: Path, sample: str, fail_on: str, code: int
) -> None:
    put(sample, tmp_path / "in" / "a.xlsx")
    (tmp_path / "in" / "b.xlsx").write_bytes(b"")  # listed, and no failure of ours
    assert batch(tmp_path / "in", tmp_path / "out", "--fail-on", fail_on) == code


class TestWhatCannotRun:
    """Code, what, where, what to do; and nothing is written."""

    def refused(
        self, folder: Path, out: Path, capsys: pytest.CaptureFixture[str]
    ) -> str:
        before = everything(out) if out.is_dir() else None
        assert batch(folder, out) == 2
        assert (everything(out) if out.is_dir() else None) == before
        told = capsys.readouterr()
        assert told.out == ""
        return told.err.split(" ")[0]

    def test_no_folder(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.refused(tmp_path / "no", tmp_path / "o", capsys) == "BAT-001"

    def test_results_among_the_returns(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put("clean", tmp_path / "out" / "copies" / "a.xlsx")
        assert self.refused(tmp_path, tmp_path, capsys) == "BAT-002"
        held = tmp_path / "out" / "copies"
        assert self.refused(held, tmp_path / "out", capsys) == "BAT-002"

    def test_a_folder_that_is_somebody_elses(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put("clean", tmp_path / "in" / "a.xlsx")
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "files.jsonl").write_text("mine", encoding="utf-8")
        assert self.refused(tmp_path / "in", tmp_path / "out", capsys) == "BAT-003"

    def test_a_database_that_is_none_of_ours(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        put("clean", tmp_path / "in" / "a.xlsx")
        (tmp_path / "out").mkdir()
        results = tmp_path / "out" / "results.sqlite"
        results.write_bytes(b"not a database at all" * 99)
        assert self.refused(tmp_path / "in", tmp_path / "out", capsys) == "BAT-005"
        results.unlink()
        with closing(sqlite3.connect(results)) as theirs:
            theirs.execute("CREATE TABLE run (accounts)")
        assert self.refused(tmp_path / "in", tmp_path / "out", capsys) == "BAT-005"


class TestOneFile:
    """What a process does with a job, whatever the file is by then."""

    def outcome(self, path: Path, sha256: str, terms: Terms) -> tuple[Status, str]:
        job = Job(file="a.xlsx", held=path, sha256=sha256, copy="copies/a.checked.xlsx")
        out = path.parent / "out"
        done = CheckOne(terms=terms, out=out, most_memory=1 << 30)(job)
        assert done.line["copy"] is None
        assert not out.exists() or done.status is Status.FAILED
        return done.status, done.line["codes"][0]

    def test_that_was_changed_since_it_was_found(
        self, mixed: Path, standard: Terms
    ) -> None:
        expected = Status.FAILED, "BAT-110"
        assert self.outcome(mixed, "0" * 64, standard) == expected

    def test_that_was_broken_since_it_was_found(
        self, mixed: Path, standard: Terms
    ) -> None:
        before = sha256_of(mixed)
        mixed.write_bytes(b"half")
        assert self.outcome(mixed, before, standard) == (Status.FAILED, "BAT-110")

    def test_that_is_gone(self, mixed: Path, standard: Terms) -> None:
        before = sha256_of(mixed)
        mixed.unlink()
        expected = Status.FAILED, "BAT-110"
        assert self.outcome(mixed, before, standard) == expected
        assert self.outcome(mixed, "", standard) == expected  # gone before it was read

    def test_that_may_not_be_read(
        self, mixed: Path, standard: Terms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(_: Path, *__: object) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refused)
        monkeypatch.setattr(Path, "open", refused)
        assert self.outcome(mixed, sha256_of(mixed), standard) == (
            Status.UNREADABLE,
            "BOOK-010",
        )

    def test_that_takes_too_much_memory(
        self, mixed: Path, standard: Terms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def too_much(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr("rs_excel.batch.one_file.check_archive", too_much)
        expected = Status.FAILED, "BAT-113"
        assert self.outcome(mixed, sha256_of(mixed), standard) == expected

    def test_whose_copy_somebody_worked_in(self, mixed: Path, standard: Terms) -> None:
        copy = mixed.parent / "out" / "copies" / "a.checked.xlsx"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(b"my own notes")
        expected = Status.FAILED, "OUT-051"
        assert self.outcome(mixed, sha256_of(mixed), standard) == expected
        assert copy.read_bytes() == b"my own notes"


def test_links_that_were_passed_over_are_on_record(tmp_path: Path) -> None:
    outside = put("clean", tmp_path / "outside.xlsx")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.xlsx").symlink_to(outside)
    assert batch(tmp_path / "in", tmp_path / "out") == 0
    assert statuses(tmp_path / "out") == {}
    assert record(tmp_path / "out")["links_passed_over"] == ["link.xlsx"]
    assert not os.path.lexists(tmp_path / "out" / "copies")
