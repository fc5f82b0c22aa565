"""Each system has its own place for a user's small files."""

from __future__ import annotations

from pathlib import Path

import pytest

from rs_excel.ribbon.places import user_folder


@pytest.mark.parametrize(
    ("system", "variable", "below"),
    [
        ("win32", "LOCALAPPDATA", "rs-excel"),
        ("darwin", "HOME", "Library/Application Support/rs-excel"),
        ("linux", "XDG_STATE_HOME", "rs-excel"),
    ],
)
def test_the_folder_of_the_user(
    system: str,
    variable: str,
    below: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv(variable, str(tmp_path))
    assert user_folder() == tmp_path / below
    assert not user_folder().exists()


def test_a_linux_that_names_none_has_it_at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert user_folder() == tmp_path / ".local" / "state" / "rs-excel"
