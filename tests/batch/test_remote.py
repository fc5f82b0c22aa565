"""Returns at an address: the same results, and no name leads out of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from rs_excel.batch.remote import is_address, tame
from tests.batch.folders import batch, everything, lines, put, record, statuses
from tests.conftest import SAMPLES

Storage = fsspec.AbstractFileSystem


@pytest.fixture
def storage() -> Iterator[Storage]:
    """One that holds its files in memory, and nothing yet."""
    held = fsspec.filesystem("memory")
    held.store.clear()
    held.pseudo_dirs[:] = [""]
    yield held
    held.store.clear()


def returns(storage: Storage, tmp_path: Path) -> Path:
    """The same in a folder and at memory://returns."""
    for name, sample in (("a.xlsx", "clean"), ("b/مصنع.xlsx", "zero_tolerance")):
        put(sample, tmp_path / "in" / name)
        storage.pipe_file(f"/returns/{name}", (SAMPLES / f"{sample}.xlsx").read_bytes())
    (tmp_path / "in" / "empty.xlsx").write_bytes(b"")
    storage.pipe_file("/returns/empty.xlsx", b"")
    for passed_over in ("~$a.xlsx", "notes.txt"):
        storage.pipe_file(f"/returns/{passed_over}", b"lock")
    return tmp_path


def test_results_are_those_of_a_folder(storage: Storage, tmp_path: Path) -> None:
    returns(storage, tmp_path)
    address = "memory://returns"
    assert batch(tmp_path / "in", tmp_path / "here") == 0
    assert batch(address, tmp_path / "there") == 0
    here, there = everything(tmp_path / "here"), everything(tmp_path / "there")
    for differs in ("run.json", "results.sqlite"):  # these tell when it was
        del here[differs], there[differs]
    assert there == here
    assert batch(address, tmp_path / "there") == 0
    told = record(tmp_path / "there")
    assert (told["folder"], told["taken_over"]) == (address, 3)


def test_an_address_may_be_a_folder_of_this_machine(tmp_path: Path) -> None:
    outside = put("clean", tmp_path / "outside.xlsx")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.xlsx").symlink_to(outside)
    assert batch((tmp_path / "in").as_uri(), tmp_path / "out") == 0
    assert statuses(tmp_path / "out") == {}  # links are not followed there either


@pytest.mark.parametrize(
    "name",
    [
        "../../out.xlsx",
        "a/../../../b.xlsx",
        "..\\..\\out.xlsx",
        "C:\\out.xlsx",
        "a//b.xlsx",
        "con.xlsx",
        "a\0b.xlsx",
        "x./y.xlsx",
        ".. /z.xlsx",
    ],
)
def test_no_name_leads_out_of_the_results(name: str, tmp_path: Path) -> None:
    below = tame(name)
    assert not below.is_absolute()
    assert not {"..", ".", ""} & set(below.parts)
    assert not set("\\:\0") & set(str(below))
    assert below != Path(name)
    assert (tmp_path / below).resolve().is_relative_to(tmp_path.resolve())
    assert tame("a/ünïcode name.xlsx") == Path("a/ünïcode name.xlsx")


def test_a_file_with_such_a_name_is_checked_and_its_copy_kept(
    storage: Storage, tmp_path: Path
) -> None:
    storage.store["/returns/../../evil.xlsx"] = storage.pipe_file(
        "/x", (SAMPLES / "clean.xlsx").read_bytes()
    ) or storage.store.pop("/x")
    assert batch("memory://returns", tmp_path / "work" / "out") == 0
    ((name, line),) = lines(tmp_path / "work" / "out").items()
    assert name == "../../evil.xlsx"
    assert line["status"] == "checked"
    assert (tmp_path / "work" / "out" / line["copy"]).is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["work"]


def test_a_file_that_cannot_be_fetched_is_one_status(
    storage: Storage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    returns(storage, tmp_path)
    fetch = type(storage).cat_file

    def refused(self: Storage, path: str, *more: object, **others: object) -> bytes:
        if path.endswith("a.xlsx"):
            raise RuntimeError("403 Forbidden\nsecret details")
        return bytes(fetch(self, path, *more, **others))

    monkeypatch.setattr(type(storage), "cat_file", refused)
    assert batch("memory://returns", tmp_path / "out") == 2
    line = lines(tmp_path / "out")["a.xlsx"]
    assert (line["status"], line["codes"]) == ("failed", ["BAT-115"])
    assert "403 Forbidden" in line["reason"]
    assert statuses(tmp_path / "out")["b/مصنع.xlsx"] == "needs attention"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("memory://nothing/here", "BAT-032"),
        ("nonsense://bucket", "BAT-031"),
        ("s3://me:secret@bucket/returns", "BAT-030"),  # s3fs is not installed here
    ],
)
@pytest.mark.usefixtures("storage")
def test_what_is_wrong_with_an_address_is_said(
    address: str,
    code: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    assert batch(address, tmp_path / "out") == 2
    told = capsys.readouterr()
    assert told.err.startswith(code)
    assert "secret" not in told.err
    assert not (tmp_path / "out").exists()


def test_results_lie_on_this_machine(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        batch(tmp_path, "s3://bucket/results")
    assert stopped.value.code == 2
    assert "folder of this machine" in capsys.readouterr().err


def test_a_drive_is_no_address() -> None:
    assert not is_address("C:\\Returns")
    assert not is_address("/data/returns")
    assert is_address("s3://bucket/returns")
