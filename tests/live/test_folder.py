"""Check a folder: every workbook has a line, and a copy where it could be checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rs_excel.app import live_folder
from rs_excel.app.live_folder import check_folder, returns_in
from rs_excel.app.live_told import Place, Told, Tone
from rs_excel.app.settings import Terms
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import SettingsError
from tests.conftest import SAMPLES
from tests.live.asked import Answers, silent


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    for sample in ("mixed", "clean", "zero_tolerance"):
        shutil.copy(SAMPLES / f"{sample}.xlsx", tmp_path / f"{sample}.xlsx")
    (tmp_path / "notes.xlsx").write_text("no workbook at all")
    (tmp_path / "~$mixed.xlsx").write_bytes(b"lock")
    (tmp_path / "letter.docx").write_bytes(b"other")
    (tmp_path / "deeper").mkdir()
    shutil.copy(SAMPLES / "mixed.xlsx", tmp_path / "deeper" / "unseen.xlsx")
    return tmp_path


def checked(folder: Path | None, terms: Terms) -> Told:
    return check_folder(terms, silent, Answers(folder_of_returns=folder))


def test_every_return_gets_a_copy_and_a_line(returns: Path, standard: Terms) -> None:
    before = {file: file.read_bytes() for file in returns.glob("*.xlsx")}
    told = checked(returns, standard)
    copies = {copy.name for copy in (returns / "checked").iterdir()}
    assert copies == {f"{s}.checked.xlsx" for s in ("mixed", "clean", "zero_tolerance")}
    assert {file: file.read_bytes() for file in before} == before
    assert told.title == "4 workbooks: 3 checked, 1 could not be"
    assert [line.split(" · ")[0] for line in told.lines[:4]] == [
        "notes.xlsx",
        "zero_tolerance.xlsx",
        "mixed.xlsx",
        "clean.xlsx",
    ]
    assert told.tone is Tone.WARNING
    assert told.gravest is Severity.BUSINESS_CRITICAL


def test_a_line_counts_by_severity_and_says_how_much_was_answered(
    returns: Path, standard: Terms
) -> None:
    by_file = {line.split(" · ")[0]: line for line in checked(returns, standard).lines}
    assert "7 critical, 18 major and 20 minor · " in by_file["mixed.xlsx"]
    assert " answered" in by_file["mixed.xlsx"]
    assert "nothing flagged" in by_file["clean.xlsx"]
    assert "(BOOK-0" in by_file["notes.xlsx"]


def test_a_second_time_the_copies_are_made_anew(returns: Path, standard: Terms) -> None:
    first = checked(returns, standard)
    assert checked(returns, standard) == first


def test_a_fault_nobody_foresaw_costs_one_file(
    returns: Path, standard: Terms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(file: Path, terms: Terms) -> object:
        if file.name == "mixed.xlsx":
            raise ZeroDivisionError("by nothing")
        return check_file(file, terms)

    check_file = live_folder.check_file
    monkeypatch.setattr(live_folder, "check_file", failing)
    told = checked(returns, standard)
    assert told.title == "4 workbooks: 2 checked, 2 could not be"
    assert any("mixed.xlsx · not checked" in line for line in told.lines)


def test_locks_copies_and_folders_below_are_no_returns(returns: Path) -> None:
    shutil.copy(returns / "clean.xlsx", returns / "clean.checked.xlsx")
    shutil.copy(returns / "clean.xlsx", returns / "Macro.XLSM")
    names = [file.name for file in returns_in(returns)]
    assert names == [
        "clean.xlsx",
        "Macro.XLSM",
        "mixed.xlsx",
        "notes.xlsx",
        "zero_tolerance.xlsx",
    ]


def test_a_folder_without_returns_is_said(tmp_path: Path, standard: Terms) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(SettingsError, match="XL-205"):
            checked(folder, standard)
    assert not list(tmp_path.iterdir())


def test_a_closed_window_does_nothing(standard: Terms) -> None:
    told = checked(None, standard)
    assert told.place is Place.BAR
    assert told.gravest is None
