"""Returns are checked as they arrive: whole, once, and until Ctrl-C. Nobody sleeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rs_excel.batch.sources import Folder
from rs_excel.batch.watching import _SETTLES, Watched
from tests.batch.folders import batch, put, record, statuses

LATER = _SETTLES + 0.1


@pytest.fixture
def watched(tmp_path: Path) -> Watched:
    (tmp_path / "in").mkdir()
    return Watched(Folder(tmp_path / "in"), tmp_path / "out")


def whole(watched: Watched) -> list[str]:
    return [found.name for found in watched.seen(watched.out).files]


def test_a_file_counts_once_it_stays_as_it_is(watched: Watched) -> None:
    file = watched.folder.path / "a.xlsx"
    file.write_bytes(b"half")
    assert not watched.is_due(0)
    file.write_bytes(b"half and more")
    assert not watched.is_due(LATER)
    assert watched.is_due(2 * LATER)
    assert whole(watched) == ["a.xlsx"]
    assert not watched.is_due(3 * LATER)  # nothing is done twice


@pytest.mark.parametrize(
    "lock", ["~$return.xlsx", "~$turn.xlsx", ".~lock.return.xlsx#"]
)
def test_a_file_that_is_open_waits_and_keeps_nobody_waiting(
    watched: Watched, lock: str
) -> None:
    folder = watched.folder.path
    for name in ("return.xlsx", "b.xlsx"):
        (folder / name).write_bytes(b"whole")
    (folder / lock).write_bytes(b"")
    assert not watched.is_due(0)
    assert watched.is_due(LATER)
    assert whole(watched) == ["b.xlsx"]
    (folder / lock).unlink()
    assert watched.is_due(2 * LATER)
    assert whole(watched) == ["b.xlsx", "return.xlsx"]
    (folder / lock).write_bytes(b"")  # somebody looks at it
    assert not watched.is_due(3 * LATER)


def test_a_file_that_is_gone_is_noticed(watched: Watched) -> None:
    file = watched.folder.path / "a.xlsx"
    file.write_bytes(b"whole")
    watched.is_due(0)
    assert watched.is_due(LATER)
    file.unlink()
    assert watched.is_due(2 * LATER)
    assert whole(watched) == []


def test_the_command_checks_what_arrives_until_it_is_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    time, seen = [0.0], list[dict[str, str]]()
    happens: list[Callable[[], object]] = [
        lambda: put("clean", folder / "a.xlsx"),
        lambda: None,
        lambda: seen.append(statuses(out)),
        lambda: put("spanish", folder / "b" / "b.xlsx"),
        lambda: None,
        lambda: seen.append(statuses(out)),
    ]

    def passes(_: float) -> None:
        if not happens:
            raise KeyboardInterrupt
        happens.pop(0)()
        time[0] += LATER

    monkeypatch.setattr("rs_excel.batch.watching.sleep", passes)
    monkeypatch.setattr("rs_excel.batch.watching.monotonic", lambda: time[0])
    assert batch(folder, out, "--watch") == 0
    assert seen == [
        {"a.xlsx": "checked"},
        {"a.xlsx": "checked", "b/b.xlsx": "checked"},
    ]
    told = record(out)
    assert (told["checked_anew"], told["taken_over"]) == (1, 1)
    assert capsys.readouterr().out.count("workbook") >= 2


def test_an_address_cannot_be_watched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch("memory://returns", tmp_path / "out", "--watch") == 2
    assert capsys.readouterr().err.startswith("BAT-033")
