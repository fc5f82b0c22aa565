"""Every command has help, is in the README, and does what it says."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from rs_excel.cli.arguments import parser
from rs_excel.cli.main import main
from tests.conftest import SAMPLES
from tests.packs import RULE, tiny_pack

README = Path(__file__).parent.parent.parent / "README.md"


def commands(
    tree: argparse.ArgumentParser, before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command that runs something, with its words."""
    below = [
        action.choices
        for action in tree._actions
        if isinstance(action, argparse._SubParsersAction)
    ]
    if not below:
        yield before, tree
    for choices in below:
        for name, command in choices.items():
            yield from commands(command, (*before, name))


ALL = list(commands(parser()))


@pytest.mark.parametrize("words", [w for w, _ in ALL], ids=" ".join)
def test_a_command_stands_in_the_readme(words: tuple[str, ...]) -> None:
    assert f"rs-excel {' '.join(words)}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "command"), ALL, ids=[" ".join(w) for w, _ in ALL])
def test_a_command_helps_and_names_a_module_that_runs_it(
    words: tuple[str, ...], command: argparse.ArgumentParser
) -> None:
    assert command.description
    assert callable(import_module(command.get_default("runs")).run)


def test_python_dash_m_is_the_same_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "rs_excel", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "check returned workbooks" in done.stdout


def test_rules_can_be_listed_shown_linted_and_tested(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "list"]) == 0
    assert "HS-004" in capsys.readouterr().out
    assert main(["rules", "show", "hs-004"]) == 0
    shown = capsys.readouterr().out
    assert "Flagged when any of" in shown
    assert "**Known exceptions:** Site opened" in shown
    assert "](" not in shown
    assert main(["rules", "test", "HS-004"]) == 0
    assert "none differ" in capsys.readouterr().out
    assert main(["rules", "lint"]) == 0
    assert "nothing to mend" in capsys.readouterr().out


def test_an_unknown_rule_is_told_with_a_hint(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["rules", "show", "HS-0004"]) == 2
    assert "Did you mean `HS-004`?" in capsys.readouterr().err


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert '"$defs"' in capsys.readouterr().out


def test_a_template_is_built_and_filled(tmp_path: Path) -> None:
    blank, filled = tmp_path / "saq.xlsx", tmp_path / "filled.xlsx"
    answers = tmp_path / "answers.yaml"
    answers.write_text("site.name: Example site\nwf.total: 12\n", encoding="utf-8")
    assert main(["template", "build", "--out", str(blank)]) == 0
    given = ["--answers", str(answers), "--template", str(blank)]
    assert main(["template", "fill", *given, "--out", str(filled)]) == 0
    assert filled.stat().st_size > 10_000


def test_the_tracker_is_not_taken_for_a_return_where_a_folder_holds_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(SAMPLES / "spanish.xlsx", tmp_path / "a.xlsx")
    tracker = ["--tracker", str(tmp_path / "tracker.xlsx")]
    for day in ("2026-03-02", "2026-04-02", "2026-05-02"):
        files = [str(file) for file in sorted(tmp_path.glob("*.xlsx"))]
        assert main(["track", *files, *tracker, "--as-of", day]) == 0
    assert (tmp_path / "tracker.before.xlsx").exists()


def test_a_slip_in_the_name_makes_no_empty_tracker(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tracker = tmp_path / "traker.xlsx"
    assert main(["track", "--tracker", str(tracker)]) == 2
    assert "TRK-010" in capsys.readouterr().err
    gone = str(tmp_path / "gone.xlsx")
    assert main(["track", gone, "--tracker", str(tracker)]) == 2
    told = capsys.readouterr().err
    assert "BOOK-010" in told
    assert "TRK-010" in told
    assert not tracker.exists()


@pytest.mark.parametrize(
    "command",
    [
        ["reply", str(SAMPLES / "clean.xlsx"), "--out"],
        ["track", str(SAMPLES / "clean.xlsx"), "--tracker"],
        ["template", "build", "--out"],
    ],
)
def test_a_workbook_is_only_written_under_the_name_of_one(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # The draft of an e-mail ends in .txt: one would replace the other.
    assert main([*command, str(tmp_path / "out.txt")]) == 2
    assert "OUT-056" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("day", ["1899-12-31", "9999-12-31"])
def test_a_day_of_assessment_is_one_that_people_live_to_see(
    day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["check", str(SAMPLES / "clean.xlsx"), "--as-of", day])
    assert "no day from 1990 to 2199" in capsys.readouterr().err


def test_a_case_under_a_policy_that_is_not_there_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = RULE.replace("given: { wf", "policy: standrad\ngiven: { wf", 1)
    pack = str(tiny_pack(tmp_path, rule=rule))
    assert main(["rules", "test", "--pack", pack]) == 2
    assert "Did you mean `standard`?" in capsys.readouterr().err
