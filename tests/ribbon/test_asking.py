"""What is asked in the middle of a command, in windows and by options."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rs_excel.cli.excel_options import AskingByOptions
from rs_excel.errors import SettingsError
from rs_excel.ribbon import asking
from rs_excel.ribbon.asking import AskingInWindows
from rs_excel.ribbon.kept import Kept, read_kept
from tests.ribbon.conftest import Boxes


@dataclass
class FakeTk:
    """tkinter and its dialogues: answers as told, and counts what is left open."""

    answer: object = ""
    asked: list[Mapping[str, object]] = field(default_factory=list)
    open: int = 0

    def Tk(self) -> FakeTk:
        self.open += 1
        return self

    def withdraw(self) -> None: ...

    def attributes(self, *_: object) -> None: ...

    def destroy(self) -> None:
        self.open -= 1

    def asksaveasfilename(self, **options: object) -> object:
        self.asked.append(options)
        return self.answer

    askdirectory = asksaveasfilename


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeTk:
    tk = FakeTk()
    monkeypatch.setattr(asking, "find_spec", lambda name: name)
    monkeypatch.setattr(asking, "import_module", lambda name: tk)
    return tk


def in_windows(home: Path, kept: Kept | None = None) -> AskingInWindows:
    return AskingInWindows(box=Boxes(), kept=kept or Kept(), home=home)


def test_the_tracker_chosen_once_is_kept_and_not_asked_for_again(
    windows: FakeTk, tmp_path: Path
) -> None:
    tracker = tmp_path / "tracker.xlsx"
    windows.answer = str(tracker)
    assert in_windows(tmp_path).tracker() == tracker
    tracker.touch()
    assert in_windows(tmp_path, read_kept(tmp_path)).tracker() == tracker
    assert len(windows.asked) == 1
    assert windows.asked[0]["confirmoverwrite"] is False


def test_what_the_add_in_passed_is_not_kept_with_the_tracker(
    windows: FakeTk, tmp_path: Path
) -> None:
    windows.answer = str(tmp_path / "tracker.xlsx")
    in_windows(tmp_path, Kept(policy="strict")).tracker()
    assert read_kept(tmp_path).policy == Kept().policy


def test_a_tracker_that_was_moved_away_is_asked_for(
    windows: FakeTk, tmp_path: Path
) -> None:
    gone = Kept(tracker=tmp_path / "gone.xlsx")
    assert in_windows(tmp_path, gone).tracker() is None
    assert len(windows.asked) == 1


@pytest.mark.parametrize("closed", ["", ()], ids=["an empty text", "an empty tuple"])
def test_a_window_that_was_closed_is_no_answer(
    closed: object, windows: FakeTk, tmp_path: Path
) -> None:
    windows.answer = closed
    asked = in_windows(tmp_path)
    answers = (asked.tracker(), asked.folder(), asked.new_file("reply.xlsx"))
    assert answers == (None, None, None)
    assert windows.open == 0
    assert not (tmp_path / "settings.json").exists()


def test_a_new_file_is_suggested_by_name(windows: FakeTk, tmp_path: Path) -> None:
    windows.answer = str(tmp_path / "mine.xlsx")
    assert in_windows(tmp_path).new_file("reply.xlsx") == tmp_path / "mine.xlsx"
    assert windows.asked[0]["initialfile"] == "reply.xlsx"


def test_a_python_without_windows_names_the_command_that_needs_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="rs-excel excel folder"):
        in_windows(tmp_path).folder()


def by_options(kept: Kept | None = None, **given: object) -> AskingByOptions:
    return AskingByOptions(
        given={"command": "updateTracker", **given}, kept=kept or Kept()
    )


def test_in_a_terminal_answers_are_options() -> None:
    asked = by_options(unprotect=True, folder=Path("in"), out=Path("r.xlsx"))
    assert asked.agrees("Lift the protection?")
    assert asked.folder() == Path("in")
    assert asked.new_file("reply.xlsx") == Path("r.xlsx")
    assert not by_options().agrees("Lift the protection?")
    assert by_options().new_file("reply.xlsx") == Path("reply.xlsx")


def test_a_tracker_used_before_need_not_be_named_again(tmp_path: Path) -> None:
    kept = Kept(tracker=tmp_path / "tracker.xlsx")
    assert by_options(kept).tracker() == kept.tracker
    with pytest.raises(SettingsError, match=r"XL-022(?s:.*)--tracker(?s:.*)track --"):
        by_options().tracker()
