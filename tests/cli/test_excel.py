"""The twins of the ribbon: the right workbook, the right exit code, what is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.app.live_told import Told, Tone
from rs_excel.cli import excel_command
from rs_excel.cli.main import main
from rs_excel.domain.vocabulary import Severity
from rs_excel.errors import ExcelError
from rs_excel.ribbon.book import named_book
from rs_excel.ribbon.commands import Command
from rs_excel.ribbon.kept import read_kept
from rs_excel.ribbon.scene import Scene
from tests.ribbon.conftest import at_home_in
from tests.ribbon.fakes import FakeExcel


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of the test's own."""
    return at_home_in(tmp_path / "state", monkeypatch)


def test_a_choice_is_kept_for_the_next_command(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["excel", "policy", "strict"]) == 0
    assert read_kept(home).policy == "strict"
    assert main(["excel", "policy"]) == 0
    assert capsys.readouterr().out.count("Policy: strict") == 2


def test_a_choice_there_is_none_of_is_refused_and_not_kept(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for setting in ("policy", "language"):
        assert main(["excel", setting, "klingon"]) == 2
        assert "SET-001" in capsys.readouterr().err
    assert not (home / "settings.json").exists()


def test_a_policy_of_ones_own_is_found_from_any_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text("name: mine\nextends: strict\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["excel", "policy", "mine.yaml"]) == 0
    assert read_kept(home).policy == str(own)


ONE = FakeExcel(names=("return.xlsx", "Other.xlsx"))
TWO = FakeExcel(hwnd=8, names=("return.xlsx", "third.xlsx"))


@pytest.mark.parametrize(
    ("excels", "name", "found"),
    [
        ([ONE], None, "return.xlsx"),
        ([ONE], "OTHER.xlsx", "Other.xlsx"),
        ([ONE, TWO], "third.xlsx", "third.xlsx"),
    ],
    ids=["the active one", "by name, whatever the case", "in any Excel"],
)
def test_the_workbook_that_is_meant(
    excels: list[FakeExcel], name: str | None, found: str
) -> None:
    assert named_book(excels, name).name == found


@pytest.mark.parametrize(
    ("excels", "name", "code", "said"),
    [
        ([], None, "XL-002", "Protected View"),
        ([ONE, TWO], None, "XL-007", "“return.xlsx”, “Other.xlsx”, “return.xlsx”, “th"),
        ([ONE, TWO], "return.xlsx", "XL-007", "“third.xlsx”"),
        ([ONE], "absent.xlsx", "XL-006", "“return.xlsx”, “Other.xlsx”"),
        ([FakeExcel(names=())], None, "XL-003", "No workbook is open"),
        ([FakeExcel(names=("old.xls",))], "old.xls", "XL-004", ".xlsx"),
    ],
    ids=["no Excel", "two Excels", "twice", "no such name", "no workbook", "xls"],
)
def test_where_it_is_unclear_the_user_is_told_what_there_is(
    excels: list[FakeExcel], name: str | None, code: str, said: str
) -> None:
    with pytest.raises(ExcelError) as raised:
        named_book(excels, name)
    (found,) = raised.value.problems
    assert found.code == code
    assert said in f"{found.says} {found.do}"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (Told(title="done"), 0),
        (Told(title="no", tone=Tone.PROBLEM), 2),
    ],
)
def test_a_command_that_could_not_do_it_says_so_in_its_exit_code(
    told: Told, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def does(command: Command, scene: Scene, homes: object) -> Told:
        return told

    monkeypatch.setattr(excel_command, "carry_out", does)
    assert main(["excel", "settings"]) == code


@pytest.mark.parametrize(
    ("gravest", "fail_on", "code"),
    [
        (Severity.MAJOR, None, 0),
        (Severity.MAJOR, "critical", 0),
        (Severity.MAJOR, "major", 1),
        (Severity.CRITICAL, "major", 1),
        (None, "minor", 0),
    ],
)
def test_what_was_found_decides_the_exit_code_as_in_a_check_of_files(
    gravest: Severity | None, fail_on: str | None, code: int
) -> None:
    assert excel_command.exit_code(Told(title="", gravest=gravest), fail_on) == code
