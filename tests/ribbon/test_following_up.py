"""A press on Update tracker, Reply pack and Check a folder, and their twins."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from rs_excel.cli.main import main as rs_excel
from rs_excel.ribbon.kept import Kept, read_kept, write_kept
from rs_excel.ribbon.runner import main as click
from tests.conftest import SAMPLES
from tests.ribbon.conftest import Boxes

ON = ["--as-of", "2026-03-02"]


@pytest.fixture
def opened(quick_excel: xw.App) -> xw.Book:
    return quick_excel.books.open(SAMPLES / "mixed.xlsx")


def test_a_click_updates_the_tracker_kept_in_the_users_settings(
    opened: xw.Book, boxes: Boxes, home: Path, tmp_path: Path
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    assert rs_excel(["excel", "track", "--tracker", str(tracker), *ON]) == 0
    assert read_kept(home).tracker == tracker
    assert click(["updateTracker", "--hwnd", str(opened.app.hwnd)]) == 0
    assert boxes.only.startswith("tracker.xlsx: ")
    assert "Tracker" in load_workbook(tracker).sheetnames
    assert opened.app.status_bar is False


def test_a_workbooks_own_settings_name_no_tracker(
    opened: xw.Book, home: Path, tmp_path: Path
) -> None:
    sheet = opened.sheets.add("rs_excel.conf")
    sheet.range("A1").value = [["tracker", str(tmp_path / "theirs.xlsx")]]
    assert rs_excel(["excel", "track", *ON]) == 2
    assert not (tmp_path / "theirs.xlsx").exists()
    assert read_kept(home).tracker is None


def test_the_twin_writes_a_reply_pack_and_says_where(
    opened: xw.Book, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "site.xlsx"
    assert rs_excel(["excel", "reply", "--out", str(out), *ON]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Reply pack written: ")
    assert f"Workbook: {out}" in printed
    assert out.with_suffix(".txt").exists()


def test_an_open_tracker_is_told_in_a_box(
    opened: xw.Book, boxes: Boxes, home: Path, tmp_path: Path
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    rs_excel(["excel", "track", "--tracker", str(tracker), *ON])
    before = tracker.read_bytes()
    opened.app.books.open(tracker)
    opened.activate()
    assert click(["updateTracker", "--hwnd", str(opened.app.hwnd)]) == 0
    assert "XL-204" in boxes.only
    assert "Save and close it" in boxes.only
    assert tracker.read_bytes() == before


def test_a_folder_is_checked_without_excel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    write_kept(Kept(policy="strict"), home)
    folder = tmp_path / "returns"
    folder.mkdir()
    shutil.copy(SAMPLES / "clean.xlsx", folder)
    assert rs_excel(["excel", "folder", str(folder), *ON]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1 workbook: 1 checked\nclean.xlsx · ")
    assert (folder / "checked" / "clean.checked.xlsx").exists()
