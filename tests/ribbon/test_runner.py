"""A press of a button: whatever happens, the user is told and Excel is as before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rs_excel import __version__
from rs_excel.app.live_told import Place, Told, Tone
from rs_excel.errors import WorkbookError, problem
from rs_excel.ribbon import acting
from rs_excel.ribbon.busy import turn
from rs_excel.ribbon.commands import Command
from rs_excel.ribbon.kept import Kept, read_kept, write_kept
from rs_excel.ribbon.runner import main
from rs_excel.ribbon.scene import Scene
from tests.ribbon.conftest import Boxes
from tests.ribbon.fakes import GONE, REJECTED, ComError, FakeExcel, open_in

Carried = Callable[[Command, Scene], Told]
CLICK = ["checkWorkbook", "--hwnd", "7", "--addin-version", __version__]


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch) -> FakeExcel:
    running = FakeExcel()
    open_in(monkeypatch, running)
    return running


def does(monkeypatch: pytest.MonkeyPatch, carried_out: Carried) -> None:
    """What commands do in this test."""
    monkeypatch.setattr(acting, "carry_out", carried_out)


def test_the_status_bar_says_what_is_done_and_is_given_back(
    excel: FakeExcel, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(command: Command, scene: Scene) -> Told:
        scene.progress("Weighing the answers …")
        return Told(title="3 findings", lines=("HS-004",), tone=Tone.WARNING)

    does(monkeypatch, check)
    assert main(CLICK) == 0
    assert excel.bar == ["Check workbook …", "Weighing the answers …", False]
    assert boxes.shown == [("3 findings", "HS-004", Tone.WARNING)]


def test_a_line_for_the_status_bar_stays_there_and_opens_no_box(
    excel: FakeExcel, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    does(monkeypatch, lambda command, scene: Told(title="1 of 3", place=Place.BAR))
    assert main(CLICK) == 0
    assert excel.bar[-1] == "1 of 3"
    assert boxes.shown == []


def test_the_window_that_was_clicked_in_is_the_one_worked_in(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, clicked = FakeExcel(hwnd=3, names=("other.xlsx",)), FakeExcel(hwnd=7)
    open_in(monkeypatch, other, clicked)
    does(monkeypatch, lambda command, scene: Told(title=scene.book.name))
    main(CLICK)
    assert boxes.only.startswith("return.xlsx")
    assert other.bar == []


def test_what_the_add_in_passes_goes_before_what_the_terminal_keeps(
    excel: FakeExcel, boxes: Boxes, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir(parents=True)
    (home / "settings.json").write_text('{"policy": "supportive"}', "utf-8")
    does(monkeypatch, lambda c, scene: Told(title=scene.terms().policy.name))
    main([*CLICK, "--policy", "strict"])
    main(CLICK)
    assert [title for title, _, _ in boxes.shown] == ["strict", "supportive"]


def test_a_problem_of_the_catalogue_is_told_with_what_to_do_and_its_code(
    excel: FakeExcel, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(command: Command, scene: Scene) -> Told:
        raise WorkbookError(problem("BOOK-040", "return.xlsx"))

    does(monkeypatch, check)
    assert main(CLICK) == 0
    ((title, text, tone),) = boxes.shown
    assert "not one of our questionnaires" in title
    assert "return.xlsx" in text
    assert "rs-excel template build" in text
    assert text.endswith("(BOOK-040)")
    assert tone is Tone.PROBLEM
    assert excel.bar[-1] is False


def test_what_nobody_foresaw_goes_into_the_log_and_not_to_the_user(
    excel: FakeExcel, boxes: Boxes, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(command: Command, scene: Scene) -> Told:
        raise ZeroDivisionError("deep inside")

    does(monkeypatch, check)
    assert main(CLICK) == 0
    assert "XL-900" in boxes.only
    assert "Traceback" not in boxes.only
    assert str(home / "rs-excel.log") in boxes.only
    log = (home / "rs-excel.log").read_text("utf-8")
    assert "ZeroDivisionError: deep inside" in log
    assert excel.bar[-1] is False


@pytest.mark.parametrize(
    ("names", "shown", "said"),
    [
        ((), 1, "XL-003"),
        (("PERSONAL.XLSB",), 0, "XL-003"),
        (("Return 2019.XLS",), 1, "XL-004"),
    ],
    ids=["no workbook", "only a hidden one", "a workbook of Excel 97-2003"],
)
def test_a_window_without_a_workbook_to_work_on(
    names: tuple[str, ...],
    shown: int,
    said: str,
    boxes: Boxes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    running = FakeExcel(names=names, shown=shown)
    open_in(monkeypatch, running)
    assert main(CLICK) == 0
    assert said in boxes.only
    assert running.bar[-1] is False


def test_an_excel_that_is_not_found(
    boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_in(monkeypatch)
    assert main(CLICK) == 0
    assert "XL-002" in boxes.only
    assert "Protected View" in boxes.only


@pytest.mark.parametrize(
    ("number", "said"),
    [(REJECTED, "Finish editing the cell"), (GONE, "was closed")],
    ids=["a cell is being edited", "Excel was closed during the run"],
)
def test_what_excel_answers_is_told_in_our_words(
    number: int,
    said: str,
    excel: FakeExcel,
    boxes: Boxes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def check(command: Command, scene: Scene) -> Told:
        excel.fails = ComError(number)
        scene.progress("Reading …")
        raise AssertionError("not reached")

    does(monkeypatch, check)
    assert main(CLICK) == 0
    assert said in boxes.only


def test_a_second_click_while_one_runs_is_answered(
    excel: FakeExcel, boxes: Boxes, home: Path
) -> None:
    with turn(home, "Check workbook"):
        assert main(["nextFinding", "--hwnd", "7"]) == 0
    assert "“Check workbook” is still running" in boxes.only
    assert "XL-012" in boxes.only
    assert excel.bar == []  # what the first one says there stays


@pytest.mark.parametrize("version", ["0.0.9", "99"])
def test_an_add_in_of_another_version_is_told_how_to_become_the_same(
    version: str, excel: FakeExcel, boxes: Boxes
) -> None:
    assert main(["checkWorkbook", "--hwnd", "7", "--addin-version", version]) == 0
    assert f"version {version}" in boxes.only
    assert "rs-excel addin install" in boxes.only
    assert excel.bar == []


def test_help_needs_no_excel_at_all(boxes: Boxes) -> None:
    assert main(["help"]) == 0
    assert "Check this questionnaire (rs-excel excel check)" in boxes.only


def test_a_command_that_needs_no_workbook_uses_the_status_bar_all_the_same(
    excel: FakeExcel, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    does(monkeypatch, lambda command, scene: Told(title=f"book: {scene.book}"))
    assert main(["checkFolder", "--hwnd", "7"]) == 0
    assert excel.bar == ["Check a folder …", False]
    assert boxes.only.startswith("book: None")


def test_on_macos_python_gives_the_status_bar_back_whatever_happens(
    excel: FakeExcel, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert main(["checkWorkbook", "--addin-version", "0.0.9"]) == 0
    assert "XL-011" in boxes.only
    assert excel.bar == [False]


@pytest.mark.parametrize(("answer", "said"), [(True, "asked for"), (False, "t.xlsx")])
def test_the_tracker_can_be_forgotten_in_the_settings(
    answer: bool, said: str, boxes: Boxes, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acting, "system_box", lambda hwnd: boxes)
    open_in(monkeypatch)
    write_kept(Kept(policy="strict", tracker=home / "t.xlsx"), home)
    boxes.answer = answer
    assert main(["settings", "--policy", "supportive"]) == 0
    assert f"Tracker: {said}" in boxes.only.replace(str(home) + "/", "")
    kept = read_kept(home)
    assert (kept.policy, kept.tracker is None) == ("strict", answer)


def test_words_of_strangers_in_a_box_are_words(
    excel: FakeExcel, boxes: Boxes, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Told(title="return\x00\x1b[2J.xlsx", lines=("one", "two"))
    does(monkeypatch, lambda command, scene: said)
    assert main(CLICK) == 0
    ((title, text, _),) = boxes.shown
    assert not {"\x00", "\x1b"} & {*title}
    assert text == "one\ntwo"
