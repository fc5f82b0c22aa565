"""Which files of a folder are returns, and that nothing outside it is reached."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from rs_excel.batch.places import copy_below
from rs_excel.batch.walking import walk


def touch(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path


def names(folder: Path, out: Path | None = None) -> list[str]:
    return [found.name for found in walk(folder, out or folder / "out").files]


def test_workbooks_of_every_kind_below_the_folder_in_one_order(tmp_path: Path) -> None:
    for name in ("b/x.XLSX", "a.ods", "b/a/y.xlsb", "c.xlsm", "c.xls", "B/z.xlsx"):
        touch(tmp_path / name)
    for name in ("notes.txt", "a.csv", "mail.eml", "xlsx", "b/.xlsx"):
        touch(tmp_path / name)
    found = names(tmp_path)
    assert found == ["B/z.xlsx", "a.ods", "b/a/y.xlsb", "b/x.XLSX", "c.xls", "c.xlsm"]


def test_locks_and_the_results_themselves_are_no_returns(tmp_path: Path) -> None:
    for name in ("~$a.xlsx", ".~lock.a.xlsx", "._a.xlsx", "sub/~$b.xlsm", "a.xlsx"):
        touch(tmp_path / name)
    touch(tmp_path / "sub" / "out" / "copies" / "a.checked.xlsx")
    touch(tmp_path / "other" / "out" / "b.xlsx")
    found = names(tmp_path, tmp_path / "sub" / "out")
    assert found == ["a.xlsx", "other/out/b.xlsx"]


def test_links_are_told_and_never_followed(tmp_path: Path) -> None:
    outside = touch(tmp_path / "outside" / "secret.xlsx")
    folder = touch(tmp_path / "in" / "a.xlsx").parent
    (folder / "link.xlsx").symlink_to(outside)
    (folder / "linked").symlink_to(outside.parent, target_is_directory=True)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    seen = walk(folder, tmp_path / "out")
    assert [found.name for found in seen.files] == ["a.xlsx"]
    assert seen.links == ["link.xlsx", "linked", "round"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "folder.xlsx").mkdir()
    assert names(tmp_path) == []


def test_names_of_any_script_and_length(tmp_path: Path) -> None:
    wanted = ["فرم.xlsx", "工場 問卷.xlsx", "=1+1.xlsx", "x" * 250 + ".xlsx"]
    for name in wanted:
        touch(tmp_path / name)
    assert names(tmp_path) == sorted(wanted)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps such names")
def test_a_name_that_is_no_text_can_still_be_told(tmp_path: Path) -> None:
    touch(tmp_path / os.fsdecode(b"bad\xff.xlsx"))
    assert names(tmp_path) == ["bad\\xff.xlsx"]


def test_a_folder_nobody_may_list_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path / "closed" / "a.xlsx")
    touch(tmp_path / "b.xlsx")
    real = os.scandir

    def refusing(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)
    seen = walk(tmp_path, tmp_path / "out")
    assert [found.name for found in seen.files] == ["b.xlsx"]
    ((folder, reason),) = seen.unlisted
    assert (folder.name, reason) == ("closed", "permission denied")


class TestWhereCopiesLie:
    def test_in_the_same_folders_below_the_results(self) -> None:
        assert copy_below(Path("a/b/x.xlsm")) == "copies/a/b/x.checked.xlsm"

    def test_a_return_and_its_own_checked_copy_do_not_meet(self) -> None:
        assert copy_below(Path("x.xlsx")) != copy_below(Path("x.checked.xlsx"))

    @pytest.mark.parametrize("letter", ["x", "工", "ف"])
    def test_the_longest_names_are_shortened_and_stay_apart(self, letter: str) -> None:
        longest = letter * (250 // len(letter.encode()))
        one, other = (Path(f"{longest[:-1]}{end}.xlsx") for end in "ab")
        copies = {copy_below(one), copy_below(other)}
        assert len(copies) == 2
        for copy in copies:
            name = copy.removeprefix("copies/")
            assert len(os.fsencode(name)) <= 255
            assert name.endswith(".checked.xlsx")
