"""A file of ours in the wrong place is known for what it is, and its command named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rs_excel.cli.main import main
from tests.conftest import SAMPLES

RETURN = SAMPLES / "mixed.xlsx"
DAY = ("--as-of", "2026-03-02")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker, a plan and a reply pack, and each without its hidden keys."""
    folder = tmp_path_factory.mktemp("files")
    tracker = folder / "tracker.xlsx"
    site = ("--tracker", str(tracker))
    assert main(["track", str(RETURN), *site, *DAY]) == 0
    pack = str(folder / "reply.xlsx")
    assert main(["reply", str(RETURN), *site, *DAY, "--out", pack]) == 0
    plan = str(folder / "plan.xlsx")
    key = the_only_site(tracker)
    assert main(["capr", "out", *site, "--site", key, *DAY, "--out", plan]) == 0
    for name in ("tracker", "reply", "plan"):
        without_keys(folder / f"{name}.xlsx", folder / f"{name}_without_keys.xlsx")
    return folder


def the_only_site(tracker: Path) -> str:
    sheet = load_workbook(tracker)["Tracker"]
    (column,) = (c.column for row in sheet for c in row if c.value == "#trk:site_key")
    return str(sheet.cell(6, column).value)


def without_keys(file: Path, to: Path) -> None:
    book = load_workbook(file)
    for sheet in book:
        for row in sheet.iter_rows(max_row=40):
            for cell in row:
                if str(cell.value).startswith(("#trk:", "#reply:", "#capr:")):
                    cell.value = None
    book.save(to)


KINDS = {
    "tracker": ("BOOK-042", "--tracker"),
    "reply": ("BOOK-043", "rs-excel track"),
    "plan": ("BOOK-044", "rs-excel capr in"),
    "reply_without_keys": ("BOOK-044", "rs-excel capr in"),
    "plan_without_keys": ("BOOK-044", "rs-excel capr in"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", [("check",), ("reply",), ("explain", "HS-004")])
def test_a_file_of_ours_is_named_with_the_command_that_takes_it(
    kind: str,
    command: tuple[str, ...],
    folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = sorted(path.name for path in folder.iterdir())
    capsys.readouterr()
    assert main([*command, str(folder / f"{kind}.xlsx"), *DAY]) == 2
    shown = capsys.readouterr()
    code, named = KINDS[kind]
    said = " ".join((shown.out + shown.err).split())
    assert code in said
    assert named in said
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.parametrize("kind", ["tracker", "plan", "reply_without_keys"])
def test_track_names_it_too_and_still_takes_the_returns_beside_it(
    kind: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = (str(folder / f"{kind}.xlsx"), str(RETURN))
    new = tmp_path / "new.xlsx"
    capsys.readouterr()
    told = ("--tracker", str(new), *DAY, "--format", "json")
    assert main(["track", *files, *told]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert [p["code"] for p in answer["problems"]] == [KINDS[kind][0]]
    assert answer["open"] > 0
    assert new.exists()


def test_a_list_of_others_with_such_words_in_its_cells_is_no_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    book = load_workbook(folder / "plan_without_keys.xlsx")
    for sheet in book.worksheets[1:]:
        book.remove(sheet)
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if type(cell).__name__ == "Cell":
                cell.value = None
    book.worksheets[0]["B2"] = "Root cause"
    file = tmp_path / "others.xlsx"
    book.save(file)
    assert main(["check", str(file), *DAY]) == 2
    assert "BOOK-040" in capsys.readouterr().out
